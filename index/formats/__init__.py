"""Files to text with what their format itself says: headings and tables. PDF has its own package.

A map for the newcomer:

    readers             which reader a file needs, by its ending
    markdown_reader     text and Markdown; side_tabs: upright words at the edge of pages
    markdown_words      what its signs mean, as it is read; page_marks: where it says that pages end
    html_reader         with html_page: what of it is the plan's; and html_tables
    word_reader         with word_xml and word_numbers
    excel_reader        with excel_formats and excel_dates
    writer              all but text are written as text: a paragraph or a row of a table is a line
"""

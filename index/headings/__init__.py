"""Which lines of a document are headings, and which stands above which.

A map for the newcomer:

    candidates                      the lines that may be headings, before anyone asks how deep
    markers                         what a heading line looks like: 第1章, (1), ①
    large                           without a number, told by the size of their letters
    furniture, table_of_contents,   what is no heading
    items                           (of lists and charts); grid_lines: lines of tables
    listed                          what the table of contents says of them: indents, strays
    order, nesting                  which style stands above which, learned from the document
"""

"""PDF to text: the lines of each page as they are read, and its tables as grids of cells.

A map for the newcomer, in the order in which a page is read; `reader` calls them:

    spreads             a page that shows two pages of a book, as these
    chars               what is printed on a page; ruby: small kana above words, left out
    edges, rules        what is drawn on it, as the rules that it stands for
    vertical, text      characters to rows of words
    tables              cells between rules, which frames finds
    gutters             the rules that are not drawn: with bands, spans and stripes
    unruled             tables without any rule
    overpage            what goes on over the end of a page
    scans               what a machine has recognised on a picture
    layout, columns     pieces in the order in which they are read
    margins             running heads, page numbers, registers: left out
    labels              what stands in boxes and round shapes beside a line
"""

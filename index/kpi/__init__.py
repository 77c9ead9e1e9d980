"""KPI rows: indicators with their baselines and targets, out of the tables and texts of plans.

A map for the newcomer; each line: the module, what it takes, and what it gives.

    source      Document         lines, and Printed: a cell's text with its places in the plan
    reader      Document         KpiRows; asks the readers below in turn, the surest first

    Readers give Tables (`grid`): rows of cells, and the Head that the cells were guessed below.
    A line belongs to the first reader that reads it. What parts the cells there:
    given                        what the format marks: HTML, Word, Excel, CSV, PDF
    grid, closedrows             tabs, bars, boxes; tornrows: wrapped between tabs, parted into rows
                                 as lines below gaps are (gapparts), below their heads (tornheads)
    columnwise                   columns one after another: the n-th value is of the n-th name
    celllines                    line ends: a cell, or a word of one, a line (cell*, pieces); and
                                 one space: names then stand on the lines around their values
    views                        the same, where a paragraph is a cell, all runs on in one line, or
                                 bars stand around some lines only
    gaps, gap*                   gaps below a head, with a story of its own: of all ways to part
                                 the lines into rows the one that reads best; titles between them
    stacked                      gaps; the n-th value of a column is of the n-th name
    yeargrids                    any of these; 目標 and 実績 are lines, the years are columns, and
                                 the name stands above; gridlines: below a head
    sides                        labels in the first column: the table is turned
    Others find rows where no table is:
    forms, form, formlabels      labels: 指標：… 現状値：… 目標値：…; cards: side by side, or a name
                                 by itself with figures below their labels; dealing: whose they are;
                                 goallines: numbers of SDG targets around them
    inline, inlinetext           running text: 名　10人（R4）→20人（R9）; listed: of lists
    announced                    lists whose order is told first: 以下、指標、現状、目標の順
    sentences                    １つ目は、…の割合です。R5は58％でした。R11に90％を目指します

    labels      a label          Column: its Role, its year, its unit; headwords: of several run on
    columns     rows of labels   Head: the columns, settled by each other in heads, terms
    rows        Table, Head      Drafts, cell by cell; groups, reach, parts: cells over several rows
    within      columns of groups    the headings that they are to a row
    drafts      cells of a row   Draft, and whether it is sound
    aims        a Draft          what it aims at is over already, or is no figure
    carried     two Tables       whether the one goes on with the other, over the end of a page
    homes       Drafts           KpiRows, each in the section that it is listed under

    vocabulary  (data)           every word that heads a column or a form: add a word here
    words       a word           Kind: value, tail of one, unit, share or text
    values      a cell           whether it is a value, a torn one, or several
    broken      lines of cells   which make up a row, and whether a name reads whole
    fits        a cell, Role     whether it may stand in a column of units, years or values
    names       a cell           whether it names an indicator; the name, its unit
    mixed       a Table          names that hold more than theirs, or less
    shape       Head             the order of the cells of a row whose columns do not show
    fragments   a line           its pieces between gaps, with their display columns
    goals       a text           numbers of SDG targets

Everywhere `stops` are lines that no table goes over, `taken` those that others have read.
Any figure in doubt costs its row: a missing row is told of, a wrong one is quoted.
"""

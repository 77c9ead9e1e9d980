"""KPI rows, and how their readers fit together.

`source` is a document as lines and places; `reader` asks each reader in turn, the surest first, and
a line belongs to the first that reads it; what looks like a table but gives no rows is told of:

    forms, form, formlabels     指標：…, 現状値：…, 目標値：… below or beside each other
    grid, closedrows, ruled,
    tornrows, terms             cells that are given or drawn: HTML, CSV, tabs, bars, boxes
    paragraphs, celllines,
    cell*, pieces               cells that follow each other on lines of their own, or one line
    layouts, layoutrows         columns told by gaps, wrapped cells around the middle of a row
    centred*                    such cells where no gaps are left: known by symmetry
    yeargrids                   目標 and 実績 as lines, years as columns
    aligned*, broken, stacked*  columns below a head set with spaces; or told by counting
    raw*, oneline               cells parted by one space; all of a table on one line
    inline, inlinetext          名　10人（R4）→20人（R9）, lists of targets

Each but forms and inline gives a Table and its Head (`vocabulary` → `labels` → `columns`, `heads`);
`rows` makes Drafts of them, over cells that `reach` over others; `homes` finds their sections.
Any figure in doubt costs its row: a missing row is told of, a wrong one is quoted.
"""

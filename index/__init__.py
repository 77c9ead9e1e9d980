"""Plans in, snapshot out, hits back. No Slack, no environment, no clock, no prints.

A map for the newcomer, in the order in which data flows:

    domain, errors              the nouns; what can go wrong with what users bring
    catalogue, editions         plans.toml: the plans, and which edition was in force on a day
    remarks                     what somebody should look at in a corpus folder
    documents, joining          an edition's files to one Document
    formats, pdf                a file to its text, headings and tables, by its format, with maps
                                of their own; encodings and content for all
    sections, headings          the tree of headings, and which lines are any; lines
    passages, blocks            pieces to be found and quoted
    kpi                         KPI rows, with a map of their own
    periods, units, quantities  what printed years and figures mean; figures: whether two are one

    reading, layers, build      editions to readings with terms and vectors, new or taken over
    encoder, runs, vectors      meaning; lexical: BM25
    snapshot, tables, records   all of it as files that are whole or not there (storage)
    rebuild, guards, shelf      what would be lost, and publishing; lock: one at a time
    compare, likeness, summary  what changed between two editions, and the report on it
    opening                     the index of a corpus, built first where it must be

    normalize, tokens           folding, and MeCab: text to words and terms
    words, wording              a question as typed in the words of the plans, with a map of its own
    search, matching            how far passages and rows meet the concepts of a question
    windows, pages              what is quoted of a passage, and where in its file that stands
    contract, json_lines        KPI rows for other programs; files of questions with gold
    evaluation                  how well the search finds passages, beside its parts and others
"""

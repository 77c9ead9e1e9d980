"""Plans in, snapshot out, hits back. No Slack, no environment, no clock, no prints.

A map for the newcomer, in the order in which data flows:

    domain, errors              the nouns; what can go wrong with what users bring
    catalogue, editions         plans.toml: the plans, and which edition was in force on a day
    remarks                     what somebody should look at in a corpus folder
    documents, joining          an edition's files to one Document
    readers                     a file to its text, headings and tables, by its format:
      markdown_reader, html_reader, word_*, excel_*, pdf_*; encodings, content and writer for all
      pdf_spreads               a page that shows two pages of a book, as these
      pdf_chars                 what is printed on a page
      pdf_edges, pdf_rules      what is drawn on it, as the rules that it stands for
      pdf_vertical, pdf_text    characters to rows of words, without pdf_ruby
      pdf_tables, pdf_frames    to cells between rules: pdf_gutters, with pdf_bands, pdf_spans and
                                pdf_stripes, adds the rules that are not drawn; pdf_unruled: none is
      pdf_scans                 what a machine has recognised on a picture
      pdf_overpage              what goes on over the end of a page
      pdf_layout, pdf_columns   in the order in which they are read; without pdf_margins
      pdf_labels                what stands in boxes and round shapes beside a line
    sections                    the tree of headings. candidates: which lines may be headings
      lines, headings           (without furniture and table_of_contents), grid_lines: in tables;
                                large: told by the size of their letters; nesting, order:
                                which stands above which
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
    writing, wording            a question as typed in the words of the plans: kana, kana_words and
                                sounds; latin, romaji and glossary; slips, spelling and letters
    search, matching            how far passages and rows meet the concepts of a question;
                                synonyms, contrasts and themes: lists that people keep;
                                kana_names: names that MeCab parts otherwise in each place
    windows, pages              what is quoted of a passage, and where in its file that stands
    contract, json_lines        KPI rows for other programs; files of questions with gold
    evaluation                  how well the search finds passages, beside its parts and others
"""

"""A question as typed, in the words of the plans.

A map for the newcomer:

    writing                         the whole of it: what the modules below make of each word
    kana, kana_words, sounds        typed without converting, or converted wrongly
    kana_names                      names that MeCab parts otherwise in each place
    slips, spelling, letters        one wrong or dropped character
    latin, romaji, glossary         Latin letters and English
    synonyms, contrasts, themes     lists that people keep: the same thing, never the same, below it
"""

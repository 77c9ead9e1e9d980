"""What answers a question; `bot.answer` decides.

A map for the newcomer:

    finding                     KPI rows and quotes, each with how probably it answers
    evidence, weights           what speaks for each, and what that weighs
    wanted, forms, years        what a text must show to answer: a date, an amount, a year;
    counted, said_figures       what is counted, and figures that only say what is asked about
    compounds                   whether a row is named by another compound
    listing                     the rows that a list question asks for
    rows, scope                 which rows a list means: by heading (numbered), by all headings
                                above them (covering), by department (owners)
    meant, printings            which one row is meant; one row out of all its places
    columns, portions, changes  what else is asked: 出典, a section by number, what changed
    selection, answer_notices   what is shown, and with which notices
    citing                      the only place where quotes are cut
"""

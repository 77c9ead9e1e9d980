"""How a question is read; `bot.question` puts it together.

A map for the newcomer:

    parting, background     a long message: what it asks, and what it only tells
    parts                   clauses, topic, years, figures, places, names, and what is wanted
    labels, plan_names      the numbers and the plans it names; as_of: the edition
    topics                  what is said to the bot itself
    words, wanted_words, named_words, idle_words    tables, no logic
"""

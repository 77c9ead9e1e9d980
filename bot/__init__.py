"""Keikaku in Slack: a question in, an answer from the plans out.

A map for the newcomer, in the order in which a question goes:

    serving             what runs: Slack's events in, answers out; listeners: one a kind of event
    reading, question   how a question is read
    answering, answer   what in the plans answers it; several: more than one in a message
    display, blocks     how that looks in Slack; terminal and answer_json: elsewhere

    domain              the nouns of an answer; shown: how a slice of a plan reads
    messages*           every sentence a user can see
    config, store, records, logs, metrics, live     what a process needs and remembers
    examples, scoring, lessons      questions to begin with, with gold, and from feedback
    app                 everything put together; __main__: python -m bot
    rebuild_command     scripts/rebuild_index.py
"""

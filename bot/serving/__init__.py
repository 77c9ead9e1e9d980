"""What runs: from an event of Slack to an answer in its thread.

A map for the newcomer:

    service                     the bot's doors, its start and its end: socket_mode, or web
    incoming, asking            what was typed, as a question of somebody somewhere
    follow_ups, leaning         what points at the question before
    desk                        takes each question once and sees it through
    lanes, turns                in which order, and when: acks first, no channel that is shut
    posting, calling            sending, and trying again
    guide, members, context     what listeners need beside
"""

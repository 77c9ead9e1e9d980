"""How things look in Slack; `bot.blocks` makes the message of an Answer.

A map for the newcomer:

    elements                the smallest pieces of Block Kit, inside Slack's limits
    tables, row_lines, figures    KPI rows: as tables, on a phone, and their figures in words
    quotes, notices         quotes, and where they stand; what to know of an answer
    change_lines, rebuilt   what a revision or a rebuild changed
    views*                  modals and the Home tab; csv_export: files
"""

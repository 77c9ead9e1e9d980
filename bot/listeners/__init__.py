"""What Slack sends: each module registers its listeners on the app.

A map for the newcomer:

    message, command, shortcut             a question, in each way of asking one
    actions, clicks, feedback              buttons below an answer
    home, views, settings                  the Home tab and modals
"""

"""What Slack sends: each module registers its listeners on the app."""

"""Plans in, snapshot out, hits back. No Slack, no environment, no clock, no prints."""

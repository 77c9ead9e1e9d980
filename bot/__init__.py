"""Keikaku in Slack: a question in, an answer from the plans out."""

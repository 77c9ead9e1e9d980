"""manifest.json and .env.example say what the code does."""

import json
import re
from dataclasses import fields
from pathlib import Path

from bot.config import Settings
from bot.listeners.shortcut import ANYWHERE, ON_MESSAGE
from bot.reading.topics import Topic, topic_of
from bot.serving.guide import COMMAND

ROOT = Path(__file__).parents[2]
MANIFEST = json.loads((ROOT / "manifest.json").read_text("utf-8"))


def test_the_command_and_the_shortcuts_are_those_of_the_code() -> None:
    features = MANIFEST["features"]
    assert [command["command"] for command in features["slash_commands"]] == [COMMAND]
    shortcuts = {(s["type"], s["callback_id"]) for s in features["shortcuts"]}
    assert shortcuts == {("message", ON_MESSAGE), ("global", ANYWHERE)}


def test_the_prompts_are_answered_whatever_the_plans_are() -> None:
    prompts = MANIFEST["features"]["agent_view"]["suggested_prompts"]
    assert [topic_of(prompt["message"]) for prompt in prompts] == [Topic.PLANS, Topic.HELP]


def test_the_limits_of_slack_are_kept() -> None:
    about = MANIFEST["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4000
    assert len(MANIFEST["features"]["agent_view"]["agent_description"]) <= 300
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_every_event_has_the_scope_it_needs() -> None:
    scopes = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    needed = {
        "app_mention": "app_mentions:read",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
    }
    events = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    assert events == set(needed) | {"app_home_opened"}
    assert set(needed.values()) <= scopes
    assert {"channels:read", "groups:read", "assistant:write", "files:write"} <= scopes


def test_the_example_names_every_variable() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    named = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    read = set(re.findall(r'"((?:SLACK|PLAN|KEIKAKU)_[A-Z_]+)"', _source("config.py")))
    assert named == read
    assert len(read) == len(fields(Settings))


def _source(name: str) -> str:
    return (ROOT / "bot" / name).read_text("utf-8")

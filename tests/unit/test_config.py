"""Settings from the environment."""

import pytest

from bot.config import Settings
from index.errors import ConfigError

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret"}


def test_the_two_tokens_are_enough() -> None:
    settings = Settings.from_env(GOOD)
    assert settings.api_url == "https://slack.com/api/"
    assert str(settings.index_dir) == "var/index"
    assert settings.ask_channel is None
    assert settings.port is None


def test_everything_can_be_set() -> None:
    settings = Settings.from_env(
        GOOD
        | {
            "SLACK_API_URL": "http://127.0.0.1:8600/api",
            "PLAN_ENCODER": "intfloat/multilingual-e5-small",
            "KEIKAKU_ADMINS": "U1, U2",
            "KEIKAKU_ASK_CHANNEL": "C9",
            "KEIKAKU_PORT": "9090",
            "KEIKAKU_LOG_QUESTIONS": "1",
            "KEIKAKU_OFFLINE_MINUTES": "0.5",
        }
    )
    assert settings.api_url == "http://127.0.0.1:8600/api/"
    assert settings.admins == {"U1", "U2"}
    assert (settings.ask_channel, settings.port) == ("C9", 9090)
    assert settings.log_questions
    assert settings.offline_minutes == 0.5


def test_one_message_names_everything_that_is_missing_or_wrong() -> None:
    env = {
        "SLACK_APP_TOKEN": "xoxb-of-the-other-kind",
        "SLACK_API_URL": "slack.com",
        "KEIKAKU_ADMINS": "田中",
        "KEIKAKU_ASK_CHANNEL": "#企画課",
        "KEIKAKU_PORT": "http",
        "KEIKAKU_OFFLINE_MINUTES": "0",
        "KEIKAKU_LOG_QUESTIONS": "たぶん",
        "KEIKAKU_QUEUE": "-1",
    }
    with pytest.raises(ConfigError) as raised:
        Settings.from_env(env)
    for name in ("SLACK_BOT_TOKEN", *env):
        assert name in str(raised.value)
    assert "xoxb-of-the-other-kind" not in str(raised.value)


def test_http_wants_the_signing_secret_and_no_app_token() -> None:
    with pytest.raises(ConfigError, match="SLACK_SIGNING_SECRET") as raised:
        Settings.from_env({"SLACK_BOT_TOKEN": "xoxb-1"}, http=True)
    assert "SLACK_APP_TOKEN" not in str(raised.value)


@pytest.mark.parametrize("token", ["xoxb-1\n", "  xoxb-1 "])
def test_blanks_around_a_token_are_forgiven(token: str) -> None:
    assert Settings.from_env(GOOD | {"SLACK_BOT_TOKEN": token}).bot_token == "xoxb-1"


@pytest.mark.parametrize("token", ["xoxb-", "xoxp-1", "xoxb-1 2", "xoxb-１"])
def test_what_is_no_bot_token_is_refused(token: str) -> None:
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN"):
        Settings.from_env(GOOD | {"SLACK_BOT_TOKEN": token})


def test_secrets_do_not_show() -> None:
    settings = Settings.from_env(GOOD)
    assert "secret" not in repr(settings)
    assert "secret" not in str(settings)

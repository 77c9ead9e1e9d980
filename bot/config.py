"""Settings from the environment, checked all at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from index.errors import ConfigError

SLACK: Final = "https://slack.com/api/"

_WHERE: Final = {
    "SLACK_BOT_TOKEN": "Slack アプリの「OAuth & Permissions」にある xoxb- で始まる値",
    "SLACK_APP_TOKEN": "Slack アプリの「Basic Information」で作る xapp- で始まる App-Level Token",
    "SLACK_SIGNING_SECRET": "Slack アプリの「Basic Information」にある Signing Secret",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the bot is told from outside; the secrets do not appear in its repr."""

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False, default="")
    signing_secret: str = field(repr=False, default="")
    api_url: str = SLACK
    encoder: str | None = None
    index_dir: Path = Path("var/index")
    corpus_dir: Path = Path("corpus")
    state_file: Path = Path("var/state.sqlite")
    admins: frozenset[str] = frozenset()
    ask_channel: str | None = None
    port: int | None = None
    log_questions: bool = False
    offline_minutes: float = 5.0
    queue: int = 1000

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, http: bool = False) -> "Settings":
        """Read the settings; raise one ConfigError that names every missing or wrong variable."""
        reader = _Reader(env)
        settings = cls(
            bot_token=reader.token("SLACK_BOT_TOKEN", "xoxb-"),
            app_token="" if http else reader.token("SLACK_APP_TOKEN", "xapp-"),
            signing_secret=reader.token("SLACK_SIGNING_SECRET", "") if http else "",
            api_url=reader.url("SLACK_API_URL", SLACK),
            encoder=reader.text("PLAN_ENCODER"),
            index_dir=Path(reader.text("KEIKAKU_INDEX") or "var/index"),
            corpus_dir=Path(reader.text("KEIKAKU_CORPUS") or "corpus"),
            state_file=Path(reader.text("KEIKAKU_STATE") or "var/state.sqlite"),
            admins=frozenset(reader.ids("KEIKAKU_ADMINS", "UW")),
            ask_channel=next(iter(reader.ids("KEIKAKU_ASK_CHANNEL", "CG")), None),
            port=reader.whole("KEIKAKU_PORT", None, 1, 65_535),
            log_questions=reader.flag("KEIKAKU_LOG_QUESTIONS"),
            offline_minutes=reader.number("KEIKAKU_OFFLINE_MINUTES", 5.0),
            queue=reader.whole("KEIKAKU_QUEUE", 1000, 1, 1_000_000) or 1000,
        )
        if reader.problems:
            raise ConfigError(complaint(reader.problems))
        return settings


def complaint(problems: list[str]) -> str:
    """Say all that is wrong with the settings in one message."""
    return "\n".join(["設定を直してください（書きかたは .env.example にあります）。", *problems])


def where(name: str) -> str:
    """Say where the value of a variable is found."""
    return _WHERE[name]


class _Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        return self._env.get(name, "").strip() or None

    def token(self, name: str, prefix: str) -> str:
        value = self.text(name)
        if value is None:
            self.problems.append(f"- {name} がありません。{where(name)}を入れてください。")
        elif not re.fullmatch(rf"{prefix}[\x21-\x7e]+", value):
            self.problems.append(f"- {name} の形が違います。{where(name)}を入れてください。")
        return value or ""

    def url(self, name: str, default: str) -> str:
        value = self.text(name) or default
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            self.problems.append(f"- {name} は http:// か https:// で始まる URL にしてください。")
        return value if value.endswith("/") else f"{value}/"

    def ids(self, name: str, initials: str) -> list[str]:
        values = [part for part in re.split(r"[\s,、]+", self.text(name) or "") if part]
        if any(not re.fullmatch(rf"[{initials}][A-Z0-9]+", value) for value in values):
            first = " か ".join(initials)
            self.problems.append(f"- {name} には {first} で始まる Slack の ID を書いてください。")
        return values

    def number(self, name: str, default: float) -> float:
        value = self.text(name)
        try:
            number = default if value is None else float(value)
        except ValueError:
            number = 0.0
        if not 0 < number < float("inf"):
            self.problems.append(f"- {name} は 0 より大きい数にしてください。")
        return number

    def whole(self, name: str, default: int | None, least: int, most: int) -> int | None:
        value = self.text(name)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            self.problems.append(f"- {name} は {least} から {most} までの整数にしてください。")
            return default
        return int(value)

    def flag(self, name: str) -> bool:
        value = (self.text(name) or "0").lower()
        if value not in {"0", "1", "true", "false", "yes", "no"}:
            self.problems.append(f"- {name} は 1（はい）か 0（いいえ）にしてください。")
        return value in {"1", "true", "yes"}

"""Logs as JSON, a line each, without tokens and without what people wrote."""

import json
import logging
import re
import sys
import traceback
from typing import Final

from index.errors import KeikakuError

_TOKEN: Final = re.compile(r"\b(xox[a-z]|xapp)-[A-Za-z0-9-]+|/services/[\w/]+|ticket=[^&\s\"']+")
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
QUIET: Final = {"slack_sdk": logging.CRITICAL, "bot.bolt": logging.ERROR}
"""What slack_sdk calls an error, posting and Socket Mode try again, and tell of themselves."""


class JsonLines(logging.Formatter):
    """Writes a record with its extra fields as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        fields |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info and record.exc_info[1]:
            fields |= _trouble(record.exc_info[1])
        return masked(json.dumps(fields, ensure_ascii=False, default=str))


def _trouble(error: BaseException) -> dict[str, str]:
    """Tell what was raised and where; its words only if they are ours, others may quote people."""
    said = str(error) if isinstance(error, KeikakuError) else ""
    trace = "".join(traceback.format_tb(error.__traceback__))
    return {"error": type(error).__name__, "said": said, "trace": trace}


def masked(text: str) -> str:
    """Return `text` with everything that looks like a Slack token taken out.

    >>> masked("xoxb-123-abc is the token")
    'xox… is the token'
    """
    return _TOKEN.sub(lambda found: found.group()[:3] + "…", text)


def start_logging() -> None:
    """Log to standard error; libraries only what nobody else says."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)

"""One call to Slack: an answer, a refusal, or a request to come back later."""

import http.client
from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

CUT: Final = (OSError, http.client.HTTPException, SlackRequestError)
"""What is raised when a connection fails, at whatever point."""

_PASSING: Final = frozenset({"internal_error", "fatal_error", "service_unavailable"})


class Later(Exception):
    """Slack cannot take it now; `seconds` is what it asked for, None where it did not say.

    `sure` says that Slack has not taken it: without it the call may have had its effect.
    """

    def __init__(self, reason: str, seconds: float | None, *, sure: bool) -> None:
        """Keep what is known."""
        super().__init__(reason)
        self.seconds = seconds
        self.sure = sure


def call(method: Callable[..., SlackResponse], **arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    """Call a method once; raise Later where another try may help, else SlackApiError."""
    try:
        response = method(**arguments)
    except SlackApiError as error:
        reason = str(error.response["error"])
        check(error.response.status_code, error.response.headers, reason)
        if " " in reason:  # The SDK's words for a body that is no JSON.
            raise Later("no json", None, sure=False) from error
        raise
    except CUT as error:
        raise Later(type(error).__name__, None, sure=False) from error
    return response.data if isinstance(response.data, dict) else {}


def check(status: int, headers: Mapping[str, Any], reason: str = "") -> None:
    """Raise Later where an HTTP answer of Slack says so."""
    if status == http.client.TOO_MANY_REQUESTS or reason == "ratelimited":
        raise Later("ratelimited", _retry_after(headers), sure=True)
    if status >= http.client.INTERNAL_SERVER_ERROR or reason in _PASSING:
        raise Later(f"http {status}", None, sure=False)


def _retry_after(headers: Mapping[str, Any]) -> float:
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "1")
    text = value[0] if isinstance(value, list) else value
    try:
        return max(0.0, float(text))
    except ValueError:
        return 1.0

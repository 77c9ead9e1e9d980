"""The local Slack with what buttons and forms need: views, files, direct messages, clicks."""

import itertools
import urllib.parse
from http.server import BaseHTTPRequestHandler
from typing import Any

from slack_server import BOT, Body, Sent, SlackServer


class Office(SlackServer):
    """Remembers views and files; lets people click and fill in."""

    def __init__(self) -> None:
        super().__init__()
        self.views: list[Body] = []
        self.homes: dict[str, Body] = {}
        self.files: list[Body] = []
        self._uploads: dict[str, bytes] = {}
        self._numbers = itertools.count(1)

    # What people do.

    def click(
        self, message: Body, action: str, user: str = "U1", channel: str = "", **more: Any
    ) -> Sent:
        """Press the button `action` under a message."""
        channel = channel or message["channel"]
        private = message["method"] != "chat.postMessage"
        ts, thread = message["ts"], message.get("thread_ts")
        return self.interact(
            "block_actions",
            user,
            actions=[pressed(message["blocks"], action) | more],
            container={"type": "message", "message_ts": ts, "channel_id": channel}
            | {"is_ephemeral": private},
            channel={"id": channel},
            message={"ts": ts, "user": BOT} | ({"thread_ts": thread} if thread else {}),
            response_url=f"{self.url.removesuffix('api/')}response/{channel}/{user}",
        )

    def click_view(self, view: Body, action: str, user: str = "U1", **more: Any) -> Sent:
        """Press a button or choose in a select, in a modal or on the Home tab."""
        found = pressed(view["blocks"], action)
        container = {"type": "view", "view_id": view["id"]}
        return self.interact(
            "block_actions", user, actions=[found | more], container=container, view=view
        )

    def submit(self, view: Body, user: str = "U1", **values: Any) -> Sent:
        """Send a form, with a state for each field given."""
        state = {"values": {name: {name: value} for name, value in values.items()}}
        return self.interact("view_submission", user, view=view | {"state": state})

    def open_home(self, user: str = "U1") -> Body:
        """Open the Home tab and return what is shown."""
        self.homes.pop(user, None)
        self.event({"type": "app_home_opened", "user": user, "channel": f"D{user}", "tab": "home"})
        return self.wait_for(lambda: self.homes.get(user), what="the Home tab")

    def view(self, count: int = 1) -> Body:
        """Wait until so many views were opened or updated, and return the last."""
        self.wait_for(lambda: len(self.views) >= count, what="a view")
        return self.views[-1]

    def whispers(self) -> list[str]:
        """Return what was said to one person alone."""
        return [p["text"] for p in self.posted if p["method"] == "chat.postEphemeral"]

    # The Web API.

    def _read(self, method: str, body: Body) -> Body:
        if method in {"views.open", "views.update", "views.publish"}:
            known = body.get("view_id") or f"V{next(self._numbers)}"
            view = body["view"] | {"id": known}
            if method == "views.publish":
                self.homes[body["user_id"]] = view
            else:
                self.views.append(view)
            return {"view": view}
        if method == "conversations.open":
            return {"channel": {"id": f"D{body['users']}"}}
        if method == "files.getUploadURLExternal":
            name = f"F{next(self._numbers)}"
            url = self.url.removesuffix("api/")
            return {"file_id": name, "upload_url": f"{url}upload/{name}"}
        if method == "files.completeUploadExternal":
            self.files.append(body)
            return {"files": [{"id": "F"}]}
        return super()._read(method, body)

    def content(self, number: int = 0) -> bytes:
        """Return the bytes of an uploaded file."""
        return list(self._uploads.values())[number]

    def _api(self, handler: BaseHTTPRequestHandler) -> None:
        if not handler.path.startswith("/upload/"):
            super()._api(handler)
            return
        size = int(handler.headers["Content-Length"])
        self._uploads[handler.path] = handler.rfile.read(size)
        self._plain(handler, b"OK")

    def _link(self, handler: BaseHTTPRequestHandler) -> None:
        if "chat.getPermalink" not in handler.path:
            super()._link(handler)
            return
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(handler.path).query))
        link = f"https://example.slack.com/archives/{asked['channel']}"
        self._plain(handler, f'{{"ok": true, "permalink": "{link}"}}'.encode())

    @staticmethod
    def _plain(handler: BaseHTTPRequestHandler, content: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)


def elements(blocks: object) -> list[Body]:
    """Return everything that can be clicked."""
    if isinstance(blocks, dict):
        own = [blocks] if "action_id" in blocks else []
        return own + [e for value in blocks.values() for e in elements(value)]
    return [e for item in blocks for e in elements(item)] if isinstance(blocks, list) else []


def pressed(blocks: object, action: str) -> Body:
    """Return what Slack says of a click on the element called `action`."""
    found = next(e for e in elements(blocks) if e["action_id"] == action)
    return {key: found[key] for key in ("type", "action_id", "value") if key in found}


def labels(blocks: object) -> list[str]:
    """Return the words on every button."""
    return [e["text"]["text"] for e in elements(blocks) if e["type"] == "button"]

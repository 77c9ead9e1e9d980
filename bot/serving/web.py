"""The two doors that speak HTTP: requests from Slack, and a local page for watchers."""

import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final

from index.errors import ConfigError

MOST_BYTES: Final = 1 << 20
READ_TIMEOUT: Final = 10

Headers = Mapping[str, str]
Reply = tuple[int, Headers, bytes]
Route = Callable[[Headers, bytes], Reply]

_log = logging.getLogger(__name__)


class Server(ThreadingHTTPServer):
    """Answers each request in a thread of its own, by the verb and the path."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], routes: Mapping[tuple[str, str], Route]) -> None:
        """Listen at `address`."""
        self.routes = routes
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    timeout = READ_TIMEOUT
    server: Server
    server_version = "keikaku"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._route("GET")

    def do_POST(self) -> None:
        self._route("POST")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        _log.debug(format, *args)

    def _route(self, verb: str) -> None:
        size = self.headers.get("Content-Length") or "0"
        if not size.isdigit() or int(size) > MOST_BYTES:
            self.close_connection = True
            self._reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {}, b"")
            return
        body = self.rfile.read(int(size))
        route = self.server.routes.get((verb, self.path.partition("?")[0]))
        if route is None:
            self._reply(HTTPStatus.NOT_FOUND, {}, b"")
            return
        try:
            reply = route(dict(self.headers), body)
        except Exception:
            _log.exception("A request could not be handled.")
            reply = (HTTPStatus.INTERNAL_SERVER_ERROR, {}, b"")
        self._reply(*reply)

    def _reply(self, status: int, headers: Headers, body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(host: str, port: int, routes: Mapping[tuple[str, str], Route]) -> Server:
    """Start a server; port 0 takes a free one. Raises ConfigError where the port cannot be had."""
    try:
        server = Server((host, port), routes)
    except OSError as error:
        raise ConfigError(
            f"{host} のポート {port} を開けません（{error}）。空いている番号を指定してください。"
        ) from error
    Thread(target=server.serve_forever, name=f"http-{port}", daemon=True).start()
    return server


def text(content: str) -> Reply:
    """Reply with plain text."""
    return HTTPStatus.OK, {"Content-Type": "text/plain; charset=utf-8"}, content.encode()


def health(well: bool, facts: Mapping[str, object]) -> Reply:
    """Reply 200 or 503 with the facts as JSON."""
    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    body = json.dumps({"ok": well} | dict(facts), ensure_ascii=False).encode()
    return status, {"Content-Type": "application/json"}, body

"""The WebSocket client against a server that sends every kind of frame, whole or in pieces."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from slack_wire import BINARY, CLOSE, PING, TEXT, frame, frames, shake_hands

from bot.websocket import Closed, Frame, Opcode, WebSocket


@contextmanager
def serving(act: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            act(self)

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"ws://127.0.0.1:{server.server_port}/link?ticket=1"
    server.shutdown()
    server.server_close()


def connect(url: str) -> WebSocket:
    return WebSocket(url, tls=None, proxy=None)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 1000, 65_535, 65_536, 300_000])
def test_payloads_of_any_length_go_both_ways(size: int) -> None:
    text = "あ".encode() * (size // 3) + b"x" * (size % 3)

    def echo(handler: BaseHTTPRequestHandler) -> None:
        shake_hands(handler)
        _, payload = next(frames(handler.rfile))
        handler.wfile.write(frame(payload, TEXT))

    with serving(echo) as url:
        link = connect(url)
        link.send(text)
        assert link.receive() == Frame(Opcode.TEXT, text, final=True)
        link.release()


def test_frames_in_one_packet_with_the_handshake_and_frames_in_pieces() -> None:
    stream = frame(b"one", TEXT) + frame(b"two", TEXT) + frame(b"", TEXT) + frame(b"p", PING)
    stream += frame(b"\x00\xff", BINARY) + frame("三".encode() * 200, TEXT)

    def dribble(handler: BaseHTTPRequestHandler) -> None:
        shake_hands(handler)
        handler.wfile.write(stream[:7])
        for byte in stream[7:]:
            handler.wfile.write(bytes([byte]))

    with serving(dribble) as url:
        link = connect(url)
        got = [link.receive() for _ in range(6)]
        link.release()
    assert [f.payload for f in got] == [b"one", b"two", b"", b"p", b"\x00\xff", "三".encode() * 200]
    assert [f.opcode for f in got] == [TEXT, TEXT, TEXT, PING, BINARY, TEXT]


def test_a_thousand_frames_at_once() -> None:
    def flood(handler: BaseHTTPRequestHandler) -> None:
        shake_hands(handler)
        handler.wfile.write(b"".join(frame(str(n).encode(), TEXT) for n in range(1000)))

    with serving(flood) as url:
        link = connect(url)
        assert [link.receive().payload for _ in range(1000)] == [b"%d" % n for n in range(1000)]
        link.release()


def test_the_end_of_the_stream_is_told_at_once() -> None:
    def leave(handler: BaseHTTPRequestHandler) -> None:
        shake_hands(handler)
        handler.wfile.write(frame(b"whole", TEXT) + frame(b"cut in the middle", TEXT)[:9])
        handler.connection.shutdown(socket.SHUT_RDWR)

    with serving(leave) as url:
        link = connect(url)
        assert link.receive().payload == b"whole"
        with pytest.raises(Closed):
            link.receive()
        link.release()


def test_closing_wakes_who_is_receiving() -> None:
    def wait(handler: BaseHTTPRequestHandler) -> None:
        shake_hands(handler)
        assert next(frames(handler.rfile))[0] == CLOSE

    with serving(wait) as url:
        link = connect(url)
        link.send(b"", Opcode.CLOSE)
        closer = threading.Timer(0.05, link.close)
        closer.start()
        started = time.monotonic()
        with pytest.raises(Closed):
            link.receive()
        assert time.monotonic() - started < 2.0
        closer.join()
        link.release()


@pytest.mark.parametrize("status", [200, 403, 500, 503])
def test_a_server_that_does_not_switch_is_refused(status: int) -> None:
    def refuse(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with serving(refuse) as url, pytest.raises(Closed, match=str(status)):
        connect(url)


def test_nobody_at_the_other_end() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(Closed):
        connect(f"ws://127.0.0.1:{port}/")

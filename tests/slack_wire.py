"""How the local Slack speaks: WebSocket frames, HTTP replies, signed requests."""

import base64
import hashlib
import hmac
import http.client
import json
import struct
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from typing import Any, BinaryIO

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
REPLIES = {CLOSE: CLOSE, PING: PONG}
"""What a control frame is answered with."""

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def shake_hands(handler: BaseHTTPRequestHandler) -> None:
    """Turn a request into a WebSocket."""
    key = handler.headers["Sec-WebSocket-Key"] + GUID
    accept = base64.b64encode(hashlib.sha1(key.encode(), usedforsecurity=False).digest())
    handler.send_response(101)
    handler.send_header("Upgrade", "websocket")
    handler.send_header("Connection", "Upgrade")
    handler.send_header("Sec-WebSocket-Accept", accept.decode())
    handler.end_headers()
    handler.close_connection = True


def frame(payload: bytes, opcode: int) -> bytes:
    """Return a whole frame as a server sends it."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x80 | opcode, size) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", 0x80 | opcode, 126, size) + payload
    return struct.pack("!BBQ", 0x80 | opcode, 127, size) + payload


def frames(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield opcode and payload of what a client sends, until it says goodbye."""
    opcode = 0
    while opcode != CLOSE:
        first, second = stream.read(2)
        length = second & 0x7F
        if length >= 126:
            length = int.from_bytes(stream.read(2 if length == 126 else 8))
        key, masked = stream.read(4), stream.read(length)
        opcode = first & 0x0F
        yield opcode, bytes(byte ^ key[i % 4] for i, byte in enumerate(masked))


def respond(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> None:
    """Answer a request with JSON."""
    content = json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


def signed(secret: str, body: bytes, at: float) -> dict[str, str]:
    """Return the headers by which Slack proves that a request is its own."""
    stamp = str(int(at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
        "Content-Type": "application/json",
    }


def request(
    port: int, verb: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    """Send a request to the bot's own server; return status and body."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request(verb, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read()

"""A WebSocket client (RFC 6455) as small as Socket Mode lets it be.

The client of slack_sdk spins when a connection is cut, recurses once per frame of a burst, and
stops reading for up to three seconds while one connection replaces another; questions and acks
are late or lost then.
"""

import base64
import http.client
import os
import socket
import ssl
import struct
import threading
from dataclasses import dataclass
from enum import IntEnum
from typing import Final
from urllib.parse import urlsplit

CONNECT_TIMEOUT: Final = 10.0
SEND_TIMEOUT: Final = 10
MOST_BYTES: Final = 16 * 1024 * 1024


class Opcode(IntEnum):
    """What a frame carries."""

    CONTINUATION = 0x0
    TEXT = 0x1
    BINARY = 0x2
    CLOSE = 0x8
    PING = 0x9
    PONG = 0xA


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as received."""

    opcode: int
    payload: bytes
    final: bool


class Closed(ConnectionError):
    """The other side has gone, or speaks something else."""


class WebSocket:
    """An open connection: one thread receives, any thread sends."""

    def __init__(self, url: str, *, tls: ssl.SSLContext | None, proxy: str | None) -> None:
        """Connect and shake hands; raise OSError (Closed is one) when that fails."""
        parts = urlsplit(url)
        connection = _connection(parts.scheme == "wss", parts.netloc, tls, proxy)
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        headers = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
        }
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            if response.status != http.HTTPStatus.SWITCHING_PROTOCOLS or not connection.sock:
                raise Closed(f"http {response.status}")
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise Closed(str(error)) from error
        self._connection = connection
        # The buffered reader of the response may hold the first frames already.
        self._reader = response.fp
        self._socket: socket.socket = connection.sock
        _block(self._socket)
        self._sending = threading.Lock()

    def receive(self) -> Frame:
        """Wait for the next frame; raise Closed when there will be none."""
        try:
            first, second = self._read(2)
            length = second & 0x7F
            if length >= 126:
                size = 2 if length == 126 else 8
                length = int.from_bytes(self._read(size), "big")
            if length > MOST_BYTES:
                raise Closed("a frame is too long")
            key = self._read(4) if second & 0x80 else b""
            payload = self._read(length)
        except (OSError, ValueError) as error:
            raise Closed(str(error)) from error
        return Frame(first & 0x0F, _masked(payload, key) if key else payload, bool(first & 0x80))

    def send(self, payload: bytes, opcode: Opcode = Opcode.TEXT) -> None:
        """Send one frame; raise Closed when it cannot be sent."""
        size, key = len(payload), os.urandom(4)
        if size < 126:
            length = struct.pack("!B", 0x80 | size)
        elif size < 1 << 16:
            length = struct.pack("!BH", 0x80 | 126, size)
        else:
            length = struct.pack("!BQ", 0x80 | 127, size)
        frame = bytes([0x80 | opcode]) + length + key + _masked(payload, key)
        try:
            with self._sending:
                self._socket.sendall(frame)
        except (OSError, ValueError) as error:
            self.close()
            raise Closed(str(error)) from error

    def close(self) -> None:
        """Cut the connection; a thread that is receiving gets Closed."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def release(self) -> None:
        """Give the socket back, once nobody receives any more."""
        self._connection.close()

    def _read(self, size: int) -> bytes:
        data = self._reader.read(size)
        if len(data) < size:
            raise Closed("end of stream")
        return data


def _connection(
    secure: bool, address: str, tls: ssl.SSLContext | None, proxy: str | None
) -> http.client.HTTPConnection:
    through = urlsplit(proxy).netloc.rpartition("@")[2] if proxy else address
    if not secure:
        return http.client.HTTPConnection(address, timeout=CONNECT_TIMEOUT)
    connection = http.client.HTTPSConnection(through, timeout=CONNECT_TIMEOUT, context=tls)
    if proxy:
        host, _, port = address.partition(":")
        connection.set_tunnel(host, int(port or 443), headers=_proxy_headers(proxy))
    return connection


def _proxy_headers(proxy: str) -> dict[str, str]:
    parts = urlsplit(proxy)
    if not parts.username:
        return {}
    secret = base64.b64encode(f"{parts.username}:{parts.password or ''}".encode()).decode()
    return {"Proxy-Authorization": f"Basic {secret}"}


def _block(sock: socket.socket) -> None:
    """Let reading wait for ever (pings tell when to stop), but not sending."""
    sock.settimeout(None)
    limit = struct.pack("@ll", SEND_TIMEOUT, 0)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _masked(payload: bytes, key: bytes) -> bytes:
    size = len(payload)
    mask = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload) ^ int.from_bytes(mask)).to_bytes(size)

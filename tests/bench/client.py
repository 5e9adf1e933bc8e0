"""The client of the benches: HTTP/1.1 on connections that stay open, through a proxy or directly."""

from __future__ import annotations

import json
import math
import re
import socket
import ssl
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AI_HOST = "api.openai.com"
STATIC_HOST = "chatgpt.com"
FOREIGN_HOST = "www.example.org"
_CHAT = "/v1/chat/completions"
_SENT = re.compile(rb'"sent_ns": ?(\d+)')
_TYPE = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True)
class Route:
    """How hosts are reached: the port of the proxy, or of the service itself, and whom to trust."""

    port: int
    is_proxy: bool
    ca: Path


@dataclass(frozen=True, slots=True)
class Heard:
    """A stream as it arrived: ms to its first event, and how many ms each later event took."""

    first_ms: float
    delays_ms: list[float]


def connect(
    route: Route, host: str, ca: Path | None = None, timeout_s: float = 60
) -> HTTPConnection:
    """A connection to a host; ``ca`` where its certificate is not the route's own."""
    sock = socket.create_connection(("127.0.0.1", route.port), timeout=timeout_s)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if route.is_proxy:
        sock.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
        said = b""
        while not said.endswith(b"\r\n\r\n"):
            said += sock.recv(1)
        assert b" 200 " in said, said
    connection = HTTPConnection(host)
    context = ssl.create_default_context(cafile=str(ca or route.ca))
    connection.sock = context.wrap_socket(sock, server_hostname=host)
    return connection


def chat(*messages: str, stream: bool = False) -> bytes:
    """A request's body; users and the assistant take turns."""
    roles = ("user", "assistant")
    turns = [{"role": roles[n % 2], "content": text} for n, text in enumerate(messages)]
    body = {"model": "gpt-5.1", "stream": stream, "messages": turns}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def get(connection: HTTPConnection, path: str) -> float:
    """Ask for a file; returns ms."""
    began = time.perf_counter()
    connection.request("GET", path)
    return _finish(connection, began)


def post(connection: HTTPConnection, body: bytes) -> float:
    """Send a prompt and read the answer; returns ms."""
    began = time.perf_counter()
    connection.request("POST", _CHAT, body, _TYPE)
    return _finish(connection, began)


def listen(connection: HTTPConnection, body: bytes) -> Heard:
    """Send a prompt and read the streamed answer."""
    began = time.monotonic_ns()
    connection.request("POST", _CHAT, body, _TYPE)
    response = connection.getresponse()
    assert response.status == 200, response.read()
    first = 0
    delays: list[float] = []
    rest = b""
    while data := response.read1():
        now = time.monotonic_ns()
        *events, rest = (rest + data).split(b"\n\n")
        for event in events:
            sent = _SENT.search(event)
            if sent and first:
                delays.append((now - int(sent[1])) / 1e6)
            first = first or now
    return Heard((first - began) / 1e6, delays)


def tail(values: list[float]) -> float:
    """What 95 of 100 values do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def _finish(connection: HTTPConnection, began: float) -> float:
    response = connection.getresponse()
    body = response.read()
    spent = (time.perf_counter() - began) * 1000
    assert response.status == 200, body
    return spent

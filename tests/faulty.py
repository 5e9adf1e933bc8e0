"""A service that breaks in the ways that a test tells it to, and a client that may do so as well.

The service is a bare TLS server in the test's own event loop: what it answers is a list of steps,
bytes to write or things to do, so that every fault happens at an exact byte. It keeps every byte
that reaches it. The client writes bytes as they are, well formed or not.
"""

import asyncio
import re
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from gatewaying import NAME, Rig
from stub import Stub

type Step = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
type Answer = Callable[[bytes], Sequence[Step]]
"""The steps that answer a request, given as it came."""

type Breaking = Callable[..., Any]
"""What stands in for a part of ours and fails."""

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_AT_ONCE = struct.pack("ii", 1, 0)
_LABEL = re.compile(rb"\[PERSONNE_\w+\]")


def head(*fields: bytes, kind: bytes = b"text/event-stream", status: bytes = b"200 OK") -> bytes:
    """The head of an answer."""
    lines = (b"HTTP/1.1 %b" % status, b"content-type: %b" % kind, *fields)
    return b"\r\n".join(lines) + b"\r\n\r\n"


def label_in(request: bytes) -> bytes:
    """The label that a request carries."""
    found = _LABEL.search(request)
    assert found, "no label has come"
    return found[0]


async def reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection off with a TCP reset (RFC 9293 §3.5.2)."""
    await writer.drain()
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    writer.transport.abort()


async def cut(writer: asyncio.StreamWriter) -> None:
    """End the connection without TLS's own farewell."""
    await writer.drain()
    raw = writer.get_extra_info("socket")
    raw.shutdown(socket.SHUT_WR)


def wait_for(event: asyncio.Event) -> Step:
    """A step that stalls until the test says go."""

    async def wait(writer: asyncio.StreamWriter) -> None:
        await writer.drain()
        await event.wait()

    return wait


def chunked(*pieces: bytes) -> bytes:
    """Pieces as chunks (RFC 9112 §7.1), the last one of length 0 included."""
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in (*pieces, b""))


@dataclass
class FaultyService:
    """Use as ``async with``; give its ``port`` to ``run`` as ``service_port`` before."""

    stub: Stub
    answer: Answer = lambda _: ()
    seen: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._serving: set[asyncio.Task[None]] = set()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.socket.getsockname()[1])

    async def __aenter__(self) -> Self:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.stub.folder / "stub.pem", self.stub.folder / "stub.key")
        self._server = await asyncio.start_server(self._serve, sock=self.socket, ssl=context)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self._server.abort_clients()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._server.wait_closed()

    def everything(self) -> bytes:
        return b"\n".join(self.seen)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._serving.add(task)
        number = len(self.seen)
        self.seen.append(b"")
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.seen[number] += head
                length = _LENGTH.search(head)
                if length:
                    self.seen[number] += await reader.readexactly(int(length[1]))
                elif b"chunked" in head.lower():
                    self.seen[number] += await reader.readuntil(b"0\r\n\r\n")
                for step in self.answer(self.seen[number]):
                    if isinstance(step, bytes):
                        writer.write(step)
                    else:
                        await step(writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            pass
        finally:
            writer.close()


class RawClient:
    """A client that sends bytes as they are through the proxy, within TLS to one host."""

    def __init__(self, rig: Rig, host: str = "api.openai.com") -> None:
        raw = socket.create_connection(("127.0.0.1", rig.port), timeout=30)
        raw.sendall(b"CONNECT %b:443 HTTP/1.1\r\nhost: %b:443\r\n\r\n" % ((host.encode(),) * 2))
        assert raw.recv(4096).startswith(b"HTTP/1.1 200")
        self.socket = rig.context.wrap_socket(raw, server_hostname=host)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def reset(self) -> None:
        """Hang up with a TCP reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.socket.close()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def read_answer(self) -> bytes:
        """One whole answer, or what came of it."""
        data = self.read_until(b"\r\n\r\n")
        length = _LENGTH.search(data)
        if length:
            missing = data.index(b"\r\n\r\n") + 4 + int(length[1]) - len(data)
            while missing > 0 and (piece := self.read_some()):
                data, missing = data + piece, missing - len(piece)
        elif b"chunked" in data.lower() and not data.endswith(b"\r\n0\r\n\r\n"):
            data += self.read_until(b"\r\n0\r\n\r\n")
        return data

    def read_until(self, end: bytes) -> bytes:
        """What comes until ``end`` has come, or nothing more does."""
        data = b""
        while end not in data and (piece := self.read_some()):
            data += piece
        return data

    def read_all(self) -> bytes:
        """What comes until the proxy ends the connection, one way or another."""
        data = b""
        while piece := self.read_some():
            data += piece
        return data

    def read_some(self) -> bytes:
        """What has come; nothing once the connection has ended."""
        try:
            return self.socket.recv(65536)
        except (ConnectionError, ssl.SSLError):
            return b""


async def talk(rig: Rig, data: bytes, answers: int = 1) -> list[bytes]:
    """Send bytes and read a number of answers; the last one may be what the end leaves of it."""

    def work() -> list[bytes]:
        with RawClient(rig) as client:
            client.send(data)
            return [client.read_answer() for _ in range(answers)]

    return await asyncio.to_thread(work)


def request(body: bytes, *fields: bytes, target: bytes = b"/v1/chat/completions") -> bytes:
    """A POST as it is written; a ``content-length`` is added unless a length is told."""
    told = b"\n".join(fields).lower()
    length = b"" if b"length" in told or b"encoding" in told else b"content-length: %d" % len(body)
    lines = [
        b"POST %b HTTP/1.1" % target,
        b"host: api.openai.com",
        b"content-type: application/json",
        *([length] if length else []),
        *fields,
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def raising(error: Callable[[], BaseException]) -> Breaking:
    def broken(*_: object, **__: object) -> Any:
        raise error()

    return broken


def raising_later(error: Callable[[], BaseException]) -> Breaking:
    async def broken(*_: object, **__: object) -> Any:
        raise error()

    return broken


FAULTS: dict[str, Callable[[], BaseException]] = {
    "exception": lambda: ValueError(NAME),
    "too deep": RecursionError,
    "no memory": MemoryError,
    "cancelled": asyncio.CancelledError,
    "closed system file": lambda: OSError(24, NAME),
}

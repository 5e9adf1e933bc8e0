"""Only who shows the token comes in from elsewhere, and the token goes no further."""

from __future__ import annotations

import socket
import threading
from base64 import b64encode
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from paravent.core.types import Sensitive
from paravent.errors import ParaventError
from paravent.system.relay import Entry, relaying
from program import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "0123456789abcdef01234567"
RIGHT = b"Proxy-Authorization: Basic " + b64encode(f"paravent:{TOKEN}".encode())
CONNECT = b"CONNECT chatgpt.com:443 HTTP/1.1\r\nHost: chatgpt.com:443\r\n"


def drain(end: socket.socket) -> bytes:
    """What comes until the other end has nothing more to say."""
    return b"".join(iter(lambda: end.recv(65536), b""))


class Proxy:
    """What is behind: it notes what reaches it, and says everything back."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.received: list[bytes] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection:
                told = drain(connection)
                if told == b"stop":
                    return
                self.received.append(told)
                connection.sendall(b"said: " + told)

    def close(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.sendall(b"stop")
        self._thread.join()
        self._listener.close()


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    proxy = Proxy()
    yield proxy
    proxy.close()


@pytest.fixture
def entry(proxy: Proxy) -> Iterator[Entry]:
    entry = Entry("127.0.0.1", free_port(), Sensitive(TOKEN))
    with relaying(entry, proxy.port):
        yield entry


def ask(entry: Entry, data: bytes) -> bytes:
    with socket.create_connection((entry.host, entry.port), timeout=30) as client:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        return drain(client)


def test_with_the_token_everything_passes_both_ways(entry: Entry, proxy: Proxy) -> None:
    body = bytes(range(256)) * 1000
    said = ask(entry, CONNECT + RIGHT + b"\r\nX: 1\r\n\r\n" + body)
    assert proxy.received == [CONNECT + b"X: 1\r\n\r\n" + body]
    assert said == b"said: " + proxy.received[0]


@pytest.mark.parametrize(
    "fields",
    [
        b"",
        b"Proxy-Authorization: Basic " + b64encode(b"paravent:wrong") + b"\r\n",
        b"Proxy-Authorization: Bearer " + TOKEN.encode() + b"\r\n",
        b"Authorization: " + RIGHT.partition(b": ")[2] + b"\r\n",
        RIGHT + b"\r\n" + RIGHT + b"\r\n",
        RIGHT[:-1] + b"\r\n",
        RIGHT + b"=\r\n",
    ],
    ids=["none", "wrong", "bearer", "elsewhere", "twice", "short", "long"],
)
def test_without_the_token_nothing_reaches_the_proxy(
    entry: Entry, proxy: Proxy, fields: bytes
) -> None:
    said = ask(entry, CONNECT + fields + b"\r\n")
    assert said.startswith(b"HTTP/1.1 407 ")
    assert proxy.received == []


@pytest.mark.parametrize(
    "first", [b"GET /base/demo/ HTTP/1.1", b"GET http://x/ HTTP/1.1", b"connect x:443 HTTP/1.1"]
)
def test_nothing_but_connect_passes(entry: Entry, proxy: Proxy, first: bytes) -> None:
    said = ask(entry, first + b"\r\n" + RIGHT + b"\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 405 ")
    assert proxy.received == []


@pytest.mark.parametrize("data", [b"", b"CONNECT", b"A" * 70_000, b"\x16\x03\x01" * 30_000])
def test_what_is_no_request_is_dropped(entry: Entry, proxy: Proxy, data: bytes) -> None:
    with suppress(ConnectionError):  # dropped while we still spoke
        assert ask(entry, data) == b""
    assert ask(entry, CONNECT + RIGHT + b"\r\n\r\n").startswith(b"said: ")
    assert len(proxy.received) == 1


def test_a_taken_address_is_told(proxy: Proxy) -> None:
    entry = Entry("127.0.0.1", proxy.port, Sensitive(TOKEN))
    with pytest.raises(ParaventError) as refused, relaying(entry, 1):
        pass
    assert str(proxy.port) in str(refused.value)


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [("0.0.0.0:8790", "0.0.0.0", 8790), ("[::1]:80", "::1", 80)],
)
def test_addresses(tmp_path: Path, address: str, host: str, port: int) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    entry = Entry.parse(address, path)
    assert (entry.host, entry.port) == (host, port)
    assert TOKEN not in repr(entry)


@pytest.mark.parametrize(
    ("address", "token"),
    [
        ("0.0.0.0:8790", None),
        ("0.0.0.0:8790", "short"),
        ("0.0.0.0:8790", f"{TOKEN} {TOKEN}"),
        ("0.0.0.0:8790", "é" * 30),
        ("8790", TOKEN),
        ("0.0.0.0", TOKEN),
        ("example.org:80", TOKEN),
    ],
)
def test_what_is_refused(tmp_path: Path, address: str, token: str | None) -> None:
    path = tmp_path / "token"
    if token is not None:
        path.write_text(token, encoding="utf-8")
    with pytest.raises(ParaventError) as refused:
        Entry.parse(address, path if token is not None else None)
    assert refused.value.exit_code == 2
    assert TOKEN not in str(refused.value)

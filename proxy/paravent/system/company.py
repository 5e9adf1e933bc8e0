"""The proxy that a company puts in front of the internet: connections are asked of it.

It is asked by HTTP ``CONNECT`` (RFC 9110, 9.3.6), so that it sees where a connection goes and
nothing that is said on it. Must never be given a request to read.
"""

from __future__ import annotations

import asyncio
import re
import socket
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from paravent.core.types import Sensitive
from paravent.errors import Exit, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_PATIENCE_S = 30.0
_LONGEST = 16_384
_ANSWER = re.compile(rb"HTTP/1\.[01] (\d{3})\b")


@dataclass(frozen=True, slots=True)
class CompanyProxy:
    """Where it is; ``credentials`` is what ``Proxy-Authorization`` says, empty where nothing."""

    host: str
    port: int
    credentials: Sensitive[str] = field(default_factory=lambda: Sensitive(""))

    @classmethod
    def parse(cls, address: str) -> CompanyProxy:
        """Read ``http://name:password@host:port``; name and password may be left out.

        Raises:
            ParaventError: it is written otherwise; the message does not repeat it.
        """
        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        except ValueError:
            parts, host, port = urlsplit(""), None, None
        if parts.scheme != "http" or not host or not port or parts.path.strip("/"):
            raise fail(
                t("upstream_proxy est mal écrit", "upstream_proxy is malformed"),
                t("écrivez http://hôte:port", "write http://host:port"),
                exit_code=Exit.INVALID,
            )
        if parts.username is None:
            return cls(host, port)
        said = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return cls(host, port, Sensitive(f"Basic {b64encode(said.encode()).decode()}"))

    def request(self, host: str, port: int) -> bytes:
        """What asks for a connection to a host."""
        target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
        if said := self.credentials.reveal():
            lines.append(f"Proxy-Authorization: {said}")
        return "\r\n".join([*lines, "", ""]).encode("ascii")


async def open_tunnel(
    proxy: CompanyProxy, addresses: Sequence[tuple[Any, ...]], host: str, port: int
) -> socket.socket:
    """A connection to a host by way of a proxy.

    Args:
        proxy: the proxy.
        addresses: its own, as ``socket.getaddrinfo`` gives them.
        host: where to.
        port: of it.

    Raises:
        OSError: the proxy cannot be reached in half a minute, or will not connect; it names
            neither the host nor the credentials.
    """
    async with asyncio.timeout(_PATIENCE_S):
        connection = await _connect(addresses)
        try:
            await _ask(connection, proxy.request(host, port))
        except BaseException:
            connection.close()
            raise
        return connection


async def _connect(addresses: Sequence[tuple[Any, ...]]) -> socket.socket:
    loop = asyncio.get_running_loop()
    failure: OSError | None = None
    for family, kind, proto, _, address in addresses:
        connection = socket.socket(family, kind, proto)
        connection.setblocking(False)
        try:
            await loop.sock_connect(connection, address)
        except OSError as error:
            connection.close()
            failure = error
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise failure or OSError("the company's proxy has no address")


async def _ask(connection: socket.socket, request: bytes) -> None:
    """Ask, and read the answer's head byte for byte: what follows it is the host's."""
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(connection, request)
    head = bytearray()
    while not head.endswith(b"\r\n\r\n"):
        byte = await loop.sock_recv(connection, 1)
        if not byte or len(head) > _LONGEST:
            raise OSError("the company's proxy gave no answer")
        head += byte
    answer = _ANSWER.match(head)
    if not answer or not answer[1].startswith(b"2"):
        told = answer[1].decode() if answer else "nonsense"
        raise OSError(f"the company's proxy answered {told}")

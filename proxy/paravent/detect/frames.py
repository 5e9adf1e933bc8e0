"""Messages between the program and its detection processes: a length, then JSON.

JSON and nothing else: what comes out of a process that read a hostile text is data, never code.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from asyncio import StreamReader

_LENGTH = struct.Struct("!I")


def pack(message: object) -> bytes:
    """A message as it travels. Lone surrogates pass, escaped."""
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    return _LENGTH.pack(len(body)) + body


async def receive(reader: StreamReader) -> Any:  # noqa: ANN401 - what JSON holds
    """The next message.

    Raises:
        IncompleteReadError: the other side is gone.
    """
    (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
    return json.loads(await reader.readexactly(length))


def receive_blocking(sock: socket.socket) -> Any:  # noqa: ANN401 - what JSON holds
    """The next message, or None when the other side is gone."""
    head = _exactly(sock, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    body = _exactly(sock, length)
    return None if body is None else json.loads(body)


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        try:
            part = sock.recv(min(size - len(data), 1 << 20))
        except ConnectionError:
            return None
        if not part:
            return None
        data += part
    return bytes(data)

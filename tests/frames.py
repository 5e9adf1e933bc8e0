"""A WebSocket client that blocks, on the client that websockets has for asyncio.

The library's own blocking client reads and writes one TLS connection from two threads at once,
which Python's ``ssl`` does not bear: now and then its opening never ends.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import connect as connect_later

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine, Iterator

    from websockets.asyncio.client import ClientConnection as Connection

_PATIENCE_S = 60.0


class ClientConnection:
    """One connection; every call returns when it is done."""

    def __init__(self, connection: Connection, loop: asyncio.AbstractEventLoop) -> None:
        self._connection = connection
        self._loop = loop

    def send(self, message: str | bytes) -> None:
        self._wait(self._connection.send(message))

    def recv(self, timeout: float = _PATIENCE_S) -> str | bytes:
        """The next message.

        Raises:
            TimeoutError: none came in time.
        """
        return self._wait(_in_time(self._connection.recv(), timeout))

    def ping(self, data: str | bytes = b"") -> Pong:
        return Pong(self._wait(self._connection.ping(data)), self._loop)

    def pong(self, data: str | bytes) -> None:
        self._wait(self._connection.pong(data))

    def close(self, code: int = 1000, reason: str = "") -> None:
        self._wait(self._connection.close(code, reason))

    def abort(self) -> None:
        """Leave without a word."""
        self._loop.call_soon_threadsafe(self._connection.transport.abort)

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_S)


class Pong:
    """The answer to a ping."""

    def __init__(self, answer: Awaitable[float], loop: asyncio.AbstractEventLoop) -> None:
        self._answer = answer
        self._loop = loop

    def wait(self, timeout: float) -> bool:
        """Whether it came in time."""
        work = _in_time(self._answer, timeout)
        try:
            asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_S)
        except TimeoutError:
            return False
        return True


async def _in_time(work: Awaitable[Any], seconds: float) -> Any:
    async with asyncio.timeout(seconds):
        return await work


@contextmanager
def connect(uri: str, **options: Any) -> Iterator[ClientConnection]:
    """A connection, with the options of ``websockets.asyncio.client.connect``."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def opened() -> Connection:
        return await connect_later(uri, **options)

    try:
        made = asyncio.run_coroutine_threadsafe(opened(), loop).result(_PATIENCE_S)
        try:
            yield ClientConnection(made, loop)
        finally:
            asyncio.run_coroutine_threadsafe(made.close(), loop).result(_PATIENCE_S)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_PATIENCE_S)
        loop.close()

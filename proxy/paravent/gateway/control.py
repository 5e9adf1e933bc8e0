"""WebSocket control frames (RFC 6455 §5.5): they carry up to 125 bytes that no hook ever sees.

So towards the service a close says its code and no reason, a ping carries a token of ours in place
of what the client wrote, and a pong only what the service itself had sent. mitmproxy has no hook
for this: its connection class is given another way of sending.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from typing import TYPE_CHECKING

from mitmproxy.connection import Server
from mitmproxy.proxy.layers.websocket import WebsocketConnection
from wsproto.events import CloseConnection, Ping, Pong

if TYPE_CHECKING:
    from mitmproxy.proxy import commands
    from wsproto.events import Event

_KEPT = 1_000

_send = WebsocketConnection.send2


class _Recent:
    """What is awaited, the oldest forgotten first."""

    def __init__(self) -> None:
        self._items: OrderedDict[bytes, bytes] = OrderedDict()

    def keep(self, name: bytes, value: bytes) -> None:
        self._items[name] = value
        while len(self._items) > _KEPT:
            self._items.popitem(last=False)

    def take(self, name: bytes) -> bytes | None:
        return self._items.pop(name, None)


_client_pings = _Recent()
_service_pings = _Recent()


def send_control(connection: WebsocketConnection, event: Event) -> commands.SendData:
    """Send an event of one side to the other, as it may go there."""
    outward = isinstance(connection.conn, Server)
    return _send(connection, _outward(event) if outward else _inward(event))


def _outward(event: Event) -> Event:
    if isinstance(event, CloseConnection):
        return CloseConnection(code=event.code)
    if isinstance(event, Ping):
        token = os.urandom(8)
        _client_pings.keep(token, bytes(event.payload))
        return Ping(payload=token)
    if isinstance(event, Pong):
        return Pong(payload=_service_pings.take(bytes(event.payload)) or b"")
    return event


def _inward(event: Event) -> Event:
    if isinstance(event, Ping):
        payload = bytes(event.payload)
        _service_pings.keep(payload, payload)
    elif isinstance(event, Pong):
        payload = bytes(event.payload)
        written = _client_pings.take(payload)
        return Pong(payload=payload if written is None else written)
    return event


def silence_control_frames() -> None:
    """Have every WebSocket of mitmproxy's send its control frames this way."""
    WebsocketConnection.send2 = send_control  # type: ignore[method-assign,assignment]

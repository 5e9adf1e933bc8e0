"""Clients that go away while their request waits.

mitmproxy keeps what a client does during a hook until the hook has ended, the news of its going
included. The class that handles a request is given another way of taking up such news.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.proxy.layers.http._events import RequestProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mitmproxy import http
    from mitmproxy.proxy import commands, events

_LEFT = "paravent-left"

_handle = HttpStream.handle_event
_waiting: dict[str, Callable[[], None]] = {}


@contextmanager
def watched(flow: http.HTTPFlow, leave: Callable[[], None]) -> Iterator[None]:
    """For as long as the block lasts, call ``leave`` when the client of a request has gone."""
    _waiting[flow.id] = leave
    try:
        if flow.metadata.get(_LEFT):
            leave()
        yield
    finally:
        del _waiting[flow.id]


def take_event(stream: HttpStream, event: events.Event) -> Iterator[commands.Command]:
    """Take up what happens to a request."""
    if isinstance(event, RequestProtocolError) and hasattr(stream, "flow"):
        stream.flow.metadata[_LEFT] = True
        leave = _waiting.get(stream.flow.id)
        if leave:
            leave()
    return _handle(stream, event)


def notice_leaving() -> None:
    """Have every request of mitmproxy's take up its events this way."""
    HttpStream.handle_event = take_event  # type: ignore[method-assign,assignment]

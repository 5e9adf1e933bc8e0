"""News for pages that stay open: a line each time that something changed (server-sent events).

It says that there is something new, never what: the page then asks for itself again.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.responses import Response

_LOOK_S = 0.25
_BEATS = 60
"""Looks without news after which a comment shows that the program still runs."""
_MOST = 32


class Live:
    """The stream.

    Args:
        state: what differs from before once there is news.
        stopping: whether the program is about to stop, which every stream must then do.
    """

    def __init__(self, state: Callable[[], object], stopping: Callable[[], bool]) -> None:
        self._state = state
        self._stopping = stopping
        self._open = 0

    async def stream(self, _: Request) -> Response:
        """The stream of news, for one page."""
        if self._open >= _MOST:
            return PlainTextResponse("", 503)
        return StreamingResponse(self._news(), media_type="text/event-stream")

    async def _news(self) -> AsyncIterator[str]:
        self._open += 1
        try:
            known, quiet = self._state(), 0
            yield "retry: 2000\ndata: news\n\n"
            while not self._stopping():
                await asyncio.sleep(_LOOK_S)
                state = self._state()
                quiet += 1
                if state != known:
                    known, quiet = state, 0
                    yield "data: news\n\n"
                elif quiet >= _BEATS:
                    quiet = 0
                    yield ": \n\n"
        finally:
            self._open -= 1

"""Watching one exchange of a service that nobody knows, for ``services learn``.

Nothing that is sent to its host leaves while it is watched, unless the person agreed; then it is
read, redacted and recorded like everything else. What is heard stays in memory, is handed over
once, and is never logged.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from paravent.core.types import Sensitive
from paravent.hostnames import normalise
from paravent.services.body import media_type
from paravent.services.document import UnreadableError
from paravent.services.learning.heard import Heard
from paravent.store.vocabulary import App

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.pipeline.exchange import Exchange, Outgoing
    from paravent.services.answer import AnswerStream

_MOST = 8 * 1024 * 1024
"""Bytes of an answer that are kept; one that is longer is not learnt from."""


@dataclass(slots=True)
class Watch:
    """One host that is watched, until somebody's words have been heard on their way to it.

    Attributes:
        host: its name.
        sends: whether the person agreed that what is heard leaves, redacted.
        heard: the exchange, once one was heard that says something.
        tell: called with the media type of what could not be read, the first time; with
            ``websocket`` for one that was asked for while nothing is sent.
        done: set once the exchange is complete.
    """

    host: str
    sends: bool
    tell: Callable[[str], None]
    heard: Heard | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)
    _exchange: str = ""
    _told: set[str] = field(default_factory=set)
    _answer: bytearray = field(default_factory=bytearray)
    _frames: dict[str, list[tuple[bool, Sensitive[str]]]] = field(default_factory=dict)

    def holds(self, request: Outgoing, exchange: Exchange) -> bool:
        """Whether a request, which is taken in on the way, must not leave."""
        if normalise(request.host) != self.host:
            return False
        if request.target:  # frames have none: see ``frame``
            self._take(request, exchange)
        return not self.sends

    def _take(self, request: Outgoing, exchange: Exchange) -> None:
        """The first request that says something is the one to learn from."""
        if "\nupgrade: websocket" in f"\n{request.headers.reveal()}".lower():
            if not self.sends:
                self._tell("websocket")
            return
        if self.heard or not request.body:
            return
        heard = Heard(
            request.method,
            Sensitive(request.target.reveal().partition("?")[0]),
            request.content_type,
            request.body,
            from_page=request.app in {App.BROWSER, App.DESKTOP},
        )
        try:
            side = heard.request()
        except UnreadableError:
            self._tell(media_type(request.content_type) or "?")
            return
        if side is None or not side.says_something():
            return
        self.heard, self._exchange = heard, exchange.id
        if not self.sends:
            self.done.set()

    def _tell(self, what: str) -> None:
        if what not in self._told:
            self._told.add(what)
            self.tell(what)

    def answer(self, exchange: Exchange, kind: str, data: bytes) -> None:
        """A piece of an answer has come, as the service sent it."""
        if self.heard and exchange.id == self._exchange and len(self._answer) < _MOST:
            self._answer += data
            self.heard = replace(self.heard, answer_type=kind)

    def end(self, exchange: Exchange) -> None:
        """An answer has come to its end."""
        if self.heard and exchange.id == self._exchange:
            if len(self._answer) < _MOST:
                self.heard = replace(self.heard, answer=Sensitive(bytes(self._answer)))
            self._answer.clear()
            self.done.set()

    def frame(self, exchange: Exchange, target: str, text: str, *, outgoing: bool) -> None:
        """A frame of a WebSocket has come from one side, before anything was changed in it."""
        if all(pattern.name != self.host for pattern in exchange.service.hosts):
            return
        frames = self._frames.setdefault(exchange.id, [])
        frames.append((outgoing, Sensitive(text)))
        path = Sensitive(target.partition("?")[0])
        heard = Heard("GET", path, frames=tuple(frames), from_page=True)
        if self.heard is None or self._exchange == exchange.id:
            try:
                side = heard.request()
            except UnreadableError:
                self._tell("?")
                return
            if side and side.says_something():
                self.heard, self._exchange = heard, exchange.id


class OverheardAnswer:
    """An answer that is restored while it comes, and heard as it was before."""

    def __init__(self, stream: AnswerStream, watch: Watch, exchange: Exchange, kind: str) -> None:
        self._stream = stream
        self._watch = watch
        self._exchange = exchange
        self._kind = kind

    def feed(self, data: bytes) -> bytes:
        """See ``AnswerStream``."""
        self._watch.answer(self._exchange, self._kind, data)
        return self._stream.feed(data)

    def close(self) -> bytes:
        """See ``AnswerStream``."""
        return self._stream.close()

"""The reader of events that carry other events as text: an answer within another's envelopes.

Each string at one of the paths holds the next piece of a stream of its own, which has its own
format; everything beside it is whole.
"""

from __future__ import annotations

import base64
import binascii
import json
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from paravent.core.framing import EventStream, Message
from paravent.services.answer import EventAnswer
from paravent.services.events import look_up
from paravent.services.jsonbody import dump_json
from paravent.services.wire import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.services.paths import Json, Path, Spot
    from paravent.services.restoring import Restoring
    from paravent.services.wire import EventCodec


class Inner(Protocol):
    """What is carried: one stream."""

    def take(self, text: str) -> list[str]:
        """The texts that may be passed on now that one has come; the last one in its place."""

    def close(self) -> list[str]:
        """What is left at the end."""


class InnerSse:
    """Server-sent events as text."""

    def __init__(self, codec: EventCodec, restoring: Restoring) -> None:
        self._answer = EventAnswer(EventStream(), restoring, codec)

    def take(self, text: str) -> list[str]:
        """See ``Inner``."""
        return [self._answer.feed(text.encode()).decode()]

    def close(self) -> list[str]:
        """See ``Inner``."""
        rest = self._answer.close().decode()
        return [rest] if rest else []


class InnerBase64:
    """One JSON event in base64."""

    def __init__(self, codec: EventCodec, restoring: Restoring) -> None:
        self._codec = codec
        self._restoring = restoring

    def take(self, text: str) -> list[str]:
        """See ``Inner``."""
        try:
            tree: Json = json.loads(base64.b64decode(text, validate=True))
        except (ValueError, RecursionError, binascii.Error):
            self._restoring.drifted = True
            return [text]
        before = dump_json(tree)
        self._restoring.departure.look(tree)
        events = self._codec.take(Event(tree, Message(b"")), self._restoring)
        if [dump_json(event.tree) for event in events] == [before]:
            return [text]
        return [_encode(event) for event in events]

    def close(self) -> list[str]:
        """See ``Inner``."""
        self._restoring.settle()
        return [_encode(event) for event in self._codec.close(self._restoring)]


def _encode(event: Event) -> str:
    return base64.b64encode(dump_json(event.tree)).decode()


@dataclass(frozen=True, slots=True)
class Embedding:
    """Where events carry others.

    Attributes:
        at: paths of the strings.
        codec: makes the reader of one stream's events.
        inner: how they are written.
        key: the way, beside a string, to what tells streams apart.
    """

    at: tuple[Path, ...]
    codec: Callable[[], EventCodec]
    inner: Callable[[EventCodec, Restoring], Inner]
    key: str = ""


class EmbeddedEvents:
    """Reads the events of one answer."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._streams: dict[str | int, Inner] = {}
        self._forks: list[Restoring] = []
        self._last: dict[str | int, Event] = {}

    def take(self, event: Event, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        late: list[Event] = []
        done: set[tuple[int, str | int]] = set()
        for spot in self._spots(event.tree):
            made = self._embedding
            holder = spot.holder if isinstance(spot.holder, dict) else {}
            key = look_up(holder, made.key)
            if key not in self._streams:
                self._forks.append(restoring.fork())
                self._streams[key] = made.inner(made.codec(), self._forks[-1])
            *others, mine = self._streams[key].take(str(spot.value))
            done.add((id(spot.holder), spot.key))
            late += [self._copy(event, text) for text in others]
            spot.put(mine)
            self._last[key] = event
        restoring.tree(event.tree, done)
        restoring.drifted |= any(fork.drifted for fork in self._forks)
        return [*late, event]

    def close(self, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        late = [
            self._copy(self._last[key], text)
            for key, stream in self._streams.items()
            for text in stream.close()
        ]
        restoring.drifted |= any(fork.drifted for fork in self._forks)
        return late

    def _spots(self, tree: Json) -> list[Spot]:
        found = [spot for path in self._embedding.at for spot in path.find(tree)]
        return [spot for spot in found if isinstance(spot.value, str)]

    def _copy(self, event: Event, text: str) -> Event:
        """An event like another, that carries something else."""
        copy = replace(event, tree=deepcopy(event.tree))
        for number, spot in enumerate(self._spots(copy.tree)):
            spot.put("" if number else text)
        return copy

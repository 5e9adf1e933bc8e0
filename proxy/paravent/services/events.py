"""The reader of streamed events for every format that a ``Stream`` can describe.

Each piece of text is restored in its channel and put back where it stood. What a channel holds
back at its end leaves in a copy of the last event that carried it, ahead of the event that ends
it, so that no event is changed in kind and none is late.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paravent.services.paths import Json, Key, Spot
    from paravent.services.restoring import Restoring
    from paravent.services.wire import Channel, Event, Stream

type Name = tuple[int, Key, Key]
"""A text: the number of its channel, the tags of its path, the values of its keys."""


@dataclass(slots=True)
class _Open:
    """A text that may go on: the last event that carried it, and the text as it was produced."""

    event: Event
    said: list[str] = field(default_factory=list)


class DescribedEvents:
    """Reads the events of one answer as its ``Stream`` describes them."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._open: dict[Name, _Open] = {}
        self._barred: set[Key] = set()

    def take(self, event: Event, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        tree = event.tree
        if not isinstance(tree, dict):
            restoring.tree(tree)
            return [event]
        keys = tuple(_key(tree.get(name)) for name in self._stream.keys)
        self._bar(tree, keys, restoring)
        self._sign(tree, keys, restoring)
        ending = self._ending(tree, keys)
        done: set[tuple[int, str | int]] = set()
        for name, channel, spot in self._spots(tree, keys):
            done.add((id(spot.holder), spot.key))
            if keys in self._barred:
                continue
            text = str(spot.value)
            self._note(name, channel, text, event)
            spot.put(restoring.channel(name, json=channel.json).feed(text))
            if name in ending:
                ending.remove(name)
                spot.put(f"{spot.value}{restoring.drop(name)}")
                del self._open[name]
        restoring.tree(tree, done)
        return [*self._flush(ending, restoring), event]

    def close(self, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        return self._flush(list(self._open), restoring)

    def _note(self, name: Name, channel: Channel, text: str, event: Event) -> None:
        opened = self._open.setdefault(name, _Open(event))
        opened.event = event
        if channel.signed:
            opened.said.append(text)

    def _spots(self, event: Json, keys: Key) -> list[tuple[Name, Channel, Spot]]:
        kind = event.get("type") if isinstance(event, dict) else None
        return [
            ((number, spot.tags, keys), channel, spot)
            for number, channel in enumerate(self._stream.channels)
            if not channel.event or channel.event == kind
            for spot in channel.path.find(event)
            if isinstance(spot.value, str)
        ]

    def _ending(self, event: dict[str, Json], keys: Key) -> list[Name]:
        if event.get("type") in self._stream.closing:
            return [name for name in self._open if name[2] == keys]
        tags = {
            spot.tags
            for path in self._stream.ends
            for spot in path.find(event)
            if spot.value is not None
        }
        return [name for name in self._open if any(name[1][: len(tag)] == tag for tag in tags)]

    def _flush(self, names: list[Name], restoring: Restoring) -> list[Event]:
        late: list[Event] = []
        for name in names:
            opened = self._open.pop(name)
            rest = restoring.drop(name)
            if rest:
                copy = replace(opened.event, tree=deepcopy(opened.event.tree))
                for other, _, spot in self._spots(copy.tree, name[2]):
                    spot.put(rest if other == name else "")
                late.append(copy)
        return late

    def _bar(self, event: dict[str, Json], keys: Key, restoring: Restoring) -> None:
        kind, block_key = self._stream.opening
        block = event.get(block_key) if kind and event.get("type") == kind else None
        if isinstance(block, dict):
            hosted = block.get("type") in restoring.wire.hosted
            (self._barred.add if hosted else self._barred.discard)(keys)

    def _sign(self, event: dict[str, Json], keys: Key, restoring: Restoring) -> None:
        path = self._stream.signature
        for spot in path.find(event) if path else ():
            said = "".join(
                piece
                for name, opened in self._open.items()
                if name[2] == keys
                for piece in opened.said
            )
            if isinstance(spot.value, str) and spot.value:
                restoring.remember(spot.value, said)


def _key(value: Json) -> str | int:
    return value if isinstance(value, str | int) else ""

"""The reader of streamed events for every format that a ``Stream`` can describe.

Each piece of text is restored in its channel and put back where it stood. What a channel holds
back at its end leaves in a copy of the last event that carried it, ahead of the event that ends
it, so that no event is changed in kind and none is late.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from paravent.services.loose import LooseTexts

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

    def __init__(self, stream: Stream, *, known: bool = False) -> None:
        self._stream = stream
        self._known = known
        self._loose = LooseTexts()
        self._open: dict[Name, _Open] = {}
        self._barred: set[Key] = set()
        self._unfinished: Event | None = None

    def take(self, event: Event, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        tree = event.tree
        kind = kind_of(event, self._stream)
        keys = self._keys(tree)
        self._bar(tree, kind, keys, restoring)
        self._sign(tree, keys, restoring)
        ending = self._ending(tree, kind, keys)
        done: set[tuple[int, str | int]] = set()
        for name, channel, spot in self._spots(tree, kind, keys):
            self._known = True
            done.add((id(spot.holder), spot.key))
            if keys in self._barred:
                continue
            text = str(spot.value)
            self._note(name, channel, text, event)
            spot.put(_feed(restoring, name, channel, text))
            if name in ending:
                ending.remove(name)
                spot.put(f"{spot.value}{restoring.drop(name)}")
                del self._open[name]
        self._restore_rest(event, restoring, done)
        return [*self._flush(ending, restoring), event]

    def close(self, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        late = self._flush(list(self._open), restoring)
        late += self._loose.close(restoring)
        restoring.drifted |= self._loose.went_on and restoring.wire.described
        last, self._unfinished = self._unfinished, None
        if last:
            restoring.last_snapshot(last.tree)
            late.append(last)
        return late

    def _keys(self, tree: Json) -> Key:
        return tuple(look_up(tree, name) for name in self._stream.keys)

    def _restore_rest(
        self, event: Event, restoring: Restoring, done: set[tuple[int, str | int]]
    ) -> None:
        """Restore what is in no channel; keep an event of which something had to be left out."""
        if not self._stream.snapshots:
            if self._known:
                restoring.tree(event.tree, done)
            else:
                self._loose.take(event, restoring, done)
            return
        if self._unfinished and _shape(self._unfinished.tree) == _shape(event.tree):
            self._unfinished = None
        if restoring.snapshot(event.tree, done) and event.message.data:
            whole = replace(event, tree=json.loads(event.message.data))
            kind, keys = kind_of(event, self._stream), self._keys(event.tree)
            for _, _, spot in self._spots(whole.tree, kind, keys):
                spot.put("")
            self._unfinished = whole

    def _note(self, name: Name, channel: Channel, text: str, event: Event) -> None:
        opened = self._open.setdefault(name, _Open(event))
        opened.event = event
        if channel.signed:
            opened.said.append(text)

    def _spots(self, tree: Json, kind: str, keys: Key) -> list[tuple[Name, Channel, Spot]]:
        return [
            ((number, spot.tags, keys), channel, spot)
            for number, channel in enumerate(self._stream.channels)
            if not channel.event or channel.event == kind
            for spot in channel.path.find(tree)
            if isinstance(spot.value, str)
        ]

    def _ending(self, tree: Json, kind: str, keys: Key) -> list[Name]:
        if kind in self._stream.closing:
            return [name for name in self._open if _agree(name[2], keys)]
        tags = {
            spot.tags
            for path in self._stream.ends
            for spot in path.find(tree)
            if spot.value is not None and spot.value is not False
        }
        return [name for name in self._open if any(name[1][: len(tag)] == tag for tag in tags)]

    def _flush(self, names: list[Name], restoring: Restoring) -> list[Event]:
        late: list[Event] = []
        for name in names:
            opened = self._open.pop(name)
            rest = restoring.drop(name)
            if rest:
                copy = replace(opened.event, tree=deepcopy(opened.event.tree))
                for other, _, spot in self._spots(copy.tree, kind_of(copy, self._stream), name[2]):
                    spot.put(rest if other == name else "")
                late.append(copy)
        return late

    def _bar(self, tree: Json, kind: str, keys: Key, restoring: Restoring) -> None:
        opening, block_key = self._stream.opening
        block = tree.get(block_key) if opening == kind and isinstance(tree, dict) else None
        if isinstance(block, dict):
            hosted = str(block.get("type")) in restoring.wire.hosted
            (self._barred.add if hosted else self._barred.discard)(keys)

    def _sign(self, tree: Json, keys: Key, restoring: Restoring) -> None:
        path = self._stream.signature
        for spot in path.find(tree) if path else ():
            said = "".join(
                piece
                for name, opened in self._open.items()
                if name[2] == keys
                for piece in opened.said
            )
            if isinstance(spot.value, str) and spot.value:
                restoring.remember(spot.value, said)


def _feed(restoring: Restoring, name: Name, channel: Channel, text: str) -> str:
    restorer = restoring.channel(name, json=channel.json)
    if not channel.padded:
        return restorer.feed(text)
    bare = text.rstrip("\0")
    shown = restorer.feed(bare)
    return shown.ljust(channel.padded, "\0") if bare != text else shown


def _agree(keys: Key, others: Key) -> bool:
    """Whether an event that ends texts, and need not have all keys, ends one with these."""
    return all(theirs in {mine, ""} for mine, theirs in zip(keys, others, strict=True))


def _shape(tree: Json) -> object:
    """What two snapshots of the same texts have in common."""
    if isinstance(tree, dict):
        return sorted(tree)
    if isinstance(tree, list):
        return _shape(tree[0]) if tree else []
    return tree if isinstance(tree, str) else None


def kind_of(event: Event, stream: Stream) -> str:
    """What kind of event this is."""
    return str(look_up(event.tree, stream.kind)) or event.message.event


def look_up(tree: Json, way: str) -> str | int:
    """The text or number at the end of a way; nothing where it leads nowhere."""
    for name in way.split("."):
        if not isinstance(tree, dict):
            return ""
        tree = tree.get(name)
    return tree if isinstance(tree, str | int) else ""

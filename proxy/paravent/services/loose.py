"""Texts in events of which nothing is known: of a service never seen, or one that has changed.

A string that ends with the beginning of a label waits for the next event that has one in the same
place: that goes on from it, or says it again, longer.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paravent.core.placeholders import held_back
from paravent.services.paths import Spot, spots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.services.paths import Json, Key
    from paravent.services.restoring import Restoring
    from paravent.services.wire import Event


@dataclass(slots=True)
class _Open:
    """A text that was begun: all of it so far, and the event that carried it last."""

    said: str
    event: Event


class LooseTexts:
    """Restores the events of one answer."""

    def __init__(self) -> None:
        self._open: dict[Key, _Open] = {}
        self.went_on = False
        """Whether a label was found that lay in several events."""

    def take(self, event: Event, restoring: Restoring, done: set[tuple[int, str | int]]) -> None:
        """Restore an event, save the strings that somebody else has seen to."""
        for way, spot in list(_strings(event.tree)):
            text = str(spot.value)
            opened = self._open.get(way)
            if (id(spot.holder), spot.key) in done or not (opened or held_back(text)):
                continue
            again = opened is not None and text.startswith(opened.said)
            if again:
                restoring.drop(way)
            self.went_on |= opened is not None
            restorer = restoring.channel(way)
            spot.put(restorer.feed(text))
            done.add((id(spot.holder), spot.key))
            if restorer.holds:
                said = text if again or not opened else opened.said + text
                self._open[way] = _Open(said, event)
            else:
                self._open.pop(way, None)
                restoring.drop(way)
        restoring.tree(event.tree, done)

    def close(self, restoring: Restoring) -> list[Event]:
        """What is left at the end, each in a copy of the event that carried it last."""
        late: list[Event] = []
        for way, opened in self._open.items():
            rest = restoring.drop(way)
            copy = replace(opened.event, tree=deepcopy(opened.event.tree))
            for other, spot in list(_strings(copy.tree)):
                if other == way:
                    spot.put(rest)
            late.append(copy)
        self._open.clear()
        return late


def _strings(tree: Json, way: Key = ()) -> Iterator[tuple[Key, Spot]]:
    if isinstance(tree, dict | list):
        for spot in spots(tree):
            if isinstance(spot.value, str):
                yield (*way, spot.key), spot
            else:
                yield from _strings(spot.value, (*way, spot.key))

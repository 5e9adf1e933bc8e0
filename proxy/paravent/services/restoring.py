"""Labels back into values in the strings of JSON trees.

It knows strings and channels, not framing: events come in as trees and go out as trees. Nothing
is restored in what the provider's own tools receive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.core.restore import JsonRestorer, StreamRestorer, restore
from paravent.services.paths import spots

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

    from paravent.core.restore import Lookup
    from paravent.core.types import Tally
    from paravent.services.paths import Json
    from paravent.services.wire import Signed, Wire

type Remember = Callable[[str, str], None]
"""Keeps a signed text as the service produced it: called with its signature and the text."""


class Restoring:
    """What one answer needs for its labels to come back.

    Args:
        wire: the answer's format.
        lookup: the values of the labels of the site.
        tally: counts, for the audit log.
        remember: keeps signed texts as they were.
    """

    def __init__(self, wire: Wire, lookup: Lookup, tally: Tally, remember: Remember) -> None:
        self.wire = wire
        self.remember = remember
        self._lookup = lookup
        self._tally = tally
        self._channels: dict[Hashable, StreamRestorer | JsonRestorer] = {}

    def channel(self, key: Hashable, *, json: bool = False) -> StreamRestorer | JsonRestorer:
        """The restorer of the text that goes by ``key``, made when first asked for."""
        found = self._channels.get(key)
        if found is None:
            make = JsonRestorer if json else StreamRestorer
            found = self._channels[key] = make(self._lookup, self._tally)
        return found

    def drop(self, key: Hashable) -> str:
        """End the text that goes by ``key``; what was held back of it."""
        found = self._channels.pop(key, None)
        return found.flush() if found else ""

    def text(self, text: str) -> str:
        """A whole text, restored."""
        return restore(text, self._lookup, self._tally) if "[" in text else text

    def tree(self, tree: Json, done: Collection[tuple[int, str | int]] = ()) -> None:
        """Restore every string of a tree in place, keys that hold a label as well.

        Args:
            tree: the tree.
            done: strings that somebody else has seen to, as (id of their holder, key).
        """
        stack: list[Json] = [tree]
        while stack:
            holder = stack.pop()
            if isinstance(holder, dict) and holder.get("type") in self.wire.hosted:
                self._bar(holder)
            elif isinstance(holder, dict | list):
                for spot in spots(holder):
                    value = spot.value
                    if isinstance(value, dict | list):
                        stack.append(value)
                    elif isinstance(value, str) and (id(holder), spot.key) not in done:
                        spot.put(self._string(value, spot.key))
                if isinstance(holder, dict) and any("[" in key for key in holder):
                    items = [(self.text(key), value) for key, value in holder.items()]
                    holder.clear()
                    holder.update(items)

    def _string(self, value: str, key: str | int) -> str:
        if key not in self.wire.arguments or "[" not in value:
            return self.text(value)
        restorer = JsonRestorer(self._lookup, self._tally)
        return restorer.feed(value) + restorer.flush()

    def sign(self, tree: Json) -> None:
        """Remember the signed texts of a whole answer before they are restored."""
        for spec in self.wire.signed:
            for text, signature in signed_texts(tree, spec):
                self.remember(signature, text)

    def _bar(self, holder: dict[str, Json]) -> None:
        if any(isinstance(value, str) and "[" in value for value in holder.values()):
            self._tally.refuse("tool")


def signed_texts(tree: Json, spec: Signed) -> list[tuple[str, str]]:
    """The signed texts of a tree with their signatures."""
    found: list[tuple[str, str]] = []
    for spot in spec.block.find(tree):
        block = spot.value
        if isinstance(block, dict):
            text, signature = block.get(spec.text), block.get(spec.signature)
            if isinstance(text, str) and isinstance(signature, str) and signature:
                found.append((text, signature))
    return found

"""Labels back into values in the strings of JSON trees.

It knows strings and channels, not framing: events come in as trees and go out as trees. Nothing
is restored in what the provider's own tools receive.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from paravent.core.restore import JsonRestorer, StreamRestorer, restore
from paravent.core.types import Tally
from paravent.services.departure import Departure
from paravent.services.jsonbody import dump_json
from paravent.services.paths import spots

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

    from paravent.core.restore import Lookup
    from paravent.services.paths import Json
    from paravent.services.wire import Signed, Wire

type Remember = Callable[[str, str], None]
"""Keeps a signed text as the service produced it: called with its signature and the text."""

_USAGE = ("completion_tokens", "output_tokens", "candidatesTokenCount")
"""Where APIs tell the tokens of an answer: OpenAI and Mistral, Anthropic and OpenAI, Google."""


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
        self.lookup = lookup
        self.drifted = False
        """Whether the answer has turned out not to have the form of its format."""
        self.departure = Departure(wire.told)
        self._tally = tally
        self._peak = Tally()
        self._channels: dict[Hashable, StreamRestorer | JsonRestorer] = {}

    def fork(self) -> Restoring:
        """The same for another stream within this answer, whose texts have keys of their own."""
        return Restoring(self.wire, self.lookup, self._tally, self.remember)

    def settle(self) -> None:
        """Say, now that the answer has ended, whether it has departed from its format."""
        self.drifted |= self.departure.is_one

    def channel(self, key: Hashable, *, json: bool = False) -> StreamRestorer | JsonRestorer:
        """The restorer of the text that goes by ``key``, made when first asked for."""
        found = self._channels.get(key)
        if found is None:
            make = JsonRestorer if json else StreamRestorer
            found = self._channels[key] = make(self.lookup, self._tally)
        return found

    def drop(self, key: Hashable) -> str:
        """End the text that goes by ``key``; what was held back of it."""
        found = self._channels.pop(key, None)
        return found.flush() if found else ""

    def text(self, text: str) -> str:
        """A whole text, restored."""
        return restore(text, self.lookup, self._tally) if "[" in text else text

    def tree(self, tree: Json, done: Collection[tuple[int, str | int]] = ()) -> None:
        """Restore every string of a tree in place, keys that hold a label as well.

        Args:
            tree: the tree.
            done: strings that somebody else has seen to, as (id of their holder, key).
        """
        _Tree(self, self._tally, partial=False).restore(tree, done)

    def snapshot(self, tree: Json, done: Collection[tuple[int, str | int]] = ()) -> bool:
        """Restore a tree whose texts come again, longer, with the next one.

        The beginning of a label at the end of a text is left out.

        Returns:
            Whether something was left out.
        """
        tally = Tally()
        held = _Tree(self, tally, partial=True).restore(tree, done)
        self.count(tally)
        return held

    def last_snapshot(self, tree: Json) -> None:
        """Restore a tree that was a snapshot, now that none comes after it."""
        tally = Tally()
        _Tree(self, tally, partial=False).restore(tree)
        self.count(tally)

    def count(self, tally: Tally) -> None:
        """Count what a snapshot shows more than those before it."""
        peak = self._peak
        self._tally.restored += max(0, tally.restored - peak.restored)
        self._tally.unknown += max(0, tally.unknown - peak.unknown)
        for why, number in tally.refused.items():
            more = max(0, number - peak.refused.get(why, 0))
            self._tally.refused[why] = self._tally.refused.get(why, 0) + more
            peak.refused[why] = max(number, peak.refused.get(why, 0))
        self._tally.tokens = max(self._tally.tokens, tally.tokens)
        peak.restored = max(peak.restored, tally.restored)
        peak.unknown = max(peak.unknown, tally.unknown)

    def sign(self, tree: Json) -> None:
        """Remember the signed texts of a whole answer before they are restored."""
        for spec in self.wire.signed:
            for text, signature in signed_texts(tree, spec):
                self.remember(signature, text)


class _Tree:
    """Restores one tree."""

    def __init__(self, restoring: Restoring, tally: Tally, *, partial: bool) -> None:
        self._wire = restoring.wire
        self._lookup = restoring.lookup
        self._tally = tally
        self._partial = partial
        self._held = False

    def restore(self, tree: Json, done: Collection[tuple[int, str | int]] = ()) -> bool:
        """Do it; whether something was left out."""
        stack: list[Json] = [tree]
        while stack:
            holder = stack.pop()
            if isinstance(holder, dict) and str(holder.get("type")) in self._wire.hosted:
                self._bar(holder)
            elif isinstance(holder, dict | list):
                self._note_usage(holder)
                for spot in spots(holder):
                    value = spot.value
                    texts = _texts(value) if spot.key in self._wire.stream.joined else []
                    if texts:
                        spot.put(self._join(texts))
                    elif isinstance(value, dict | list):
                        stack.append(value)
                    elif isinstance(value, str) and (id(holder), spot.key) not in done:
                        spot.put(self._string(value, spot.key))
                if isinstance(holder, dict) and any("[" in key for key in holder):
                    items = [(self._whole(key), value) for key, value in holder.items()]
                    holder.clear()
                    holder.update(items)
        return self._held

    def _note_usage(self, holder: Json) -> None:
        """Note how many tokens the service says that its answer has."""
        if isinstance(holder, dict):
            for key in _USAGE:
                number = holder.get(key)
                if isinstance(number, int):
                    self._tally.tokens = max(self._tally.tokens, number)

    def _string(self, value: str, key: str | int) -> str:
        if "[" not in value:
            return value
        if key in self._wire.arguments:
            restorer = JsonRestorer(self._lookup, self._tally)
            return restorer.feed(value) + restorer.flush()
        if value[0] in {"{", "["}:
            inner = _parse(value)
            if isinstance(inner, dict | list):
                return self._nested(value, inner)
        if not self._partial:
            return self._whole(value)
        begun = StreamRestorer(self._lookup, self._tally)
        shown = begun.feed(value)
        self._held |= begun.holds
        return shown

    def _nested(self, value: str, inner: Json) -> str:
        before = dump_json(inner)
        self.restore(inner)
        after = dump_json(inner)
        return value if after == before else after.decode()

    def _join(self, pieces: list[str]) -> list[Json]:
        """The pieces of one text, each as far as it may be shown."""
        restorer = StreamRestorer(self._lookup, self._tally)
        shown: list[Json] = [restorer.feed(piece) for piece in pieces]
        self._held |= restorer.holds and self._partial
        if shown and not self._partial:
            shown[-1] = f"{shown[-1]}{restorer.flush()}"
        return shown

    def _whole(self, text: str) -> str:
        return restore(text, self._lookup, self._tally) if "[" in text else text

    def _bar(self, holder: dict[str, Json]) -> None:
        if any(isinstance(value, str) and "[" in value for value in holder.values()):
            self._tally.refuse("tool")


def _texts(value: Json) -> list[str]:
    """A list of strings and nothing else; an empty one for anything else."""
    items = value if isinstance(value, list) else []
    texts = [item for item in items if isinstance(item, str)]
    return texts if len(texts) == len(items) else []


def _parse(text: str) -> Json:
    try:
        tree: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return tree


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

"""What was hidden although the detectors were not sure: for the person to read again when at ease.

The values are kept in memory only, the latest few hundred, until the program stops or labels are
erased; they are never written anywhere, and shown to nobody but who came in.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.placeholders import normalise
from paravent.core.types import Sensitive
from paravent.pipeline.labelling import about
from paravent.store.vocabulary import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.pipeline.settled import Outcome

_KEPT = 300
_UNSURE = {Band.LOW, Band.MEDIUM}
_LEAST = 2
"""Texts in which a value stood before it is worth a question."""

type _Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value of a type that was hidden in ``n`` texts."""

    type: str
    value: Sensitive[str]
    n: int


class Doubts:
    """The values, each as it was first written."""

    def __init__(self) -> None:
        self._found: OrderedDict[_Key, Doubt] = OrderedDict()
        self._answered: set[str] = set()

    def note(
        self, texts: Sequence[str], known: Sequence[Outcome | None], outcomes: Sequence[Outcome]
    ) -> None:
        """Remember what was hidden in the texts that were not ``known`` before.

        Once hidden, a value is hidden for sure; it is its first time that tells of the doubt.
        """
        for text, former, done in zip(texts, known, outcomes, strict=True):
            written: dict[_Key, str] = {}
            for decision, value in () if former else done.applied:
                key = decision.finding.type, value
                is_unsure = Band.of(decision.finding.score) in _UNSURE
                if decision.action.effect.hides and (is_unsure or key in self._found):
                    written.setdefault(key, about(decision, text))
            for key, value in written.items():
                self._add(key, value)

    def oftenest(self, most: int) -> list[Doubt]:
        """Those that stood in the most texts, in two of them at least."""
        worth = [one for one in self._found.values() if one.n >= _LEAST]
        return sorted(worth, key=lambda one: -one.n)[:most]

    def drop(self, value: str) -> None:
        """Ask no more about a value: the person has said what it is."""
        self._answered.add(normalise(value))
        for key in [key for key in self._found if key[1] in self._answered]:
            del self._found[key]

    def clear(self) -> None:
        """Forget all of them."""
        self._found.clear()
        self._answered.clear()

    def _add(self, key: _Key, value: str) -> None:
        if key[1] in self._answered:
            return
        before = self._found.pop(key, None) or Doubt(key[0], Sensitive(value), 0)
        self._found[key] = Doubt(before.type, before.value, before.n + 1)
        if len(self._found) > _KEPT:
            self._found.popitem(last=False)

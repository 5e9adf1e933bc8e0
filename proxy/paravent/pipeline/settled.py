"""What was settled about a text before: a conversation comes again whole with every turn.

A text is known by a keyed hash. What was decided about it holds again if the detectors found the
same, no value that was hidden since stands in it, and the same rules are in force. What the texts
of a request repeat of each other holds for texts that were in one request before, all of them.
Bounded; gone when the site's labels are, and with the program.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paravent.detect.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paravent.core.types import Decision, Finding
    from paravent.pipeline.known import Values

_SIZE = 4_000  # as ``_weigh`` counts: 3 MB that are full of values, 7 MB of prose

type About = tuple[Decision, str]
"""A decision, and the value that it is about, normalised."""


class Group:
    """Texts that were in one request: what each repeats of the others is known."""

    __slots__ = ("size",)

    def __init__(self, size: int) -> None:
        self.size = size


@dataclass(frozen=True, slots=True)
class Outcome:
    """A text as it leaves, what was carried out on it and what was left as it is.

    ``used`` holds words and ids of the labels in it. It ``lasts`` unless the text spells something
    like a label, which may come to stand for something.
    """

    text: str
    applied: tuple[About, ...]
    left: tuple[About, ...]
    used: frozenset[tuple[str, str]]
    lasts: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What was settled about one text.

    ``scanned`` is what the detectors found, ``found`` that and the known values in it, of which
    there were ``seen``, ``related`` that and whoever the whole request tells to be named; ``alone``
    what ``rules`` say of those, ``together`` of those and of ``repeats`` from the other texts of
    ``group``.
    """

    scanned: Sequence[Finding]
    found: tuple[Finding, ...]
    related: tuple[Finding, ...]
    seen: int
    rules: object
    alone: tuple[Decision, ...]
    repeats: tuple[Finding, ...]
    together: tuple[Decision, ...]
    group: Group
    outcome: Outcome | None = None


class Settled:
    """The texts of one site that were settled."""

    def __init__(self) -> None:
        self._memo: Memo[Entry] = Memo(_SIZE, "", _weigh)

    def recall(self, text: str, scanned: Sequence[Finding]) -> Entry | None:
        """What was settled about a text, if it still holds but for known values and the rules."""
        entry = self._memo.get(self._memo.key("text", "", text))
        return None if entry is None or entry.scanned != scanned else entry

    def keep(self, text: str, entry: Entry, outcome: Outcome) -> None:
        """Settle a text that leaves."""
        entry = replace(entry, outcome=outcome if outcome.lasts else None)
        self._memo.put(self._memo.key("text", "", text), entry)


def look_for(
    known: Values,
    kept: Iterable[Entry | None],
    scanned: Iterable[Sequence[Finding]],
    texts: Iterable[str],
) -> list[tuple[Entry | None, tuple[Finding, ...]]]:
    """Of each text what holds still of what was settled, and what was found, known values too."""
    looked: list[tuple[Entry | None, tuple[Finding, ...]]] = []
    for entry, found, text in zip(kept, scanned, texts, strict=True):
        if entry and not known.find(text, entry.seen):
            looked.append((entry, entry.found))
        else:
            looked.append((None, (*found, *known.find(text))))
    return looked


def whole_group(entries: Iterable[tuple[str, Entry | None]]) -> Group | None:
    """The largest group all of whose texts are here; the texts of a request with what is kept."""
    here = Counter(entry.group for _, entry in dict(entries).items() if entry)
    whole = [group for group, count in here.items() if count == group.size]
    return max(whole, key=lambda group: group.size, default=None)


def _weigh(entry: Entry) -> int:
    text = entry.outcome.text if entry.outcome else ""
    return 1 + len(entry.together) // 8 + len(text) // 2_000

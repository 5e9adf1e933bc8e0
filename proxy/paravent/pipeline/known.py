"""Values that were hidden before, found again wherever they turn up.

What a detector saw once it may miss the next time, in other words around it. On the same site
only values that cannot be mistaken count: checked identifiers, addresses, names of two words and
more. Within one request, which is most often a whole conversation, every value counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, compress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from ahocorasick_rs import AhoCorasick, MatchKind

from paravent.core.placeholders import LOOKALIKE_WORD
from paravent.core.types import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from paravent.core.ledger import Ledger
    from paravent.core.types import Decision, EntityType

_PERSON = "PERSON"
_BATCH = 64  # values that are put into an automaton together
_GROWTH = 4  # how many times as many as the next batch one has: each value is seldom put in again
_SHORTEST = 6
_SHORTEST_REPEAT = 3
_LONE = re.compile("[\ud800-\udfff]")
_STAND_IN = "\ufffd"
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")

type Spares = Callable[[Finding, str], bool]
"""Whether a finding in a text is to be left as it is."""


class _Batch(NamedTuple):
    """Values from one number to another in an automaton."""

    first: int
    end: int
    automaton: AhoCorasick


@dataclass(frozen=True, slots=True)
class Values:
    """The first ``count`` of some values, which only grow; most of them are in batches.

    May be searched for in any thread.
    """

    values: Sequence[tuple[str, str]]
    count: int
    batches: Sequence[_Batch]

    def find(self, text: str, since: int = 0) -> list[Finding]:
        """Where they stand in a text; those alone that came after the first ``since``."""
        found: list[Finding] = []
        if since == self.count:
            return found
        for batch in self.batches:
            if since < batch.end:
                for number, start, end in _matches(batch.automaton, text):
                    if batch.first + number >= since:
                        _add(found, text, start, end, self.values[batch.first + number][0])
        for kind, value in self.values[max(since, _end(self.batches)) : self.count]:
            start = text.find(value)
            while start >= 0:
                _add(found, text, start, start + len(value), kind)
                start = text.find(value, start + len(value))
        return found


class KnownValues:
    """The values of one site that are looked for again.

    Args:
        ledger: the site's labels.
        entities: every type that can be found, by id.
    """

    def __init__(self, ledger: Ledger, entities: Mapping[str, EntityType]) -> None:
        self._ledger = ledger
        self._entities = entities
        self._unlabelled: set[tuple[str, str]] = set()
        self._seen = 0
        self._values: list[tuple[str, str]] = []
        self._batches: tuple[_Batch, ...] = ()

    def remember(self, kind: str, value: str) -> None:
        """Look for a value that has no label, until this is gone; ``kind`` is its type's id."""
        entity = self._entities.get(kind)
        if entity and is_unmistakable(entity, value) and (kind, value) not in self._unlabelled:
            self._unlabelled.add((kind, value))
            self._values.append((kind, value))

    def now(self) -> Values:
        """The values that are looked for now."""
        self._update()
        return Values(self._values, len(self._values), self._batches)

    def find(self, text: str) -> list[Finding]:
        """Where known values stand in a text."""
        return self.now().find(text)

    def anywhere(self, *raw: str, spares: Spares = lambda _, __: False) -> bool:
        """Whether a known value stands in bytes that are not read otherwise, encoded or not.

        Those that ``spares`` says are to be left as they are do not count.
        """
        for text in raw:
            plain = unquote(text.replace("+", " "))
            for form in {text, plain, _ESCAPE.sub(lambda m: chr(int(m[1], 16)), plain)}:
                if not all(spares(one, form) for one in self.find(form)):
                    return True
        return False

    def _update(self) -> None:
        if len(self._ledger) != self._seen:
            types = {entity.word: entity for entity in self._entities.values()}
            for word, value in self._ledger.values(self._seen):
                entity = types.get(word)
                if entity and is_unmistakable(entity, value):
                    self._values.append((entity.id, value))
            self._seen = len(self._ledger)
        first, count = _end(self._batches), len(self._values)
        if count - first >= _BATCH:
            kept = list(self._batches)
            while kept and kept[-1].end - kept[-1].first < _GROWTH * (count - first):
                first = kept.pop().first
            automaton = _automaton([value for _, value in self._values[first:count]])
            self._batches = (*kept, _Batch(first, count, automaton))


def _end(batches: Sequence[_Batch]) -> int:
    return batches[-1].end if batches else 0


def find_repeats(
    texts: Sequence[str],
    decided: Sequence[Sequence[Decision]],
    done: Sequence[bool] = (),
) -> list[list[Finding]]:
    """Where the texts of one request repeat what is hidden in one of them, and was not seen there.

    Args:
        texts: the texts of the request.
        decided: what was decided about each of them.
        done: which texts need not be searched for what is hidden in others of these.
    """
    done = done or [False] * len(texts)
    everywhere = _hidden(texts, decided)
    new = [not one for one in done]
    fresh = _hidden(list(compress(texts, new)), list(compress(decided, new)))
    searches = {True: _search(fresh), False: _search(everywhere)} if len(texts) > 1 else {}
    found: list[list[Finding]] = [[] for _ in texts]
    for text, decisions, more, is_done in zip(texts, decided, found, done, strict=True):
        search = searches.get(is_done)
        if search is None:
            continue
        seen = [d.finding for d in decisions if d.action.effect.hides]
        seen.sort(key=lambda one: one.start)
        starts = [one.start for one in seen]
        reach = list(accumulate((one.end for one in seen), max))
        for number, start, end in _matches(search.automaton, text):
            before = bisect_right(starts, start)
            if not before or reach[before - 1] < end:
                _add(more, text, start, end, search.kinds[number])
    return found


class _Search(NamedTuple):
    automaton: AhoCorasick
    kinds: Sequence[str]


def _search(hidden: Mapping[str, str]) -> _Search | None:
    values = [value for value in hidden if len(value) >= _SHORTEST_REPEAT]
    return _Search(_automaton(values), [hidden[value] for value in values]) if values else None


def _hidden(texts: Sequence[str], decided: Sequence[Sequence[Decision]]) -> dict[str, str]:
    """The values that are hidden in some texts, and the type of each.

    Names of one word are left to ``conversation``: they may be words elsewhere.
    """
    values = (
        (text[d.finding.start : d.finding.end], d.finding.type)
        for text, decisions in zip(texts, decided, strict=True)
        for d in decisions
        if d.action.effect.hides
    )
    return {value: kind for value, kind in values if kind != _PERSON or len(value.split()) > 1}


def _automaton(values: Sequence[str]) -> AhoCorasick:
    plain = [_LONE.sub(_STAND_IN, value) for value in values]
    return AhoCorasick(plain, matchkind=MatchKind.LeftmostLongest)


def _matches(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """Number, start and end of each match; lone surrogates, which Rust has not, are replaced."""
    try:
        return automaton.find_matches_as_indexes(text)
    except UnicodeEncodeError:
        return automaton.find_matches_as_indexes(_LONE.sub(_STAND_IN, text))


def _add(found: list[Finding], text: str, start: int, end: int, kind: str) -> None:
    """Add a find, unless it is a part of a longer word."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if not (before.isalnum() and text[start].isalnum()) and not (
        after.isalnum() and text[end - 1].isalnum()
    ):
        found.append(Finding(start, end, kind, 1.0, "vault"))


def is_unmistakable(entity: EntityType, value: str) -> bool:
    """Whether a value can only be this one, wherever it stands."""
    if entity.word == LOOKALIKE_WORD or len(value) < _SHORTEST:
        return False
    if entity.validated:
        return True
    digits = sum(sign.isdigit() for sign in value)
    return len(value.split()) > 1 or "@" in value or digits >= _SHORTEST

"""From decisions that may overlap to stretches that do not.

Whatever a rule wants hidden stays hidden: where two findings overlap, the part of the loser that
sticks out is kept as a piece of its own.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import deque
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from paravent.core.placeholders import URL_WORD
from paravent.core.types import Effect
from paravent.core.urls import Where, ends_url, position, region_end, url_stop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paravent.core.types import Decision, Finding
    from paravent.core.urls import Position

type Interval = tuple[int, int]


def resolve(text: str, decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that change the text, in order and without overlap.

    The strictest wins, then the longest, then the surest. Personal data inside a URL takes the
    whole URL with it.
    """
    wanted = sorted((d for d in decisions if d.action.effect is not Effect.LEAVE), key=_rank)
    claimed: list[Interval] = []
    kept: list[Decision] = []
    for decision in wanted:
        for start, end in _outside((decision.finding.start, decision.finding.end), claimed):
            piece = _trim(text, start, end)
            if piece:
                kept.append(_at(decision, *piece))
                insort(claimed, piece)
    return _whole_urls(text, sorted(kept, key=lambda d: d.finding.start))


def _rank(decision: Decision) -> tuple[int, int, float, int]:
    found = decision.finding
    return (-decision.action.strictness, found.start - found.end, -found.score, found.start)


def _whole_urls(text: str, pieces: list[Decision]) -> list[Decision]:
    """The same pieces, those that stand in a URL grown to the whole of it and merged there."""
    todo = deque(pieces)
    done: list[Decision] = []
    while todo:
        grown, beyond = _grow(text, todo.popleft())
        todo.extendleft(beyond)
        while done and _joined(text, done[-1].finding, grown.finding):
            grown = _merge(text, done.pop(), grown)
        done.append(grown)
    return done


def _joined(text: str, first: Finding, second: Finding) -> bool:
    """Whether two pieces overlap, or nothing is left between them that would end a URL."""
    if first.type != URL_WORD or first.end > second.start:
        return first.end > second.start
    return not ends_url(text, first.start, text[first.end : second.start])


def _grow(text: str, decision: Decision) -> tuple[Decision, list[Decision]]:
    """A decision grown to the whole URL that it stands in, and what of it lies beyond that URL."""
    start, end = decision.finding.start, decision.finding.end
    inside = _outermost(text, start)
    if inside.where is Where.TEXT:
        if decision.finding.type != URL_WORD:
            return decision, []
        return _at(decision, start, region_end(text, inside, end)), []
    stop = region_end(text, inside, start)
    beyond = _trim(text, url_stop(text, inside, stop), end)
    rest = [_at(decision, *beyond)] if beyond else []
    return _at(_as_url(decision), inside.start, stop), rest


def _merge(text: str, one: Decision, other: Decision) -> Decision:
    """Two decisions as one URL that holds them both and ends where a URL ends."""
    first, second = sorted((one, other), key=_rank)
    inside = _outermost(text, min(one.finding.start, other.finding.start))
    end = region_end(text, inside, max(first.finding.end, second.finding.end))
    return _at(_as_url(first), inside.start, end)


def _outermost(text: str, at: int) -> Position:
    """The outermost of the URLs, nested in each other, that a position belongs to."""
    inside = position(text, at)
    while (outer := position(text, inside.start)).where is not Where.TEXT and outer != inside:
        inside = outer
    return inside


def _as_url(decision: Decision) -> Decision:
    return replace(decision, finding=replace(decision.finding, type=URL_WORD))


def _outside(span: Interval, taken: list[Interval]) -> list[Interval]:
    """The parts of a span that none of the taken intervals, sorted and disjoint, covers."""
    start, end = span
    pieces: list[Interval] = []
    first = max(0, bisect_right(taken, (start, start)) - 1)
    for left, right in islice(taken, first, None):
        if left >= end:
            break
        if right > start:
            if left > start:
                pieces.append((start, left))
            start = right
    if start < end:
        pieces.append((start, end))
    return pieces


def _trim(text: str, start: int, end: int) -> Interval | None:
    """The span without spaces and quotes at its ends, or None where nothing readable remains."""
    while start < end and _is_edge(text[start]):
        start += 1
    while start < end and _is_edge(text[end - 1]):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _is_edge(sign: str) -> bool:
    return sign in "\"'`«»“”‘’<>=|" or sign.isspace()


def _at(decision: Decision, start: int, end: int) -> Decision:
    found = decision.finding
    if (found.start, found.end) == (start, end):
        return decision
    return replace(decision, finding=replace(found, start=start, end=end))

"""What the log tells of the last days, counted: requests, what was hidden, time unprotected.

Only what is new is read each time. What was erased from the log is still counted here until the
program starts again; counts name nobody.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from paravent.errors import ParaventError, Reason
from paravent.policy.actions import actions
from paravent.store.reader import Query, read_audit
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from paravent.store.keys import Keys

SHOWN = 14
"""Days that are drawn, today included."""
KEPT = 30
"""Days that are counted, today included."""

type Span = tuple[datetime, datetime]
type Sort = tuple[str, str, frozenset[str]]
"""What a message is chosen by: its service, what became of it, the types of data in it."""

_TYPES = (
    EventType.REQUEST,
    EventType.BLOCK,
    EventType.OVERRIDE,
    EventType.START,
    EventType.PAUSE,
    EventType.RESUME,
)


@dataclass(slots=True)
class Day:
    """One local day: requests that left, data hidden in them, requests refused, rules that acted.

    ``unprotected_s`` is for how long requests left unread, in seconds. ``sorts`` counts all the
    messages that the Journal shows.
    """

    day: date
    sent: int = 0
    hidden: int = 0
    refused: int = 0
    unprotected_s: float = 0.0
    rules: Counter[str] = field(default_factory=Counter)
    sorts: Counter[Sort] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Lately:
    """The last days, the oldest first, and the latest request: when, and to which service.

    ``since`` is when the program started or its last pause ended; None where the log does not say.
    """

    days: tuple[Day, ...]
    since: datetime | None
    latest: tuple[datetime, str] | None

    @property
    def today(self) -> Day:
        """The last of them."""
        return self.days[-1]

    def sorts(self, day: date | None = None) -> Counter[Sort]:
        """How many messages of each sort there were, on one day or on all of them."""
        wanted = (one.sorts for one in self.days if day in {None, one.day})
        return sum(wanted, Counter[Sort]())

    def rules(self) -> Counter[str]:
        """How often each rule acted."""
        return sum((day.rules for day in self.days), Counter[str]())


class Days:
    """Counts what the log tells. May be asked from several threads.

    Args:
        path: of the log.
        keys: the installation's.
        clock: the time, aware.
    """

    def __init__(self, path: Path, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._keys = keys
        self._clock = clock
        self._turn = threading.Lock()
        self._read = -1
        self._days: dict[date, Day] = {}
        self._pauses: list[Span] = []
        self._since: datetime | None = None
        self._latest: tuple[datetime, str] | None = None

    def look(self, lasting: Iterable[Span] = ()) -> Lately:
        """The last days as they are now; it blocks.

        Args:
            lasting: pauses that are not over, which the log does not know to the end.

        Raises:
            ParaventError: the log cannot be read.
        """
        with self._turn:
            today = self._clock().astimezone().date()
            first = today - timedelta(days=KEPT - 1)
            self._catch_up(midnight(first))
            spans = merge([*self._pauses, *lasting])
            days = [first + timedelta(days=n) for n in range(KEPT)]
            return Lately(
                tuple(self._finished(day, spans) for day in days), self._since, self._latest
            )

    def _finished(self, day: date, spans: Iterable[Span]) -> Day:
        start, end = midnight(day), midnight(day + timedelta(days=1))
        found = self._days.get(day) or Day(day)
        found.unprotected_s = sum(
            max(0.0, (min(until, end) - max(since, start)).total_seconds())
            for since, until in spans
        )
        return found

    def _catch_up(self, since: datetime) -> None:
        self._days = {day: one for day, one in self._days.items() if midnight(day) >= since}
        self._pauses = [span for span in self._pauses if span[1] >= since]
        with read_audit(self._path, self._keys) as reader:
            query = Query(since=since, types=_TYPES, after=self._read)
            for entry in reader.select(query):
                try:
                    event = reader.read(entry.index).event()
                except ParaventError:  # erased, or altered: `audit verify` tells which
                    continue
                self._add(entry.at, event)
            self._read = reader.size() - 1

    def _add(self, at: datetime, event: dict[str, Any]) -> None:
        kind, notice = event["type"], event.get("notice", {})
        if kind in {EventType.REQUEST, EventType.BLOCK, EventType.OVERRIDE}:
            self._count(at, event)
        elif kind == EventType.START:
            self._since = at
        elif kind == EventType.RESUME or event.get("ref"):
            self._pauses.append((at - timedelta(seconds=notice.get("duration_s", 0)), at))
            if kind == EventType.RESUME:
                self._since = at

    def _count(self, at: datetime, event: dict[str, Any]) -> None:
        if event.get("reason") == Reason.ENDPOINT:
            return
        day = at.astimezone().date()
        found = self._days.setdefault(day, Day(day))
        n = event.get("count", 1)
        service = event.get("provider", {}).get("id", "")
        types = frozenset(one.get("cat", "") for one in event.get("entities", ()))
        found.sorts[service, event.get("action") or "", types] += n
        if event["type"] == EventType.OVERRIDE:
            return
        if event["type"] == EventType.BLOCK:
            found.refused += n
        else:
            found.sent += n
            found.hidden += sum(
                one.get("n", 1) for one in event.get("entities", ()) if hides(one.get("act", ""))
            )
        found.rules.update(event.get("rules", {}).get("matched", ()))
        self._latest = (at, service)


def hides(action: str) -> bool:
    """Whether a value leaves as something else under an action of that name."""
    known = actions().get(action)
    return known is not None and known.effect.hides


def midnight(day: date) -> datetime:
    """When a day begins here."""
    return datetime.combine(day, time()).astimezone(UTC)


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same time in spans that do not overlap, the first first."""
    merged: list[Span] = []
    for since, until in sorted(spans):
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged

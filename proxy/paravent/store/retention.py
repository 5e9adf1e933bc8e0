"""How long events are kept: for whole months, never longer than was set.

An old event is purged only while the clock can be believed: a jump forward of more than a day in
this run puts the purge off until the next one.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from paravent.errors import ParaventError
from paravent.log import describe, log

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from paravent.store.audit import AuditLog
    from paravent.store.event import Event

_FIRST_S = 600.0
"""A clock that is wrong when the machine starts is set right well before that."""
_DAY_S = 24 * 3600.0


class Retention:
    """Purges the log once a day.

    Args:
        audit: the log.
        months: how many months an event is kept at most.
        clock: the time, aware.
        monotonic: seconds of a clock that is never set.
        shred: makes what was purged unreadable in old copies; it blocks.
        add_up: the events that keep what is counted of the months before a time; it blocks.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- time and what it does are arguments
        self,
        audit: AuditLog,
        months: int,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        shred: Callable[[], None],
        add_up: Callable[[datetime], Sequence[Event]] = lambda _: (),
    ) -> None:
        self._audit = audit
        self._months = months
        self._clock = clock
        self._monotonic = monotonic
        self._shred = shred
        self._add_up = add_up
        self._next_s = monotonic() + _FIRST_S

    async def look(self) -> None:
        """Purge what is too old, if it is time to look.

        Raises:
            ParaventError: it could not be done; it is tried again the next time.
        """
        if self._monotonic() < self._next_s or self._audit.jumped_ms > _DAY_S * 1000:
            return
        before = horizon(self._clock(), self._months)
        if await self._audit.purge(before, await asyncio.to_thread(self._totals, before)):
            await asyncio.to_thread(self._shred)
        self._next_s = self._monotonic() + _DAY_S

    def _totals(self, before: datetime) -> Sequence[Event]:
        try:
            return self._add_up(before)
        except ParaventError as error:  # what is too old goes, whether or not it can be counted
            log.error("no totals of what is purged: %s", describe(error))
            return ()


def horizon(now: datetime, months: int) -> datetime:
    """The beginning of the oldest month kept: of 12 in November 2026, 1 December 2025."""
    return month_before(now, months - 1)


def month_before(at: datetime, months: int) -> datetime:
    """The beginning of the month so many before that of a time; after it, where less than none."""
    count = at.year * 12 + at.month - 1 - months
    first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first.replace(year=count // 12, month=count % 12 + 1)

"""Pauses: for a while nothing is read or changed, on one service or on all, and the log says so.

A pause always has an end, which no clock that is set can put off; it is over with the program, so
that after a restart everything is protected again. While it lasts requests leave as they are, what
was masked before included; where they may go and who may send them is limited as ever. Its
beginning is in the log before it begins, then every minute of it, then its end.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from paravent.store.event import Event, Notice, Provider
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paravent.pipeline.record import Recorder
    from paravent.store.audit import AuditLog

LONGEST_S = 25 * 3600
"""The longest pause, in seconds: until midnight, on the day on which clocks go back."""

LENGTHS_S = {"5m": 300.0, "30m": 1800.0, "1h": 3600.0}
"""The lengths that are offered, in seconds, besides until midnight."""


def until_midnight_s(at: datetime) -> float:
    """Seconds from a local time to the coming midnight."""
    midnight = datetime.combine(at.date() + timedelta(days=1), time.min).astimezone()
    return (midnight - at).total_seconds()


@dataclass(slots=True)
class Pause:
    """One pause; ``service`` is the id of the service that it is for, empty for all.

    ``id`` is that of the event of its beginning; ``passed`` counts the requests that left unread.
    ``told_s`` and ``told`` say how much of it is in the log.
    """

    service: str
    id: str
    began_s: float
    ends_s: float
    ends_at: datetime
    told_s: float
    passed: int = 0
    told: int = 0

    @property
    def began_at(self) -> datetime:
        """When it began, by the clock that its end is told by."""
        return self.ends_at - timedelta(seconds=self.ends_s - self.began_s)


class Pauses:
    """The pauses of this run.

    Args:
        recorder: gives ids to events.
        audit: the log.
        clock: the time, aware.
        steady: seconds of a clock that is never set and, where possible, counts sleep.
    """

    def __init__(
        self,
        recorder: Recorder,
        audit: AuditLog,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
    ) -> None:
        self._recorder = recorder
        self._audit = audit
        self._clock = clock
        self._steady = steady
        self._pauses: dict[str, Pause] = {}
        self._turn = asyncio.Lock()

    async def begin(self, service: str, duration_s: float) -> Pause:
        """Pause a service, or all of them; another pause of the same ends.

        Raises:
            ValueError: the duration is none, or too long.
            ParaventError: it could not be recorded, and does not begin.
        """
        if not 0 < duration_s <= LONGEST_S:
            raise ValueError("no such pause")
        async with self._turn:
            await self._finish([one for one in self._pauses.values() if one.service == service])
            began_s = self._steady()
            ends_at = self._clock() + timedelta(seconds=duration_s)
            ident = self._recorder.new_id()
            pause = Pause(service, ident, began_s, began_s + duration_s, ends_at, began_s)
            await self._audit.append(
                Event(
                    pause.id,
                    EventType.PAUSE,
                    provider=Provider(id=service),
                    notice=Notice(duration_s=round(duration_s)),
                )
            )
            self._pauses[service] = pause
            return pause

    def covering(self, service: str) -> Pause | None:
        """The pause under which requests to a service leave as they are, if there is one."""
        for name in ("", service):
            pause = self._pauses.get(name)
            if pause and self._lasts(pause):
                return pause
        return None

    def current(self) -> Sequence[Pause]:
        """The pauses that last."""
        return [pause for pause in self._pauses.values() if self._lasts(pause)]

    async def record(self) -> None:
        """Write down how long has gone by without protection, and which pauses are over.

        Raises:
            ParaventError: it could not be recorded, and is told the next time.
        """
        async with self._turn:
            await self._finish([p for p in self._pauses.values() if not self._lasts(p)])
            for pause in self._pauses.values():
                now_s, passed = self._steady(), pause.passed
                since_s = round(now_s - pause.told_s)
                notice = Notice(duration_s=since_s, n=passed - pause.told)
                await self._audit.append(self._event(EventType.PAUSE, pause, notice))
                pause.told_s, pause.told = pause.told_s + since_s, passed

    async def end(self, service: str | None = None) -> bool:
        """End the pauses, or that of one service; False where there was none.

        Protection is on again even if this cannot be recorded.

        Raises:
            ParaventError: it could not be recorded, and is told the next time.
        """
        ending = [p for p in self._pauses.values() if service is None or p.service == service]
        lasted = any(map(self._lasts, ending))
        for pause in ending:
            pause.ends_s = min(pause.ends_s, self._steady())
        async with self._turn:
            await self._finish([p for p in self._pauses.values() if p in ending])
        return lasted

    async def _finish(self, over: Sequence[Pause]) -> None:
        for pause in over:
            pause.ends_s = min(pause.ends_s, self._steady())
            notice = Notice(duration_s=round(pause.ends_s - pause.began_s), n=pause.passed)
            await self._audit.append(self._event(EventType.RESUME, pause, notice))
            del self._pauses[pause.service]

    def _lasts(self, pause: Pause) -> bool:
        """Neither of two clocks says that it is over, of which one can be set and one may stop."""
        return self._steady() < pause.ends_s and self._clock() < pause.ends_at

    def _event(self, kind: EventType, pause: Pause, notice: Notice) -> Event:
        return Event(
            self._recorder.new_id(),
            kind,
            ref=pause.id,
            provider=Provider(id=pause.service),
            notice=notice,
        )

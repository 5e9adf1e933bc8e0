"""What passes without a text to read, and what is refused without a word: counted, not listed.

A page loads hundreds of files. Each kind of them becomes one event a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.errors import ParaventError

if TYPE_CHECKING:
    from paravent.pipeline.exchange import Exchange
    from paravent.pipeline.record import Facts, Recorder
    from paravent.store.audit import AuditLog
    from paravent.store.vocabulary import Why


@dataclass(slots=True)
class _Count:
    exchange: Exchange
    facts: Facts
    why: Why | None
    count: int = 0
    size: int = 0


class Counter:
    """Counts requests of one kind until they are written down."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, Why | None], _Count] = {}
        self.tunnels = 0

    def add(self, exchange: Exchange, facts: Facts, why: Why | None, size: int) -> None:
        """One more request of ``size`` bytes that passed for this reason; None: was refused."""
        endpoint = exchange.endpoint.id if exchange.endpoint else ""
        key = (exchange.service.id, endpoint, why)
        counted = self._counts.setdefault(key, _Count(exchange, facts, why))
        counted.count += 1
        counted.size += size

    async def write(self, recorder: Recorder, audit: AuditLog) -> None:
        """Record what was counted, and begin anew.

        Raises:
            ParaventError: it could not be recorded, and is kept for the next time.
        """
        counts, self._counts = self._counts, {}
        tunnels, self.tunnels = self.tunnels, 0
        events = [recorder.tunnel(tunnels)] if tunnels else []
        for one in counts.values():
            if one.why is None:
                events.append(recorder.quiet(one.exchange, one.facts, one.count))
            else:
                events.append(
                    recorder.passed(one.exchange, one.facts, one.why, one.count, one.size)
                )
        if not events:
            return
        try:
            await audit.append(*events)
        except ParaventError:
            self.tunnels += tunnels
            for key, one in counts.items():
                later = self._counts.setdefault(key, one)
                if later is not one:
                    later.count += one.count
                    later.size += one.size
            raise

"""What passes unread, what is refused without a word, what a service challenges: all counted.

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


@dataclass(slots=True)
class _Times:
    exchange: Exchange
    count: int = 0


def _put_back[K](counted: dict[K, _Times], now: dict[K, _Times]) -> None:
    """Add what could not be recorded to what was counted meanwhile."""
    for name, found in counted.items():
        later = now.setdefault(name, found)
        if later is not found:
            later.count += found.count


class Counter:
    """Counts requests of one kind until they are written down."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, Why | None], _Count] = {}
        self._challenged: dict[tuple[str, str, int], _Times] = {}
        self._drifted: dict[tuple[str, str], _Times] = {}
        self.tunnels = 0
        self.drifts: dict[str, int] = {}
        """Requests and answers since the start that departed from their format, by service."""
        self.challenges: dict[str, int] = {}
        """Challenges since the start, by service."""

    def challenge(self, exchange: Exchange, by: str, status: int) -> None:
        """One more answer of this status in whose place ``by`` asked whether a person is there."""
        service = exchange.service.id
        self.challenges[service] = self.challenges.get(service, 0) + 1
        self._challenged.setdefault((service, by, status), _Times(exchange)).count += 1

    def drift(self, exchange: Exchange) -> None:
        """One more request or answer that has not the form of its format."""
        service, endpoint = exchange.service.id, exchange.endpoint
        self.drifts[service] = self.drifts.get(service, 0) + 1
        key = (service, endpoint.id if endpoint else "")
        self._drifted.setdefault(key, _Times(exchange)).count += 1

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
        challenged, self._challenged = self._challenged, {}
        drifted, self._drifted = self._drifted, {}
        events = [recorder.tunnel(tunnels)] if tunnels else []
        for one in counts.values():
            if one.why is None:
                events.append(recorder.quiet(one.exchange, one.facts, one.count))
            else:
                events.append(
                    recorder.passed(one.exchange, one.facts, one.why, one.count, one.size)
                )
        for (_, by, status), found in challenged.items():
            events.append(recorder.challenge(found.exchange, by, status, found.count))
        events += [recorder.drift(one.exchange, one.count) for one in drifted.values()]
        if not events:
            return
        try:
            await audit.append(*events)
        except ParaventError:
            self.tunnels += tunnels
            _put_back(challenged, self._challenged)
            _put_back(drifted, self._drifted)
            for key, one in counts.items():
                later = self._counts.setdefault(key, one)
                if later is not one:
                    later.count += one.count
                    later.size += one.size
            raise

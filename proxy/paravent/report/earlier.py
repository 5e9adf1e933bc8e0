"""What is kept of months whose events are purged: counts by service, for 36 months.

Each is an event of the log, so that it is signed as everything else; when it becomes old itself it
is recorded anew, until its month is too old. There is nothing of anybody in it: no client, no
matter, no fingerprint, no model's name, which may hold a customer's. Months are those of UTC here,
as they are for the purge.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from paravent.report.estimators import methods
from paravent.report.facts import Scope, gather
from paravent.report.figures import EarlierMonth
from paravent.report.footprint import add_up_answers
from paravent.store.event import Cost, Event, Footprint, Notice, Provider, new_id
from paravent.store.reader import Query, read_audit
from paravent.store.retention import month_before
from paravent.store.vocabulary import EventType, TokenSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from paravent.providers.catalogue import Providers
    from paravent.report.facts import Facts
    from paravent.store.keys import Keys
    from paravent.store.reader import AuditReader

MONTHS = 36
"""How long counts are kept, from the month that they are of."""

_MONTH = "month="


def add_up(
    path: Path, keys: Keys, providers: Providers, before: datetime, now: datetime
) -> list[Event]:
    """The events that are to stay of what is purged before a time; none where nothing is.

    Raises:
        ParaventError: the log cannot be read, or an event has been altered.
    """
    oldest = month_before(now.astimezone(UTC), MONTHS - 1)
    with read_audit(path, keys) as reader:
        first = next((entry.at for entry in reader.select(Query(limit=1))), before)
        if first >= before or not reader.count(Query(since=before, limit=1)):
            return []
        kept = [
            _event(line, now)
            for line in _carried(reader, before)
            if line.month >= f"{oldest:%Y-%m}"
        ]
    month, found = max(month_before(first.astimezone(UTC), 0), oldest), list[Event]()
    while month < before:
        following = month_before(month, -1)
        with gather(path, keys, Scope(month, min(following, before))) as facts:
            found += [_event(one, now) for one in _totals(facts, providers, f"{month:%Y-%m}")]
        month = following
    return [*kept, *found]


def list_earlier(facts: Facts, name_of: Callable[[str], str]) -> tuple[EarlierMonth, ...]:
    """The months that are known by their counts alone, the oldest first; none for one client.

    ``name_of`` says what a service is called, by its id.
    """
    if facts.scope.client:
        return ()
    rows = facts.sql.execute("SELECT x FROM own WHERE type = 'month_total' ORDER BY i")
    lines = [_line(json.loads(text), name_of) for (text,) in rows]
    return tuple(sorted(lines, key=lambda one: (one.month, one.service)))


def _totals(facts: Facts, providers: Providers, month: str) -> Iterator[EarlierMonth]:
    answers = {one.provider: one for one in add_up_answers(facts, providers, UTC, by_service=True)}
    rows = facts.sql.execute(
        """SELECT service, total(n) FILTER (WHERE type = 'request'),
            total(n) FILTER (WHERE type = 'block')
        FROM sent WHERE type IN ('request', 'block') AND service <> '' GROUP BY 1 ORDER BY 1"""
    )
    for service, sent, refused in rows.fetchall():
        line = answers.get(service)
        yield EarlierMonth(
            month=month,
            service=service,
            name=service,
            sent=int(sent),
            refused=int(refused),
            answers=line.answers if line else 0,
            tokens=line.tokens if line else 0,
            tokens_guessed=bool(line and line.tokens_guessed),
            unknown_models=bool(line and line.answers_unknown_model),
            method="+".join(methods()).replace(" ", "-") if line and line.energy_mwh else "",
            energy_mwh=line.energy_mwh if line else None,
            carbon_mg=line.carbon_mg if line else None,
            water_ul=line.water_ul if line else None,
        )


def _event(line: EarlierMonth, now: datetime) -> Event:
    counted = {
        EventType.REQUEST: line.sent,
        EventType.BLOCK: line.refused,
        EventType.RESPONSE: line.answers,
    }
    how = TokenSource.ESTIMATE if line.tokens_guessed else TokenSource.API
    unknown = ("unknown-models",) if line.unknown_models else ()
    return Event(
        new_id(now, os.urandom(10)),
        EventType.MONTH_TOTAL,
        provider=Provider(id=line.service),
        cost=Cost(out_tokens=line.tokens, how=how) if line.tokens else Cost(),
        footprint=Footprint(
            method=line.method,
            energy_mwh=line.energy_mwh or (0, 0),
            carbon_mg=line.carbon_mg or (0, 0),
            water_ul=line.water_ul or (0, 0),
            warnings=unknown,
        ),
        notice=Notice(
            by_type=tuple((kind, n) for kind, n in counted.items() if n),
            filters=(f"{_MONTH}{line.month}",),
        ),
    )


def _carried(reader: AuditReader, before: datetime) -> Iterator[EarlierMonth]:
    """The counts that would go with their own events, to be recorded anew."""
    for entry in reader.select(Query(types=(EventType.MONTH_TOTAL,), until=before)):
        yield _line(reader.read(entry.index).event())


def _line(event: Mapping[str, Any], name_of: Callable[[str], str] = str) -> EarlierMonth:
    notice, told = event.get("notice", {}), event.get("footprint", {})
    counted, cost = dict(notice.get("by_type", ())), event.get("cost", {})
    known = "method" in told
    service = event.get("provider", {}).get("id", "")
    return EarlierMonth(
        month=notice["filters"][0].removeprefix(_MONTH),
        service=service,
        name=name_of(service),
        sent=counted.get("request", 0),
        refused=counted.get("block", 0),
        answers=counted.get("response", 0),
        tokens=cost.get("out_tokens", 0),
        tokens_guessed=cost.get("how") == TokenSource.ESTIMATE,
        unknown_models="warnings" in told,
        method=told.get("method", ""),
        energy_mwh=told.get("energy_mwh", (0, 0)) if known else None,
        carbon_mg=told.get("carbon_mg", (0, 0)) if known else None,
        water_ul=told.get("water_ul", (0, 0)) if known else None,
    )

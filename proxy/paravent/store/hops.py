"""The hops of one exchange: one prompt that went to several recipients, an event for each.

Each hop after the first names the first one in ``cascade``; nothing else ties them, so that an
event that is erased or purged takes nothing of the others with it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from paravent.errors import ParaventError
from paravent.store.reader import Query
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.store.reader import AuditReader, Record

WINDOW = timedelta(minutes=5)
"""Within what time of a hop the next one of its exchange comes."""

_HOPS = (EventType.REQUEST, EventType.BLOCK)
_FURTHEST = 2000
"""Events that are looked through each way."""


def hops_of(reader: AuditReader, record: Record) -> list[Record]:
    """All the hops of the exchange that an event is one of, the first of them first.

    An event that is none of several comes alone.
    """
    event = record.event()
    if record.header.type not in _HOPS:
        return [record]
    first = event.get("cascade") or event["id"]
    before = list(_walk(reader, record, first, reverse=True)) if "cascade" in event else []
    return [*reversed(before), record, *_walk(reader, record, first, reverse=False)]


def _walk(reader: AuditReader, start: Record, first: str, *, reverse: bool) -> Iterator[Record]:
    """Hops one after the other, as long as each is within the window of the one before it."""
    at, i = _at(start), start.header.i
    query = Query(types=_HOPS, limit=_FURTHEST, reverse=reverse)
    query = replace(query, before=i) if reverse else replace(query, after=i)
    for entry in reader.select(query):
        if abs(entry.at - at) > WINDOW:
            return
        try:
            record = reader.read(entry.index)
        except ParaventError:  # erased: there may be another
            continue
        event = record.event()
        if event.get("cascade", event["id"]) == first:
            at = entry.at
            yield record


def _at(record: Record) -> datetime:
    return datetime.fromtimestamp(record.header.t / 1000, UTC)

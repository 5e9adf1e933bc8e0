"""The log as the Journal shows it: chosen by filters that stand in the address, newest first.

It reads and never writes. There are kinds and counts to be shown, never a text: the log has none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from paravent.errors import ParaventError
from paravent.store.hops import hops_of
from paravent.store.reader import Query, read_audit
from paravent.store.vocabulary import EventType
from paravent.web.filters import FURTHEST, MESSAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from paravent.store.keys import Keys
    from paravent.store.reader import AuditReader, Entry, Record
    from paravent.web.filters import Choice

PAGE = 50
"""Lines of a page."""
_ANSWER = timedelta(hours=1)
"""How long after a request its answer is looked for."""
_HOPS = (EventType.REQUEST, EventType.BLOCK)


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a line: ``found`` counts data by type, ``erased``: its content is gone.

    ``exchange`` is the id of the exchange that it is a hop of, ``before`` are earlier hops of it.
    """

    index: int
    at: datetime
    kind: str
    service: str
    outcome: str
    found: tuple[tuple[str, int], ...] = ()
    rules: tuple[str, ...] = ()
    dossier: str = ""
    count: int = 1
    erased: bool = False
    exchange: str = ""
    before: tuple[Line, ...] = ()

    @property
    def hops(self) -> tuple[Line, ...]:
        """The line itself, after those of the hops that went before it."""
        return (*self.before, replace(self, before=()))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of lines; ``more``: where the next one begins, None where there is none.

    Of one exchange with several recipients, what is on one page is one line.
    """

    lines: tuple[Line, ...]
    more: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """One event, with the answer to it if there is one and what a person allowed of it."""

    line: Line
    event: dict[str, Any]
    answer: dict[str, Any] | None
    hops: tuple[Line, ...]


class Logbook:
    """Reads the log for the pages; every method blocks.

    Args:
        path: of the log.
        keys: the installation's.
    """

    def __init__(self, path: Path, keys: Keys) -> None:
        self._path = path
        self._keys = keys

    def choose(self, choice: Choice, most: int = PAGE) -> Sheet:
        """The lines that fit, the newest first.

        Raises:
            ParaventError: the log cannot be read.
        """
        lines: dict[str, Line] = {}
        seen, last = 0, None
        with read_audit(self._path, self._keys) as reader:
            for entry in reader.select(choice.query()):
                seen += 1
                line = _line(reader, entry, choice)
                key = line.exchange or str(line.index) if line else ""
                if line and len(lines) == most and key not in lines:
                    return Sheet(tuple(lines.values()), last)
                if line:
                    lines[key] = _add(lines.get(key), line)
                last = entry.index
            return Sheet(tuple(lines.values()), last if seen == FURTHEST else None)

    def is_empty(self) -> bool:
        """Whether no message has gone by yet.

        Raises:
            ParaventError: the log cannot be read.
        """
        with read_audit(self._path, self._keys) as reader:
            return reader.count(Query(types=MESSAGES)) == 0

    def open(self, index: int) -> Opened:
        """One event.

        Raises:
            ParaventError: there is none of that number, or it cannot be read.
        """
        with read_audit(self._path, self._keys) as reader:
            record = reader.read(index)
            event = record.event()
            hops = tuple(_told(one, one.event()) for one in hops_of(reader, record))
            return Opened(_told(record, event), event, _answer(reader, record, event), hops)


def _line(reader: AuditReader, entry: Entry, choice: Choice) -> Line | None:
    """An event as a line; None where it does not fit."""
    try:
        record = reader.read(entry.index)
    except ParaventError:
        if choice.data or choice.dossier:
            return None
        service, outcome = entry.service or "", entry.action or ""
        return Line(entry.index, entry.at, entry.type, service, outcome, erased=True)
    event = record.event()
    return _told(record, event) if choice.fits(event) else None


def _add(later: Line | None, line: Line) -> Line:
    """An exchange's line, with an earlier hop."""
    return replace(later, before=(line, *later.before)) if later else line


def _told(record: Record, event: Mapping[str, Any]) -> Line:
    found: dict[str, int] = {}
    for one in event.get("entities", ()):
        kind = one.get("cat", "UNKNOWN")
        found[kind] = found.get(kind, 0) + one.get("n", 1)
    matter = event.get("matter", {})
    return Line(
        index=record.header.i,
        at=datetime.fromtimestamp(record.header.t / 1000).astimezone(),
        kind=record.header.type,
        service=event.get("provider", {}).get("id", ""),
        outcome=event.get("action") or "",
        found=tuple(found.items()),
        rules=tuple(event.get("rules", {}).get("matched", ())),
        dossier=matter.get("dossier") or matter.get("client") or "",
        count=event.get("count", 1),
        exchange=event.get("cascade") or event["id"] if record.header.type in _HOPS else "",
    )


def _answer(reader: AuditReader, record: Record, event: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the log says of the answer to a request."""
    if record.header.type != EventType.REQUEST:
        return None
    for answer in _answers(reader, record):
        if answer.get("ref") == event["id"]:
            return answer
    return None


def _answers(reader: AuditReader, record: Record) -> Iterator[dict[str, Any]]:
    since = datetime.fromtimestamp(record.header.t / 1000).astimezone()
    query = Query(
        types=[EventType.RESPONSE], after=record.header.i, until=since + _ANSWER, limit=FURTHEST
    )
    for entry in reader.select(query):
        try:
            yield reader.read(entry.index).event()
        except ParaventError:  # erased: there may be another
            continue

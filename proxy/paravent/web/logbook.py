"""The log as the Journal shows it: chosen by filters that stand in the address, newest first.

It reads and never writes. There are kinds and counts to be shown, never a text: the log has none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from paravent.errors import ParaventError, Reason
from paravent.store.reader import Query, read_audit
from paravent.store.vocabulary import EventType, Outcome
from paravent.web.days import midnight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from paravent.store.keys import Keys
    from paravent.store.reader import AuditReader, Entry, Record
    from paravent.web.days import Sort

PAGE = 50
"""Lines of a page."""
_FURTHEST = 5000
"""Events that are looked through for one page."""
_ANSWER = timedelta(hours=1)
"""How long after a request its answer is looked for."""
MESSAGES = (EventType.REQUEST, EventType.BLOCK, EventType.OVERRIDE)
OUTCOMES = (
    Outcome.REDACT,
    Outcome.ALLOW,
    Outcome.WARN,
    Outcome.BLOCK,
    Outcome.OVERRIDE,
    Outcome.ERROR_CLOSED,
)
"""What can have become of a message, in the order in which it is offered."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Messages by service, by what became of them and by type of data in them."""

    services: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    data: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters; an empty one lets everything through. ``whole``: not messages alone.

    ``before`` is the number of an event: only older ones are wanted.
    """

    service: str = ""
    day: date | None = None
    outcome: str = ""
    data: str = ""
    dossier: str = ""
    whole: bool = False
    before: int | None = None

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> Choice:
        """The filters of an address; what is no filter is passed over."""
        outcome, before = fields.get("issue", ""), fields.get("avant", "")
        return cls(
            service=fields.get("service", ""),
            day=_day(fields.get("jour", "")),
            outcome=outcome if outcome in set(OUTCOMES) else "",
            data=fields.get("donnee", ""),
            dossier=fields.get("dossier", "").strip(),
            whole=fields.get("tout", "") == "1",
            before=int(before)
            if before.isascii() and before.isdigit() and len(before) < 16
            else None,
        )

    def address(self, **changes: Any) -> str:  # noqa: ANN401 -- any field of its own
        """The Journal's address with these filters, some of them changed."""
        one = replace(self, **changes)
        fields = {
            "service": one.service,
            "jour": one.day.isoformat() if one.day else "",
            "issue": one.outcome,
            "donnee": one.data,
            "dossier": one.dossier,
            "tout": "1" if one.whole else "",
            "avant": "" if one.before is None else str(one.before),
        }
        query = urlencode({name: value for name, value in fields.items() if value})
        return f"/journal?{query}" if query else "/journal"

    @property
    def narrows(self) -> bool:
        """Whether any filter is set; where the page begins is none."""
        return replace(self, whole=False, before=None) != Choice()

    def query(self) -> Query:
        """What the log can choose by itself."""
        return Query(
            since=midnight(self.day) if self.day else None,
            until=midnight(self.day + timedelta(days=1)) if self.day else None,
            types=() if self.whole else MESSAGES,
            services=(self.service,) if self.service else (),
            actions=(Outcome(self.outcome),) if self.outcome else (),
            reverse=True,
            before=self.before,
            limit=_FURTHEST,
        )

    def facets(self, sorts: Counter[Sort]) -> Facets:
        """How many messages each word of a filter would show, the other filters being as they are.

        ``sorts`` counts messages by sort. Of a dossier nothing is told: it is none of their sorts.
        """
        facets = Facets()
        for (service, outcome, types), n in () if self.dossier else sorts.items():
            fits = [
                self.service in {"", service},
                self.outcome in {"", outcome},
                not self.data or self.data in types,
            ]
            if fits[1] and fits[2]:
                facets.services[service] += n
            if fits[0] and fits[2]:
                facets.outcomes[outcome] += n
            if fits[0] and fits[1]:
                facets.data.update(dict.fromkeys(types, n))
        return facets

    def fits(self, event: Mapping[str, Any]) -> bool:
        """Whether an event passes what only its content tells."""
        if not self.whole and event.get("reason") == Reason.ENDPOINT:
            return False
        if self.data and all(one.get("cat") != self.data for one in event.get("entities", ())):
            return False
        matter = event.get("matter", {})
        return not self.dossier or self.dossier in {matter.get("dossier"), matter.get("client")}


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a line: ``found`` counts data by type, ``erased``: its content is gone."""

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of lines; ``more``: where the next one begins, None where there is none."""

    lines: tuple[Line, ...]
    more: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """One event, with the answer to it if there is one and what a person allowed of it."""

    line: Line
    event: dict[str, Any]
    answer: dict[str, Any] | None


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
        lines: list[Line] = []
        seen, last = 0, None
        with read_audit(self._path, self._keys) as reader:
            for entry in reader.select(choice.query()):
                seen += 1
                line = _line(reader, entry, choice)
                if line and len(lines) == most:
                    return Sheet(tuple(lines), lines[-1].index)
                lines += [line] if line else []
                last = entry.index
            return Sheet(tuple(lines), last if seen == _FURTHEST else None)

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
            return Opened(_told(record, event), event, _answer(reader, record, event))


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
        types=[EventType.RESPONSE], after=record.header.i, until=since + _ANSWER, limit=_FURTHEST
    )
    for entry in reader.select(query):
        try:
            yield reader.read(entry.index).event()
        except ParaventError:  # erased: there may be another
            continue


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

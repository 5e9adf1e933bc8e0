"""The events that concern somebody: found by what is asked about, never by what was said.

A value is looked for by the fingerprints that it would have left, a client by the code of the
dossier; an answer belongs to its request. What has no fingerprint cannot be found by its value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from paravent.core.placeholders import normalise
from paravent.store.reader import Query
from paravent.store.removal import ERASABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.core.types import Sensitive
    from paravent.store.reader import AuditReader, Record

_FRANCE = "33"
"""The country code of telephone numbers that are written with a 0 at home."""


@dataclass(frozen=True, slots=True)
class Match:
    """An event that concerns who is asked about, and what of it: all but the contents."""

    index: int
    at: datetime
    event: dict[str, Any]


def spellings(value: Sensitive[str]) -> set[str]:
    """The normal forms under which a value may have been met: a number at home and abroad."""
    normal = normalise(value.reveal())
    found = {normal} - {""}
    digits = normal.removeprefix("+").removeprefix("00")
    if digits.isdecimal() and digits.startswith(_FRANCE) and len(digits) == 11:
        found |= {f"0{digits[2:]}", digits, f"00{digits}"}
    elif normal.isdecimal() and normal.startswith("0") and len(normal) == 10:
        found |= {f"{_FRANCE}{normal[1:]}", f"00{_FRANCE}{normal[1:]}"}
    return found


def trace(reader: AuditReader, values: Iterable[Sensitive[str]], types: Iterable[str]) -> set[str]:
    """Every fingerprint that these values can have left, as any of these types of data."""
    forms = {form for value in values for form in spellings(value)}
    return {fp for kind in types for form in forms for fp in reader.fingerprints(kind, form)}


def concerning(
    reader: AuditReader,
    fingerprints: set[str],
    dossiers: frozenset[str],
    since: datetime | None = None,
) -> Iterator[Match]:
    """The events of exchanges that concern somebody, from the first to the last.

    Raises:
        ParaventError: an event has been altered.
    """
    erased, asked = reader.erased(), set[str]()
    for entry in reader.select(Query(types=ERASABLE, since=since)):
        if entry.index in erased:
            continue
        event = reader.read(entry.index).event()
        if _concerns(event, fingerprints, dossiers) or event.get("ref") in asked:
            asked.add(event["id"])
            yield Match(entry.index, entry.at, event)


def match_of(record: Record) -> Match:
    """One event by itself."""
    at = datetime.fromtimestamp(record.header.t / 1000, UTC)
    return Match(record.header.i, at, record.event())


def _concerns(event: dict[str, Any], fingerprints: set[str], dossiers: frozenset[str]) -> bool:
    matter = event.get("matter", {})
    if not dossiers.isdisjoint((matter.get("dossier"), matter.get("client"))):
        return True
    return any(
        fp in fingerprints for entity in event.get("entities", ()) for fp in entity.get("fp", ())
    )

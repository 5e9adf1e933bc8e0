"""What the log can tell of an incident: how many, of what kinds, to whom, what was done.

Numbers of persons are the least that there can be: the log knows no names, and tells two people
apart only where a number or an address of theirs differs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.vocabulary import Mark
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from paravent.store.search import Match

IN_CLEAR = frozenset({"allow", "warn"})
"""Actions after which a value leaves as it is."""


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as its events tell it; what it does not say is for a person to fill in.

    ``persons_at_least`` is a lower bound. ``records`` counts what was found, ``in_clear`` how much
    of that left as it was, both by category of the register.
    """

    events: tuple[int, ...]
    first: datetime
    last: datetime
    dossiers: tuple[str, ...]
    recipients: Mapping[str, int]
    countries: tuple[str, ...]
    categories: Mapping[str, int]
    in_clear: Mapping[str, int]
    marks: tuple[str, ...]
    persons_at_least: int
    sent: int
    stopped: int
    overridden: int
    unread: int


def look_at(matches: Iterable[Match]) -> Incident:
    """The incident that these events are; there is one at least.

    Raises:
        ValueError: there are no events.
    """
    found = list(matches)
    if not found:
        raise ValueError("no events")
    categories, in_clear, recipients = Counter[str](), Counter[str](), Counter[str]()
    marks, countries, dossiers = set[str](), set[str](), set[str]()
    for match in found:
        event = match.event
        for one in event.get("entities", ()):
            categories[str(one.get("reg_cat"))] += one.get("n", 1)
            if one.get("act") in IN_CLEAR and event["type"] == EventType.REQUEST:
                in_clear[str(one.get("reg_cat"))] += one.get("n", 1)
        recipients[event.get("provider", {}).get("id", "")] += event.get("count", 1)
        marks |= {*event.get("sens", ())} - {Mark.NONE}
        countries |= {event.get("transfer", {}).get("country", "")} - {""}
        dossiers |= {event.get("matter", {}).get("dossier", "")} - {""}
    kinds = Counter(match.event["type"] for match in found)
    del recipients[""]
    return Incident(
        events=tuple(match.index for match in found),
        first=min(match.at for match in found),
        last=max(match.at for match in found),
        dossiers=tuple(sorted(dossiers)),
        recipients=recipients,
        countries=tuple(sorted(countries)),
        categories=categories,
        in_clear=in_clear,
        marks=tuple(sorted(marks)),
        persons_at_least=_persons(found),
        sent=kinds[EventType.REQUEST],
        stopped=kinds[EventType.BLOCK],
        overridden=kinds[EventType.OVERRIDE],
        unread=kinds[EventType.UNINSPECTED],
    )


def _persons(found: Iterable[Match]) -> int:
    """The most persons of whom one event or one type of number tells apart."""
    prints, most = defaultdict[str, set[str]](set), 0
    for match in found:
        for one in match.event.get("entities", ()):
            if one.get("cat") == "PERSON":
                most = max(most, one.get("distinct", 1))
            if one.get("reg_cat") in {"identity", "contact", "nir"}:
                prints[one.get("cat", "")] |= set(one.get("fp", ()))
    return max([most, *map(len, prints.values())])

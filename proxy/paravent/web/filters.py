"""The Journal's filters: they stand in its address, and choose among the events of the log."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from paravent.errors import Reason
from paravent.store.reader import Query
from paravent.store.vocabulary import EventType, Outcome
from paravent.web.days import midnight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paravent.web.days import Sort

FURTHEST = 5000
"""Events that are looked through for one page."""
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
            limit=FURTHEST,
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


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

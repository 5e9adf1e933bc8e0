"""The never and always lists: texts that the person wants left alone, or hidden, come what may.

An item holds everywhere, on one service or for one dossier, for ever or until a time. Always wins
over never. A pattern on the never list lifts no secret and no checked number: only the exact value
does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from paravent.core.types import Category, Decision, Effect, Finding, RuleRef
from paravent.detect.own import find_own
from paravent.detect.view import view
from paravent.policy.actions.allow import ACTION as ALLOW
from paravent.policy.actions.redact import ACTION as REDACT
from paravent.register.entries import Entry, Kind
from paravent.register.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from paravent.core.types import EntityType, Sensitive
    from paravent.detect.lexicon import Lexicon

LISTED = "LISTED"
"""The entity type of an always item that has no other."""

NEVER = RuleRef(
    "liste-jamais",
    "",
    "Vous avez demandé que ce texte ne soit jamais masqué.",
    "You asked that this text be never hidden.",
)
ALWAYS = RuleRef(
    "liste-toujours",
    "",
    "Vous avez demandé que ce texte soit toujours masqué.",
    "You asked that this text be always hidden.",
)


class Side(StrEnum):
    """Which list; written to the register, so never renamed."""

    NEVER = "never"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list.

    ``text`` is a value, or an RE2 pattern. An empty ``service`` or ``dossier`` means every one;
    ``until`` is when it ends.
    """

    number: int
    side: Side
    text: Sensitive[str]
    is_pattern: bool = False
    type: str = ""
    service: str = ""
    dossier: str = ""
    until: datetime | None = None

    def holds(self, service: str, dossier: str, at: datetime) -> bool:
        """Whether it counts for a request."""
        return (
            self.service in {"", service}
            and self.dossier in {"", dossier}
            and (self.until is None or at < self.until)
        )


class Lists:
    """The items that hold for one request; two of the same items are equal.

    Args:
        items: those that hold.
        lexicon: for the words around them.
        entities: every type that can be found, by id.
    """

    def __init__(
        self, items: Sequence[Item], lexicon: Lexicon | None, entities: Mapping[str, EntityType]
    ) -> None:
        self.items = tuple(items)
        self.hides = any(item.side is Side.ALWAYS for item in items)
        """Whether there is anything to look for."""
        self._entities = entities
        self._sides = {
            side: _Side([item for item in items if item.side is side], lexicon) for side in Side
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lists) and self.items == other.items

    def __hash__(self) -> int:
        return hash(self.items)

    def find(self, text: str) -> tuple[Finding, ...]:
        """Where texts of the always list stand."""
        return tuple(
            Finding(start, end, item.type or LISTED, 1.0, "list")
            for start, end, item in self._sides[Side.ALWAYS].find(text)
        )

    def apply(self, decisions: Sequence[Decision], text: str) -> tuple[Decision, ...]:
        """The decisions about a text, with what the lists say instead of the rules."""
        if not self.items or not decisions:
            return tuple(decisions)
        always = self._sides[Side.ALWAYS].find(text)
        never = self._sides[Side.NEVER].find(text)
        return tuple(self._decide(one, always, never) for one in decisions)

    def spares(self, finding: Finding, text: str) -> bool:
        """Whether a finding is to be left as it is."""
        decision = Decision(finding, REDACT, ALWAYS)
        return self.apply((decision,), text)[0].action.effect is Effect.LEAVE

    def _decide(
        self, decision: Decision, always: Iterable[_Place], never: Iterable[_Place]
    ) -> Decision:
        found = decision.finding
        if any(start <= found.start and found.end <= end for start, end, _ in always):
            stricter = decision.action.strictness >= REDACT.strictness
            return decision if stricter else Decision(found, REDACT, ALWAYS)
        for start, end, item in never:
            if start <= found.start and found.end <= end:
                whole = (start, end) == (found.start, found.end) and not item.is_pattern
                if whole or not self._is_certain(found.type):
                    return Decision(found, ALLOW, NEVER)
        return decision

    def _is_certain(self, kind: str) -> bool:
        """Whether values of a type are secrets, or have check digits."""
        entity = self._entities.get(kind)
        return entity is None or entity.validated or entity.category is Category.CREDENTIAL


type _Place = tuple[int, int, Item]


class _Side:
    """The items of one list."""

    def __init__(self, items: Sequence[Item], lexicon: Lexicon | None) -> None:
        self._values = [item for item in items if not item.is_pattern]
        self._patterns = [item for item in items if item.is_pattern]
        entries = [Entry(Kind.PROJECT, item.text, alias=True) for item in self._values]
        self._matcher = Matcher.of(entries, lexicon) if lexicon and entries else None
        self._order = [
            (str(number), item.text.reveal(), 1.0) for number, item in enumerate(self._patterns)
        ]

    def find(self, text: str) -> list[_Place]:
        found: list[_Place] = []
        if self._matcher:
            found += [
                (start, end, self._values[owners[0][0]])
                for start, end, owners in self._matcher.find(text)
            ]
        if self._order:
            seen = view(text)
            found += [
                (*seen.span(hit.start, hit.end), self._patterns[int(hit.type)])
                for hit in find_own(seen.text, self._order)
            ]
        return found

"""What was found in the texts of one request, what the rules say of it, and what a person lifted.

The texts of one request are most often a whole conversation: what is hidden in one of them is
hidden in all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from paravent.core.placeholders import normalise
from paravent.core.types import Effect
from paravent.pipeline.calm import LARGE, MANY
from paravent.pipeline.known import find_repeats
from paravent.pipeline.settled import Entry, Group, whole_group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from paravent.core.types import Action, Decision, Finding
    from paravent.pipeline.permission import Value
    from paravent.pipeline.settled import Settled


@dataclass(frozen=True, slots=True)
class Basis:
    """What the texts of a request are settled on.

    Args:
        settled: where it is kept.
        kept: what was settled before about each text, and holds.
        scanned: what the detectors found in each text.
        found: that, and the known values in it.
        related: that, and who else is named in it as the whole request tells.
        seen: how many known values were looked for.
        rules: the rules in force.
    """

    settled: Settled
    kept: Sequence[Entry | None]
    scanned: Sequence[Sequence[Finding]]
    found: Sequence[tuple[Finding, ...]]
    related: Sequence[tuple[Finding, ...]]
    seen: int
    rules: object


@dataclass(slots=True)
class Judgement:
    """Findings of each text, and ``decide``, which says what the rules want done with them."""

    texts: Sequence[str]
    found: Sequence[Sequence[Finding]]
    decide: Callable[[Sequence[Finding], str], Sequence[Decision]]
    basis: Basis | None = None
    settled: list[Entry] = field(default_factory=list)
    """What is settled now about each text; nothing where a person lifted something."""
    _lifted: dict[Value, Action] = field(default_factory=dict)
    _decided: list[tuple[Decision, ...]] | None = None

    @property
    def is_long(self) -> bool:
        """Whether deciding takes more than some milliseconds."""
        return sum(map(len, self.found)) > MANY or sum(map(len, self.texts)) > LARGE

    def decisions(self) -> list[tuple[Decision, ...]]:
        """One decision for each finding of each text, repeats in the other texts included."""
        if self._decided is None:
            self._decided = self._decide_all()
        return self._decided

    def _decide_all(self) -> list[tuple[Decision, ...]]:
        if self.basis and not self._lifted:
            self.settled = self._settle(self.basis)
            return [entry.together for entry in self.settled]
        self.settled = []
        decided = [self._judge(*one) for one in zip(self.found, self.texts, strict=True)]
        for index, more in enumerate(find_repeats(self.texts, decided)):
            if more:
                decided[index] = self._judge([*self.found[index], *more], self.texts[index])
        return decided

    def _settle(self, basis: Basis) -> list[Entry]:
        """As ``decisions``, with what was settled before."""
        former = whole_group(zip(self.texts, basis.kept, strict=True))
        done = [entry is not None and entry.group is former for entry in basis.kept]
        if all(done):
            return [entry for entry in basis.kept if entry]
        works = zip(basis.kept, self.found, self.texts, strict=True)
        alone = [entry.alone if entry else self._judge(found, text) for entry, found, text in works]
        group = Group(len(set(self.texts)))
        more = find_repeats(self.texts, alone, done)
        entries: list[Entry] = []
        for index, (kept, found) in enumerate(zip(basis.kept, self.found, strict=True)):
            repeats = (*(kept.repeats if kept and done[index] else ()), *more[index])
            if kept and kept.repeats == repeats:
                entries.append(replace(kept, seen=basis.seen, group=group))
                continue
            together = alone[index]
            if repeats:
                together = self._judge([*found, *repeats], self.texts[index])
            entries.append(
                Entry(
                    scanned=basis.scanned[index],
                    found=basis.found[index],
                    related=basis.related[index],
                    seen=basis.seen,
                    rules=basis.rules,
                    alone=alone[index],
                    repeats=repeats,
                    together=together,
                    group=group,
                )
            )
        return entries

    def settled_in(self, place: Settled) -> list[Entry]:
        """What is settled now about each text, if that is the place where it is kept."""
        return self.settled if self.basis and self.basis.settled is place else []

    def refused(self) -> dict[Value, Decision]:
        """The values for which the request is refused, each with a decision that refuses it."""
        return {
            value_of(decision, text): decision
            for found, text in zip(self.decisions(), self.texts, strict=True)
            for decision in found
            if decision.action.effect is Effect.REFUSE
        }

    def lift(self, values: Iterable[Value], action: Action) -> None:
        """Do this with some of the refused values instead."""
        self._decided = None
        self._lifted |= dict.fromkeys(values, action)

    def _judge(self, found: Sequence[Finding], text: str) -> tuple[Decision, ...]:
        decisions = self.decide(found, text)
        if not self._lifted:
            return tuple(decisions)
        lifted = [self._lift(decision, text) for decision in decisions]
        free = [
            now
            for before, now in zip(decisions, lifted, strict=True)
            if before is not now and now.action.effect is Effect.LEAVE
        ]
        return tuple(_free(decision, free) for decision in lifted)

    def _lift(self, decision: Decision, text: str) -> Decision:
        if decision.action.effect is not Effect.REFUSE:
            return decision
        action = self._lifted.get(value_of(decision, text))
        return replace(decision, action=action) if action else decision


def value_of(decision: Decision, text: str) -> Value:
    """The value that a decision is about."""
    found = decision.finding
    return found.type, normalise(text[found.start : found.end])


def _free(decision: Decision, free: Sequence[Decision]) -> Decision:
    """A decision, or the leave that was given for a stretch that holds the whole of its own."""
    inner = decision.finding
    if decision.action.effect.hides:
        for one in free:
            if one.finding.start <= inner.start and inner.end <= one.finding.end:
                return replace(decision, action=one.action)
    return decision

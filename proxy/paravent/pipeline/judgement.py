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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from paravent.core.types import Action, Decision, Finding
    from paravent.pipeline.permission import Value


@dataclass(slots=True)
class Judgement:
    """Findings of each text, and ``decide``, which says what the rules want done with them."""

    texts: Sequence[str]
    found: Sequence[Sequence[Finding]]
    decide: Callable[[Sequence[Finding], str], Sequence[Decision]]
    _lifted: dict[Value, Action] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether deciding takes more than some milliseconds."""
        return sum(map(len, self.found)) > MANY or sum(map(len, self.texts)) > LARGE

    def decisions(self) -> list[tuple[Decision, ...]]:
        """One decision for each finding of each text, repeats in the other texts included."""
        decided = [self._judge(*one) for one in zip(self.found, self.texts, strict=True)]
        for index, more in enumerate(find_repeats(self.texts, decided)):
            if more:
                decided[index] = self._judge([*self.found[index], *more], self.texts[index])
        return decided

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

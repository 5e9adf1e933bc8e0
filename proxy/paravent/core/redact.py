"""Text and decisions in, text with labels out.

The law it keeps together with ``restore``: ``restore(redact(x)) == x``, whatever ``x`` holds,
outside URL positions, unless an action rewrites: what it wrote stays. So a spelled label that the
vault knows, typed by a person or left standing in an earlier answer, is itself replaced: it gets a
label that stands for that spelling.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from paravent.core.placeholders import LABEL, LOOKALIKE_WORD, parse
from paravent.core.spans import resolve
from paravent.core.types import Action, Decision, Effect, Finding, RuleRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from paravent.core.types import Placeholder


_AS_TYPED = RuleRef("label-as-typed", "")
_AS_IT_IS = Action("as-typed", 1_000, Effect.REPLACE)


class Minter(Protocol):
    """Whoever gives out labels for one site: the vault."""

    def label(self, word: str, value: str) -> Placeholder:
        """The label of a value, the same one each time."""

    def knows(self, label: Placeholder) -> bool:
        """Whether a label stands for something; one that does not is never given out later."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text as it may leave, and the decisions that were carried out on it, in order."""

    text: str
    applied: tuple[Decision, ...]


def redact(
    text: str, decisions: Iterable[Decision], words: Mapping[str, str], minter: Minter
) -> Redacted:
    """Replace what the decisions name by labels, or by what their actions write.

    Args:
        text: the text as it was typed.
        decisions: what the policy says about its findings; they may overlap.
        words: the label word of each entity type.
        minter: gives out the labels.

    A decision to refuse is carried in ``applied`` and leaves its stretch as it is: whoever sees
    one must not send the text. Where an action could not rewrite, ``applied`` tells what was done
    instead.
    """
    wanted = resolve(text, [*decisions, *typed_labels(text, minter)])
    return write(text, wanted, words, minter)


def write(
    text: str, decisions: Iterable[Decision], words: Mapping[str, str], minter: Minter
) -> Redacted:
    """As ``redact``, with decisions that are in order and do not overlap."""
    applied: list[Decision] = []
    edits: list[tuple[int, int, str]] = []
    for wanted in decisions:
        found = wanted.finding
        word, value = words.get(found.type, LOOKALIKE_WORD), text[found.start : found.end]
        decision, written = _rewritten(wanted, word, value)
        if decision.action.effect is Effect.REPLACE:
            written = str(minter.label(word, value))
        if decision.action.effect.hides:
            edits.append((found.start, found.end, written))
        if decision.rule is not _AS_TYPED:
            applied.append(decision)
    return Redacted(_splice(text, edits), tuple(applied))


def _rewritten(decision: Decision, word: str, value: str) -> tuple[Decision, str]:
    """The decision that is carried out, and what its action writes in place of the value."""
    action = decision.action
    while action.rewrite and action.otherwise:
        written = action.rewrite(decision.finding.type, word, value)
        if written is not None:
            return replace(decision, action=action), written
        action = action.otherwise
    return decision if action is decision.action else replace(decision, action=action), ""


def typed_labels(text: str, minter: Minter) -> list[Decision]:
    """Decisions to replace what is spelled like a label that the minter knows."""
    if "[" not in text:
        return []
    return [
        Decision(Finding(*match.span(), LOOKALIKE_WORD, 1.0, "label"), _AS_IT_IS, _AS_TYPED)
        for match in LABEL.finditer(text)
        if minter.knows(parse(match))
    ]


def _splice(text: str, edits: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    last = 0
    for start, end, written in edits:
        parts += (text[last:start], written)
        last = end
    return "".join((*parts, text[last:]))

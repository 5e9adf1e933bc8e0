"""Text and decisions in, text with labels out.

The law it keeps together with ``restore``: ``restore(redact(x)) == x``, whatever ``x`` holds,
outside URL positions. So a spelled label that the vault knows, typed by a person or left standing
in an earlier answer, is itself replaced: it gets a label that stands for that spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    """Replace what the decisions name by labels.

    Args:
        text: the text as it was typed.
        decisions: what the policy says about its findings; they may overlap.
        words: the label word of each entity type.
        minter: gives out the labels.

    A decision to refuse is carried in ``applied`` and leaves its stretch as it is: whoever sees
    one must not send the text.
    """
    applied = resolve(text, [*decisions, *_typed_labels(text, minter)])
    edits: list[tuple[int, int, str]] = []
    for decision in applied:
        if decision.action.effect is Effect.REPLACE:
            found = decision.finding
            word = words.get(found.type, LOOKALIKE_WORD)
            label = minter.label(word, text[found.start : found.end])
            edits.append((found.start, found.end, str(label)))
    return Redacted(_splice(text, edits), tuple(d for d in applied if d.rule is not _AS_TYPED))


def _typed_labels(text: str, minter: Minter) -> list[Decision]:
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
    for start, end, label in edits:
        parts += (text[last:start], label)
        last = end
    return "".join((*parts, text[last:]))

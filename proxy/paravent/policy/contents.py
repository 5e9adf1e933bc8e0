"""What the findings of a whole request say about it: its sensitive marks, how many people.

Pure. Only what is sure enough to be hidden by default counts, and nothing on the allow-list.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paravent.core.linking import link_names
from paravent.core.placeholders import normalise
from paravent.core.vocabulary import Mark, mark_of
from paravent.policy.evaluate import find_allowance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from paravent.core.types import Finding
    from paravent.policy.rules import Policy, Situation

_PERSON = "PERSON"
_SURE = 0.5


def look_into(
    situation: Situation, policy: Policy, found: Iterable[tuple[str, Sequence[Finding]]]
) -> Situation:
    """The situation of a request, with what is found in its texts.

    Marks that are known already stay. A short name counts as the full one that it belongs to;
    nobody is counted where no rule asks how many people there are.
    """
    asked = any(rule.conditions.persons is not None for rule in policy.rules)
    types: set[str] = set()
    names: dict[str, None] = {}
    for text, findings in found:
        for one in findings:
            counted = one.type in types and not (asked and one.type == _PERSON)
            if counted or one.score < _SURE or find_allowance(policy, one, text):
                continue
            types.add(one.type)
            if one.type == _PERSON:
                names[text[one.start : one.end]] = None
    types &= policy.entities.keys()
    marks = {mark_of(policy.entities[kind].category) for kind in types} - {Mark.NONE}
    persons = _count(names) if asked else 0
    return replace(situation, marks=situation.marks | marks, persons=persons)


def _count(names: Collection[str]) -> int:
    """How many people have these names."""
    linked = link_names(names)
    return len({normalise(linked.get(name, name)) for name in names})

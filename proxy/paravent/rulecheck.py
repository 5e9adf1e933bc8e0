"""Runs the tests that rules and patterns carry, with the detection that is really in use.

It knows neither detectors nor files: what finds data is passed in. Its problems name the test's
place and what was found by type, never the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paravent.errors import Problem
from paravent.i18n import t
from paravent.policy.contents import look_into
from paravent.policy.evaluate import decide, matches
from paravent.policy.quota import is_reached

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from paravent.core.types import Decision, EntityType, Finding
    from paravent.detect.marks import Marks
    from paravent.policy.rules import Example, Policy, Rule, Situation

type Scan = Callable[[Sequence[str]], Awaitable[Sequence[Sequence[Finding]]]]
"""Finds personal data in texts that have nothing to do with each other, in their order."""

type Marking = Callable[[str, Sequence[Finding]], Marks]
"""Says what makes a text sensitive in which these findings were made."""


type Supposing = Callable[[Example], Sequence[Finding]]
"""Finds what the register of an example holds."""


async def check_policy(
    policy: Policy, scan: Scan, marking: Marking, supposing: Supposing = lambda _: ()
) -> list[Problem]:
    """The tests of a policy's rules and patterns that fail, each with its place.

    A rule's ``hit`` passes if the rule, or a stricter or earlier one in its place, decides
    something in the text; a ``miss`` passes if the rule decides nothing. A pattern's tests pass if
    it finds something, or nothing.
    """
    cases = [(rule, example) for rule in policy.rules for example in rule.examples]
    results = await scan([example.text.reveal() for _, example in cases])
    problems: list[Problem] = []
    protecting = replace(policy, observes=False)
    for (rule, example), scanned in zip(cases, results, strict=True):
        text = example.text.reveal()
        findings = (*scanned, *supposing(example))
        marks = example.situation.marks | marking(text, findings).marks
        given = replace(example.situation, marks=marks)
        situation = look_into(given, policy, [(text, findings)])
        decisions = decide(protecting, findings, text, situation)
        if rule.action.counts:
            if is_reached(rule, situation) != (example.expect == "hit"):
                problems.append(Problem(_message(rule, example), "", example.where))
        elif not _passes(rule, example, decisions, situation):
            hint = _hint(decisions, policy.entities)
            problems.append(Problem(_message(rule, example), hint, example.where))
    return [*problems, *await _check_patterns(policy, scan)]


async def _check_patterns(policy: Policy, scan: Scan) -> list[Problem]:
    cases = [(own.pattern, example) for own in policy.patterns for example in own.examples]
    results = await scan([example.text.reveal() for _, example in cases])
    return [
        Problem(_pattern_message(pattern.entity.id, example), "", example.where)
        for (pattern, example), findings in zip(cases, results, strict=True)
        if (example.expect == "hit") != any(one.type == pattern.entity.id for one in findings)
    ]


def _passes(
    rule: Rule, example: Example, decisions: Sequence[Decision], situation: Situation
) -> bool:
    if example.expect == "miss":
        return all(decision.rule != rule.ref for decision in decisions)
    return any(
        matches(rule, decision.finding, situation)
        and decision.action.strictness >= rule.action.strictness
        for decision in decisions
    )


def _message(rule: Rule, example: Example) -> str:
    if example.expect == "hit":
        return t(
            "la règle {id} ne trouve rien dans cet exemple, qui doit la déclencher",
            "rule {id} finds nothing in this example, which should trigger it",
            id=rule.ref.id,
        )
    return t(
        "la règle {id} s'applique à cet exemple, qui ne doit pas la déclencher",
        "rule {id} acts upon this example, which should not trigger it",
        id=rule.ref.id,
    )


def _pattern_message(name: str, example: Example) -> str:
    if example.expect == "hit":
        return t(
            "le type {id} n'est pas trouvé dans cet exemple, où il doit l'être",
            "type {id} is not found in this example, where it should be",
            id=name,
        )
    return t(
        "le type {id} est trouvé dans cet exemple, où il ne doit pas l'être",
        "type {id} is found in this example, where it should not be",
        id=name,
    )


def _hint(decisions: Sequence[Decision], entities: Mapping[str, EntityType]) -> str:
    """What is found in the example, by type, and the rule that decides it."""
    found: list[str] = []
    for decision in decisions:
        entity = entities.get(decision.finding.type)
        name = t(entity.fr, entity.en) if entity else decision.finding.type
        found.append(f"{name} ({decision.rule.id}, {decision.action.name})")
    if not found:
        return t("rien n'est trouvé dans ce texte", "nothing is found in this text")
    return t("trouvé ici : {found}", "found here: {found}", found=", ".join(found))

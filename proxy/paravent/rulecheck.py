"""Runs the tests that rules carry, with the detection that is really in use.

It knows neither detectors nor files: what finds data is passed in. Its problems name the test's
place and what was found by type, never the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.errors import Problem
from paravent.i18n import t
from paravent.policy.contents import look_into
from paravent.policy.evaluate import decide, matches

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from paravent.core.types import Decision, EntityType, Finding
    from paravent.policy.rules import Example, Policy, Rule, Situation

type Scan = Callable[[Sequence[str]], Awaitable[Sequence[Sequence[Finding]]]]
"""Finds personal data in texts that have nothing to do with each other, in their order."""


async def check_policy(
    policy: Policy, scan: Scan, entities: Mapping[str, EntityType]
) -> list[Problem]:
    """The tests of a policy's rules that fail, each with its place; ``entities`` name the found.

    A ``hit`` passes if its rule, or a stricter or earlier one in its place, decides something in
    the text; a ``miss`` passes if its rule decides nothing.
    """
    cases = [(rule, example) for rule in policy.rules for example in rule.examples]
    results = await scan([example.text.reveal() for _, example in cases])
    problems: list[Problem] = []
    for (rule, example), findings in zip(cases, results, strict=True):
        text = example.text.reveal()
        situation = look_into(example.situation, policy, [(text, findings)])
        decisions = decide(policy, findings, text, situation)
        if not _passes(rule, example, decisions, situation):
            problems.append(
                Problem(_message(rule, example), _hint(decisions, entities), example.where)
            )
    return problems


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

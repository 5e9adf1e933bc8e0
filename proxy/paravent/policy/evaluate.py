"""What a policy says about findings: the strictest rule that matches wins.

A pure function of its arguments. It never changes a text, and never forgets a finding silently:
what no rule speaks of is redacted.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from paravent.core.types import Decision, RuleRef
from paravent.policy.actions.allow import ACTION as ALLOW
from paravent.policy.actions.redact import ACTION as REDACT
from paravent.policy.vendors import OPTOUT, tell_optout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paravent.core.types import Finding
    from paravent.policy.rules import Policy, Rule, Situation

_PERSON = "PERSON"

UNSPOKEN = RuleRef(
    id="defaut-strict",
    where="",
    why_fr="Aucune règle ne parle de ce type de donnée : par prudence, elle est masquée.",
    why_en="No rule speaks of this type of data: to be on the safe side, it is masked.",
)
"""The built-in rule for types that no rule of the policy speaks of in that situation."""


def decide(
    policy: Policy, findings: Iterable[Finding], text: str, situation: Situation
) -> tuple[Decision, ...]:
    """One decision for each finding in ``text``, part of a request in that situation, in order.

    A text on the allow-list is allowed. Otherwise, of the rules that speak of the finding's type
    in that situation and whose confidence it reaches, the strictest decides, and of equally strict
    ones the first. A finding too unsure for every rule that speaks of its type has no decision.
    A policy that observes allows all, by the rules that would have decided.
    """
    decisions: list[Decision] = []
    by_type: dict[str, list[Rule]] = {}
    for finding in findings:
        if allowance := find_allowance(policy, finding, text):
            decisions.append(Decision(finding, ALLOW, allowance))
            continue
        rules = by_type.get(finding.type)
        if rules is None:
            rules = [
                rule for rule in rules_in_force(policy, situation) if finding.type in rule.types
            ]
            by_type[finding.type] = rules
        if not rules:
            decisions.append(Decision(finding, REDACT, UNSPOKEN))
        for rule in rules:
            if finding.score >= rule.confidence:
                decisions.append(Decision(finding, rule.action, rule.ref))
                break
    if policy.observes:
        return tuple(Decision(one.finding, ALLOW, one.rule) for one in decisions)
    return tuple(decisions)


def matches(rule: Rule, finding: Finding, situation: Situation) -> bool:
    """Whether a rule acts upon a finding, were there no other rule."""
    return (
        finding.score >= rule.confidence
        and finding.type in rule.types
        and rule.conditions.hold(situation)
    )


def find_allowance(policy: Policy, finding: Finding, text: str) -> RuleRef | None:
    """The line of the allow-list that a finding in ``text`` is on, if any."""
    if not policy.allowed:
        return None
    for allowance in policy.allowed.get(fold(text[finding.start : finding.end]), ()):
        if allowance.types is None or finding.type in allowance.types:
            return allowance.ref
    return None


def allows_name(policy: Policy, name: str) -> bool:
    """Whether somebody of this name is on the allow-list: no part of it is looked for elsewhere."""
    if not policy.allowed:
        return False
    allowances = policy.allowed.get(fold(name), ())
    return any(one.types is None or _PERSON in one.types for one in allowances)


def fold(text: str) -> str:
    """A text as allow-lists compare it: without case, compatibility forms and extra spaces."""
    if text.isascii():  # which has no other forms
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


@lru_cache(maxsize=64)
def rules_in_force(policy: Policy, situation: Situation) -> tuple[Rule, ...]:
    """The rules whose conditions hold in a situation, the strictest first."""
    found = [_told(rule, situation) for rule in policy.rules if rule.conditions.hold(situation)]
    return tuple(sorted(found, key=lambda rule: -rule.action.strictness))


def _told(rule: Rule, situation: Situation) -> Rule:
    """A rule whose sentence says where this provider's training is refused, if it is to say so."""
    fr, en = rule.ref.why_fr, rule.ref.why_en
    if OPTOUT not in fr + en:
        return rule
    facts = situation.provider
    ref = replace(rule.ref, why_fr=tell_optout(fr, facts), why_en=tell_optout(en, facts))
    return replace(rule, ref=ref)

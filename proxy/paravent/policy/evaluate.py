"""What a policy says about findings: the strictest rule that matches wins.

A pure function of its arguments. It never changes a text, and never forgets a finding silently:
what no rule speaks of is redacted.
"""

from __future__ import annotations

import unicodedata
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from paravent.core.types import Decision, RuleRef
from paravent.policy.actions.allow import ACTION as ALLOW
from paravent.policy.actions.redact import ACTION as REDACT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paravent.core.types import Finding
    from paravent.policy.rules import Policy, Rule

UNSPOKEN = RuleRef(
    id="defaut-strict",
    where="",
    why_fr="Aucune règle ne parle de ce type de donnée : par prudence, elle est masquée.",
    why_en="No rule speaks of this type of data: to be on the safe side, it is masked.",
)
"""The built-in rule for types that no rule of the policy speaks of on that service."""


def decide(
    policy: Policy, findings: Iterable[Finding], text: str, service: str
) -> tuple[Decision, ...]:
    """One decision for each finding in ``text`` that is sent to ``service``, in their order.

    A text on the allow-list is allowed. Otherwise, of the rules that speak of the finding's type
    on that service and whose confidence it reaches, the strictest decides, and of equally strict
    ones the first. A finding too unsure for every rule that speaks of its type has no decision.
    """
    decisions: list[Decision] = []
    for finding in findings:
        if policy.allowed and (allowance := _allowance(policy, finding, text)):
            decisions.append(Decision(finding, ALLOW, allowance))
            continue
        rules = _rules_for(policy, finding.type, service)
        if not rules:
            decisions.append(Decision(finding, REDACT, UNSPOKEN))
        for rule in rules:
            if finding.score >= rule.confidence:
                decisions.append(Decision(finding, rule.action, rule.ref))
                break
    return tuple(decisions)


def matches(rule: Rule, finding: Finding, service: str) -> bool:
    """Whether a rule acts upon a finding, were there no other rule."""
    return finding.score >= rule.confidence and _speaks_of(rule, finding.type, service)


def fold(text: str) -> str:
    """A text as allow-lists compare it: without case, compatibility forms and extra spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


@lru_cache(maxsize=1024)
def _rules_for(policy: Policy, entity_type: str, service: str) -> tuple[Rule, ...]:
    """The rules that speak of a type on a service, the strictest first."""
    found = [rule for rule in policy.rules if _speaks_of(rule, entity_type, service)]
    return tuple(sorted(found, key=lambda rule: -rule.action.strictness))


def _speaks_of(rule: Rule, entity_type: str, service: str) -> bool:
    return entity_type in rule.types and any(
        fnmatchcase(service, pattern) for pattern in rule.services
    )


def _allowance(policy: Policy, finding: Finding, text: str) -> RuleRef | None:
    for allowance in policy.allowed.get(fold(text[finding.start : finding.end]), ()):
        if allowance.types is None or finding.type in allowance.types:
            return allowance.ref
    return None

from __future__ import annotations

from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.core.types import Finding, RuleRef
from paravent.policy.actions import actions
from paravent.policy.conditions import Conditions
from paravent.policy.evaluate import decide
from paravent.policy.rules import Policy, Rule, Situation

TYPES = ("PERSON", "IBAN", "URL", "UNKNOWN")
SERVICES = ("openai_api", "openai_web", "mistral_api")
# Written out, so that the oracle needs no pattern matching of its own.
REACHES = {
    "*": set(SERVICES),
    "openai_*": {"openai_api", "openai_web"},
    "*_api": {"openai_api", "mistral_api"},
    "mistral_api": {"mistral_api"},
}
SCORES = st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0])

rules = st.builds(
    lambda types, confidence, services, action: (types, confidence, services, action),
    st.frozensets(st.sampled_from(TYPES[:3]), min_size=1),
    SCORES,
    st.lists(st.sampled_from(sorted(REACHES)), min_size=1, max_size=2),
    st.sampled_from(list(actions().values())),
)
findings = st.builds(
    Finding, st.just(0), st.just(4), st.sampled_from(TYPES), SCORES, st.just("test")
)


def policy_of(drawn) -> Policy:
    return Policy(
        name="drawn",
        describe_fr="",
        describe_en="",
        unread="block",
        rules=tuple(
            Rule(
                RuleRef(str(number), ""), types, confidence, Conditions(tuple(services)), action, ()
            )
            for number, (types, confidence, services, action) in enumerate(drawn)
        ),
        observes=False,
        off=(),
        resigns={},
        patterns=(),
        entities={},
        allowed=MappingProxyType({}),
        sha256="",
    )


@settings(max_examples=200)
@given(st.lists(rules, max_size=8), st.lists(findings, max_size=6), st.sampled_from(SERVICES))
def test_the_strictest_of_all_matching_rules_decides(drawn, found, service):
    expected = []
    for finding in found:
        speaking = [
            (number, confidence, action)
            for number, (types, confidence, patterns, action) in enumerate(drawn)
            if finding.type in types and any(service in REACHES[each] for each in patterns)
        ]
        sure = [(number, action) for number, least, action in speaking if finding.score >= least]
        if not speaking:
            expected.append((finding, 50, "defaut-strict"))
        elif sure:
            strictest = max(action.strictness for _, action in sure)
            first = min(number for number, action in sure if action.strictness == strictest)
            expected.append((finding, strictest, str(first)))
    decisions = decide(policy_of(drawn), found, "text", Situation(service))
    assert [(each.finding, each.action.strictness, each.rule.id) for each in decisions] == expected

from __future__ import annotations

import pytest

from paravent.core.types import Finding
from paravent.policy.actions import actions
from paravent.policy.evaluate import UNSPOKEN, decide, fold, matches
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation

TEXT = "Écris à Mme Dupont"


def finding(type_id="PERSON", score=0.9, start=12, end=18) -> Finding:
    return Finding(start, end, type_id, score, "test")


@pytest.fixture
def policy_of(write, tmp_path, entities):
    def load(head="", **rules):
        write("base.yaml", "base", head=head, **rules)
        return load_policy("base", [tmp_path], entities)

    return load


def verdicts(policy, *findings, service="openai_api", text=TEXT):
    decisions = decide(policy, findings, text, Situation(service))
    return [(decision.action.name, decision.rule.id) for decision in decisions]


def test_the_strictest_rule_wins_wherever_it_stands(policy_of):
    policy = policy_of(
        a=("types: [PERSON]", "allow"),
        b=("types: [PERSON]", "block"),
        c=("types: [PERSON]", "redact"),
    )
    assert verdicts(policy, finding()) == [("block", "b")]


def test_of_equally_strict_rules_the_first_wins(policy_of):
    policy = policy_of(a=("categories: [identity]", "redact"), b=("types: [PERSON]", "redact"))
    assert verdicts(policy, finding()) == [("redact", "a")]


def test_a_type_that_no_rule_speaks_of_is_redacted(policy_of):
    policy = policy_of(a=("types: [PERSON], services: [mistral_api]", "allow"))
    unspoken = [("redact", UNSPOKEN.id)]
    assert verdicts(policy, finding("IBAN", 0.01)) == unspoken
    assert verdicts(policy, finding("NEVER_HEARD_OF", 0.01)) == unspoken
    assert verdicts(policy, finding("PERSON", 0.01)) == unspoken
    assert verdicts(policy, finding("PERSON", 0.9), service="mistral_api") == [("allow", "a")]


def test_a_finding_too_unsure_for_its_rules_has_no_decision(policy_of):
    policy = policy_of(
        a=("types: [PERSON], confidence: 0.5", "redact"),
        b=("types: [PERSON], confidence: 0.8", "block"),
    )
    scores = (0.49, 0.5, 0.79, 0.8)
    assert verdicts(policy, *(finding(score=score) for score in scores)) == [
        ("redact", "a"),
        ("redact", "a"),
        ("block", "b"),
    ]


def test_services_are_named_or_matched_by_a_pattern(policy_of):
    policy = policy_of(
        a=("types: [PERSON]", "redact"),
        b=("types: [PERSON], services: ['openai_*', claude_web]", "block"),
    )
    services = ("openai_api", "openai_", "claude_web", "claude_web2", "OPENAI_API", "")
    assert [verdicts(policy, finding(), service=service)[0][1] for service in services] == [
        "b",
        "b",
        "b",
        "a",
        "a",
        "a",
    ]


def test_an_allowed_text_is_left_alone_whatever_its_case_and_spaces(policy_of):
    policy = policy_of(
        head="allow: [{text: ' Cabinet  Éric Dûpont '}]\n", a=("types: [PERSON]", "block")
    )
    line = 3
    for text in (
        "Cabinet Éric Dûpont",
        "CABINET ÉRIC DÛPONT",
        "cabinet\u00a0E\u0301ric\u202f\n Dûpont",
        "\uff23abinet Éric Dûpont",
    ):
        [decision] = decide(policy, [finding(start=0, end=len(text))], text, Situation("x"))
        assert decision.action == actions()["allow"]
        assert decision.rule.where.endswith(f"base.yaml:{line}:9")
    for text in ("Cabinet Eric Dûpont", "CabinetÉric Dûpont", "Éric Dûpont"):
        assert verdicts(policy, finding(start=0, end=len(text)), text=text) == [("block", "a")]


def test_an_allowed_text_may_be_so_for_some_types_only(policy_of):
    head = "allow: [{text: Dupont, types: [ORGANISATION]}, {text: dupont, types: [IBAN]}]\n"
    policy = policy_of(head=head, a=("types: [PERSON, ORGANISATION, IBAN]", "redact"))
    found = [finding(type_id) for type_id in ("PERSON", "ORGANISATION", "IBAN")]
    assert [name for name, _ in verdicts(policy, *found)] == ["redact", "allow", "allow"]


def test_decisions_come_in_the_order_of_the_findings(policy_of):
    policy = policy_of(a=("types: [PERSON]", "redact"), b=("types: [IBAN]", "block"))
    found = [finding("IBAN"), finding("PERSON", 0.1), finding("PERSON"), finding("CARD")]
    decisions = decide(policy, found, TEXT, Situation("x"))
    assert [decision.finding for decision in decisions] == [found[0], found[2], found[3]]


def test_a_rule_matches_by_type_service_and_confidence(policy_of):
    [rule] = policy_of(a=("types: [PERSON], services: ['a*', abc]", "redact")).rules
    assert matches(rule, finding(score=0.5), Situation("abc"))
    assert not matches(rule, finding(score=0.49), Situation("abc"))
    assert not matches(rule, finding("IBAN"), Situation("abc"))
    assert not matches(rule, finding(), Situation("bc"))


def test_a_policy_that_observes_allows_all_by_the_rules_that_would_have_decided(policy_of):
    policy = policy_of(
        head="observe: true\nallow: [{text: Dupont}]\n",
        a=("types: [PERSON]", "block"),
        b=("types: [IBAN], confidence: 0.8", "redact"),
    )
    found = (
        finding(start=0, end=5),
        finding(),
        finding("IBAN", 0.7, 0, 5),
        finding("CARD", start=0, end=5),
    )
    assert verdicts(policy, *found) == [
        ("allow", "a"),
        ("allow", "liste-autorisee"),
        ("allow", UNSPOKEN.id),
    ]


def test_folding_is_stable():
    for text in ("㎒ Straße ﬁn", "İ", "ΑΣ", "a \u2003 b", "ǰ"):
        assert fold(fold(text)) == fold(text)

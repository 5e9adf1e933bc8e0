from __future__ import annotations

import pytest
import yaml

from paravent.core.types import Finding
from paravent.policy.evaluate import UNSPOKEN, decide
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation

NOT_REDACTED = {
    "allow": {"LOCATION", "ORGANISATION"},
    "block": {"PRIVATE_KEY", "CARD_CVV"},
}


@pytest.fixture(scope="module")
def freelance(shipped, entities):
    return load_policy("freelance", [shipped / "policies"], entities)


def test_what_becomes_of_each_type(freelance, entities):
    found = [Finding(0, 1, type_id, 0.5, "test") for type_id in entities]
    decisions = decide(freelance, found, "x", Situation("openai_api"))
    became = {
        name: {each.finding.type for each in decisions if each.action.name == name}
        for name in ("allow", "block", "redact")
    }
    redacted = entities.keys() - set.union(*NOT_REDACTED.values())
    assert became == NOT_REDACTED | {"redact": redacted}
    assert all(each.rule != UNSPOKEN for each in decisions)


def test_what_is_unsure_stays_and_what_cannot_be_read_is_blocked(freelance, entities):
    unsure = [Finding(0, 1, type_id, 0.49, "test") for type_id in entities]
    assert decide(freelance, unsure, "x", Situation("openai_api")) == ()
    assert freelance.unread == "block"


def test_every_rule_says_why_in_both_languages(shipped):
    written = yaml.safe_load((shipped / "policies" / "freelance.yaml").read_text(encoding="utf-8"))
    for said in (written["describe"], *(rule["why"] for rule in written["rules"])):
        assert said.keys() == {"fr", "en"}
        assert said["fr"] != said["en"]
        assert all(sentence.endswith(".") for sentence in said.values())

from __future__ import annotations

import pytest

from paravent.core.types import Finding
from paravent.policy.contents import look_into
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation

TEXT = "Marie Dupont, DUPONT, Max Weber, marie dupont, ChatGPT, Zoé"


ALLOW = "allow: [{text: ChatGPT, types: [PERSON]}, {text: FR76}]\n"


@pytest.fixture
def policy(write, tmp_path, entities):
    rule = ("types: [PERSON], persons: {at_least: 2}", "block")
    write("base.yaml", "base", head=ALLOW, together=rule)
    return load_policy("base", [tmp_path], entities)


def found(text, **values):
    return (
        text,
        [
            Finding(text.index(value), text.index(value) + len(value), kind, score, "test")
            for value, (kind, score) in values.items()
        ],
    )


def people(*names, text=TEXT, score=0.9):
    return (
        text,
        [Finding(text.index(n), text.index(n) + len(n), "PERSON", score, "t") for n in names],
    )


@pytest.mark.parametrize(
    ("names", "count"),
    [
        ((), 0),
        (("Marie Dupont",), 1),
        (("Marie Dupont", "marie dupont"), 1),
        (("Marie Dupont", "DUPONT"), 1),
        (("Marie Dupont", "Max Weber"), 2),
        (("Marie Dupont", "ChatGPT"), 1),
        (("DUPONT", "Zoé"), 2),
    ],
)
def test_people_are_counted_once_each(policy, names, count):
    assert look_into(Situation(), policy, [people(*names)]).persons == count


def test_people_are_counted_over_all_texts_and_only_the_sure_ones(policy):
    texts = [people("Marie Dupont"), people("Max Weber", "DUPONT"), people("Zoé", score=0.49)]
    assert look_into(Situation(), policy, texts).persons == 2


def test_nobody_is_counted_where_no_rule_asks(write, tmp_path, entities):
    write("base.yaml", "base", head=ALLOW, alone=("types: [PERSON]", "block"))
    policy = load_policy("base", [tmp_path], entities)
    assert look_into(Situation(), policy, [people("Marie Dupont", "Max Weber")]).persons == 0


def test_marks_come_from_what_is_found_and_stay_where_known(policy):
    situation = Situation(marks=frozenset({"art9"}))
    text = "NIR IBAN JWT SIREN"
    one = found(text, NIR=("NIR", 0.9), IBAN=("IBAN", 0.4), SIREN=("SIREN", 1.0))
    assert look_into(situation, policy, [one]).marks == {"art9", "nir"}
    other = found(text, IBAN=("IBAN", 0.5), JWT=("JWT", 0.9))
    assert look_into(Situation(), policy, [other]).marks == {"finance", "secret"}
    assert look_into(Situation(), policy, [found(text, JWT=("UNHEARD_OF", 1.0))]).marks == set()


def test_what_is_allowed_marks_nothing(policy):
    assert look_into(Situation(), policy, [found("FR76", FR76=("IBAN", 1.0))]).marks == set()

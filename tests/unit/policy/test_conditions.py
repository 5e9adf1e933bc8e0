from __future__ import annotations

from datetime import time
from typing import get_args

import pytest

from paravent.core.providing import ProviderFacts
from paravent.core.types import Finding, Sensitive
from paravent.core.vocabulary import Mark, Surface
from paravent.policy.conditions import Hours, Range
from paravent.policy.evaluate import UNSPOKEN, decide
from paravent.policy.fields import MarkName, SurfaceName
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation

# Each condition as a rule writes it, with situations in which it holds and does not.
CONDITIONS = {
    "groups": (
        "groups: [us-cloud, other-cloud]",
        [Situation(groups=frozenset({"us-cloud"})), Situation(groups=frozenset({"x", "other-cloud"}))],
        [Situation(), Situation(groups=frozenset({"eu-cloud"}))],
    ),
    "surfaces": (
        "surfaces: [web, ext]",
        [Situation(surface=Surface.WEB), Situation(surface=Surface.EXTENSION)],
        [Situation(), Situation(surface=Surface.API), Situation(surface=Surface.IDE)],
    ),
    "dossiers": (
        "dossiers: [2026-014]",
        [Situation(dossier="2026-014")],
        [Situation(), Situation(dossier="2026-01"), Situation(dossier="2026-0144")],
    ),
    "dossiers by client": (
        "dossiers: [Atelier Lumière, C-2]",
        [
            Situation(dossier="C-1", client=Sensitive("atelier  LUMIERE")),
            Situation(dossier="C-2", client=Sensitive("Autre")),
        ],
        [Situation(), Situation(dossier="C-1", client=Sensitive("Atelier"))],
    ),
    "sensitive": (
        "sensitive: [art9, art10]",
        [Situation(marks=frozenset({"art10"})), Situation(marks=frozenset({"nir", "art9"}))],
        [Situation(), Situation(marks=frozenset({"nir"}))],
    ),
    "attachments": (
        "attachments: [pdf, docx]",
        [Situation(attachments=frozenset({"pdf"})), Situation(attachments=frozenset({"png", "docx"}))],
        [Situation(), Situation(attachments=frozenset({"png"}))],
    ),
    "size": (
        "size: {at_least: 1000, at_most: 2000}",
        [Situation(size=1000), Situation(size=2000)],
        [Situation(size=999), Situation(size=2001), Situation()],
    ),
    "size, no least": ("size: {at_most: 0}", [Situation()], [Situation(size=1)]),
    "time": (
        "time: {from: 08:30, to: '18:00'}",
        [Situation(at=time(8, 30)), Situation(at=time(17, 59, 59, 999_999))],
        [Situation(at=time(8, 29, 59)), Situation(at=time(18)), Situation(at=time(0))],
    ),
    "time over midnight": (
        "time: {from: 20:00, to: 07:00}",
        [Situation(at=time(20)), Situation(at=time(0)), Situation(at=time(6, 59))],
        [Situation(at=time(7)), Situation(at=time(12)), Situation(at=time(19, 59, 59))],
    ),
    "persons": (
        "persons: {at_least: 3}",
        [Situation(persons=3), Situation(persons=30)],
        [Situation(persons=2), Situation()],
    ),
    "provider": (
        "provider: {trains: true}",
        [Situation(), Situation(provider=ProviderFacts(id="x"))],
        [Situation(provider=ProviderFacts(trains=False))],
    ),
    "provider, hoped for": (
        "provider: {eu_only: true, tiers: [team, api], bases: [none, scc]}",
        [Situation(provider=ProviderFacts(tier="api", eu_only=True, bases=frozenset({"none"})))],
        [
            Situation(),
            Situation(provider=ProviderFacts(tier="free", eu_only=True, bases=frozenset({"scc"}))),
            Situation(provider=ProviderFacts(tier="team", eu_only=True, bases=frozenset({"dpf"}))),
            Situation(provider=ProviderFacts(tier="team", bases=frozenset({"scc"}))),
        ],
    ),
    "provider, how long": (
        "provider: {retention_days: {at_least: 31}}",
        [Situation(), Situation(provider=ProviderFacts(retention_days=31))],
        [Situation(provider=ProviderFacts(retention_days=30))],
    ),
    "provider, how short": (
        "provider: {retention_days: {at_most: 30}}",
        [Situation(provider=ProviderFacts(retention_days=0))],
        [Situation(), Situation(provider=ProviderFacts(retention_days=31))],
    ),
    "provider, which": (
        "provider: {ids: [mistral], countries: [FR], stale: false}",
        [Situation(provider=ProviderFacts(id="mistral", country="FR", stale=False))],
        [
            Situation(provider=ProviderFacts(id="mistral", country="FR")),
            Situation(provider=ProviderFacts(id="openai", country="FR", stale=False)),
        ],
    ),
    "direction": (
        "direction: request",
        [Situation(direction="request")],
        [Situation(direction="answer")],
    ),
    "all of them": (
        "surfaces: [web], persons: {at_least: 2}, direction: request",
        [Situation(surface=Surface.WEB, persons=2)],
        [Situation(surface=Surface.WEB, persons=1), Situation(surface=Surface.API, persons=2)],
    ),
}  # fmt: skip


@pytest.fixture
def policy_of(write, tmp_path, entities):
    def load(**rules):
        write("base.yaml", "base", **rules)
        return load_policy("base", [tmp_path], entities)

    return load


@pytest.mark.parametrize(("written", "holds", "fails"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_rule_decides_where_its_condition_holds_and_is_silent_elsewhere(
    policy_of, written, holds, fails
):
    policy = policy_of(
        plain=("types: [PERSON]", "redact"), a=(f"types: [PERSON], {written}", "block")
    )
    found = [Finding(0, 4, "PERSON", 0.9, "test")]
    for situation, rule in [*((one, "a") for one in holds), *((one, "plain") for one in fails)]:
        [decision] = decide(policy, found, "Léon", situation)
        assert decision.rule.id == rule, situation


def test_a_rule_whose_condition_fails_speaks_of_nothing(policy_of):
    policy = policy_of(a=("types: [PERSON], surfaces: [web]", "allow"))
    found = [Finding(0, 4, "PERSON", 0.2, "test")]
    [decision] = decide(policy, found, "Léon", Situation(surface=Surface.API))
    assert (decision.rule, decision.action.name) == (UNSPOKEN, "redact")
    assert decide(policy, found, "Léon", Situation(surface=Surface.WEB)) == ()


def test_every_word_of_the_log_can_be_a_condition():
    assert set(get_args(SurfaceName.__value__)) == set(Surface) - {Surface.UNKNOWN}
    assert set(get_args(MarkName.__value__)) == set(Mark) - {Mark.NONE}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("confidence: 0.7", ""),
        ("services: ['a_*', b]", "services: a_*, b"),
        (
            "groups: [us-cloud], surfaces: [web, api], size: {at_least: 9}",
            "groups: us-cloud; surfaces: api, web; size: 9-",
        ),
        (
            "sensitive: [art9], time: {from: 20:00, to: 07:00}, persons: {at_most: 2}",
            "sensitive: art9; time: 20:00-07:00; persons: 0-2",
        ),
        ("dossiers: [d-1], attachments: [pdf]", "dossiers: d-1; attachments: pdf"),
    ],
)
def test_conditions_are_told_in_the_words_of_the_file(policy_of, written, said):
    [rule] = policy_of(a=(f"types: [PERSON], {written}", "block")).rules
    assert rule.conditions.describe() == said


def test_a_range_without_a_most_has_no_end():
    assert 10**18 in Range(3)
    assert 2 not in Range(3)


def test_every_minute_is_in_the_hours_or_in_the_others():
    for start, end in ((time(20), time(7)), (time(7), time(20)), (time(0), time(23, 59))):
        inside, outside = Hours(start, end), Hours(end, start)
        for minute in range(24 * 60):
            moment = time(minute // 60, minute % 60)
            assert (moment in inside) != (moment in outside)


EXAMPLES = """\
version: 1
name: base
rules:
  - id: tard
    when:
      types: [PERSON]
      groups: [us-cloud]
      surfaces: [ide]
      dossiers: [d-1]
      sensitive: [art9]
      attachments: [pdf]
      size: {at_least: 5}
      time: {from: 20:00, to: 07:00}
      services: ["a_*", b]
    then: block
    why: {fr: parce que}
    tests:
      - {text: oui, expect: hit}
      - text: non
        expect: miss
        service: a_1
        given: {groups: [], surface: web, dossier: d-2, sensitive: [art10], attachments: [], size: 4, time: "12:00"}
"""


def test_an_example_is_in_the_situation_its_rule_wants_unless_it_says_another(tmp_path, entities):
    (tmp_path / "base.yaml").write_text(EXAMPLES)
    [rule] = load_policy("base", [tmp_path], entities).rules
    wanted, other = (example.situation for example in rule.examples)
    assert wanted == Situation(
        "b", frozenset({"us-cloud"}), Surface.IDE, "d-1",
        attachments=frozenset({"pdf"}), size=5, at=time(20),
    )  # fmt: skip
    assert other == Situation(
        "a_1", frozenset(), Surface.WEB, "d-2", frozenset({"art10"}), size=4, at=time(12)
    )

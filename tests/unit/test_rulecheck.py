from __future__ import annotations

import re

import pytest

from paravent.core.types import Category, EntityType, Finding
from paravent.detect.marks import Marks
from paravent.i18n import speaking
from paravent.policy.load import load_policy
from paravent.rulecheck import check_policy

ENTITIES = {
    "PERSON": EntityType("PERSON", "PERSONNE", Category.IDENTITY, "nom", "name"),
    "IBAN": EntityType("IBAN", "IBAN", Category.FINANCIAL, "IBAN", "IBAN"),
}
POLICY = """\
version: 1
name: base
allow: [{text: Paravent}]
rules:
  - id: noms
    when: {types: [PERSON]}
    then: redact
    why: {fr: un nom}
    tests:
"""
LAST_LINE = POLICY.count("\n")


async def scan(texts):
    """A detector of capitalised words (PERSON) and of words in FR plus digits (IBAN)."""
    return [
        [
            Finding(*match.span(), "IBAN" if match[0].startswith("FR") else "PERSON", 0.8, "test")
            for match in re.finditer(r"FR\d+|\b[A-ZÉ]\w+", text)
        ]
        for text in texts
    ]


def unmarked(text, found):
    return Marks()


@pytest.fixture
def check(tmp_path):
    async def check_tests(*tests, more=""):
        path = tmp_path / "base.yaml"
        lines = "".join(f"      - {{{test}}}\n" for test in tests)
        path.write_text(POLICY + lines + more, encoding="utf-8")
        policy = load_policy("base", [tmp_path], ENTITIES)
        problems = await check_policy(policy, scan, unmarked)
        return [
            (problem.where.removeprefix(f"{path}:"), problem.message, problem.hint)
            for problem in problems
        ]

    return check_tests


async def test_good_tests_pass(check):
    assert await check("text: voir Dupont, expect: hit", "text: voir demain, expect: miss") == []


async def test_failing_tests_are_told_at_their_places_with_what_was_found(check):
    problems = await check(
        "text: voir demain, expect: hit",
        "text: voir Dupont, expect: miss",
        "text: virement FR76, expect: hit",
        "text: voir Paravent, expect: hit",
    )
    missed = "la règle noms ne trouve rien dans cet exemple, qui doit la déclencher"
    struck = "la règle noms s'applique à cet exemple, qui ne doit pas la déclencher"
    assert problems == [
        (f"{LAST_LINE + 1}:9", missed, "rien n'est trouvé dans ce texte"),
        (f"{LAST_LINE + 2}:9", struck, "trouvé ici : nom (noms, redact)"),
        (f"{LAST_LINE + 3}:9", missed, "trouvé ici : IBAN (defaut-strict, redact)"),
        (f"{LAST_LINE + 4}:9", missed, "trouvé ici : nom (liste-autorisee, allow)"),
    ]
    with speaking("en"):
        [(_, message, hint)] = await check(
            "text: voir Dupont, expect: hit", "text: voir Dupond, expect: miss"
        )
    assert message == "rule noms acts upon this example, which should not trigger it"
    assert hint == "found here: name (noms, redact)"


STRICTER = """\
  - id: noms-bloques
    when: {types: [PERSON], services: [openai_api]}
    then: block
    why: {fr: un nom}
    tests:
      - {text: voir Dupont, expect: hit}
      - {text: voir Dupont, expect: miss, service: mistral_api}
"""


async def test_a_stricter_rule_in_its_place_is_a_hit_and_its_silence_a_miss(check):
    blocked = "text: voir Dupont, service: openai_api"
    assert await check(f"{blocked}, expect: hit", f"{blocked}, expect: miss", more=STRICTER) == []


async def test_a_stricter_rule_on_other_data_is_no_hit(check):
    more = STRICTER.replace("PERSON", "IBAN").replace("voir Dupont", "virement FR76")
    problems = await check(
        "text: virement FR76, expect: hit, service: openai_api",
        "text: voir demain, expect: miss",
        more=more,
    )
    assert [where for where, _, _ in problems] == [f"{LAST_LINE + 1}:9"]


QUOTA = """\
  - id: moderer
    when: {{quota: {{requests: 30, per: day}}}}
    then: nudge
    why: {{fr: peu suffit}}
    tests:
      - {{text: n'importe quoi, expect: hit, given: {{used: {hit}}}}}
      - {{text: n'importe quoi, expect: miss, given: {{used: {miss}}}}}
"""


@pytest.mark.parametrize(("hit", "miss", "wrong"), [(30, 29, 0), (29, 29, 1), (30, 31, 1)])
async def test_a_quota_is_tried_with_what_is_used_of_it(check, hit, miss, wrong):
    good = ("text: voir Dupont, expect: hit", "text: voir demain, expect: miss")
    problems = await check(*good, more=QUOTA.format(hit=hit, miss=miss))
    assert len(problems) == wrong
    assert all("moderer" in message for _, message, _ in problems)

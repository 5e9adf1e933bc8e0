from __future__ import annotations

import pytest

from paravent.core.types import Category, Finding
from paravent.detect.marks import Marks
from paravent.errors import ParaventError
from paravent.policy.evaluate import decide
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation
from paravent.rulecheck import check_policy

PATTERN = """\
patterns:
  - id: AFFAIRE
    regex: '\\bAFF-\\d{4}\\b'
    word: AFFAIRE
    category: professional
    name: {fr: numéro d'affaire, en: case number}
    tests:
      - {text: voir AFF-2026, expect: hit}
      - {text: voir AFF-26, expect: miss}
"""


@pytest.fixture
def load(write, tmp_path, entities):
    def load_base(head=PATTERN, **rules):
        write("base.yaml", "base", head=head, **rules)
        return load_policy("base", [tmp_path], entities)

    return load_base


def problems(load, *changes) -> list[str]:
    head = PATTERN
    for before, after in changes:
        assert before in head
        head = head.replace(before, after, 1)
    with pytest.raises(ParaventError) as caught:
        load(head)
    return [f"{p.where.rpartition('base.yaml:')[2]} {p.message}" for p in caught.value.problems]


def test_a_pattern_is_a_type_that_rules_speak_of_by_its_id_and_its_category(load, entities):
    policy = load(a=("types: [AFFAIRE]", "block"), b=("categories: [professional]", "redact"))
    assert "AFFAIRE" in policy.rules[0].types & policy.rules[1].types
    entity = policy.entities["AFFAIRE"]
    assert (entity.word, entity.category, entity.fr) == (
        "AFFAIRE",
        Category.PROFESSIONAL,
        "numéro d'affaire",
    )
    assert "AFFAIRE" not in entities
    assert [(one.regex, one.score) for one in policy.searched] == [(r"\bAFF-\d{4}\b", 0.9)]
    [decision] = decide(policy, [Finding(0, 8, "AFFAIRE", 0.9, "own")], "AFF-2026", Situation())
    assert decision.rule.id == "a"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("id: AFFAIRE", "id: affaire"), "4:9 un type s'écrit en capitales"),
        (("id: AFFAIRE", "id: PERSON"), "4:9 cet identifiant est déjà pris"),
        (("word: AFFAIRE", "word: Affaire"), "6:11 un mot d'étiquette a de 2 à 16 capitales"),
        (("word: AFFAIRE", "word: IBAN"), "6:11 ce mot est celui d'un autre type"),
        (("word: AFFAIRE", "word: URL"), "6:11 ce mot est réservé à Paravent"),
        (("word: AFFAIRE", "word: ETIQUETTE"), "6:11 ce mot est réservé à Paravent"),
        (("category: professional", "category: secret"), "7:15 valeur inconnue"),
        (("expect: miss", "expect: hit"), "10:7 il faut au moins deux exemples"),
        (("{4}\\b", "{4}(?=x)"), "5:12 RE2 ne connaît ni (?=…) ni (?<=…)"),
        (("\\bAFF", "(?<!x)AFF"), "5:12 RE2 ne connaît ni (?=…) ni (?<=…)"),
        (("\\d{4}\\b", "(\\d)\\1"), "5:12 RE2 ne connaît pas les renvois comme \\1"),
        (("\\d{4}\\b", "(\\d"), "5:12 cette expression n'est pas du RE2"),
        (("\\d{4}\\b", "\\d{9999}"), "5:12 cette expression n'est pas du RE2"),
        (("\\bAFF-\\d{4}\\b", "(AFF)?"), "5:12 cette expression accepte un texte vide"),
        (("\\bAFF-\\d{4}\\b", ""), "5:12 trop court : il faut au moins 1 caractère"),
    ],
)
def test_a_bad_pattern_is_told_at_its_place(load, change, expected):
    found = problems(load, change)
    assert len(found) == 1, found
    assert found[0].startswith(expected)


def test_what_is_refused_is_never_quoted(load):
    [said] = problems(load, ("\\bAFF-\\d{4}\\b", "Dupont(?=x)"))
    assert "Dupont" not in said


def test_a_pattern_of_a_parent_is_known_to_its_child_and_replaced_by_one_of_its_id(
    load, write, tmp_path, entities
):
    load()
    write("child.yaml", "child", head="extends: base\n", a=("types: [AFFAIRE]", "block"))
    assert "AFFAIRE" in load_policy("child", [tmp_path], entities).rules[0].types
    other = PATTERN.replace("AFF-", "DOS-")
    write("child.yaml", "child", head=f"extends: base\n{other}")
    [pattern] = load_policy("child", [tmp_path], entities).searched
    assert pattern.regex == r"\bDOS-\d{4}\b"
    assert load().searched[0].regex == r"\bAFF-\d{4}\b"


def test_two_patterns_do_not_share_an_id_or_a_word(load, write, tmp_path, entities):
    load()
    path = write("more.yaml", "base", head=PATTERN)
    with pytest.raises(ParaventError) as caught:
        load_policy("base", [tmp_path], entities)
    assert [p.where for p in caught.value.problems] == [f"{path}:4:9"]
    write("more.yaml", "base", head=PATTERN.replace("id: AFFAIRE", "id: DOSSIER"))
    with pytest.raises(ParaventError) as caught:
        load_policy("base", [tmp_path], entities)
    assert [p.where for p in caught.value.problems] == [f"{path}:6:11"]


def test_a_type_of_another_policy_is_unknown_here(load, write, tmp_path, entities):
    load()
    path = write(
        "other.yaml",
        "other",
        head="allow: [{text: x, types: [AFFAIRE]}]\n",
        a=("types: [PERSON, AFFAIRE]", "block"),
    )
    with pytest.raises(ParaventError) as caught:
        load_policy("other", [tmp_path], entities)
    message = "ce type est celui d'une autre politique"
    assert [(p.where, p.message) for p in caught.value.problems] == [
        (f"{path}:6:28", message),
        (f"{path}:3:27", message),
    ]
    assert load().searched


async def test_the_tests_of_a_pattern_are_run(load):
    async def scan(texts):
        return [[Finding(0, 1, "AFFAIRE", 0.9, "own")] if "AFF" in text else [] for text in texts]

    policy = load()
    [problem] = await check_policy(policy, scan, lambda *_: Marks())
    assert problem.where.endswith("base.yaml:11:9")
    assert "ne doit pas l'être" in problem.message

    async def blind(texts):
        return [[] for _ in texts]

    [problem] = await check_policy(policy, blind, lambda *_: Marks())
    assert problem.where.endswith("base.yaml:10:9")
    assert "où il doit l'être" in problem.message

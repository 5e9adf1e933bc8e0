from __future__ import annotations

import pytest

from paravent.core.types import Finding
from paravent.errors import ParaventError
from paravent.policy.evaluate import UNSPOKEN, decide
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation


@pytest.fixture
def family(write, tmp_path, entities):
    """A policy ``child`` that extends ``base``, to which the person has added a file."""
    write(
        "shipped/base.yaml",
        "base",
        head="unread: allow\ndescribe: {fr: parent}\nallow: [{text: Paravent}]\n",
        a=("types: [PERSON]", "redact"),
        b=("types: [IBAN]", "redact"),
    )
    write("own/more.yaml", "base", c=("types: [EMAIL]", "block"))

    def load(head="extends: base\n", **rules):
        write("own/child.yaml", "child", head=head, **rules)
        return load_policy("child", [tmp_path / "shipped", tmp_path / "own"], entities)

    return load


def test_a_policy_takes_over_all_of_its_parent_and_what_was_added_to_it(family):
    policy = family(d=("types: [CARD]", "block"))
    assert [rule.ref.id for rule in policy.rules] == ["a", "b", "c", "d"]
    assert (policy.name, policy.unread, policy.describe_fr) == ("child", "allow", "parent")
    assert set(policy.allowed) == {"paravent"}
    assert not policy.observes


def test_a_rule_that_is_off_decides_nothing_and_the_default_remains(family, tmp_path):
    policy = family(head="extends: base\ndisabled: [c, b]\n")
    assert [rule.ref.id for rule in policy.rules] == ["a"]
    assert [rule.ref.id for rule in policy.off] == ["b", "c"]
    (decision,) = decide(policy, [Finding(0, 1, "EMAIL", 1.0, "test")], "x", Situation())
    assert decision.rule == UNSPOKEN


def test_a_slip_in_what_is_off_is_told(family):
    with pytest.raises(ParaventError) as caught:
        family(head="extends: base\ndisabled: [aa]\n")
    (problem,) = caught.value.problems
    assert "child.yaml:4:12" in problem.where
    assert "aa" in problem.message


def test_a_rule_of_the_same_id_takes_the_place_of_the_parents(family, tmp_path):
    policy = family(b=("types: [CARD]", "block"))
    assert [rule.ref.id for rule in policy.rules] == ["a", "b", "c"]
    assert policy.rules[1].ref.where.startswith(f"{tmp_path / 'own' / 'child.yaml'}:")
    [decision] = decide(policy, [Finding(0, 1, "IBAN", 1.0, "t")], "x", Situation())
    assert decision.rule == UNSPOKEN


def test_what_a_child_says_itself_goes_before_its_parent(family):
    head = "extends: base\nunread: block\ndescribe: {fr: enfant}\nallow: [{text: Dupont}]\n"
    policy = family(head)
    assert (policy.unread, policy.describe_fr) == ("block", "enfant")
    assert set(policy.allowed) == {"paravent", "dupont"}


def test_the_parent_is_not_changed_by_its_child(family, tmp_path, entities):
    family(b=("types: [CARD]", "block"))
    parent = load_policy("base", [tmp_path / "shipped", tmp_path / "own"], entities)
    assert parent.rules[1].types == {"IBAN"}


def test_a_child_has_another_digest_whenever_its_parent_changes(family, write):
    before = family().sha256
    write("own/more.yaml", "base", c=("types: [EMAIL]", "redact"))
    assert family().sha256 != before


def test_grandparents_come_first(family, write, tmp_path, entities):
    family(b=("types: [CARD]", "block"))
    write("own/last.yaml", "last", head="extends: child\n", c=("types: [NIR]", "block"))
    folders = [tmp_path / "shipped", tmp_path / "own"]
    policy = load_policy("last", folders, entities)
    assert [(rule.ref.id, set(rule.types)) for rule in policy.rules] == [
        ("a", {"PERSON"}),
        ("b", {"CARD"}),
        ("c", {"NIR"}),
    ]


def problems(load) -> list[tuple[str, str, str]]:
    with pytest.raises(ParaventError) as caught:
        load()
    return [(one.where, one.message, one.hint) for one in caught.value.problems]


def test_an_unknown_parent_is_told_at_its_place_with_the_nearest_name(family, tmp_path):
    where = f"{tmp_path / 'own' / 'child.yaml'}:3:10"
    message = "aucune politique ne porte ce nom"
    assert problems(lambda: family("extends: bass\n")) == [
        (where, message, "vouliez-vous écrire « base » ?")
    ]
    assert problems(lambda: family("extends: zzzzz\n")) == [(where, message, "base")]


def test_an_unknown_parent_is_an_error_even_of_a_policy_that_is_not_chosen(
    family, tmp_path, entities
):
    with pytest.raises(ParaventError):
        family("extends: bass\n")
    with pytest.raises(ParaventError, match="aucune politique ne porte ce nom"):
        load_policy("base", [tmp_path / "shipped", tmp_path / "own"], entities)


@pytest.mark.parametrize("chosen", ["base", "child", "one", "two", "three"])
def test_a_cycle_is_told_at_each_of_its_places(write, tmp_path, entities, chosen):
    write("base.yaml", "base")
    write("child.yaml", "child", head="extends: three\n")  # leads into the cycle, is not in it
    places = [
        write(f"{name}.yaml", name, head=f"extends: {parent}\n")
        for name, parent in (("one", "two"), ("three", "one"), ("two", "three"))
    ]
    found = problems(lambda: load_policy(chosen, [tmp_path], entities))
    message = "cette politique s'étend elle-même"
    assert [(where, said) for where, said, _ in found] == [(f"{p}:3:10", message) for p in places]
    assert found[0][2] == "one → two → three → one : retirez un « extends »"


def test_a_policy_cannot_extend_itself(write, tmp_path, entities):
    path = write("base.yaml", "base", head="extends: base\n")
    [(where, message, hint)] = problems(lambda: load_policy("base", [tmp_path], entities))
    assert (where, message) == (f"{path}:3:10", "cette politique s'étend elle-même")
    assert hint == "base → base : retirez un « extends »"


def test_only_the_file_of_its_name_says_what_a_policy_extends(write, tmp_path, entities):
    write("base.yaml", "base")
    write("child.yaml", "child")
    path = write("more.yaml", "child", head="extends: base\n")
    [(where, message, hint)] = problems(lambda: load_policy("child", [tmp_path], entities))
    assert (where, message) == (f"{path}:3:10", "« extends » n'a pas sa place ici")
    assert hint == "écrivez-le dans child.yaml"

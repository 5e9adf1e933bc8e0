"""Switching a rule off and on in a file's text."""

import pytest

from paravent.errors import ParaventError
from paravent.policy.switching import rules_off, switch

COMMENTED = """\
# mine
version: 1
name: freelance   # keep
disabled:              # for now
  - first
  # why
  - second

rules: []
"""


def test_a_new_file_is_written_for_the_policy():
    text = switch("", "freelance", "une-regle", on=False)
    assert text == "version: 1\nname: freelance\ndisabled: [une-regle]\n"
    assert switch(text, "freelance", "une-regle", on=True) == "version: 1\nname: freelance\n"


def test_all_else_stays_as_it_was_typed():
    text = switch(COMMENTED, "freelance", "third", on=False)
    assert text == COMMENTED.replace(
        "disabled:              # for now\n  - first\n  # why\n  - second",
        "disabled: [first, second, third]",
    )
    assert rules_off(switch(text, "freelance", "second", on=True)) == ["first", "third"]


def test_a_rule_is_named_once_and_what_is_on_stays_on():
    text = switch(COMMENTED, "freelance", "first", on=False)
    assert sorted(rules_off(text)) == ["first", "second"]
    assert switch("version: 1\nname: a\n", "a", "b", on=True) == "version: 1\nname: a\n"


@pytest.mark.parametrize("text", ["disabled: [a", "a: b: c"])
def test_a_file_that_cannot_be_read_is_left_alone(text):
    with pytest.raises(ParaventError):
        switch(text, "freelance", "a", on=False)

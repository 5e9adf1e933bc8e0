from paravent.core.types import RuleRef
from paravent.pipeline.notices import Notices, Warned

RULE = RuleRef("r", "x:1:1", "parce que", "because")


def warned(index):
    return Warned(index, "openai_api", (RULE,), (("PERSON", 1),))


def test_each_reader_is_told_what_came_after_the_last_it_saw():
    notices = Notices()
    for index in (3, 7, 12):
        notices.add(warned(index))
    assert [one.index for one in notices.after(-1)] == [3, 7, 12]
    assert [one.index for one in notices.after(7)] == [12]
    assert notices.after(12) == []


def test_the_oldest_goes_once_there_are_a_hundred():
    notices = Notices()
    for index in range(130):
        notices.add(warned(index))
    assert [one.index for one in notices.after(-1)] == list(range(30, 130))


def test_a_value_is_new_once_for_each_rule_and_site():
    notices = Notices()
    asked = [
        ("s", "r", "Léa"),
        ("s", "r", "Zoé"),
        ("s", "q", "Léa"),
        ("t", "r", "Léa"),
        ("sr", "", "Léa"),
    ]
    assert all(notices.is_new(*one) for one in asked)
    assert not any(notices.is_new(*one) for one in asked)


def test_what_was_told_longest_ago_is_forgotten():
    notices = Notices()
    for number in range(10_000):
        notices.is_new("s", "r", str(number))
    assert not notices.is_new("s", "r", "0")
    assert notices.is_new("s", "r", "one more")
    assert not notices.is_new("s", "r", "0")
    assert notices.is_new("s", "r", "1")

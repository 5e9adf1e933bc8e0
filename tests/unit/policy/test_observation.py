from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from paravent.policy.observation import LIMIT_S, Observation
from paravent.policy.source import PolicySource

HOUR_S = 3600


class Clocks:
    """The time, which may be set, and a clock that may not; both pass when the test says so."""

    def __init__(self):
        self.at = datetime(2026, 11, 25, 9, tzinfo=UTC)
        self.steady_s = 1000.0

    def pass_s(self, seconds):
        self.at += timedelta(seconds=seconds)
        self.steady_s += seconds

    def restart(self):
        self.steady_s = 5.0


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def begin(tmp_path, clocks):
    """Begins an observation, or goes on with the one that was begun."""
    return lambda: Observation(
        tmp_path / "observation.json", lambda: clocks.at, lambda: clocks.steady_s
    )


def test_it_lasts_a_day_from_when_it_is_first_asked_for(begin, clocks):
    observation = begin()
    clocks.pass_s(HOUR_S)
    assert observation.left_s() == LIMIT_S
    clocks.pass_s(LIMIT_S - 1)
    assert observation.left_s() == 1
    clocks.pass_s(1)
    assert observation.left_s() == 0
    clocks.pass_s(HOUR_S)
    assert observation.left_s() == 0


def test_restarts_and_the_time_between_them_count(begin, clocks):
    begin().left_s()
    clocks.pass_s(10 * HOUR_S)
    clocks.restart()
    assert begin().left_s() == 14 * HOUR_S


@pytest.mark.parametrize("back_h", [1, 23, 24 * 365])
def test_a_clock_set_back_gives_nothing_back(begin, clocks, back_h):
    observation = begin()
    observation.left_s()
    clocks.pass_s(20 * HOUR_S)
    assert observation.left_s() == 4 * HOUR_S
    clocks.at -= timedelta(hours=back_h)
    assert observation.left_s() == 4 * HOUR_S
    clocks.pass_s(HOUR_S)
    assert observation.left_s() == 3 * HOUR_S
    clocks.restart()
    later = begin()
    assert later.left_s() == 3 * HOUR_S
    clocks.pass_s(3 * HOUR_S)
    assert later.left_s() == 0


def test_setting_it_back_again_and_again_does_not_help(begin, clocks):
    observation = begin()
    observation.left_s()
    for _ in range(24):
        clocks.pass_s(HOUR_S)
        clocks.at -= timedelta(hours=1)
        observation.left_s()
    assert observation.left_s() == 0


def test_once_over_it_stays_over_whatever_the_clock_says(begin, clocks):
    observation = begin()
    observation.left_s()
    clocks.at += timedelta(days=2)  # a jump, or a day without the program
    assert observation.left_s() == 0
    clocks.at -= timedelta(days=2)
    assert observation.left_s() == 0
    clocks.restart()
    assert begin().left_s() == 0


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"since_s": "x", "used_s": 0}', '{"used_s": 0}']
)
def test_a_file_that_makes_no_sense_means_that_it_is_over(begin, tmp_path, content):
    (tmp_path / "observation.json").write_text(content)
    assert begin().left_s() == 0


def test_where_it_cannot_be_remembered_there_is_none(tmp_path, clocks):
    observation = Observation(
        tmp_path / "absent" / "x.json", lambda: clocks.at, lambda: clocks.steady_s
    )
    assert observation.left_s() == 0


def test_the_file_holds_two_numbers(begin, tmp_path):
    begin().left_s()
    kept = json.loads((tmp_path / "observation.json").read_text())
    assert {type(value) for value in kept.values()} == {float}
    assert len(kept) == 2


@pytest.fixture
def source(write, tmp_path, entities, begin, clocks):
    write("rules/freelance.yaml", "freelance", a=("types: [PERSON]", "redact"))
    write("rules/watch.yaml", "watch", head="extends: freelance\nobserve: true\n")

    def make(name="watch", observation=begin):
        return PolicySource(
            name, [tmp_path / "rules"], entities, lambda: clocks.steady_s,
            observation() if observation else None,
        )  # fmt: skip

    return make


def test_after_its_day_the_default_policy_is_in_force(source, clocks):
    rules = source()
    assert (rules.current().name, rules.observing_s) == ("watch", LIMIT_S)
    clocks.pass_s(LIMIT_S)
    assert (rules.current().name, rules.observing_s) == ("freelance", 0)
    assert source().current().name == "freelance"


def test_a_new_day_needs_another_policy_to_be_chosen_first(source, clocks):
    source().current()
    clocks.pass_s(LIMIT_S)
    assert source().current().name == "freelance"
    source("freelance").current()
    assert source().current().name == "watch"


def test_without_a_memory_nothing_is_ever_only_observed(source):
    assert source(observation=None).current().name == "freelance"


def test_a_default_policy_that_is_made_to_observe_protects_after_a_day(source, write, clocks):
    write("rules/mine.yaml", "freelance", head="observe: true\n")
    rules = source("freelance")
    assert rules.current().observes
    clocks.pass_s(LIMIT_S)
    policy = rules.current()
    assert (policy.name, policy.observes) == ("freelance", False)


def test_what_takes_over_follows_its_files(source, write, clocks):
    rules = source()
    clocks.pass_s(LIMIT_S)
    write("rules/freelance.yaml", "freelance", b=("types: [PERSON]", "block"))
    clocks.pass_s(2)
    assert [rule.ref.id for rule in rules.current().rules] == ["b"]

from __future__ import annotations

import logging
import os

import pytest

from paravent.errors import ParaventError
from paravent.policy.source import PolicySource


class Clock:
    """Seconds that pass when the test says so."""

    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def source(write, tmp_path, entities, clock):
    write("shipped/base.yaml", "base", a=("types: [PERSON]", "redact"))
    return PolicySource("base", [tmp_path / "shipped", tmp_path / "own"], entities, clock)


def ids(policy) -> list[str]:
    return [rule.ref.id for rule in policy.rules]


def test_what_did_not_change_is_not_read_again(source, clock):
    first = source.current()
    clock.now_s += 10
    assert source.current() is first


def test_a_good_change_is_in_force_within_a_second(source, write, clock):
    first = source.current()
    write("own/more.yaml", "base", b=("types: [IBAN]", "block"))
    clock.now_s += 0.9
    assert source.current() is first
    clock.now_s += 0.1
    second = source.current()
    assert ids(second) == ["a", "b"]
    assert second.sha256 != first.sha256
    assert ids(first) == ["a"]


def test_a_change_of_the_same_size_is_seen(source, tmp_path, clock):
    path = tmp_path / "shipped" / "base.yaml"
    before = path.stat()
    path.write_text(path.read_text().replace("id: a", "id: z"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert path.stat().st_size == before.st_size
    clock.now_s += 1
    assert ids(source.current()) == ["z"]


def test_a_bad_file_leaves_the_former_rules_in_force_and_says_so(
    source, write, tmp_path, clock, caplog
):
    first = source.current()
    path = tmp_path / "own" / "more.yaml"
    write("own/more.yaml", "base", b=("types: [IBAN]", "blok"))
    clock.now_s += 1
    with caplog.at_level(logging.INFO, "paravent"):
        assert source.current() is first
        [problem] = source.error.problems
        assert (problem.where, problem.message) == (f"{path}:6:11", "valeur inconnue")
        clock.now_s += 1
        assert source.current() is first
        assert source.error is not None
        write("own/more.yaml", "base", b=("types: [IBAN]", "block"))
        clock.now_s += 1
        assert ids(source.current()) == ["a", "b"]
    assert source.error is None
    assert [record.getMessage() for record in caplog.records] == [
        f"new rules refused, the former ones stay in force: {path}:6:11",
        f"rules reloaded: {source.current().sha256}",
    ]


def test_taking_the_bad_file_away_clears_the_error(source, write, clock):
    first = source.current()
    path = write("own/more.yaml", "bose")
    clock.now_s += 1
    assert source.current() is first
    assert source.error is not None
    path.unlink()
    clock.now_s += 1
    assert ids(source.current()) == ["a"]
    assert source.error is None


def test_the_shipped_file_gone_changes_nothing(source, tmp_path, clock):
    first = source.current()
    (tmp_path / "shipped" / "base.yaml").rename(tmp_path / "elsewhere")
    clock.now_s += 1
    assert source.current() is first
    assert "aucune politique de ce nom" in str(source.error)


def test_without_a_good_file_there_is_no_start(write, tmp_path, entities, clock):
    write("shipped/base.yaml", "base", a=("types: [PERSONE]", "redact"))
    with pytest.raises(ParaventError, match="valeur inconnue"):
        PolicySource("base", [tmp_path / "shipped"], entities, clock)

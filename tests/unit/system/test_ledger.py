"""What was changed is put back: to the byte where only we changed it, our lines alone elsewhere."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from machine import Machine, picture
from paravent.errors import ParaventError, fail
from paravent.system.ledger import Undo
from paravent.system.snapshot import is_open, take, take_out

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path, commands=("tell", "restore"))


def profile(machine: Machine, text: str = "alias ll='ls -l'\n") -> Path:
    path = machine.user / ".profile"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o640)
    os.utime(path, ns=(1_000_000_007, 1_000_000_007))
    return path


def append(machine: Machine, path: Path, text: str) -> None:
    with machine.ledger.change("variables", files=[path]):
        path.write_text(take(path).content.decode() + text, encoding="utf-8")


def test_a_file_comes_back_with_its_permissions_and_its_time(machine: Machine) -> None:
    path = profile(machine)
    before = picture(machine.user)
    append(machine, path, "ours\n")
    path.chmod(0o600)
    assert [(one.id, one.kept, one.problem) for one in machine.undo()] == [("variables", (), "")]
    assert picture(machine.user) == before
    assert path.stat().st_mtime_ns == 1_000_000_007
    assert machine.ledger.ids == ()


def test_a_file_that_was_not_there_goes_with_the_folders_made_for_it(machine: Machine) -> None:
    path = machine.user / "a/b/c.conf"
    append(machine, path, "ours\n")
    assert path.exists()
    machine.undo()
    assert picture(machine.user) == {}


def test_a_folder_that_somebody_uses_since_stays(machine: Machine) -> None:
    append(machine, machine.user / "a/b/c.conf", "ours\n")
    (machine.user / "a/theirs").touch()
    machine.undo()
    assert sorted(picture(machine.user)) == [
        str(machine.user / "a"),
        str(machine.user / "a/theirs"),
    ]


def test_a_link_stays_a_link_and_what_it_leads_to_comes_back(machine: Machine) -> None:
    target = profile(machine)
    link = machine.user / ".bashrc"
    link.symlink_to(".profile")
    before = picture(machine.user)
    with machine.ledger.change("variables", files=[link]):
        link.write_text("ours\n", encoding="utf-8")
    machine.undo()
    assert picture(machine.user) == before
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("alias")


def test_a_link_that_leads_nowhere_comes_back(machine: Machine) -> None:
    link = machine.user / "unit"
    link.symlink_to("/nowhere/former")
    with machine.ledger.change("login", files=[link]):
        link.unlink()
        link.symlink_to("/nowhere/ours")
    machine.undo()
    assert str(link.readlink()) == "/nowhere/former"


def test_changes_are_undone_backward(machine: Machine) -> None:
    path = profile(machine)
    before = picture(machine.user)
    for text in ("one\n", "two\n", "three\n"):
        append(machine, path, text)
    machine.undo()
    assert picture(machine.user) == before


def test_what_somebody_wrote_since_stays_and_ours_goes(machine: Machine) -> None:
    path = profile(machine, "first\nlast\n")
    append(machine, path, "# >>>\nours\n# <<<\n")
    path.write_text("theirs\n" + path.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    (undone,) = machine.undo()
    assert undone.kept == (str(path),)
    assert path.read_text(encoding="utf-8") == "theirs\nfirst\nlast\nmore\n"


def test_what_we_replaced_comes_back_among_what_somebody_wrote(machine: Machine) -> None:
    path = profile(machine, "type=0\nrest=1\n")
    with machine.ledger.change("proxy:kde", files=[path]):
        path.write_text("type=2\nscript=ours\nrest=1\n", encoding="utf-8")
    path.write_text("new=1\ntype=2\nscript=ours\nrest=2\n", encoding="utf-8")
    machine.undo()
    assert path.read_text(encoding="utf-8") == "new=1\ntype=0\nrest=2\n"


def test_lines_of_ours_that_were_scattered_go_one_by_one(machine: Machine) -> None:
    path = profile(machine, "a\nz\n")
    append(machine, path, "ours 1\nours 2\n")
    path.write_text("a\nours 1\nm\nours 2\nz\n", encoding="utf-8")
    machine.undo()
    assert path.read_text(encoding="utf-8") == "a\nm\nz\n"


def test_a_file_of_ours_in_which_nothing_else_is_left_goes(machine: Machine) -> None:
    path = machine.user / "ours.conf"
    append(machine, path, "A=1\nB=2\n")
    path.write_text("B=2\nA=1\n\n", encoding="utf-8")
    machine.undo()
    assert not path.exists()


def test_a_file_that_somebody_deleted_stays_deleted(machine: Machine) -> None:
    path = profile(machine)
    append(machine, path, "ours\n")
    path.unlink()
    machine.undo()
    assert picture(machine.user) == {}


TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "é = 1\n"]), max_size=8)
OURS = st.lists(st.sampled_from(["o1\n", "o2\n", "o3\n"]), min_size=1, max_size=4)


# Each example is a file that is written to disk for good.
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=TEXTS, ours=OURS, at=st.integers(0, 8), head=TEXTS, tail=TEXTS)
def test_whatever_is_written_around_ours_stays(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[str],
    ours: list[str],
    at: int,
    head: list[str],
    tail: list[str],
) -> None:
    path = tmp_path_factory.mktemp("law") / "file"
    path.write_text("".join(before), encoding="utf-8")
    former = take(path)
    changed = [*before[:at], *ours, *before[at:]]
    path.write_text("".join(changed), encoding="utf-8")
    after = take(path)
    path.write_text("".join([*head, *changed, *tail]), encoding="utf-8")
    take_out(former, after)
    assert path.read_text(encoding="utf-8") == "".join([*head, *before, *tail])


def test_a_change_that_fails_leaves_nothing(machine: Machine) -> None:
    path = profile(machine)
    before = picture(machine.user)
    fresh = machine.user / "new/file"

    def change() -> None:
        undo = [Undo((("restore", "it"),))]
        with machine.ledger.change("x", files=[path, fresh], undo=undo):
            fresh.write_text("half", encoding="utf-8")
            path.write_text("half", encoding="utf-8")
            raise fail("refusé")

    with pytest.raises(ParaventError, match="refusé"):
        change()
    assert machine.calls() == [["restore", "it"]]
    assert machine.ledger.ids == ()
    assert picture(machine.user) == before


def test_a_file_that_cannot_be_written_is_told(machine: Machine) -> None:
    (machine.user / "file").touch()
    change = machine.ledger.change("x", files=[machine.user / "file/inside"])
    with pytest.raises(ParaventError) as refused, change:
        pass
    assert "file" in refused.value.problems[0].where
    assert machine.ledger.ids == ()


def test_a_change_that_a_power_cut_has_cut_short_is_undone(machine: Machine) -> None:
    path = profile(machine)
    before = picture(machine.user)
    written = machine.folder / "paravent/setup/ledger.json"
    with machine.ledger.change("x", files=[path, machine.user / "new/file"]):
        path.write_text("half", encoding="utf-8")
        (machine.user / "new/file").write_text("half", encoding="utf-8")
        at_the_cut = written.read_bytes()
    written.write_bytes(at_the_cut)
    machine.undo()
    assert picture(machine.user) == before


def test_a_setting_comes_back_while_it_is_ours_and_stays_once_it_is_not(machine: Machine) -> None:
    undo = Undo((("restore", "none"), ("restore", "off")), read=("tell", "it"), ours="our url")
    for said, called in (("'our url'", 2), ("'another'", 0)):
        machine.answer("tell", "it", out=said)
        with machine.ledger.change("x", undo=[undo]):
            pass
        machine.calls()
        (undone,) = machine.undo()
        assert len(machine.calls("restore")) == called
        assert undone.kept == (() if called else ("tell it",))


def test_what_needs_the_administrator_stays_written_down_until_it_can_be_done(
    machine: Machine,
) -> None:
    with machine.ledger.change("x", undo=[Undo((("restore", "it"),), as_root=True)]):
        pass
    (undone,) = machine.undo()
    assert "administrateur" in undone.problem
    assert machine.ledger.ids == ("x",)
    machine.administrator = True
    (undone,) = machine.undo()
    assert (undone.problem, machine.calls("restore")) == ("", [["restore", "it"]])
    assert machine.ledger.ids == ()


def test_a_profile_that_firefox_has_open_waits(machine: Machine) -> None:
    path = machine.user / "prefs.js"
    append(machine, path, "ours\n")
    (machine.user / "lock").symlink_to(f"127.0.1.1:+{os.getpid()}")
    (undone,) = machine.undo()
    assert "Firefox est ouvert" in undone.problem
    assert path.exists()
    (machine.user / "lock").unlink()
    machine.undo()
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2, "entries": []}', '{"format": 1}'])
def test_a_ledger_that_cannot_be_read_changes_nothing(machine: Machine, text: str) -> None:
    path = machine.folder / "paravent/setup/ledger.json"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParaventError) as refused:
        _ = machine.ledger
    assert str(path) == refused.value.problems[0].where


def test_it_is_for_its_owner_only(machine: Machine) -> None:
    append(machine, profile(machine), "ours\n")
    path = machine.folder / "paravent/setup/ledger.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text())["entries"][0]["id"] == "variables"


def test_a_file_in_use_is_known(machine: Machine) -> None:
    path = profile(machine)
    assert not is_open(path)
    with path.open(encoding="utf-8"):
        assert is_open(path)
    assert not is_open(machine.user / "none")

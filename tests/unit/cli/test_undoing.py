"""Uninstalling: what stays and what goes of Paravent's own folder, and what it refuses to touch."""

import os
import sys

import pytest

from machine import picture
from paravent.settings import Home
from paravent.system.ledger import Ledger
from paravent.system.place import Place
from paravent.system.snapshot import take
from parting import open_parts


@pytest.fixture
def person(tmp_path, monkeypatch):
    """Somebody with a folder and a system of their own, and no command in reach."""
    for name in ("user", "root", "bin"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("PARAVENT_ROOT", str(tmp_path / "root"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.delenv("SUDO_USER", raising=False)
    return tmp_path / "user"


def fill(home: Home) -> None:
    """An installation that has worked, with rules of the person's own."""
    with open_parts(home.root):
        pass
    home.make()
    (home.root / "rules").mkdir(exist_ok=True)
    (home.root / "rules/mine.yaml").write_text("")
    (home.root / "facts").mkdir(exist_ok=True)
    (home.root / "facts/one").touch()


def test_the_log_its_keys_and_the_persons_own_rules_stay(paravent, person):
    fill(paravent.home)
    said = paravent("uninstall", "--yes")
    assert said.code == 0
    left = sorted(path.name for path in paravent.home.root.iterdir())
    assert {"audit.db", "keys.json", "rules"} <= set(left)
    assert not {"vault.db", "facts", "run", "ca", "setup"} & set(left)
    assert not [name for name in left if name.endswith(".lock")]
    assert all(name in said.out for name in left)
    assert paravent("audit", "verify").code == 0
    assert picture(person) == {}


def test_everything_goes_when_that_is_asked_for(paravent, person):
    fill(paravent.home)
    assert paravent("uninstall", "--yes", "--delete-audit").code == 0
    assert not paravent.home.root.exists()
    assert picture(person) == {}


def test_keeping_is_stronger_than_deleting(paravent, person):
    fill(paravent.home)
    assert paravent("uninstall", "--yes", "--delete-audit", "--keep-audit").code == 0
    assert paravent.home.audit.exists()
    assert person.is_dir()


def test_what_is_not_paravents_stays_in_its_folder(paravent, person):
    fill(paravent.home)
    theirs = paravent.write("Documents/novel.txt", "theirs")
    said = paravent("uninstall", "--yes", "--delete-audit")
    assert theirs.read_text() == "theirs"
    assert "Documents" in said.out
    assert person.is_dir()


def test_what_cannot_be_taken_back_keeps_everything(paravent, person):
    fill(paravent.home)
    prefs = person / "prefs.js"
    with Ledger(paravent.home.root / "setup", Place.here()).change("proxy:firefox", files=[prefs]):
        prefs.write_text("ours\n")
    lock = person / "lock"
    lock.symlink_to(f"127.0.1.1:+{os.getpid()}")
    said = paravent("uninstall", "--yes")
    assert said.code == 4
    assert "Firefox est ouvert" in said.out
    assert paravent.home.vault.exists()
    assert prefs.exists()
    lock.unlink()
    assert paravent("uninstall", "--yes").code == 0
    assert picture(person) == {}


@pytest.mark.parametrize("command", ["setup", "uninstall"])
def test_a_ledger_that_cannot_be_read_stops_it(paravent, person, command):
    damaged = paravent.write("setup/ledger.json", "damaged")
    said = paravent(command, "--yes")
    assert said.code == 4
    assert str(damaged) in said.err
    assert take(damaged).content == b"damaged"
    assert person.is_dir()


def test_nothing_to_undo_is_no_error(paravent, person):
    said = paravent("uninstall", "--yes", lang="en")
    assert said.code == 0
    assert "as before" in said.out
    assert picture(person) == {}


def test_with_sudo_it_would_be_set_up_for_somebody_else(paravent, person, monkeypatch):
    if not Place.here().administrator:
        pytest.skip("only the administrator comes by sudo")
    monkeypatch.setenv("SUDO_USER", "somebody")
    said = paravent("setup", "--yes")
    assert said.code == 2
    assert "sudo" in said.err
    assert picture(person) == {}

"""The client register when things go wrong: killed in an import, damaged, read for its names."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from faults.test_audit_canaries import found_in, traces
from paravent.detect.catalogue import entities
from paravent.errors import ParaventError
from paravent.register.records import CLIENTS, Clients
from paravent.register.source import RegisterSource
from paravent.settings import Home, shipped
from paravent.store.keys import load_keys
from paravent.store.register import read_shelves
from registering import entry, forget, save

KILLS = 4
TESTS = Path(__file__).parents[1]
CHILD = """
import sys
from pathlib import Path
from registering import entry, save
from itertools import count
start = int(sys.argv[2])
for number in count(start):
    name = f"Client Numero {number:06}"
    save(Path(sys.argv[1]), {name: [entry("company", name)]})
    print(number, flush=True)
"""


def names(folder: Path) -> set[str]:
    home = Home(folder)
    (records,) = read_shelves(home.register, load_keys(home), (CLIENTS,))
    return {one.name.reveal() for one in Clients(records).values()}


def test_what_was_told_to_be_kept_is_kept_when_killed_at_any_moment(tmp_path):
    draw = random.Random(7)
    load_keys(Home(tmp_path).make())
    last = 0
    for _ in range(KILLS):
        command = [sys.executable, "-c", CHILD, str(tmp_path), str(last + 1)]
        env = {**os.environ, "PYTHONPATH": f"{TESTS}:{os.environ.get('PYTHONPATH', '')}"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as child:
            said = [child.stdout.readline() for _ in range(draw.randrange(1, 25))]
            child.send_signal(signal.SIGKILL)
            said += child.stdout.read().splitlines(keepends=True)
        told = [int(line) for line in said if line.endswith("\n")]
        assert told, "the program did not start"
        last = max(told)
        kept = names(tmp_path)
        assert {f"Client Numero {number:06}" for number in range(1, last + 1)} <= kept
        assert len(kept) <= last + KILLS  # what was on disk but not yet told
    save(tmp_path, {"Après": [entry("company", "Après")]})
    assert "Après" in names(tmp_path)


def test_no_name_is_in_the_file_before_or_after_it_is_forgotten(tmp_path):
    planted = [f"Zoé Łukasiewicz-{number:04}" for number in range(200)]
    saved = save(tmp_path, {name: [entry("person", name)] for name in planted})
    home = Home(tmp_path)
    wanted = {trace for name in planted for trace in traces("PERSON", name)}

    def look() -> None:
        files = [path for path in tmp_path.iterdir() if path.is_file()]
        assert {"register.db"} <= {path.name for path in files}
        whole = b"".join(path.read_bytes() for path in files)
        assert found_in(whole, wanted) == set()

    look()
    assert len(names(tmp_path)) == len(planted)
    sealed = home.register.read_bytes()
    gone = saved.clients[0].code
    assert gone.encode() in sealed
    forget(tmp_path, gone)
    look()
    for path in tmp_path.glob("register.db*"):
        assert gone.encode() not in path.read_bytes()


def test_a_file_that_is_damaged_later_leaves_the_former_register_in_force(tmp_path):

    save(tmp_path, {"Marie Dupont": [entry("person", "Marie Dupont")]})
    home = Home(tmp_path)
    source = RegisterSource(
        home.register, lambda: load_keys(home), shipped("models") / "lexicon", entities()
    )
    whole = home.register.read_bytes()
    home.register.write_bytes(b"not a database" * 500)
    register = asyncio.run(source.refresh())
    assert register.read("relance Dupont").findings
    assert source.error
    home.register.write_bytes(whole)
    asyncio.run(source.refresh())
    assert source.error is None
    assert source.current is not register


def test_a_damaged_or_foreign_file_is_an_error_at_the_start(tmp_path):
    save(tmp_path / "a", {"Marie Dupont": [entry("person", "Marie Dupont")]})
    save(tmp_path / "b", {"Marie Dupont": [entry("person", "Marie Dupont")]})
    other = Home(tmp_path / "b")
    shutil.copy(Home(tmp_path / "a").register, other.register)
    with pytest.raises(ParaventError) as told:
        RegisterSource(
            other.register, lambda: load_keys(other), shipped("models") / "lexicon", entities()
        )
    assert "Dupont" not in str(told.value)
    assert "registre" in str(told.value) or "register" in str(told.value)

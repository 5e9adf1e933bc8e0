"""The power is cut while the log is written: what was acknowledged is there, and proves whole."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from auditing import make_event, make_keys, opened
from paravent.store.verify import verify_audit

TESTS = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}


class Machine:
    """A disk that forgets, and a program that writes to it until the power goes."""

    def __init__(self, folder, seed):
        self.disk, self.place, self.seed = folder / "disk", folder / "mounted", seed
        for path in (self.disk, self.place):
            path.mkdir(exist_ok=True)

    def run(self, commits, per_commit):
        """Write, cut the power after some commits; the last index that was acknowledged."""
        lossy = start(TESTS / "lossy_disk.py", self.disk, self.place, self.seed)
        if lossy.stdout.readline() != "mounted\n":
            _, said = lossy.communicate()
            pytest.skip(f"this disk cannot be mounted here: {said.splitlines()[-1:]}")
        try:
            child = start(TESTS / "auditing_child.py", self.place / "audit.db", per_commit)
            told = [child.stdout.readline() for _ in range(commits)]
            assert all(told), child.communicate()[1]
            lossy.stdin.write("\n")
            lossy.stdin.flush()
            assert lossy.stdout.readline() == "cut\n"
            child.kill()
            rest, _ = child.communicate()
        finally:
            subprocess.run(["umount", "--lazy", str(self.place)], check=True)
            lossy.communicate("\n")
        lines = "".join(told) + rest
        return max(int(line) for line in lines.splitlines(keepends=True) if line.endswith("\n"))


def start(script, *arguments):
    return subprocess.Popen(
        [sys.executable, script, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=ENVIRONMENT,
    )  # fmt: skip


def cut_the_power(folder, cuts):
    draw, acknowledged = random.Random(5), 0
    for cut in range(cuts):
        machine = Machine(folder, cut)
        last = machine.run(draw.randrange(20, 120), draw.choice((1, 3, 8)))
        assert last > acknowledged
        acknowledged = last
        (machine.disk / "audit.db-shm").unlink(missing_ok=True)
        with opened(machine.disk / "audit.db") as log:
            (index,) = log.append_now(make_event())
        assert index > acknowledged
        found = verify_audit(machine.disk / "audit.db", make_keys())
        assert found.ok, found.findings


def test_nothing_that_was_acknowledged_is_lost_when_the_power_is_cut(tmp_path):
    cut_the_power(tmp_path, 3)


@pytest.mark.long
def test_twenty_cuts_lose_nothing(tmp_path):
    cut_the_power(tmp_path, 20)


def test_the_disk_forgets_what_was_not_synced(tmp_path):
    """Without this the tests above would prove nothing."""
    machine = Machine(tmp_path, 1)
    lossy = start(TESTS / "lossy_disk.py", machine.disk, machine.place, 1)
    if lossy.stdout.readline() != "mounted\n":
        pytest.skip("this disk cannot be mounted here")
    lost = 0
    try:
        for n in range(20):
            number = os.open(machine.place / f"f{n}", os.O_RDWR | os.O_CREAT)
            os.pwrite(number, b"synced", 0)
            os.fsync(number)
            os.pwrite(number, b"forgot", 0)
            os.close(number)
        lossy.stdin.write("\n")
        lossy.stdin.flush()
        assert lossy.stdout.readline() == "cut\n"
        for n in range(20):
            data = (machine.disk / f"f{n}").read_bytes()
            assert data in {b"synced", b"forgot"}
            lost += data == b"synced"
    finally:
        subprocess.run(["umount", "--lazy", str(machine.place)], check=True)
        lossy.communicate("\n")
    assert 0 < lost < 20

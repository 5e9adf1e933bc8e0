"""A disk that is full, cannot be written or fails at any step: told, nothing lost, resumed."""

import asyncio
import itertools
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from auditing import Clock, make_event, make_keys, opened
from paravent.errors import ParaventError, Reason
from paravent.store.verify import verify_audit

TESTS = Path(__file__).parents[1]
KEYS = make_keys()


def run_child(*arguments, **options):
    return subprocess.run(
        [sys.executable, TESTS / "auditing_child.py", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
        **options,
    )


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 2 MB of our own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "paravent-test", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


async def test_a_full_disk_is_told_and_recording_resumes(small_disk):
    path = small_disk / "audit.db"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_500_000))
    with opened(path) as log:
        kept = []

        async def fill(batch):
            while True:
                kept.append((await log.append(*(make_event() for _ in range(batch))))[-1])

        with pytest.raises(ParaventError, match="disque est plein") as caught:
            await fill(20)
        assert caught.value.reason is Reason.STORE
        assert kept[-1] > 50
        for _ in range(3):  # where twenty find no room, one may
            with pytest.raises(ParaventError, match="disque est plein"):
                await fill(1)
        assert verify_audit(path, KEYS).ok
        ballast.unlink()
        assert await log.append(make_event()) == [kept[-1] + 1]
    found = verify_audit(path, KEYS)
    assert found.ok, found.findings
    assert found.events == kept[-1] + 2


def test_a_file_that_may_not_grow_is_told_and_recording_resumes(tmp_path):
    path = tmp_path / "audit.db"
    done = run_child(path, 20, 300_000)
    assert done.returncode == 0, done.stderr
    *told, full, resumed = done.stdout.splitlines()
    assert full == "full store"
    assert resumed.split() == ["resumed", str(int(told[-1]) + 1)]
    found = verify_audit(path, KEYS)
    assert found.ok, found.findings
    assert found.events == int(told[-1]) + 2


@pytest.fixture
def remount(small_disk):
    """Makes the small disk read-only and writable again."""

    def remount(mode):
        subprocess.run(["mount", "-o", f"remount,{mode}", str(small_disk)], check=True)

    yield remount
    remount("rw")


def test_a_disk_that_cannot_be_written_is_told_and_can_be_verified(small_disk, remount):
    path = small_disk / "audit.db"
    with opened(path) as log:
        log.append_now(make_event())
    remount("ro")
    with pytest.raises(ParaventError, match="impossible d'écrire") as caught, opened(path):
        pass
    assert caught.value.reason is Reason.STORE
    assert verify_audit(path, KEYS).ok
    remount("rw")
    with opened(path) as log:
        assert log.append_now(make_event()) == [2]


async def test_a_log_that_turns_read_only_is_told_and_resumes(tmp_path):
    with opened(tmp_path / "audit.db") as log:
        log._db.connection.execute("PRAGMA query_only = ON")
        with pytest.raises(ParaventError, match="impossible d'écrire") as caught:
            await log.append(make_event())
        assert caught.value.reason is Reason.STORE
        log._db.connection.execute("PRAGMA query_only = OFF")
        assert await log.append(make_event()) == [1]
    assert verify_audit(tmp_path / "audit.db", KEYS).ok


async def test_a_log_that_somebody_else_holds_is_told_and_resumes(tmp_path):
    path = tmp_path / "audit.db"
    with opened(path) as log:
        log._db.connection.execute("PRAGMA busy_timeout = 50")
        with closing(sqlite3.connect(path, autocommit=True)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(ParaventError, match="autre programme") as caught:
                await log.append(make_event())
            assert caught.value.reason is Reason.STORE
            other.execute("ROLLBACK")
        assert await log.append(make_event()) == [1]
    assert verify_audit(path, KEYS).ok


async def test_a_commit_that_breaks_off_at_any_step_is_whole_or_nothing(tmp_path):
    """SQLite is stopped at its 1st, 2nd, 3rd ... own step, until a commit gets through.

    It is stopped at all later steps as well, so that not even the undoing can be done.
    """
    path = tmp_path / "audit.db"
    clock = Clock()
    with opened(path, clock=clock) as log, closing(sqlite3.connect(path)) as other:
        await log.append(make_event())
        sql, size = log._db.connection, 2
        # A new dossier, a new epoch and a new day, so that every table is written to.
        clock.wait(91 * 24 * 3600)
        for step in itertools.count(1):
            fp = log.fingerprint("C-014", "IBAN", "x")
            left = iter(range(step))
            sql.set_progress_handler(lambda left=left: next(left, None) is None, 1)
            job = asyncio.gather(log.append(make_event(fp=(fp,)), make_event()))
            await asyncio.wait([job])
            sql.set_progress_handler(None, 1)
            (stored,) = other.execute("SELECT count(*) FROM header").fetchone()
            if not job.exception():
                break
            assert isinstance(job.exception(), ParaventError)
            assert job.exception().reason is Reason.STORE
            # Stopped at its very last step, it is on disk though nobody could be told.
            assert stored in (size, size + 2, size + 3)
            size = stored
        assert step > 200
        assert job.result() == [[stored - 2, stored - 1]]
        assert await log.append(make_event()) == [stored]
    found = verify_audit(path, KEYS)
    assert found.ok, found.findings
    assert found.events == stored + 1


def test_of_two_that_start_together_one_is_refused(tmp_path):
    path = tmp_path / "audit.db"
    command = [sys.executable, TESTS / "auditing_child.py", path, "1"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    with (tmp_path / "said").open("w+") as said:
        children = [
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=said, text=True, env=environment
            )
            for _ in range(2)
        ]
        # The one that is refused says nothing and ends; the other says which event is kept.
        first_lines = sorted(child.stdout.readline() for child in children)
        for child in children:
            child.kill()
            child.communicate()
        said.seek(0)
        assert "un autre Paravent" in said.read()
    assert first_lines == ["", "2\n"]
    assert verify_audit(path, KEYS).ok

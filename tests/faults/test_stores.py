"""A log or a vault that cannot be written while requests come in: refused, told, then resumed."""

import asyncio
import contextlib
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e.leaks import leaks
from gatewaying import Rig, chat, endure, run
from paravent.core.types import Finding, Segment
from paravent.errors import ParaventError, Reason
from paravent.settings import Home
from paravent.store.keys import load_keys
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType
from parting import open_parts
from stub import Stub

# In a process of its own: closing a file here would drop the locks that SQLite holds on it.
_DAMAGE = (
    "import os, sys; file = open(sys.argv[1], 'r+b');"
    "size = os.fstat(file.fileno()).st_size; file.seek(100); file.write(b'\\xa5' * (size - 100))"
)


@contextmanager
def locked(sql: sqlite3.Connection, path: Path) -> Iterator[None]:
    sql.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, autocommit=True)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def full(sql: sqlite3.Connection, path: Path) -> Iterator[None]:
    (pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {pages}")
    yield
    sql.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def read_only(sql: sqlite3.Connection, path: Path) -> Iterator[None]:
    sql.execute("PRAGMA query_only = ON")
    yield
    sql.execute("PRAGMA query_only = OFF")


FAULTS = {"locked": locked, "full": full, "read-only": read_only}


async def find_clients(segments: Sequence[Segment], *_: object) -> list[tuple[Finding, ...]]:
    """Somebody new in every text, so that the vault has something to write."""
    return [
        tuple(
            Finding(*found.span(), "PERSON", 1.0, "test")
            for found in re.finditer(r"Client-\d+", segment.text.reveal())
        )
        for segment in segments
    ]


def damage(path: Path) -> None:
    """Overwrite all of a database but its header."""
    subprocess.run([sys.executable, "-c", _DAMAGE, path], check=True)


async def ask_until_refused(rig: Rig) -> None:
    """Ask until three requests have been refused; only the others have left."""
    refused = sent = 0
    while refused < 3:
        response = await rig.ask(chat(f"Écris à Client-{refused}{sent:03}"))
        if response.status_code == 200:
            sent += 1
            assert sent < 300
            continue
        refused += 1
        assert response.status_code == 503
        message = response.json()["error"]["message"]
        assert "Paravent a bloqué cet envoi." in message
        assert "n'a pas pu être écrit" in message
    assert len(rig.stub.seen) == sent
    assert leaks(rig.stub.everything(), ["Client"]) == []


async def begin(rig: Rig) -> None:
    rig.parts.engine.scan = find_clients  # type: ignore[method-assign]
    assert (await rig.ask(chat("À Client-900"))).status_code == 200
    rig.stub.reset()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("store", ["audit", "vault"])
def test_a_store_that_cannot_be_written(tmp_path: Path, stub: Stub, store: str, fault: str) -> None:
    async def scenario(rig: Rig) -> None:
        await begin(rig)
        database = getattr(rig.parts, store)._db
        with FAULTS[fault](database.connection, database.path):
            await ask_until_refused(rig)
        if store == "vault":
            assert {one["reason"] for one in rig.events(EventType.BLOCK)} == {"store"}
        answer = await rig.ask(chat("À Client-901"))
        assert "Client-901" in answer.text, answer.text
        del rig.parts.engine.scan

    endure(tmp_path, stub, scenario)
    home = Home(tmp_path / "home")
    found = verify_audit(home.audit, load_keys(home))
    assert found.ok, found.findings


async def checkpoint(connection: sqlite3.Connection) -> None:
    """Have all that was written stand in the file itself, once nobody reads or writes."""
    busy = 1
    while busy:
        await asyncio.sleep(0)
        with contextlib.suppress(sqlite3.DatabaseError):  # the writer uses it at the same moment
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


@pytest.mark.parametrize("store", ["audit", "vault"])
def test_a_store_that_is_damaged_while_it_is_used(tmp_path: Path, stub: Stub, store: str) -> None:
    """Nothing leaves any more, and the next start says what to do."""

    async def scenario(rig: Rig) -> None:
        await begin(rig)
        database = getattr(rig.parts, store)._db
        written = database.path.with_name(f"{database.path.name}-wal")
        damaged = False
        while not damaged:  # what was written in between stands whole in the other file
            await checkpoint(database.connection)
            damage(database.path)
            database.connection.execute("PRAGMA shrink_memory")
            damaged = not (written.exists() and written.stat().st_size)
        await ask_until_refused(rig)

    run(tmp_path, stub, scenario)
    with pytest.raises(ParaventError) as caught, open_parts(tmp_path / "home"):
        pass
    assert caught.value.reason is Reason.STORE
    (problem,) = caught.value.problems
    assert problem.where.endswith(f"{store}.db")
    assert "copie" in problem.hint

"""What is erased or purged is gone to the last byte, and the log that told of it stays whole."""

import asyncio
import random
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from auditing import START, Clock, make_event, make_keys, opened
from evidence import bundle, fill, run_verifier, tamper
from paravent.core.merkle import Tree
from paravent.errors import ParaventError, Reason
from paravent.store.reader import Query, read_audit
from paravent.store.removal import Erasure
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType

KEYS = make_keys()
DAY_S = 24 * 3600


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.db"


def rows(path, query, *values):
    with closing(sqlite3.connect(path)) as sql:
        return sql.execute(query, values).fetchall()


def notices(path, kind):
    with read_audit(path, KEYS) as reader:
        found = reader.select(Query(types=(kind,)))
        return [reader.read(entry.index).event()["notice"] for entry in found]


def bytes_of(path):
    """Everything that lies in the folder of a log, its write-ahead log and copies included."""
    return b"\0".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())


def sealed(path, indexes):
    held = dict(rows(path, "SELECT i, sealed FROM payload"))
    return [held[i] for i in indexes]


async def test_an_erased_event_keeps_its_header_and_nothing_else(path):
    with opened(path) as log:
        await log.append(make_event(), make_event(), make_event())
        before = rows(path, "SELECT * FROM header WHERE i = 2")
        assert await log.erase(Erasure((2,), ("dossier=C-014",))) == [4]
        assert await log.append(make_event()) == [5]
    assert rows(path, "SELECT * FROM header WHERE i = 2") == before
    assert rows(path, "SELECT i FROM payload ORDER BY i") == [(0,), (1,), (3,), (4,), (5,)]
    assert rows(path, "SELECT i FROM facet WHERE i = 2") == []
    (told,) = notices(path, EventType.DSR_ERASE)
    assert (told["n"], told["by_type"], told["filters"]) == (
        1,
        [["request", 1]],
        ["dossier=C-014", "labels=0"],
    )
    with read_audit(path, KEYS) as reader:
        assert [entry.index for entry in reader.select(Query())] == list(range(6))
        with pytest.raises(ParaventError, match="a été effacé"):
            reader.read(2)
    assert verify_audit(path, KEYS).ok


async def test_what_is_erased_already_or_may_not_be_is_passed_over(path):
    with opened(path) as log:
        await log.append(make_event(), make_event(EventType.RULES_CHANGE, "", None))
        await log.erase(Erasure((1,)))
        assert await log.erase(Erasure((0, 1, 2, 3, 99))) == [4]
    first, second = notices(path, EventType.DSR_ERASE)
    assert (first["n"], second.get("n", 0)) == (1, 0)
    assert verify_audit(path, KEYS).ok


async def test_a_purge_takes_whole_events_and_leaves_their_hashes(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        await log.append(make_event(), make_event())
        clock.wait(40 * DAY_S)
        await log.append(make_event())
        with read_audit(path, KEYS) as reader:
            leaves = reader.leaf_hashes()
        assert await log.purge(START + timedelta(days=1)) == [4]
        assert await log.purge(START + timedelta(days=1)) == []
        await log.append(make_event())
    assert rows(path, "SELECT min(i), count(*) FROM header") == [(3, 3)]
    (told,) = notices(path, EventType.RETENTION_PURGE)
    assert told == {"index": 0, "size": 3, "n": 3, "by_type": [["key_create", 1], ["request", 2]]}
    with read_audit(path, KEYS) as reader:
        assert reader.leaf_hashes()[:4] == leaves
        assert (reader.first(), reader.size()) == (3, 6)
        assert len(reader.leaf_hashes()) == 6
        with pytest.raises(ParaventError, match="a été purgé"):
            reader.read(1)
        with pytest.raises(ParaventError, match="aucun événement"):
            reader.read(6)
    found = verify_audit(path, KEYS)
    assert found.ok, found.findings
    assert (found.events, found.purged) == (6, 3)


async def test_a_purge_never_takes_what_came_after_an_event_of_today(path):
    """A clock that was wrong for a while must not have the log thrown away."""
    clock = Clock()
    with opened(path, clock=clock) as log:
        await log.append(make_event())
        clock.shift(-400 * DAY_S)
        await log.append(make_event())
        clock.shift(400 * DAY_S)
        assert await log.purge(START - timedelta(days=30)) == []
        clock.shift(3 * DAY_S)
        await log.append(make_event())
        assert log.jumped_ms == 400 * DAY_S * 1000


async def test_a_log_that_was_purged_goes_on_and_opens_again(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        await log.append(make_event(), make_event())
        clock.wait(40 * DAY_S)
        await log.purge(START + timedelta(days=1))
    with opened(path, clock=clock) as log:
        assert (await log.append(make_event()))[0] >= 3
    assert verify_audit(path, KEYS).ok


async def test_keys_of_purged_events_are_destroyed(path):
    clock = Clock()
    with opened(path, clock=clock) as log:
        old = log.fingerprint("C-014", "IBAN", "x")
        await log.append(make_event(fp=(old,)))
        clock.wait(91 * DAY_S)
        await log.append(make_event())
        new = log.fingerprint("C-014", "IBAN", "x")
        await log.append(make_event(fp=(new,)))
        with read_audit(path, KEYS) as reader:
            assert reader.fingerprints("IBAN", "x") == {old, new}
        await log.purge(START + timedelta(days=1))
        assert {k for (k,) in rows(path, "SELECT k FROM epoch")} == {1}
        assert set(log._epochs._ciphers) == {1}
        with read_audit(path, KEYS) as reader:
            assert reader.fingerprints("IBAN", "x") == {new}
    assert notices(path, EventType.KEY_DESTROY) == [{"epoch": 0}]
    assert verify_audit(path, KEYS).ok


async def test_not_a_byte_of_what_was_erased_or_purged_is_left(path):
    """Ciphertext is searched for: who finds the key one day must find nothing to open.

    Events of very different sizes and many erasures have SQLite move what it keeps about its
    pages; what moved before it was erased has left itself behind in one of them.
    """
    clock, draw, gone = Clock(), random.Random(4), list[bytes]()
    with opened(path, clock=clock) as log:
        path.with_name("audit.db.before-something").write_bytes(b"a copy that was made before")
        for _ in range(30):
            fps = (
                tuple(draw.randbytes(12).hex() for _ in range(draw.randrange(30)))
                for _ in range(20)
            )
            await asyncio.gather(*(log.append(make_event(fp=fp)) for fp in fps))
        left = draw.sample(range(1, 601), 600)
        for _ in range(15):
            n = draw.randrange(1, 30)
            erased, left = left[:n], left[n:]
            gone += sealed(path, erased)
            await log.erase(Erasure(tuple(erased)))
        whole = bytes_of(path)
        assert not any(item[at : at + 16] in whole for item in gone for at in stretches(item))
        clock.wait(40 * DAY_S)
        await log.append(make_event(), make_event())
        (last,) = rows(path, "SELECT max(i) FROM header")[0]
        kept, gone = sealed(path, [last]), gone + sealed(path, left)
        await log.purge(START + timedelta(days=1))
        assert kept[0] in bytes_of(path)
    whole = bytes_of(path)
    assert not any(item[at : at + 16] in whole for item in gone for at in stretches(item))
    assert not path.with_name("audit.db.before-something").exists()
    assert verify_audit(path, KEYS).ok


def stretches(item):
    return range(0, len(item) - 15, 16)


async def test_whoever_reads_the_log_is_told_of_and_remains_go_once_he_is_done(path):
    with opened(path) as log:
        await log.append(make_event(), make_event())
        (gone,) = sealed(path, [1])
        log._db.connection.execute("PRAGMA busy_timeout = 50")
        with read_audit(path, KEYS) as reader:
            assert reader.size() == 3
            with pytest.raises(ParaventError, match="garde des restes") as caught:
                await log.erase(Erasure((1,)))
            assert caught.value.reason is Reason.STORE
            assert await log.append(make_event()) == [4]
        await log.append(make_event())
        assert gone not in bytes_of(path)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM header WHERE i = 3",
        "DELETE FROM payload WHERE i = 3",
        "DELETE FROM facet WHERE i = 3",
        "DELETE FROM epoch",
        "UPDATE epoch SET t = 0",
        "DELETE FROM erased",
        "UPDATE erased SET by = 3",
        "REPLACE INTO erased VALUES (4, 3)",
        "DELETE FROM purged",
        "UPDATE purged SET last = 3",
        "REPLACE INTO purged VALUES (0, 3, 3, x'')",
        "DELETE FROM text",
        "UPDATE text SET t = 0",
        "REPLACE INTO text SELECT sha256, 0, sealed FROM text",
        "UPDATE token SET tsr = x''",
        "DELETE FROM token",
        "REPLACE INTO token VALUES (3, x'')",
    ],
)
async def test_nothing_else_can_be_changed_in_passing(path, statement):
    await fill(path)
    with closing(sqlite3.connect(path, autocommit=True)) as sql:
        sql.execute("INSERT INTO token VALUES (3, x'00')")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            sql.execute(statement)


async def test_no_byte_of_what_tells_of_removals_can_change_unseen(path):
    await fill(path)
    original = path.read_bytes()
    with closing(sqlite3.connect(path)) as sql:
        cases = [
            *(("erased", name, value) for name in ("i", "by") for value in (0, 3, 5, 8, 10, 99)),
            *(
                ("purged", name, value)
                for name in ("first", "last", "by")
                for value in (1, 3, 9, 99)
            ),
            *(
                ("text", name, value)
                for name, value in (("t", 1), ("sha256", b"x"), ("sealed", b"x"))
            ),
        ]
        (leaves,) = sql.execute("SELECT leaves FROM purged").fetchone()
    cases += [
        ("purged", "leaves", leaves[:n] + bytes([leaves[n] ^ 1]) + leaves[n + 1 :])
        for n in range(len(leaves))
    ]
    for table, column, value in cases:
        path.write_bytes(original)
        tamper(path, [f"UPDATE {table} SET {column} = ?", value])
        assert not verify_audit(path, KEYS).ok, (table, column, value)


async def test_years_of_months_purge_and_stay_verifiable(path, tmp_path):
    """Three years, a month's purge each month: every checkpoint given out still holds."""
    clock, given = Clock(), []
    with opened(path, clock=clock) as log:
        for month in range(36):
            await log.append(*(make_event() for _ in range(7)))
            with read_audit(path, KEYS) as reader:
                given.append(reader.checkpoint())
                assert Tree(reader.leaf_hashes()).size == reader.size()
            clock.wait(30 * DAY_S)
            await log.append(make_event(EventType.RULES_CHANGE, "", None))
            if month >= 12:
                assert await log.purge(clock.wall() - timedelta(days=365)) != []
    found = verify_audit(path, KEYS, given)
    assert found.ok, found.findings
    assert found.purged > 150
    assert run_verifier(bundle(path, tmp_path / "b.zip")).returncode == 0

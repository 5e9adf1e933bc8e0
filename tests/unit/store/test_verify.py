"""Whatever is changed in a log is found, and found where it is."""

import random
import sqlite3
from contextlib import closing
from itertools import islice

import pytest

from auditing import Clock, make_event, make_keys, opened
from evidence import tamper
from paravent.errors import ParaventError
from paravent.i18n import speaking
from paravent.store.reader import read_audit
from paravent.store.verify import MOST_FINDINGS, verify_audit

KEYS = make_keys()
DAY_S = 24 * 3600


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> bytes:
    """A log with every kind of row: seven events, a kept checkpoint, a dossier's key."""
    path = tmp_path_factory.mktemp("verify") / "audit.db"
    clock = Clock()
    with opened(path, clock=clock) as log:
        fp = log.fingerprint("C-014", "IBAN", "FR7630006000011234567890189")
        log.append_now(make_event(fp=(fp,)), make_event(), make_event())
        clock.wait(DAY_S)
        log.append_now(make_event())
        log.append_now(make_event(), make_event())
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


@pytest.fixture
def path(original, tmp_path):
    path = tmp_path / "audit.db"
    path.write_bytes(original)
    return path


def copy_of(path, index):
    with closing(sqlite3.connect(path)) as sql:
        return sql.execute(
            "SELECT t, type, c, k, sealed FROM header JOIN payload USING (i) WHERE i = ?", (index,)
        ).fetchone()


def test_a_whole_log_is_whole(path):
    found = verify_audit(path, KEYS)
    assert found.ok
    assert found.first_bad is None
    assert (found.events, found.size) == (7, 7)
    with read_audit(path, KEYS) as reader:
        assert found.root in reader.checkpoint().encode() or len(found.root) == 32


def test_a_log_in_use_is_verified(tmp_path):
    with opened(tmp_path / "audit.db") as log:
        log.append_now(make_event())
        assert verify_audit(tmp_path / "audit.db", KEYS).ok


def test_a_log_on_a_disk_that_cannot_be_written_is_verified(path):
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert verify_audit(path, KEYS).ok
    finally:
        path.parent.chmod(0o700)


def test_what_is_no_log_is_an_error(tmp_path):
    with pytest.raises(ParaventError):
        verify_audit(tmp_path / "none.db", KEYS)
    with closing(sqlite3.connect(tmp_path / "other.db")) as sql:
        sql.execute("CREATE TABLE theirs (x)")
    with pytest.raises(ParaventError):
        verify_audit(tmp_path / "other.db", KEYS)


@pytest.mark.parametrize(
    ("name", "statements", "first_bad"),
    [
        ("time of an event", [("UPDATE header SET t = t + 1 WHERE i = 2",)], 2),
        ("type of an event", [("UPDATE header SET type = 'response' WHERE i = 2",)], 2),
        ("epoch of an event", [("UPDATE header SET k = 1 WHERE i = 2",)], 2),
        ("commitment", [("UPDATE header SET c = zeroblob(32) WHERE i = 2",)], 2),
        ("payload lost", [("DELETE FROM payload WHERE i = 3",)], 3),
        (
            "payloads exchanged",
            [
                ("UPDATE payload SET i = 99 WHERE i = 2",),
                ("UPDATE payload SET i = 2 WHERE i = 3",),
                ("UPDATE payload SET i = 3 WHERE i = 99",),
            ],
            2,
        ),
        (
            "event lost",
            [(f"DELETE FROM {table} WHERE i = 4",) for table in ("facet", "payload", "header")],
            4,
        ),
        (
            "first event lost",
            [(f"DELETE FROM {table} WHERE i = 0",) for table in ("facet", "payload", "header")],
            0,
        ),
        (
            "end lost",
            [(f"DELETE FROM {table} WHERE i >= 5",) for table in ("facet", "payload", "header")],
            5,
        ),
        (
            "events reordered",
            [
                ("UPDATE header SET i = 99 WHERE i = 2",),
                ("UPDATE header SET i = 2 WHERE i = 3",),
                ("UPDATE header SET i = 3 WHERE i = 99",),
            ],
            2,
        ),
        ("search index altered", [("UPDATE facet SET action = 'allow' WHERE i = 3",)], 3),
        ("search index emptied", [("DELETE FROM facet WHERE i = 3",)], 3),
        ("search index extended", [("INSERT INTO facet VALUES (0, 'x', NULL)",)], 0),
        ("payload without header", [("INSERT INTO payload VALUES (7, x'00')",)], 7),
        ("facet without header", [("INSERT INTO facet VALUES (-1, 'x', NULL)",)], 7),
        ("head lost", [("DELETE FROM tree",)], 4),
        ("head size", [("UPDATE tree SET size = 6",)], 4),
        ("head range", [("UPDATE tree SET range = zeroblob(96)",)], 4),
        ("head note", [("UPDATE tree SET note = replace(note, '7', '6')",)], 4),
        ("kept checkpoint", [("UPDATE checkpoint SET size = 3",)], None),
        ("key lost", [("DELETE FROM epoch",)], 0),
        ("key of payloads", [("UPDATE epoch SET wrapped = zeroblob(60) WHERE scope = x''",)], 0),
        ("key of a dossier", [("UPDATE epoch SET t = 0 WHERE scope <> x''",)], None),
        ("migrations forgotten", [("DELETE FROM migration",)], None),
    ],
)
def test_tampering_is_found_where_it_is(path, name, statements, first_bad):
    tamper(path, *statements)
    found = verify_audit(path, KEYS)
    assert not found.ok
    assert found.first_bad == first_bad


def test_an_event_that_was_slipped_in_is_found(path):
    t, kind, c, k, sealed = copy_of(path, 3)
    tamper(
        path,
        ("INSERT INTO header VALUES (7, ?, ?, ?, ?)", t, kind, c, k),
        ("INSERT INTO payload VALUES (7, ?)", sealed),
    )
    found = verify_audit(path, KEYS)
    assert found.events == 8
    assert found.first_bad == 7


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER header_delete",
        "CREATE TABLE notes (text)",
        "CREATE VIEW peek AS SELECT * FROM header",
        "CREATE TRIGGER spy AFTER INSERT ON header BEGIN SELECT 1; END",
        "CREATE INDEX by_time ON header (t)",
        "ALTER TABLE facet ADD COLUMN name TEXT",
    ],
)
def test_a_changed_schema_is_found(path, statement):
    with closing(sqlite3.connect(path)) as sql:
        sql.execute(statement)
    assert not verify_audit(path, KEYS).ok


def test_a_checkpoint_of_another_installation_is_found(path, tmp_path):
    with opened(tmp_path / "other.db", make_keys(2)) as log:
        log.append_now(*(make_event() for _ in range(6)))
    with read_audit(tmp_path / "other.db", make_keys(2)) as reader:
        note = reader.checkpoint()
    tamper(path, ("UPDATE tree SET note = ?", note))
    assert not verify_audit(path, KEYS).ok


def test_a_log_written_by_somebody_elses_keys_is_not_ours(path):
    assert not verify_audit(path, make_keys(2)).ok


def test_the_search_ends_where_everything_is_wrong(tmp_path):
    path = tmp_path / "audit.db"
    with opened(path) as log:
        log.append_now(*(make_event() for _ in range(MOST_FINDINGS * 2)))
    tamper(path, ("UPDATE payload SET sealed = zeroblob(100)",))
    found = verify_audit(path, KEYS)
    assert len(found.findings) == MOST_FINDINGS
    assert found.first_bad == 0


def test_findings_are_told_in_the_readers_language(path):
    tamper(path, ("DELETE FROM payload WHERE i = 3",))
    with speaking("en"):
        assert verify_audit(path, KEYS).findings[0].what == "payload missing"
    with speaking("fr"):
        assert verify_audit(path, KEYS).findings[0].what == "contenu manquant"


TABLES = ("header", "payload", "facet", "epoch", "checkpoint", "tree", "migration")


def flips(path):
    """One statement for each byte of each value of each row, and for some bits of each number."""
    with closing(sqlite3.connect(path)) as sql:
        sql.text_factory = bytes
        for table in TABLES:
            columns = sql.execute(f"PRAGMA table_info({table})").fetchall()
            names = [name.decode() for _, name, *_ in columns]
            keys = [at for at, column in enumerate(columns) if column[5]]
            where = " AND ".join(f"{names[at]} = {holder(columns[at])}" for at in keys)
            for row in sql.execute(f"SELECT * FROM {table}").fetchall():
                for at, value in enumerate(row):
                    query = f"UPDATE {table} SET {names[at]} = {holder(columns[at])} WHERE {where}"
                    for other in changed(value):
                        yield query, other, *(row[key] for key in keys)


def holder(column) -> str:
    return "CAST(? AS TEXT)" if column[2] == b"TEXT" else "?"


def changed(value):
    if isinstance(value, int):
        return [value ^ (1 << bit) for bit in (0, 1, 7, 20, 40)]
    if value is None:
        return [b"x"]
    return [value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :] for at in range(len(value))]


def is_found(path) -> bool:
    try:
        return not verify_audit(path, KEYS).ok
    except ParaventError:
        return True  # no longer a log of ours at all


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.long)])
def test_no_byte_of_any_row_can_change_unseen(path, original, step):
    tried = 0
    for flip in islice(flips(path), 0, None, step):
        path.write_bytes(original)
        try:
            tamper(path, flip)
        except sqlite3.IntegrityError:
            continue  # the tables themselves do not hold it
        tried += 1
        assert is_found(path), flip
    assert tried > 2000 // step


def content(path):
    """All that a file says: whose it is, its tables and guards, every row."""
    with closing(sqlite3.connect(path)) as sql:
        sql.text_factory = bytes
        tables = [sql.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]
        schema = sql.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        return tables, schema, sql.execute("PRAGMA application_id").fetchall()


def test_a_flipped_bit_of_the_file_is_found_or_lies_outside_all_content(path, original):
    expected, found = content(path), 0
    draw = random.Random(2)
    offsets = {*range(100), *draw.sample(range(len(original)), 900)}
    for at in sorted(offsets):
        bit = 1 << draw.randrange(8)
        path.write_bytes(original[:at] + bytes([original[at] ^ bit]) + original[at + 1 :])
        if is_found(path):
            found += 1
        else:
            assert content(path) == expected, f"byte {at}, bit {bit}"
    assert found > 50

import sqlite3
import stat
import subprocess
import sys

import pytest

from paravent.errors import Exit, ParaventError, Reason
from paravent.store.db import Database, explain, reading
from paravent.store.migrations import Schema


def first(connection):
    connection.execute("CREATE TABLE thing (name TEXT) STRICT")


def second(connection):
    connection.execute("ALTER TABLE thing ADD COLUMN size INTEGER")


def failing(connection):
    connection.execute("CREATE TABLE other (name TEXT)")
    connection.execute("SELECT nonsense FROM nowhere")


OLD = Schema(0x54455354, "FULL", (first,))
NEW = Schema(0x54455354, "NORMAL", (first, second))


def pragma(database: Database, name: str):
    return database.connection.execute(f"PRAGMA {name}").fetchone()[0]


def columns(path, schema):
    with reading(path, schema) as sql:
        return [row[1] for row in sql.execute("PRAGMA table_info(thing)")]


def close_after(path, schema):
    Database(path, schema).close()


def test_the_file_is_opened_the_one_right_way(tmp_path):
    database = Database(tmp_path / "a.db", OLD)
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2  # FULL
    assert pragma(database, "fullfsync") == 1
    assert pragma(database, "secure_delete") == 1
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "busy_timeout") == 2000
    assert pragma(database, "application_id") == OLD.application_id
    database.close()


def test_a_vault_may_commit_without_waiting_for_the_disk(tmp_path):
    database = Database(tmp_path / "a.db", NEW)
    assert pragma(database, "synchronous") == 1  # NORMAL
    database.close()


def test_every_file_is_for_its_owner_only(tmp_path):
    database = Database(tmp_path / "a.db", OLD)
    with database.transaction() as sql:
        sql.execute("INSERT INTO thing VALUES ('x')")
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert files == dict.fromkeys(("a.db", "a.db-wal", "a.db-shm", "a.db.lock"), 0o600)
    database.close()


def test_a_file_that_became_readable_to_others_is_closed_to_them_again(tmp_path):
    close_after(tmp_path / "a.db", OLD)
    (tmp_path / "a.db").chmod(0o644)
    close_after(tmp_path / "a.db", OLD)
    assert stat.S_IMODE((tmp_path / "a.db").stat().st_mode) == 0o600


def test_a_symbolic_link_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").touch()
    (tmp_path / "a.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ParaventError):
        Database(tmp_path / "a.db", OLD)


def test_migrations_are_applied_once_and_in_order(tmp_path):
    path = tmp_path / "a.db"
    close_after(path, OLD)
    assert columns(path, OLD) == ["name"]
    close_after(path, NEW)
    close_after(path, NEW)
    assert columns(path, NEW) == ["name", "size"]


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path):
    path = tmp_path / "a.db"
    close_after(path, OLD)
    with pytest.raises(ParaventError):
        Database(path, Schema(OLD.application_id, "FULL", (first, failing)))
    with reading(path, OLD) as sql:
        names = {name for (name,) in sql.execute("SELECT name FROM sqlite_master")}
    assert "other" not in names


@pytest.mark.parametrize("opening", [lambda p: Database(p, OLD), lambda p: columns(p, OLD)])
def test_a_newer_file_is_refused(tmp_path, opening):
    close_after(tmp_path / "a.db", NEW)
    with pytest.raises(ParaventError, match=r"récente"):
        opening(tmp_path / "a.db")


@pytest.mark.parametrize("opening", [lambda p: Database(p, OLD), lambda p: columns(p, OLD)])
def test_another_programs_file_is_refused(tmp_path, opening):
    path = tmp_path / "a.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(ParaventError, match="pas une base de Paravent"):
        opening(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("opening", [lambda p: Database(p, OLD), lambda p: columns(p, OLD)])
def test_a_file_that_is_no_database_is_refused(tmp_path, opening):
    (tmp_path / "a.db").write_bytes(b"not a database at all" * 400)
    with pytest.raises(ParaventError, match="endommagé") as caught:
        opening(tmp_path / "a.db")
    assert caught.value.reason is Reason.STORE


def test_a_refused_file_is_not_kept_locked(tmp_path):
    path = tmp_path / "a.db"
    path.write_bytes(b"not a database at all" * 400)
    with pytest.raises(ParaventError):
        Database(path, OLD)
    path.unlink()
    close_after(path, OLD)


def test_a_missing_file_is_not_created_by_a_reader(tmp_path):
    with pytest.raises(ParaventError) as caught, reading(tmp_path / "a.db", OLD):
        pass
    assert caught.value.exit_code is Exit.NOT_READY
    assert not list(tmp_path.iterdir())


def test_a_reader_cannot_write_and_sees_one_moment(tmp_path):
    database = Database(tmp_path / "a.db", OLD)
    with reading(tmp_path / "a.db", OLD) as sql:
        assert sql.execute("SELECT count(*) FROM thing").fetchone() == (0,)
        with database.transaction() as writing:
            writing.execute("INSERT INTO thing VALUES ('x')")
        assert sql.execute("SELECT count(*) FROM thing").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            sql.execute("INSERT INTO thing VALUES ('y')")
    with reading(tmp_path / "a.db", OLD) as sql:
        assert sql.execute("SELECT count(*) FROM thing").fetchone() == (1,)
    database.close()


def test_a_second_opening_is_refused_and_says_what_to_do(tmp_path):
    database = Database(tmp_path / "a.db", OLD)
    with pytest.raises(ParaventError) as caught:
        Database(tmp_path / "a.db", OLD)
    assert caught.value.reason is Reason.STORE
    assert "paravent down" in caught.value.problems[0].hint
    assert "PARAVENT_HOME" in caught.value.problems[0].hint
    database.close()
    close_after(tmp_path / "a.db", OLD)


def test_a_killed_program_leaves_no_lock(tmp_path):
    code = (
        "import sys, signal;"
        "from pathlib import Path; from paravent.store.disk import Lock;"
        "lock = Lock(Path(sys.argv[1])); print('held', flush=True); signal.pause()"
    )
    path = tmp_path / "a.db"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline() == "held\n"
        with pytest.raises(ParaventError):
            Database(path, OLD)
        child.kill()
    close_after(path, OLD)


def test_a_transaction_is_whole_or_nothing(tmp_path):
    database = Database(tmp_path / "a.db", OLD)

    def half_done():
        with database.transaction() as sql:
            sql.execute("INSERT INTO thing VALUES ('x')")
            sql.execute("INSERT INTO thing VALUES (X'00', 1, 2)")

    with pytest.raises(sqlite3.Error):
        half_done()
    assert not database.connection.in_transaction
    assert database.connection.execute("SELECT count(*) FROM thing").fetchone() == (0,)
    database.close()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "disque est plein"),
        ("SQLITE_READONLY_DBMOVED", "impossible d'écrire"),
        ("SQLITE_CANTOPEN", "impossible d'écrire"),
        ("SQLITE_CORRUPT_INDEX", "endommagé"),
        ("SQLITE_NOTADB", "endommagé"),
        ("SQLITE_BUSY", "autre programme"),
        ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_WRITE"),
    ],
)
def test_errors_are_told_plainly_and_without_their_text(tmp_path, name, words):
    error = sqlite3.OperationalError("Marie Dupont")
    error.sqlite_errorname = name
    told = explain(error, tmp_path / "a.db")
    assert words in str(told)
    assert "Marie" not in str(told)
    assert told.reason is Reason.STORE
    assert told.problems[0].hint

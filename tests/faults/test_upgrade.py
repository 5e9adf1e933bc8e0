"""The folder of an earlier version: read as it is, brought to a new schema, or clearly refused.

``fixtures/home-0.1`` is what version 0.1 left behind; ``fixtures/make_home.py`` made it.
"""

import json
import os
import re
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditing import START, Clock
from desk import Desk
from paravent.core.types import Placeholder
from paravent.errors import Exit, ParaventError, Reason
from paravent.services.catalogue import load_catalogue
from paravent.settings import Home, shipped
from paravent.store.audit_tables import AUDIT
from paravent.store.backup import KEPT, backups, forget_backups
from paravent.store.db import Database, reading
from paravent.store.keys import load_keys
from paravent.store.migrations import Migration, Schema
from paravent.store.reader import read_audit
from paravent.store.seals import VAULT
from paravent.store.verify import verify_audit
from paravent.system.ca import ensure_ca, key_file
from parting import NAME, open_parts
from program import Program
from stub import Stub

OLD = Path(__file__).parents[1] / "fixtures" / "home-0.1"
LATER = timedelta(days=3)
SCHEMAS = {"audit.db": AUDIT, "vault.db": VAULT}
FIRST = {"audit.db": "allow_erasure", "vault.db": "add_column"}
"""The first migration that a database of version 0.1 needs, where one more is added."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The stored folder, as version 0.1 had it."""
    home = Home(tmp_path / "home").make()
    home.root.chmod(0o700)
    home.ca.mkdir()
    shutil.copyfile(OLD / "mitmproxy-ca.pem", key_file(home))
    shutil.copyfile(OLD / "ca.pem", home.ca_certificate)
    shutil.copyfile(OLD / "keys.json", home.keys)
    for file in (key_file(home), home.keys):
        file.chmod(0o600)
    for name in SCHEMAS:
        with closing(sqlite3.connect(home.root / name, autocommit=True)) as sql:
            sql.executescript((OLD / f"{name}.sql").read_text())
    return home


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as sql:
        return [*sql.iterdump(), str(sql.execute("PRAGMA application_id").fetchone())]


def add_column(sql: sqlite3.Connection) -> None:
    sql.execute("CREATE TABLE news (told TEXT NOT NULL) STRICT")
    sql.execute("INSERT INTO news VALUES ('x')")


def break_down(sql: sqlite3.Connection) -> None:
    sql.execute("CREATE TABLE half (told TEXT NOT NULL) STRICT")
    sql.execute("INSERT INTO nowhere VALUES ('x')")


def newer(schema: Schema, *migrations: Migration) -> Schema:
    return replace(schema, migrations=(*schema.migrations, *migrations))


def open_once(path: Path, schema: Schema) -> None:
    Database(path, schema).close()


def test_a_folder_of_version_0_1_goes_on_where_it_stopped(home: Home) -> None:
    clock = Clock(now=START + LATER)
    kept = re.search(r"'(\w+)','(PERSONNE)','(\w+)',1,", (OLD / "vault.db.sql").read_text())
    assert kept
    site, word, ident = kept.groups()
    label = f"[{word}_{ident}]"
    with open_parts(home.root, clock=clock.wall, monotonic=clock.monotonic) as parts:
        desk = Desk(parts, home.root)
        verdict = desk.chat(f"Écris encore à {NAME}")
        assert json.loads(verdict.body)["messages"][0]["content"] == f"Écris encore à {label}"
        assert parts.vault.ledger(site).value(Placeholder(word, ident)) == NAME
        assert [event["type"] for event in desk.events()] == ["request"] * 4
    found = verify_audit(home.audit, load_keys(home))
    assert found.ok, found.findings
    assert [copy.name for copy in backups(home.audit)] == ["audit.db.before-allow_erasure"]
    assert backups(home.vault) == []  # nothing had to be changed


def test_the_authority_of_version_0_1_stays_trusted(home: Home) -> None:
    before = key_file(home).read_bytes()
    names = load_catalogue([shipped("rules") / "services"]).hosts
    state = ensure_ca(home, [*names, "new.example.org"], START + LATER)
    assert not state.renewed
    assert "new.example.org" in state.pending
    assert state.covers("api.openai.com")
    assert key_file(home).read_bytes() == before
    assert home.ca_certificate.read_bytes() == (OLD / "ca.pem").read_bytes()


def test_an_authority_whose_time_is_over_is_refused_with_what_to_do(home: Home) -> None:
    names = load_catalogue([shipped("rules") / "services"]).hosts
    with pytest.raises(ParaventError, match="expiré") as caught:
        ensure_ca(home, names, START + timedelta(days=800))
    assert "paravent doctor --fix" in caught.value.problems[0].hint


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_database_is_brought_to_a_new_schema_and_a_copy_is_kept(home: Home, name: str) -> None:
    path, schema = home.root / name, newer(SCHEMAS[name], add_column)
    before = dump(path)
    open_once(path, schema)
    with reading(path, schema) as sql:
        assert sql.execute("SELECT told FROM news").fetchall() == [("x",)]
    (copy,) = backups(path)
    assert copy.name == f"{name}.before-{FIRST[name]}"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert dump(copy) == before
    open_once(path, schema)
    assert backups(path) == [copy]
    shutil.copyfile(copy, path)  # what a person does who goes back
    open_once(path, SCHEMAS[name])


def test_a_log_that_was_brought_to_a_new_schema_still_proves_whole(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = newer(AUDIT, add_column)
    open_once(home.audit, schema)
    monkeypatch.setattr("paravent.store.verify.AUDIT", schema)
    found = verify_audit(home.audit, load_keys(home))
    assert found.ok, found.findings
    assert found.events == 4


def test_a_log_of_version_0_1_is_read_and_proven_before_it_is_brought_to_this_one(
    home: Home,
) -> None:
    before = dump(home.audit)
    found = verify_audit(home.audit, load_keys(home))
    assert found.ok, found.findings
    with read_audit(home.audit, load_keys(home)) as reader:
        assert reader.size() == found.events == len(reader.leaf_hashes())
        assert [reader.read(index).header.i for index in range(reader.size())] == [0, 1, 2, 3]
    assert dump(home.audit) == before


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_migration_that_fails_leaves_the_database_as_it_was(home: Home, name: str) -> None:
    path = home.root / name
    before = dump(path)
    with pytest.raises(ParaventError, match="resté tel qu'il était") as caught:
        open_once(path, newer(SCHEMAS[name], add_column, break_down))
    assert caught.value.reason is Reason.STORE
    assert f"{name}.before-{FIRST[name]}" in caught.value.problems[0].hint
    assert dump(path) == before
    assert [dump(copy) for copy in backups(path)] == [before]
    open_once(path, SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_without_a_copy_nothing_is_changed(home: Home, name: str) -> None:
    path = home.root / name
    (home.root / f"{name}.before-{FIRST[name]}").mkdir()
    before = dump(path)
    with pytest.raises(ParaventError, match="impossible d'écrire"):
        open_once(path, newer(SCHEMAS[name], add_column))
    assert dump(path) == before
    assert not list(home.root.glob(".*.new"))
    (home.root / f"{name}.before-{FIRST[name]}").rmdir()
    open_once(path, SCHEMAS[name])


def test_one_copy_is_kept_for_a_week(home: Home) -> None:
    path, now = home.vault, datetime.now(UTC)
    open_once(path, newer(VAULT, add_column))
    (first,) = backups(path)
    os.utime(first, (0, 0))
    second = path.with_name("vault.db.before-something")
    shutil.copyfile(first, second)
    forget_backups(path, now)
    assert backups(path) == [second]
    forget_backups(path, now + KEPT - timedelta(minutes=1))
    assert backups(path) == [second]
    forget_backups(path, now + KEPT + timedelta(minutes=1))
    assert backups(path) == []
    assert path.exists()


def start(home: Home, stub: Stub) -> tuple[int, str]:
    """How the program ends that is started on a folder, and what it says, on one line."""
    program = Program(home.root, stub.port, stub.ca)
    ports = ("--port", str(program.port), "--ui-port", str(program.ui_port))
    said = program.run("up", "--foreground", *ports)
    return said.returncode, " ".join(said.stderr.split())


def test_a_folder_of_a_later_version_is_refused(home: Home, stub: Stub) -> None:
    name = "audit.db"
    with closing(sqlite3.connect(home.root / name, autocommit=True)) as sql:
        sql.execute("INSERT INTO migration VALUES ('from_the_future')")
    before = dump(home.root / name)
    code, said = start(home, stub)
    assert code == Exit.NOT_READY
    assert name in said
    assert "ce fichier a été écrit par une version plus récente de Paravent" in said
    assert "installez la dernière version" in said
    assert "Traceback" not in said
    assert dump(home.root / name) == before
    assert backups(home.root / name) == []


@pytest.mark.parametrize("name", ["vault.db", "keys.json"])
def test_a_folder_that_is_damaged_is_refused_in_words(home: Home, stub: Stub, name: str) -> None:
    (home.root / name).write_bytes(b"\xa5" * 8192)
    (home.root / name).chmod(0o600)
    code, said = start(home, stub)
    assert code == Exit.NOT_READY
    assert name in said
    assert "piste" in said
    assert "Traceback" not in said

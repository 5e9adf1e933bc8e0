"""The tables of the audit log, and the triggers that keep what is written as it was written.

Triggers stop slips and curious hands; against everybody else stand the tree and its signatures.
What may go at all is what the log itself has first recorded as purged or erased: that is the one
door. No code but a migration drops a trigger, and ``verify`` refuses a file whose triggers are not
these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.store.migrations import Schema

if TYPE_CHECKING:
    import sqlite3

_TABLES = (
    # The Merkle leaves. t: milliseconds since 1970 UTC; c: commitment; k: key epoch.
    """CREATE TABLE header (
        i INTEGER PRIMARY KEY,
        t INTEGER NOT NULL,
        type TEXT NOT NULL,
        c BLOB NOT NULL,
        k INTEGER NOT NULL
    ) STRICT""",
    "CREATE TABLE payload (i INTEGER PRIMARY KEY REFERENCES header, sealed BLOB NOT NULL) STRICT",
    # Words of our own vocabulary, copied from the payload so that a list can be filtered.
    """CREATE TABLE facet (
        i INTEGER PRIMARY KEY REFERENCES header,
        service TEXT,
        action TEXT
    ) STRICT""",
    # scope: empty for the key of the payloads, else whose fingerprints it makes (keyed hash).
    """CREATE TABLE epoch (
        k INTEGER NOT NULL,
        scope BLOB NOT NULL,
        t INTEGER NOT NULL,
        wrapped BLOB NOT NULL,
        PRIMARY KEY (k, scope)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT",
    # The head, one row: size, roots of the perfect subtrees, and the checkpoint signed over them.
    """CREATE TABLE tree (
        size INTEGER PRIMARY KEY,
        range BLOB NOT NULL,
        note TEXT NOT NULL
    ) STRICT""",
)
# REPLACE deletes without firing a trigger for it, hence the guard on INSERT as well.
_FINAL = {
    "header": "i = NEW.i",
    "payload": "i = NEW.i",
    "facet": "i = NEW.i",
    "epoch": "k = NEW.k AND scope = NEW.scope",
    "checkpoint": "size = NEW.size",
}


def create_audit(connection: sqlite3.Connection) -> None:
    """The tables and triggers of the first version."""
    for statement in _TABLES:
        connection.execute(statement)
    for table, same in _FINAL.items():
        again = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 -- our own names
        _forbid(connection, table, "UPDATE")
        _forbid(connection, table, "DELETE")
        _forbid(connection, table, "INSERT", again)
    _forbid(connection, "tree", "DELETE")
    _forbid(connection, "tree", "UPDATE", "NEW.size <= OLD.size")
    _forbid(connection, "tree", "INSERT", "EXISTS (SELECT 1 FROM tree)")


def _forbid(connection: sqlite3.Connection, table: str, act: str, when: str = "1") -> None:
    connection.execute(
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


_ERASABLE = (
    # Events whose content is gone, and the event that says so; never emptied.
    "CREATE TABLE erased (i INTEGER PRIMARY KEY, by INTEGER NOT NULL) STRICT",
    # Events gone with their headers: what is left are their leaf hashes, one after the other.
    """CREATE TABLE purged (
        first INTEGER PRIMARY KEY,
        last INTEGER NOT NULL,
        by INTEGER NOT NULL,
        leaves BLOB NOT NULL
    ) STRICT""",
    # Texts that events name by their SHA-256: rules that were in force.
    """CREATE TABLE text (
        sha256 BLOB PRIMARY KEY,
        t INTEGER NOT NULL,
        sealed BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # What an outside authority of time said of a checkpoint (RFC 3161).
    "CREATE TABLE token (size INTEGER PRIMARY KEY, tsr BLOB NOT NULL) STRICT",
)
_PURGED = "EXISTS (SELECT 1 FROM purged WHERE OLD.i BETWEEN first AND last)"
_ERASED = "EXISTS (SELECT 1 FROM erased WHERE i = OLD.i)"
_SAME_KEY = "NEW.k IS OLD.k AND NEW.scope IS OLD.scope AND NEW.t IS OLD.t"
_YIELDING = (
    ("header", "DELETE", f"NOT {_PURGED}"),
    ("payload", "DELETE", f"NOT {_PURGED} AND NOT {_ERASED}"),
    ("facet", "DELETE", f"NOT {_PURGED} AND NOT {_ERASED}"),
    # A key may go once no event is left that it opens; it may be wrapped anew at any time.
    ("epoch", "DELETE", "OLD.k >= ifnull((SELECT k FROM header ORDER BY i LIMIT 1), 0)"),
    ("epoch", "UPDATE", f"NOT ({_SAME_KEY})"),
)


def allow_erasure(connection: sqlite3.Connection) -> None:
    """What it takes to purge old events and to erase what an event says."""
    for statement in _ERASABLE:
        connection.execute(statement)
    for table, same in (
        ("erased", "i = NEW.i"),
        ("purged", "first = NEW.first"),
        ("text", "sha256 = NEW.sha256"),
        ("token", "size = NEW.size"),
    ):
        _forbid(connection, table, "UPDATE")
        _forbid(connection, table, "DELETE")
        again = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 -- our own names
        _forbid(connection, table, "INSERT", again)
    for table, act, when in _YIELDING:
        connection.execute(f"DROP TRIGGER {table}_{act.lower()}")
        _forbid(connection, table, act, when)


def stand_in(connection: sqlite3.Connection) -> None:
    """Let a log that has not been brought to this version be read as one without removals."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    if "erased" not in {name for (name,) in tables}:
        for statement in _ERASABLE:
            connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))


AUDIT = Schema(
    application_id=0x50564155, synchronous="FULL", migrations=(create_audit, allow_erasure)
)
"""``PVAU``."""

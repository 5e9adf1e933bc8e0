"""The tables of the audit log, and the triggers that keep what is written as it was written.

Triggers stop slips and curious hands; against everybody else stand the tree and its signatures.
The day something must be purged or erased, a further migration replaces the triggers it concerns
by ones that yield to rows which the log itself has recorded as purged or erased. That is the one
door: no code drops a trigger, and ``verify`` refuses a file whose triggers are not these.
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


AUDIT = Schema(application_id=0x50564155, synchronous="FULL", migrations=(create_audit,))
"""``PVAU``."""

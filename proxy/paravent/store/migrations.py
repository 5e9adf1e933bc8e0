"""Schemas of the databases: a list of functions each, applied once, in order, in one transaction.

A function that has been released is never changed: what comes next is a new one at the end.
A file that a newer Paravent has migrated is refused, never guessed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from paravent.errors import Exit, Reason, fail
from paravent.i18n import t

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

type Migration = Callable[[sqlite3.Connection], None]


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database file must be.

    ``application_id`` is the number that SQLite keeps in the file's header to tell whose it is.
    ``synchronous`` is FULL where a committed transaction must survive a power cut.
    """

    application_id: int
    synchronous: Literal["FULL", "NORMAL"]
    migrations: Sequence[Migration]


def migrate(connection: sqlite3.Connection, schema: Schema) -> None:
    """Bring a database of ours to the schema, within the caller's transaction."""
    connection.execute(f"PRAGMA application_id = {schema.application_id}")
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY) STRICT")
    for migration in _missing(connection, schema):
        migration(connection)
        connection.execute("INSERT INTO migration VALUES (?)", (migration.__name__,))


def next_migration(connection: sqlite3.Connection, schema: Schema) -> str | None:
    """The first migration that a database of an earlier version needs; None for an empty file."""
    if "migration" not in _tables(connection):
        return None
    return next((migration.__name__ for migration in _missing(connection, schema)), None)


def _missing(connection: sqlite3.Connection, schema: Schema) -> list[Migration]:
    applied = {name for (name,) in connection.execute("SELECT name FROM migration")}
    return [one for one in schema.migrations if one.__name__ not in applied]


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    return {name for (name,) in rows}


def check_identity(connection: sqlite3.Connection, schema: Schema, where: str) -> None:
    """Refuse a file that another program, or a newer Paravent, has made.

    Raises:
        ParaventError: it is such a file.
    """
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    tables = _tables(connection)
    if found != schema.application_id and (found or tables):
        raise fail(
            t("ce fichier n'est pas une base de Paravent", "this file is not Paravent's database"),
            t("déplacez-le ailleurs", "move it elsewhere"),
            where,
            exit_code=Exit.NOT_READY,
            reason=Reason.STORE,
        )
    if "migration" not in tables:
        return
    known = {migration.__name__ for migration in schema.migrations}
    if {name for (name,) in connection.execute("SELECT name FROM migration")} - known:
        raise fail(
            t(
                "ce fichier a été écrit par une version plus récente de Paravent",
                "this file was written by a newer version of Paravent",
            ),
            t("installez la dernière version", "install the latest version"),
            where,
            exit_code=Exit.NOT_READY,
            reason=Reason.STORE,
        )

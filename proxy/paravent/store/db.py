"""SQLite opened the one right way, for what Paravent writes and for what it only reads.

Never opened twice for writing, never readable by another account, never without a write-ahead log.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.i18n import t
from paravent.store.backup import back_up
from paravent.store.disk import Lock, cannot_write, sync_folder
from paravent.store.migrations import Schema, check_identity, migrate, next_migration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What using a database may raise; Python fails to decode SQLite's own words on a damaged file."""

_NOT_THE_DISK = ("SQLITE_ERROR", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_SCHEMA")
"""How errors begin that lie in a migration or in what it found, not in the disk."""

BUSY_S = 2.0
"""Longest wait for a reader that holds up a checkpoint; nobody else writes."""


class Database:
    """A database that this program alone writes, brought to its schema.

    Its connection may go from thread to thread but serves one at a time: that of the ``Writer``.

    Raises:
        ParaventError: the file cannot be opened or written, is not ours, or is in use.
    """

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path = path
        self._lock = Lock(path)
        try:
            _create(path)
            self.connection = _connect(path, "rw")
        except BaseException:
            self._lock.release()
            raise
        try:
            check_identity(self.connection, schema, str(path))
            self._bring_to(schema)
        except FAULTS as error:
            self.close()
            raise explain(error, path) from error
        except BaseException:
            self.close()
            raise

    def _bring_to(self, schema: Schema) -> None:
        """Bring the file to its schema: wholly, once a copy has been made, or not at all."""
        needed = next_migration(self.connection, schema)
        copy = back_up(self.connection, self.path, needed) if needed else None
        self.copied = copy is not None
        _configure(self.connection, schema)
        try:
            with self.transaction():
                migrate(self.connection, schema)
        except sqlite3.Error as error:
            if copy and getattr(error, "sqlite_errorname", "").startswith(_NOT_THE_DISK):
                raise _not_migrated(self.path, copy) from error
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything done inside is committed at the end, or undone if anything is raised."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")  # the last one's could not be done
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the file and let others open it."""
        self.connection.close()
        self._lock.release()


@contextmanager
def reading(path: Path, schema: Schema) -> Iterator[sqlite3.Connection]:
    """A connection that sees the database as it is at this moment and cannot write to it.

    Raises:
        ParaventError: the file is missing, unreadable or not ours.
    """
    if not path.is_file():
        raise fail(
            t("ce fichier n'existe pas encore", "this file does not exist yet"),
            t("il est créé par « paravent up »", "`paravent up` creates it"),
            str(path),
            exit_code=Exit.NOT_READY,
            reason=Reason.STORE,
        )
    try:
        connection = _connect(path, "ro&immutable=1" if _is_still(path) else "ro")
        try:
            connection.execute("BEGIN")
            check_identity(connection, schema, str(path))
            yield connection
        finally:
            connection.close()
    except FAULTS as error:
        raise explain(error, path) from error


def explain(error: Exception, path: Path) -> ParaventError:
    """What one of FAULTS means to a person, without its text, which may quote data."""
    code = getattr(error, "sqlite_errorname", "")
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return cannot_write(path)
    if code == "SQLITE_FULL":
        message = t("le disque est plein", "the disk is full")
        hint = t(
            "libérez de la place : tout reprend sans redémarrer",
            "make room: everything resumes without a restart",
        )
    elif is_damage(error):
        message = t("ce fichier est endommagé", "this file is damaged")
        hint = t(
            "gardez-en une copie, puis déplacez-le ailleurs ou restaurez une sauvegarde",
            "keep a copy, then move it elsewhere or restore a backup",
        )
    elif code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = t("ce fichier est retenu par un autre programme", "another program holds it")
        hint = t("fermez ce programme et réessayez", "close that program and try again")
    else:
        message = t(
            "la lecture ou l'écriture a échoué ({code})",
            "reading or writing failed ({code})",
            code=code or "SQLITE",
        )
        hint = t("vérifiez le disque", "check the disk")
    return fail(message, hint, str(path), exit_code=Exit.NOT_READY, reason=Reason.STORE)


def _not_migrated(path: Path, copy: Path) -> ParaventError:
    return fail(
        t(
            "ce fichier n'a pas pu être adapté à cette version de Paravent ; il est resté tel "
            "qu'il était",
            "this file could not be brought to this version of Paravent; it is as it was",
        ),
        t(
            "réinstallez la version précédente, qui le lit encore, et signalez-le-nous ; une copie "
            "est dans {copy}",
            "install the previous version again, which still reads it, and tell us; a copy is in "
            "{copy}",
            copy=copy.name,
        ),
        str(path),
        exit_code=Exit.NOT_READY,
        reason=Reason.STORE,
    )


def is_damage(error: BaseException | None) -> bool:
    """Whether one of FAULTS lies in the file's content. Text that is none comes without a code."""
    code = getattr(error, "sqlite_errorname", "")
    return isinstance(error, FAULTS) and (
        not code or code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
    )


def _is_still(path: Path) -> bool:
    """Whether nothing can change a file: no log beside it, in a folder that cannot be written."""
    return not path.with_name(f"{path.name}-wal").exists() and not os.access(path.parent, os.W_OK)


def _create(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite gives its log the same mode."""
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        file = os.open(path, flags, 0o600)
        try:
            os.fchmod(file, 0o600)
        finally:
            os.close(file)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path) from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    try:
        return sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=BUSY_S,
            autocommit=True,
            check_same_thread=False,
        )
    except FAULTS as error:
        raise explain(error, path) from error


def _configure(connection: sqlite3.Connection, schema: Schema) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {schema.synchronous}")
    # Without it a commit on macOS reaches the drive's cache only; elsewhere it changes nothing.
    connection.execute(f"PRAGMA fullfsync = {schema.synchronous == 'FULL':d}")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")

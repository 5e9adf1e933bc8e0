"""The client register on disk: sealed records, each under a code or a number that says nothing.

Each record is sealed with AES-256-GCM-SIV (RFC 8452) under the register's own key, bound to its
place; that key is wrapped by the installation's. Nothing of a client is ever in clear in the file,
and what is forgotten leaves no trace in it. It is written by one program at a time, for as long as
a command takes, and read by any number.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from paravent.core.types import Sensitive
from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.i18n import t
from paravent.store.backup import backups
from paravent.store.db import FAULTS, Database, explain, reading
from paravent.store.disk import Lock, cannot_write
from paravent.store.migrations import Schema
from paravent.store.wrapping import seal, unseal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from paravent.store.keys import Keys

_KEY = b"paravent register key"


def _tables(sql: sqlite3.Connection) -> None:
    sql.execute("CREATE TABLE register_key (wrapped BLOB NOT NULL) STRICT")
    sql.execute(
        "CREATE TABLE record (shelf TEXT NOT NULL, name TEXT NOT NULL, sealed BLOB NOT NULL,"
        " PRIMARY KEY (shelf, name)) STRICT, WITHOUT ROWID"
    )


REGISTER = Schema(application_id=0x50_52_56_52, synchronous="FULL", migrations=(_tables,))

type Records = Mapping[str, Sensitive[str]]
"""What is in the records of a shelf, by their names."""


class Sealed(Mapping[str, Sensitive[str]]):
    """The records of a shelf, each of them opened when it is asked for.

    Args:
        shelf: its name.
        rows: the records as they are kept.
        cipher: what opens them.
        path: the file, for messages.
    """

    def __init__(self, shelf: str, rows: dict[str, bytes], cipher: AESGCMSIV, path: Path) -> None:
        self._shelf, self._rows, self._cipher, self._path = shelf, rows, cipher, path

    def __getitem__(self, name: str) -> Sensitive[str]:
        try:
            opened = unseal(self._cipher, self._rows[name], _context(self._shelf, name))
        except InvalidTag as error:
            raise _foreign(self._path) from error
        return Sensitive(opened.decode("utf-8", "surrogatepass"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def read_shelves(path: Path, keys: Keys, shelves: Iterable[str]) -> list[Records]:
    """The records of some shelves, as they are at this moment.

    Raises:
        ParaventError: the file is not there, cannot be read, or is not this installation's.
    """
    with reading(path, REGISTER) as sql:
        row = sql.execute("SELECT wrapped FROM register_key").fetchone()
        if row is None:
            return [{} for _ in shelves]
        cipher = _open_key(row[0], keys, path)
        return [_read(sql, cipher, shelf, path) for shelf in shelves]


@contextmanager
def writing_register(path: Path, keys: Keys) -> Iterator[RegisterFile]:
    """The register, open for writing; another program that writes to it is waited for.

    Raises:
        ParaventError: it cannot be written, or is not this installation's.
    """
    with Lock(path.with_name(f"{path.name}.turn"), wait=True):
        file = RegisterFile(path, keys)
        try:
            yield file
        finally:
            file.close()


class RegisterFile:
    """The register while it is written to; see ``writing_register``."""

    def __init__(self, path: Path, keys: Keys) -> None:
        self._db = Database(path, REGISTER)
        try:
            self._cipher = self._make_key(keys)
        except BaseException:
            self._db.close()
            raise

    def shelf(self, shelf: str) -> Records:
        """The records of a shelf.

        Raises:
            ParaventError: they cannot be read.
        """
        try:
            return _read(self._db.connection, self._cipher, shelf, self._db.path)
        except FAULTS as error:
            raise explain(error, self._db.path) from error

    def change(
        self, put: Mapping[tuple[str, str], Sensitive[str]], erase: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Write and erase records, each named by shelf and name: all of it or nothing.

        What is written survives a power cut once this returns; what is erased is gone from the
        database's log, and from the copies made before upgrades, too.

        Raises:
            ParaventError: nothing of it was done, or what was to be erased may still be there.
        """
        rows = [(*place, self._seal(*place, value.reveal())) for place, value in put.items()]
        gone = list(erase)
        try:
            with self._db.transaction() as sql:
                sql.executemany("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", rows)
                sql.executemany("DELETE FROM record WHERE shelf = ? AND name = ?", gone)
            if gone:
                self._db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                for copy in backups(self._db.path):
                    copy.unlink(missing_ok=True)
        except FAULTS as error:
            raise explain(error, self._db.path) from error
        except OSError as error:
            raise cannot_write(self._db.path) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _seal(self, shelf: str, name: str, value: str) -> bytes:
        data = value.encode("utf-8", "surrogatepass")
        return seal(self._cipher, data, _context(shelf, name))

    def _make_key(self, keys: Keys) -> AESGCMSIV:
        try:
            row = self._db.connection.execute("SELECT wrapped FROM register_key").fetchone()
            if row:
                return _open_key(row[0], keys, self._db.path)
            key = AESGCMSIV.generate_key(256)
            with self._db.transaction() as sql:
                sql.execute("INSERT INTO register_key VALUES (?)", (keys.wrap(key, _KEY),))
        except FAULTS as error:
            raise explain(error, self._db.path) from error
        return AESGCMSIV(key)


def _read(sql: sqlite3.Connection, cipher: AESGCMSIV, shelf: str, path: Path) -> Records:
    rows = sql.execute("SELECT name, sealed FROM record WHERE shelf = ? ORDER BY name", (shelf,))
    return Sealed(shelf, dict(rows), cipher, path)


def _open_key(wrapped: bytes, keys: Keys, path: Path) -> AESGCMSIV:
    try:
        return AESGCMSIV(keys.unwrap(wrapped, _KEY))
    except ValueError as error:
        raise _foreign(path) from error


def _context(shelf: str, name: str) -> bytes:
    return f"{shelf}\x1f{name}".encode()


def _foreign(path: Path) -> ParaventError:
    return fail(
        t(
            "les clés de Paravent n'ouvrent pas ce registre",
            "Paravent's keys do not open this register",
        ),
        t(
            "restaurez les clés qui vont avec ce registre, ou déplacez-le ailleurs et importez de "
            "nouveau vos clients",
            "restore the keys that belong to this register, or move it elsewhere and import your "
            "clients again",
        ),
        str(path),
        exit_code=Exit.NOT_READY,
        reason=Reason.STORE,
    )

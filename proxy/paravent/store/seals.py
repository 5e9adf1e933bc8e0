"""How a value lies in the vault: sealed with AES-256-GCM-SIV (RFC 8452) under the vault's own key.

What is sealed is bound to its site and label; the key is wrapped by the installation's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from paravent.core.placeholders import normalise
from paravent.errors import Exit, Reason, fail
from paravent.i18n import t
from paravent.store import wrapping
from paravent.store.db import FAULTS, explain
from paravent.store.migrations import Schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from paravent.core.types import Sensitive
    from paravent.errors import ParaventError
    from paravent.store.db import Database
    from paravent.store.keys import Keys

_KEY = b"paravent vault key"


def _tables(sql: sqlite3.Connection) -> None:
    sql.execute("CREATE TABLE vault_key (wrapped BLOB NOT NULL) STRICT")
    sql.execute(
        "CREATE TABLE label (site TEXT NOT NULL, word TEXT NOT NULL, id TEXT NOT NULL,"
        " form INTEGER NOT NULL, sealed BLOB NOT NULL, day INTEGER NOT NULL,"
        " PRIMARY KEY (site, word, id, form)) STRICT, WITHOUT ROWID"
    )
    sql.execute("CREATE INDEX label_day ON label (day)")


VAULT = Schema(application_id=0x50_52_56_56, synchronous="NORMAL", migrations=(_tables,))


class Seals:
    """The key of one vault, which is made with it; without a database, one of this run alone.

    Raises:
        ParaventError: the vault is not this installation's, or cannot be read.
    """

    def __init__(self, db: Database | None, keys: Keys) -> None:
        self._path = db.path if db else None
        if db is None:
            self._cipher = AESGCMSIV(AESGCMSIV.generate_key(256))
            return
        try:
            self._key = _open_key(db, keys)
        except FAULTS as error:
            raise explain(error, db.path) from error
        self._cipher = AESGCMSIV(self._key)

    def wrap_anew(self, sql: sqlite3.Connection, keys: Keys) -> None:
        """Wrap the key as keys are wrapped now, within the caller's transaction."""
        sql.execute("UPDATE vault_key SET wrapped = ?", (keys.wrap_shreddable(self._key, _KEY),))

    def seal(self, site: str, word: str, ident: str, form: int, value: Sensitive[str]) -> bytes:
        """A value, encrypted."""
        data = value.reveal().encode("utf-8", "surrogatepass")
        return wrapping.seal(self._cipher, data, _context(site, word, ident, form))

    def unseal(self, sealed: bytes, site: str, word: str, ident: str, form: int) -> str:
        """The value that was sealed.

        Raises:
            ParaventError: it was altered, or sealed by another installation.
        """
        return unseal(self._cipher, sealed, (site, word, ident, form), self._path)


def unseal(
    cipher: AESGCMSIV, sealed: bytes, place: tuple[str, str, str, int], path: Path | None
) -> str:
    """The value that stands at a place: site, word, id and form.

    Raises:
        ParaventError: it was altered, or sealed by another installation.
    """
    try:
        plain = wrapping.unseal(cipher, sealed, _context(*place))
    except InvalidTag as error:
        raise _foreign(path) from error
    return plain.decode("utf-8", "surrogatepass")


def unwrap_key(wrapped: bytes, keys: Keys, path: Path) -> bytes:
    """The key of a vault.

    Raises:
        ParaventError: it is not this installation's.
    """
    try:
        return keys.unwrap_shreddable(wrapped, _KEY)
    except ValueError as error:
        raise _foreign(path) from error


def holds(text: str, wanted: Iterable[str]) -> bool:
    """Whether one of these stands in a text, by itself; all in the normal form."""
    normal = normalise(text)
    return any(
        normal == one or re.search(rf"(?<!\w){re.escape(one)}(?!\w)", normal) for one in wanted
    )


def _open_key(db: Database, keys: Keys) -> bytes:
    row = db.connection.execute("SELECT wrapped FROM vault_key").fetchone()
    if row:
        return unwrap_key(row[0], keys, db.path)
    key = AESGCMSIV.generate_key(256)
    with db.transaction() as sql:
        sql.execute("INSERT INTO vault_key VALUES (?)", (keys.wrap_shreddable(key, _KEY),))
    return key


def _foreign(path: Path | None) -> ParaventError:
    return fail(
        t(
            "les clés de Paravent n'ouvrent pas ce coffre",
            "Paravent's keys do not open this vault",
        ),
        t(
            "restaurez les clés qui vont avec ce coffre, ou déplacez-le ailleurs : les étiquettes "
            "déjà envoyées ne seront plus remplacées dans les réponses",
            "restore the keys that belong to this vault, or move it elsewhere: labels that were "
            "sent already will no longer be replaced in answers",
        ),
        str(path),
        exit_code=Exit.NOT_READY,
        reason=Reason.STORE,
    )


def _context(site: str, word: str, ident: str, form: int) -> bytes:
    return "\x1f".join((site, word, ident, str(form))).encode()

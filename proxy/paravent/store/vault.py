"""What the labels stand for: in memory for use, on disk encrypted, for as long as was agreed.

Each value is sealed with AES-256-GCM-SIV (RFC 8452) under the vault's own key, bound to its site
and label; that key is wrapped by the installation's. Site and label stand in clear: they say
nothing about anybody. It survives a crash of the program; a power cut may cost the last labels,
which then stay in the answers as they are. Never logs, never tells one site's values to another.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from paravent.core.ledger import Entry, Ledger
from paravent.core.types import Placeholder, Sensitive
from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.i18n import t
from paravent.store.backup import forget_backups
from paravent.store.db import FAULTS, Database, explain
from paravent.store.migrations import Schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from paravent.store.keys import Keys
    from paravent.store.writer import Writer

type Row = tuple[str, str, str, int, Sensitive[str] | None, int]
"""Site, word, id, form, value, day of the last use; a signed text has the word ``""``.

Without a value it tells of a use alone. It is sealed by the thread that writes.
"""

_NONCE_BYTES = 12
_SIGNED = ""
_DAY_S = 24 * 3600


def _tables(sql: sqlite3.Connection) -> None:
    sql.execute("CREATE TABLE vault_key (wrapped BLOB NOT NULL) STRICT")
    sql.execute(
        "CREATE TABLE label (site TEXT NOT NULL, word TEXT NOT NULL, id TEXT NOT NULL,"
        " form INTEGER NOT NULL, sealed BLOB NOT NULL, day INTEGER NOT NULL,"
        " PRIMARY KEY (site, word, id, form)) STRICT, WITHOUT ROWID"
    )
    sql.execute("CREATE INDEX label_day ON label (day)")


VAULT = Schema(application_id=0x50_52_56_56, synchronous="NORMAL", migrations=(_tables,))


class Vault:
    """The labels of every site.

    Args:
        path: the database file, or None to keep everything in memory only.
        keys: the installation's secrets.
        writer: the thread that commits.
        clock: the time, aware.
        days: how long a label keeps its value after its last use.
        fleeting: sites whose labels never go to the disk.

    Raises:
        ParaventError: the file cannot be used, or is not this installation's.
    """

    rank: ClassVar[int] = 0

    def __init__(  # noqa: PLR0913 -- time and machine are arguments, never looked up here
        self,
        path: Path | None,
        keys: Keys,
        writer: Writer,
        *,
        clock: Callable[[], datetime],
        days: int,
        fleeting: frozenset[str] = frozenset(),
    ) -> None:
        self._keys = keys
        self._writer = writer
        self._clock = clock
        self._days = days
        self._fleeting = fleeting
        self._ledgers: dict[str, Ledger] = {}
        self._signed: dict[tuple[str, str], tuple[str, int]] = {}
        self._days_used: dict[tuple[str, str, str], int] = {}
        self._pending: list[Row] = []
        self._db = Database(path, VAULT) if path else None
        try:
            self._cipher = self._open_key()
            self._forget_expired()
            self._load()
            if path:
                forget_backups(path, clock())
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """The database file; for the writer's messages."""
        assert self._db is not None
        return self._db.path

    def ledger(self, site: str) -> Ledger:
        """The labels of a site."""
        found = self._ledgers.get(site)
        if found is None:
            found = self._ledgers[site] = Ledger(self._keys.install.reveal(), site)
        return found

    def remember(self, site: str, signature: str, text: str) -> None:
        """Keep a signed text as the service produced it."""
        name = _signature_id(signature)
        self._signed[site, name] = (text, self._today())
        self._pending.append((site, _SIGNED, name, 1, Sensitive(text), self._today()))

    def recall(self, site: str, signature: str) -> str | None:
        """The signed text as the service produced it, or None."""
        found = self._signed.get((site, _signature_id(signature)))
        return found[0] if found else None

    async def flush(self) -> None:
        """Write what is new to the disk.

        Raises:
            ParaventError: it is not on disk; it will be tried again with the next call.
        """
        rows = self._collect()
        if not rows or self._db is None:
            return
        try:
            await self._writer.submit(self, rows)
        except ParaventError:
            self._pending = rows + self._pending
            raise

    async def expire(self) -> None:
        """Forget what has not been used for too long, in memory and on disk.

        Raises:
            ParaventError: it could not be erased from the disk.
        """
        await self.flush()
        if self._db is not None:
            await self._writer.submit(self, [])
        self._pending = self._collect()  # given out since: not to be forgotten
        first = self._today() - self._days
        self._signed = {name: kept for name, kept in self._signed.items() if kept[1] >= first}
        self._days_used = {name: day for name, day in self._days_used.items() if day >= first}
        for site, ledger in self._ledgers.items():
            kept = [
                e for e in ledger.entries() if (site, e.label.word, e.label.id) in self._days_used
            ]
            self._ledgers[site] = Ledger(self._keys.install.reveal(), site, kept)

    def commit(self, jobs: Sequence[Sequence[Row]]) -> list[None]:
        """For the writer: all rows in one transaction; a job without rows asks to expire."""
        assert self._db is not None
        with self._db.transaction() as sql:
            sql.executemany(
                "INSERT INTO label VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
                " SET day = max(day, excluded.day)",
                [
                    (*row[:4], self._seal(*row[:4], row[4]), row[5])
                    for job in jobs
                    for row in job
                    if row[4] is not None
                ],
            )
            sql.executemany(
                "UPDATE label SET day = ? WHERE site = ? AND word = ? AND id = ?",
                [(row[5], *row[:3]) for job in jobs for row in job if row[4] is None],
            )
        if not all(jobs):
            self._forget_expired()
        return [None] * len(jobs)

    def close(self) -> None:
        """Close the file; the writer must have been stopped."""
        if self._db is not None:
            self._db.close()

    def _today(self) -> int:
        return int(self._clock().timestamp()) // _DAY_S

    def _collect(self) -> list[Row]:
        """What has been given out or used since the last call, as rows to write."""
        today = self._today()
        for site, ledger in self._ledgers.items():
            fresh, ledger.fresh = ledger.fresh, []
            used, ledger.used = ledger.used, set()
            for entry in fresh:
                label = entry.label
                self._pending.append((site, label.word, label.id, label.form, entry.value, today))
            for word, ident in used:
                last = self._days_used.get((site, word, ident), today)
                if last < today:
                    self._pending.append((site, word, ident, 0, None, today))
                # Never earlier: a clock that was behind for a while must not make them expire.
                self._days_used[site, word, ident] = max(last, today)
        rows = [row for row in self._pending if row[0] not in self._fleeting]
        self._pending = []
        return rows

    def _seal(self, site: str, word: str, ident: str, form: int, value: Sensitive[str]) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        data = value.reveal().encode("utf-8", "surrogatepass")
        return nonce + self._cipher.encrypt(nonce, data, _context(site, word, ident, form))

    def _load(self) -> None:
        if self._db is None:
            return
        entries: dict[str, list[Entry]] = {}
        select = "SELECT site, word, id, form, sealed, day FROM label ORDER BY site, word, id, form"
        try:
            for site, word, ident, form, sealed, day in self._db.connection.execute(select):
                value = self._unseal(sealed, _context(site, word, ident, form))
                if word == _SIGNED:
                    self._signed[site, ident] = (value, day)
                else:
                    label = Placeholder(word, ident, form)
                    entries.setdefault(site, []).append(Entry(label, Sensitive(value)))
                    self._days_used[site, word, ident] = day
        except FAULTS as error:
            raise explain(error, self.path) from error
        install = self._keys.install.reveal()
        self._ledgers = {site: Ledger(install, site, found) for site, found in entries.items()}

    def _unseal(self, sealed: bytes, context: bytes) -> str:
        try:
            data = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context)
        except InvalidTag as error:
            raise self._foreign() from error
        return data.decode("utf-8", "surrogatepass")

    def _open_key(self) -> AESGCMSIV:
        if self._db is None:
            return AESGCMSIV(AESGCMSIV.generate_key(256))
        context = b"paravent vault key"
        try:
            row = self._db.connection.execute("SELECT wrapped FROM vault_key").fetchone()
            if row is None:
                key = AESGCMSIV.generate_key(256)
                with self._db.transaction() as sql:
                    sql.execute(
                        "INSERT INTO vault_key VALUES (?)", (self._keys.wrap(key, context),)
                    )
                return AESGCMSIV(key)
            return AESGCMSIV(self._keys.unwrap(row[0], context))
        except FAULTS as error:
            raise explain(error, self.path) from error
        except ValueError as error:
            raise self._foreign() from error

    def _forget_expired(self) -> None:
        """Erase what is too old, and the log of the database in which it may still stand."""
        if self._db is None:
            return
        with self._db.transaction() as sql:
            gone = sql.execute(
                "DELETE FROM label WHERE day < ?", (self._today() - self._days,)
            ).rowcount
        if gone:
            self._db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _foreign(self) -> ParaventError:
        return fail(
            t(
                "les clés de Paravent n'ouvrent pas ce coffre",
                "Paravent's keys do not open this vault",
            ),
            t(
                "restaurez les clés qui vont avec ce coffre, ou déplacez-le ailleurs : les "
                "étiquettes déjà envoyées ne seront plus remplacées dans les réponses",
                "restore the keys that belong to this vault, or move it elsewhere: labels that "
                "were sent already will no longer be replaced in answers",
            ),
            str(self.path),
            exit_code=Exit.NOT_READY,
            reason=Reason.STORE,
        )


def _context(site: str, word: str, ident: str, form: int) -> bytes:
    return "\x1f".join((site, word, ident, str(form))).encode()


def _signature_id(signature: str) -> str:
    return hashlib.sha256(signature.encode("utf-8", "surrogatepass")).hexdigest()

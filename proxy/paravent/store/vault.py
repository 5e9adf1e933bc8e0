"""What the labels stand for: in memory for use, on disk encrypted, for as long as was agreed.

Each value is sealed, bound to its site and label; these stand in clear: they say nothing about
anybody. It survives a crash of the program; a power cut may cost the last labels, which then stay
in the answers as they are. Never logs, never tells one site's values to another.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar

from paravent.core.ledger import Entry, Ledger
from paravent.core.placeholders import normalise
from paravent.core.types import Placeholder, Sensitive
from paravent.errors import ParaventError
from paravent.store.backup import drop_backups, forget_backups
from paravent.store.db import FAULTS, Database, explain
from paravent.store.seals import VAULT, Seals, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from paravent.store.keys import Keys
    from paravent.store.writer import Writer

type Row = tuple[str, str, str, int, Sensitive[str] | None, int]
"""Site, word, id, form, value, day of the last use; a signed text has the word ``""``.

Without a value it tells of a use alone. It is sealed by the thread that writes.
"""

_SIGNED = ""
_GONE, _NONE = -1, -2
"""The form of a row that asks for a label to be forgotten, and of one that is about none."""
_WRAP_ANEW: Row = ("", "", "", _NONE, None, 0)
_DAY_S = 24 * 3600


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
        self.copied = self._db is not None and self._db.copied
        """Whether a copy of the file was made when it was opened, before an upgrade."""
        self.purged = 0
        """How many were too old and went, since somebody last asked and set this to 0."""
        try:
            self._seals = Seals(self._db, keys)
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

    def __len__(self) -> int:
        """How many labels there are, of all sites."""
        return sum(map(len, self._ledgers.values()))

    @property
    def is_lasting(self) -> bool:
        """Whether labels go to the disk at all."""
        return self._db is not None

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
        before = len(self)
        self._pending = self._collect()  # given out since: not to be forgotten
        first = self._today() - self._days
        self._signed = {name: kept for name, kept in self._signed.items() if kept[1] >= first}
        self._days_used = {name: day for name, day in self._days_used.items() if day >= first}
        for site, ledger in self._ledgers.items():
            kept = [
                e for e in ledger.entries() if (site, e.label.word, e.label.id) in self._days_used
            ]
            self._ledgers[site] = Ledger(self._keys.install.reveal(), site, kept)
        self.purged += 0 if self._db else before - len(self)

    async def forget(self, values: Iterable[Sensitive[str]]) -> int:
        """Forget all labels whose value is one of these or holds one; how many they were.

        With a label go all other spellings of what it stands for, and texts that hold a value.

        Raises:
            ParaventError: they could not be erased from the disk.
        """
        await self.flush()
        wanted = frozenset(filter(None, (normalise(value.reveal()) for value in values)))
        today, rows, count = self._today(), list[Row](), 0
        for site, ledger in self._ledgers.items():
            entries = list(ledger.entries())
            held = (entry for entry in entries if holds(entry.value.reveal(), wanted))
            gone = {(entry.label.word, entry.label.id) for entry in held}
            kept = [one for one in entries if (one.label.word, one.label.id) not in gone]
            self._ledgers[site] = Ledger(self._keys.install.reveal(), site, kept)
            count += len(entries) - len(kept)
            rows += [(site, word, ident, _GONE, None, today) for word, ident in gone]
        for (site, name), (text, _) in list(self._signed.items()):
            if holds(text, wanted):
                del self._signed[site, name]
                rows.append((site, _SIGNED, name, _GONE, None, today))
        for site, word, ident, *_ in rows:
            self._days_used.pop((site, word, ident), None)
        if rows and self._db is not None:
            await self._writer.submit(self, rows)
        return count

    def wrap_anew(self) -> None:
        """Wrap the vault's key as keys are wrapped now; it blocks.

        Raises:
            ParaventError: that is not on disk.
        """
        if self._db is not None:
            self._writer.write(self, [_WRAP_ANEW])

    def commit(self, jobs: Sequence[Sequence[Row]]) -> list[None]:
        """For the writer: all rows in one transaction; a job without rows asks to expire."""
        assert self._db is not None
        anew = [job for job in jobs if job == [_WRAP_ANEW]]
        with self._db.transaction() as sql:
            if anew:
                self._seals.wrap_anew(sql, self._keys)
            sql.executemany(
                "INSERT INTO label VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
                " SET day = max(day, excluded.day)",
                [
                    (*row[:4], self._seals.seal(*row[:4], row[4]), row[5])
                    for job in jobs
                    for row in job
                    if row[4] is not None
                ],
            )
            sql.executemany(
                "UPDATE label SET day = ? WHERE site = ? AND word = ? AND id = ?",
                [(row[5], *row[:3]) for job in jobs for row in job if row[4] is None],
            )
            gone = [row[:3] for job in jobs for row in job if row[3:5] == (_GONE, None)]
            sql.executemany("DELETE FROM label WHERE site = ? AND word = ? AND id = ?", gone)
        if gone or anew:
            self._clean_up()
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

    def _load(self) -> None:
        if self._db is None:
            return
        entries: dict[str, list[Entry]] = {}
        select = "SELECT site, word, id, form, sealed, day FROM label ORDER BY site, word, id, form"
        try:
            for site, word, ident, form, sealed, day in self._db.connection.execute(select):
                value = self._seals.unseal(sealed, site, word, ident, form)
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

    def _forget_expired(self) -> None:
        """Erase what is too old, and the log of the database in which it may still stand."""
        if self._db is None:
            return
        with self._db.transaction() as sql:
            gone = sql.execute(
                "DELETE FROM label WHERE day < ?", (self._today() - self._days,)
            ).rowcount
        if gone:
            self.purged += gone
            self._clean_up()

    def _clean_up(self) -> None:
        """Have nothing of what was erased stand in a page, in SQLite's log, or in a copy."""
        assert self._db is not None
        self._db.connection.execute("VACUUM")
        self._db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        drop_backups(self._db.path)


def _signature_id(signature: str) -> str:
    return hashlib.sha256(signature.encode("utf-8", "surrogatepass")).hexdigest()

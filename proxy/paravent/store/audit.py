"""The audit log: events go in at the end, on disk before anybody is told, and stay as they are.

Headers, payloads, the tree and its signed head are written in one transaction; what is erased or
purged goes in one as well, with the event that tells of it. What is in doubt when the log opens is
an error, never repaired. Reading is for ``reader``, proving for ``verify``.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from paravent.errors import Exit, Reason, fail
from paravent.i18n import t
from paravent.log import describe, log
from paravent.store.audit_tables import AUDIT
from paravent.store.backup import drop_backups, forget_backups
from paravent.store.db import BUSY_S, FAULTS, Database, explain
from paravent.store.epochs import Epochs
from paravent.store.event import Event, Notice, new_id
from paravent.store.head import Head, read_head
from paravent.store.record import SALT_BYTES, Header, canonical, commitment, seal
from paravent.store.removal import NOBODY, Erasure, Purge, WrapAnew
from paravent.store.texts import Text
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from paravent.errors import ParaventError
    from paravent.store.event import Actor
    from paravent.store.handing import HandedOut, Token
    from paravent.store.keys import Keys
    from paravent.store.writer import Writer

    type Item = Event | Erasure | Purge | WrapAnew | Text | HandedOut | Token

JUMP_MS = 2000
"""How far the clock may move against the machine's own before an event says so."""


class AuditLog:
    """The log, opened for writing by this program alone.

    Args:
        path: the database file; made if it is not there.
        keys: the installation's.
        writer: the thread that commits.
        clock: the time, aware.
        boot_id: names this run of the machine; goes into each event with ``monotonic``.
        monotonic: seconds of a clock that is never set, if possible one that counts sleep.

    Raises:
        ParaventError: the file cannot be used, or its end is not what its checkpoint says
            (exit code AUDIT_BROKEN).
    """

    rank: ClassVar[int] = 1

    def __init__(  # noqa: PLR0913 -- time and machine are arguments, never looked up here
        self,
        path: Path,
        keys: Keys,
        writer: Writer,
        *,
        clock: Callable[[], datetime],
        boot_id: str,
        monotonic: Callable[[], float],
    ) -> None:
        self.path = path
        self._keys = keys
        self.writer = writer
        self._clock = clock
        self._boot_id = boot_id
        self._monotonic = monotonic
        self._db = Database(path, AUDIT)
        try:
            self._epochs = Epochs(self._db.connection, keys)
            self._head = self._read_head()
            # Whether a commit failed, which may have reached the disk all the same.
            self._in_doubt = False
            # What the two clocks differ by; None until the first event of this run.
            self._offset: int | None = None
            # Whether what was removed may still stand in a page, or else in SQLite's own log.
            self._unclean, self._untidy = False, False
            self.jumped_ms = 0
            """The furthest that the clock was set forward in this run, in milliseconds."""
            if self._head.tree.size == 0:
                self.commit([])
            forget_backups(path, clock())
        except FAULTS as error:
            self._db.close()
            raise explain(error, path) from error
        except BaseException:
            self._db.close()
            raise

    @property
    def size(self) -> int:
        """How many events there have been; those on disk alone count."""
        return self._head.tree.size

    async def append(self, *events: Item) -> list[int]:
        """Record events; returns their indexes once they are on disk.

        Among them may be what makes its own events: texts to keep, what is handed out.

        Raises:
            ParaventError: they are not on disk (reason STORE).
        """
        return await self.writer.submit(self, events)

    def append_now(self, *events: Item) -> list[int]:
        """As ``append``, for code without an event loop: it blocks.

        Raises:
            ParaventError: they are not on disk (reason STORE).
        """
        return self.writer.write(self, events)

    async def erase(self, erasure: Erasure) -> list[int]:
        """Erase the content of events, everywhere in the file; where that is told.

        Raises:
            ParaventError: nothing was erased, or (reason STORE) somebody who reads the log keeps
                its remains on disk for now.
        """
        return await self._remove(erasure)

    async def purge(self, before: datetime, totals: Sequence[Event] = ()) -> list[int]:
        """Remove all events up to the first of that time or later; where that is told, if it is.

        ``totals`` are what is kept of them: counts of months, recorded in the same transaction.

        Raises:
            ParaventError: as ``erase``.
        """
        told = await self._remove(Purge(int(before.timestamp() * 1000)), *totals)
        return told[: len(told) - len(totals)]

    def wrap_anew(self, actor: Actor = NOBODY) -> None:
        """Wrap the log's keys as keys are wrapped now, and tell that the old one goes; it blocks.

        Raises:
            ParaventError: that is not on disk, or not yet clean.
        """
        self.append_now(WrapAnew(self._epochs, actor))
        if self._unclean:
            raise _not_clean(self.path)

    async def _remove(self, removal: Erasure | Purge, *kept: Event) -> list[int]:
        told = await self.append(removal, *kept)
        if self._unclean:
            raise _not_clean(self.path)
        return told

    def text(self, text: str) -> Text:
        """What has a text kept that events name by its SHA-256; given to ``append`` with them."""
        return Text(text, self._keys, self._now_ms())

    def fingerprint(self, matter: str, entity_type: str, value: str) -> str:
        """96 bits, in hex, by which a dossier's event can be found again from a value.

        Keyed for the dossier and the 90 days, so that neither dossiers nor times can be linked
        and the value cannot be guessed. ``value`` is normalised by the caller.
        """
        return self._epochs.fingerprint(matter, f"{entity_type}\x1f{value}", self._now_ms)

    def close(self) -> None:
        """Close the file; the writer must have been stopped."""
        self._db.close()

    def commit(self, jobs: Sequence[Sequence[Item]]) -> list[list[int]]:
        """For the writer: all jobs in one transaction, the indexes of each."""
        now, mono_ms = self._now_ms(), int(self._monotonic() * 1000)
        headers: list[Header] = []
        indexes: list[list[int]] = []
        with self._db.transaction() as sql:
            if self._in_doubt:
                self._head = self._read_head()
            self._in_doubt = True
            size = self._head.tree.size
            for job in (list(self._own_events(now, mono_ms)), *jobs):
                first = size + len(headers)
                for item in job:
                    for event in self._events_of(sql, item, size + len(headers), now):
                        at = size + len(headers)
                        headers.append(self._insert(sql, at, event, now, mono_ms))
                indexes.append(list(range(first, size + len(headers))))
            head = self._head.advance(sql, self._keys, headers, now) if headers else self._head
            keys = self._epochs.save(sql)
        self._epochs.saved(keys)
        self._head, self._offset, self._in_doubt = head, now - mono_ms, False
        if any(isinstance(item, Erasure | Purge | WrapAnew) for job in jobs for item in job):
            self._unclean = self._untidy = True
            self._clean_up(BUSY_S)
        elif self._unclean:
            self._clean_up(0)
        return indexes[1:]

    def _events_of(self, sql: sqlite3.Connection, item: Item, at: int, now: int) -> Iterator[Event]:
        """The events that an item makes: itself, or those that tell of what it does here."""
        if isinstance(item, Event):
            yield item
        else:
            told = list(item.carry_out(sql, at))
            yield from (self._event(kind, now, notice, actor) for kind, notice, actor in told)

    def _clean_up(self, patience_s: float) -> None:
        """Have nothing of what was removed stand in a page, in SQLite's log, or in a copy.

        What cannot be done now, since somebody reads the log or the disk is full, is tried again
        with the next event. Zeroing what is deleted is not enough: cells that SQLite moved before
        leave themselves behind in the free part of a page.
        """
        sql = self._db.connection
        try:
            self._epochs.forget_destroyed(sql)
            sql.execute(f"PRAGMA busy_timeout = {patience_s * 1000:.0f}")
            if self._untidy:
                sql.execute("VACUUM")
                self._untidy = False
            (busy, *_) = sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            sql.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000:.0f}")
        except FAULTS as error:
            log.error("audit: what was removed may still be on disk: %s", describe(error))
        else:
            self._unclean = bool(busy) or not drop_backups(self.path)

    def _own_events(self, now: int, mono_ms: int) -> Iterator[Event]:
        """What the log itself has to say before it goes on: its clock moved, its key changed."""
        jump = now - mono_ms - self._offset if self._offset is not None else now - self._head.t
        if self._head.tree.size and abs(jump) > JUMP_MS and (self._offset is not None or jump < 0):
            self.jumped_ms = max(self.jumped_ms, jump)
            yield self._event(EventType.CLOCK_JUMP, now, Notice(jump_ms=jump))
        if self._epochs.is_due(now):
            self._epochs.begin(now)
        for k in self._epochs.unsaved():
            kind = EventType.KEY_ROTATE if k else EventType.KEY_CREATE
            yield self._event(kind, now, Notice(epoch=k))

    def _event(self, kind: EventType, now: int, notice: Notice, actor: Actor = NOBODY) -> Event:
        at = datetime.fromtimestamp(now / 1000, UTC)
        return Event(new_id(at, os.urandom(10)), kind, actor=actor, notice=notice)

    def _insert(
        self, sql: sqlite3.Connection, i: int, event: Event, now: int, mono_ms: int
    ) -> Header:
        stamp = {"boot_id": self._boot_id, "mono_ms": mono_ms}
        payload = canonical({**event.to_payload(), **stamp})
        salt = os.urandom(SALT_BYTES)
        k, cipher = self._epochs.current()
        header = Header(i, now, event.type, commitment(salt, payload), k)
        sql.execute(
            "INSERT INTO header (i, t, type, c, k) VALUES (?, ?, ?, ?, ?)",
            (header.i, header.t, header.type, header.c, header.k),
        )
        sealed = seal(cipher, header, salt, payload)
        sql.execute("INSERT INTO payload (i, sealed) VALUES (?, ?)", (i, sealed))
        if event.provider.id or event.action:
            sql.execute(
                "INSERT INTO facet (i, service, action) VALUES (?, ?, ?)",
                (i, event.provider.id or None, event.action),
            )
        return header

    def _read_head(self) -> Head:
        return read_head(self._db.connection, self._keys.verifier, self._epochs, self.path)

    def _now_ms(self) -> int:
        return int(self._clock().timestamp() * 1000)


def _not_clean(path: Path) -> ParaventError:
    return fail(
        t(
            "effacé, mais un programme qui lit le journal en garde des restes sur le disque",
            "erased, but a program that reads the log keeps remains of it on disk",
        ),
        t(
            "fermez-le : le prochain événement les fera disparaître",
            "close it: the next event will make them go",
        ),
        str(path),
        exit_code=Exit.ERROR,
        reason=Reason.STORE,
    )

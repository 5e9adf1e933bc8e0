"""The audit log: events go in at the end, on disk before anybody is told, and stay as they are.

Headers, payloads, the tree and its signed head are written in one transaction. What is in doubt
when the log opens is an error, never repaired. Reading is for ``reader``, proving for ``verify``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from paravent.core.merkle import Checkpoint, CompactRange, open_note, sign_note
from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.i18n import t
from paravent.store.audit_tables import AUDIT
from paravent.store.backup import forget_backups
from paravent.store.db import FAULTS, Database, explain
from paravent.store.epochs import Epochs
from paravent.store.event import Event, Notice, new_id
from paravent.store.keys import signature_check
from paravent.store.record import SALT_BYTES, Header, canonical, commitment, seal
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from paravent.core.merkle import VerifierKey
    from paravent.store.keys import Keys
    from paravent.store.writer import Writer

JUMP_MS = 2000
"""How far the clock may move against the machine's own before an event says so."""
CHECKPOINT_EVERY = 1000
"""Events between two checkpoints that are kept; the last of each day is kept as well."""
_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class _Head:
    """The end of the log: its tree, the note signed over it, the time of its last event."""

    tree: CompactRange
    note: str
    t: int


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
        self._verifier = keys.verifier
        self._writer = writer
        self._clock = clock
        self._boot_id = boot_id
        self._monotonic = monotonic
        self._db = Database(path, AUDIT)
        try:
            self._epochs = Epochs(self._db.connection, keys)
            self._head = self._recover()
            # Whether a commit failed, which may have reached the disk all the same.
            self._in_doubt = False
            # What the two clocks differ by; None until the first event of this run.
            self._offset: int | None = None
            if self._head.tree.size == 0:
                self.commit([])
            forget_backups(path, clock())
        except FAULTS as error:
            self._db.close()
            raise explain(error, path) from error
        except BaseException:
            self._db.close()
            raise

    async def append(self, *events: Event) -> list[int]:
        """Record events; returns their indexes once they are on disk.

        Raises:
            ParaventError: they are not on disk (reason STORE).
        """
        return await self._writer.submit(self, events)

    def append_now(self, *events: Event) -> list[int]:
        """As ``append``, for code without an event loop: it blocks.

        Raises:
            ParaventError: they are not on disk (reason STORE).
        """
        return self._writer.write(self, events)

    def fingerprint(self, matter: str, entity_type: str, value: str) -> str:
        """96 bits, in hex, by which a dossier's event can be found again from a value.

        Keyed for the dossier and the 90 days, so that neither dossiers nor times can be linked
        and the value cannot be guessed. ``value`` is normalised by the caller.
        """
        return self._epochs.fingerprint(matter, f"{entity_type}\x1f{value}", self._now_ms())

    def close(self) -> None:
        """Close the file; the writer must have been stopped."""
        self._db.close()

    def commit(self, jobs: Sequence[Sequence[Event]]) -> list[list[int]]:
        """For the writer: all jobs in one transaction, the indexes of each."""
        now, mono_ms = self._now_ms(), int(self._monotonic() * 1000)
        headers: list[Header] = []
        indexes: list[list[int]] = []
        with self._db.transaction() as sql:
            if self._in_doubt:
                self._head = self._recover()
            self._in_doubt = True
            size = self._head.tree.size
            for job in (list(self._own_events(now, mono_ms)), *jobs):
                first = size + len(headers)
                headers += [
                    self._insert(sql, i, event, now, mono_ms) for i, event in enumerate(job, first)
                ]
                indexes.append(list(range(first, size + len(headers))))
            head = self._advance(sql, headers, now) if headers else self._head
            keys = self._epochs.save(sql)
        self._epochs.saved(keys)
        self._head, self._offset, self._in_doubt = head, now - mono_ms, False
        return indexes[1:]

    def _own_events(self, now: int, mono_ms: int) -> Iterator[Event]:
        """What the log itself has to say before it goes on: its clock moved, its key changed."""
        jump = now - mono_ms - self._offset if self._offset is not None else now - self._head.t
        if self._head.tree.size and abs(jump) > JUMP_MS and (self._offset is not None or jump < 0):
            yield self._event(EventType.CLOCK_JUMP, now, Notice(jump_ms=jump))
        if self._epochs.is_due(now):
            self._epochs.begin(now)
        for k in self._epochs.unsaved():
            kind = EventType.KEY_ROTATE if k else EventType.KEY_CREATE
            yield self._event(kind, now, Notice(epoch=k))

    def _event(self, kind: EventType, now: int, notice: Notice) -> Event:
        at = datetime.fromtimestamp(now / 1000, UTC)
        return Event(new_id(at, os.urandom(10)), kind, notice=notice)

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

    def _advance(self, sql: sqlite3.Connection, headers: Sequence[Header], now: int) -> _Head:
        """Write the new head, and keep the checkpoints that are to be kept."""
        old = self._head
        tree = old.tree.extend(header.leaf_hash() for header in headers)
        text = str(Checkpoint(self._verifier.name, tree.size, tree.root()))
        note = sign_note(text, self._verifier, self._keys.sign)
        if old.tree.size == 0:
            sql.execute(
                "INSERT INTO tree (size, range, note) VALUES (?, ?, ?)",
                (tree.size, tree.to_bytes(), note),
            )
        else:
            sql.execute(
                "UPDATE tree SET size = ?, range = ?, note = ?",
                (tree.size, tree.to_bytes(), note),
            )
            if now // _DAY_MS != old.t // _DAY_MS:
                _keep(sql, old.tree.size, old.note)
        if tree.size // CHECKPOINT_EVERY != old.tree.size // CHECKPOINT_EVERY:
            _keep(sql, tree.size, note)
        return _Head(tree, note, now)

    def _recover(self) -> _Head:
        """The end of the log as it lies on disk, proven to be what was signed."""
        sql = self._db.connection
        row = sql.execute("SELECT size, range, note FROM tree").fetchone()
        events, last_i, last_t = sql.execute("SELECT count(*), max(i), t FROM header").fetchone()
        if not row and not events:
            return _Head(CompactRange(), "", 0)
        if self._epochs.broken:
            raise _foreign(self.path)
        try:
            size, hashes, note = row or (0, b"", "")
            tree = CompactRange.from_bytes(size, hashes)
            check_head(tree, note, self._verifier)
        except ValueError as error:
            raise broken(self.path) from error
        if events != tree.size or last_i != tree.size - 1:
            raise broken(self.path)
        return _Head(tree, note, last_t)

    def _now_ms(self) -> int:
        return int(self._clock().timestamp() * 1000)


def _keep(sql: sqlite3.Connection, size: int, note: str) -> None:
    sql.execute(
        "INSERT INTO checkpoint (size, note) SELECT ?, ? "
        "WHERE NOT EXISTS (SELECT 1 FROM checkpoint WHERE size = ?)",
        (size, note, size),
    )


def check_head(tree: CompactRange, note: str, verifier: VerifierKey) -> None:
    """See that a note is the log's own checkpoint of just this tree.

    Raises:
        ValueError: it is not.
    """
    text = open_note(note, verifier, signature_check(verifier.public))
    if text != str(Checkpoint(verifier.name, tree.size, tree.root())):
        raise ValueError("the checkpoint is another tree's")


def broken(path: Path) -> ParaventError:
    """The error for a log that is not what was signed."""
    return fail(
        t("le journal d'audit a été altéré", "the audit log has been altered"),
        t(
            "voyez où avec « paravent audit verify », gardez ce fichier comme preuve, puis "
            "déplacez-le ailleurs pour ouvrir un nouveau journal",
            "see where with `paravent audit verify`, keep this file as evidence, then move it "
            "elsewhere to start a new log",
        ),
        str(path),
        exit_code=Exit.AUDIT_BROKEN,
        reason=Reason.STORE,
    )


def _foreign(path: Path) -> ParaventError:
    return fail(
        t(
            "les clés de Paravent n'ouvrent pas ce journal d'audit",
            "Paravent's keys do not open this audit log",
        ),
        t(
            "restaurez les clés qui vont avec ce journal ; si ce sont bien elles, il a été altéré",
            "restore the keys that belong to this log; if these are the ones, it has been altered",
        ),
        str(path),
        exit_code=Exit.AUDIT_BROKEN,
        reason=Reason.STORE,
    )

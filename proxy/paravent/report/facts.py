"""What a report counts: one narrow row for each event, in a database of its own in memory.

Events are opened one after the other and go straight into SQL, where everything is counted. Of
another client than the one that is asked for, nothing stays in it.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.notes import Checkpoint
from paravent.errors import Exit, Reason, fail
from paravent.i18n import t
from paravent.report.tables import COPY, EXCHANGES, OTHERS, SPLIT, TABLES
from paravent.store.audit_tables import AUDIT
from paravent.store.db import reading
from paravent.store.epochs import Epochs
from paravent.store.record import Header, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from paravent.errors import ParaventError
    from paravent.report.memo import Memo
    from paravent.store.keys import Keys

_BATCH = 4096
"""Events whose contents are in memory at a time."""
_BEFORE_MS = 24 * 3600 * 1000
"""How long before the period a pause may have begun that lasts into it."""
_CHUNK = 32_768
"""Events of one piece of the memo."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: from ``since`` until before ``until``, of one client or of all.

    ``size`` pins it to the log as it was at that many events; None: as it is now.
    """

    since: datetime
    until: datetime
    client: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows, and the log that they are from: its signed head, its first event, its last time.

    ``at_ms`` is the time of the last event that the head is over, in ms since 1970 UTC; ``span``
    the first and the last event of the period, None where there is none.
    """

    sql: sqlite3.Connection
    scope: Scope
    note: str
    size: int
    first: int
    at_ms: int
    span: tuple[int, int] | None


@contextmanager
def gather(path: Path, keys: Keys, scope: Scope, memo: Memo | None = None) -> Iterator[Facts]:
    """The facts of a log within a scope, for as long as the block lasts.

    With a memo, what was opened for an earlier report is not opened again.

    Raises:
        ParaventError: there is no log, no checkpoint of that size, or an event has been altered.
    """
    facts = sqlite3.connect(":memory:", autocommit=True)
    try:
        facts.executescript(TABLES)
        with reading(path, AUDIT) as log:
            note, size = _head(log, scope.size)
            _Filling(facts, log, keys, scope, size).fill(memo)
            facts.executemany("INSERT INTO run VALUES (?, ?)", _runs(log, size))
            (first,) = log.execute("SELECT ifnull(min(i), 0) FROM header").fetchone()
            (at_ms,) = log.execute("SELECT max(t) FROM header WHERE i = ?", (size - 1,)).fetchone()
            span = log.execute(
                "SELECT min(i), max(i) FROM header WHERE t >= ? AND t < ? AND i < ?",
                (*_bounds(scope), size),
            ).fetchone()
        span = None if span[0] is None else (span[0], span[1])
        yield Facts(facts, scope, note, size, first, at_ms or 0, span)
    finally:
        facts.close()


def _head(log: sqlite3.Connection, size: int | None) -> tuple[str, int]:
    """The checkpoint of that size, or the newest one."""
    rows = dict(log.execute("SELECT size, note FROM checkpoint UNION SELECT size, note FROM tree"))
    wanted = max(rows, default=0) if size is None else size
    if wanted not in rows:
        raise fail(
            t(
                "le journal n'a pas gardé de sceau à {size} événements",
                "the log keeps no checkpoint at {size} events",
                size=wanted,
            ),
            t(
                "les rapports déjà remis disent le leur ; sans --at, le dernier est pris",
                "reports that were handed out tell theirs; without --at the last one is taken",
            ),
            exit_code=Exit.USAGE,
        )
    return rows[wanted], Checkpoint.parse(rows[wanted].partition("\n\n")[0] + "\n").size


def _runs(log: sqlite3.Connection, size: int) -> Iterator[tuple[int, int]]:
    """When Paravent ran. What ended without a word ended with its last event."""
    rows = log.execute(
        "SELECT i, t, type FROM header WHERE i < ? AND type IN ('start', 'stop') ORDER BY i",
        (size,),
    )
    last = (
        "SELECT max(t) FROM header WHERE i < ? AND i > ? AND type NOT IN "
        "('log_read', 'report_export', 'verify_result', 'dsr_search', 'dsr_erase')"
    )
    began: tuple[int, int] | None = None
    for i, t_ms, kind in (*rows.fetchall(), (size, 0, "")):
        if began:
            ended = t_ms if kind == "stop" else log.execute(last, (i, began[0])).fetchone()[0]
            yield began[1], max(began[1], ended or 0)
        began = (i, t_ms) if kind == "start" else None


def _bounds(scope: Scope) -> tuple[int, int]:
    return int(scope.since.timestamp() * 1000), int(scope.until.timestamp() * 1000)


class _Filling:
    """Brings what a scope is about from the log into the tables."""

    def __init__(
        self,
        facts: sqlite3.Connection,
        log: sqlite3.Connection,
        keys: Keys,
        scope: Scope,
        size: int,
    ) -> None:
        self._facts, self._log = facts, log
        self._epochs = Epochs(log, keys)
        self._size = size
        since, until = _bounds(scope)
        self._scope = {"since": since, "until": until, "client": scope.client}
        self._since, self._until = since, until

    def fill(self, memo: Memo | None) -> None:
        """Do it."""
        facts = self._facts
        for first in range(0, self._size, _CHUNK):
            self._add(first, memo)
        earlier = {**self._scope, "earlier": self._since - _BEFORE_MS, "size": self._size}
        self._read(
            facts,
            f"type NOT IN {EXCHANGES} AND i < :size AND (type = 'month_total' OR t < :until) AND "
            "(t >= :since OR type IN ('rules_change', 'month_total') "
            "OR type IN ('pause', 'resume') AND t >= :earlier)",
            earlier,
        )
        if self._scope["client"]:
            for statement in OTHERS:
                facts.execute(statement, self._scope)
        facts.execute("CREATE INDEX by_id ON sent (id)")
        facts.execute("CREATE INDEX by_event ON entity (i)")
        facts.execute("DELETE FROM answer WHERE ref NOT IN (SELECT id FROM sent)")

    def _add(self, first: int, memo: Memo | None) -> None:
        """The exchanges of one stretch of the log."""
        stretch = {"first": first, "last": min(first + _CHUNK, self._size) - 1}
        count, oldest, newest, mark = self._log.execute(
            "SELECT count(*), min(t), max(t), hex(max(c)) FROM header JOIN payload USING (i) "
            "WHERE i BETWEEN :first AND :last",
            stretch,
        ).fetchone()
        if not count or newest < self._since or oldest >= self._until:
            return
        where = f"type IN {EXCHANGES} AND i BETWEEN :first AND :last"
        if memo is None or stretch["last"] - first < _CHUNK - 1:
            within = f"{where} AND t >= :since AND t < :until"
            self._read(self._facts, within, {**self._scope, **stretch})
            return
        data = memo.recall(first, f"{count} {mark}", lambda: self._make(where, stretch))
        self._copy(data)

    def _make(self, where: str, stretch: Mapping[str, int]) -> bytes:
        """One whole stretch as a database of its own."""
        piece = sqlite3.connect(":memory:", autocommit=True)
        try:
            piece.executescript(TABLES)
            self._read(piece, where, stretch)
            return piece.serialize()
        finally:
            piece.close()

    def _copy(self, data: bytes) -> None:
        """What the scope is about, out of a piece."""
        facts = self._facts
        facts.execute("ATTACH ':memory:' AS piece")
        try:
            facts.deserialize(data, name="piece")
            for statement in COPY:
                facts.execute(statement, self._scope)
        finally:
            facts.execute("DETACH piece")

    def _read(self, target: sqlite3.Connection, where: str, values: Mapping[str, object]) -> None:
        """Open the events that fit and split them into the tables of ``target``."""
        rows = self._log.execute(
            "SELECT i, t, type, c, k, sealed "  # noqa: S608 -- our own words
            f"FROM header JOIN payload USING (i) WHERE {where} ORDER BY i",
            values,
        )
        target.execute("BEGIN")
        while batch := rows.fetchmany(_BATCH):
            opened = (
                (i, t_, kind, _open(self._epochs, Header(i, t_, kind, c, k), sealed))
                for i, t_, kind, c, k, sealed in batch
            )
            target.executemany("INSERT INTO raw VALUES (?, ?, ?, ?)", opened)
            for statement in SPLIT:
                target.execute(statement)
        target.execute("COMMIT")


def _open(epochs: Epochs, header: Header, sealed: bytes) -> str:
    try:
        return unseal(epochs.cipher(header.k), header, sealed)[1].decode()
    except ValueError as error:
        raise _altered(header.i) from error


def _altered(index: int) -> ParaventError:
    return fail(
        t("l'événement {i} a été altéré", "event {i} has been altered", i=index),
        t(
            "aucun rapport n'est fait d'un journal altéré : voyez « paravent audit verify »",
            "no report is made of an altered log: see `paravent audit verify`",
        ),
        exit_code=Exit.AUDIT_BROKEN,
        reason=Reason.STORE,
    )

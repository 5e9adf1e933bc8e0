"""What a report counts: one narrow row for each event, in a database of its own in memory.

Events are opened one after the other and go straight into SQL, where everything is counted. Of
another client than the one that is asked for, nothing stays in it.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from paravent.core.notes import Checkpoint
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.report.pieces import Pieces
from paravent.report.tables import COPY, EXCHANGES, OTHERS, TABLES
from paravent.store.audit_tables import AUDIT, stand_in
from paravent.store.db import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from paravent.report.memo import Memo
    from paravent.report.pieces import Stretch
    from paravent.store.keys import Keys

_BEFORE_MS = 24 * 3600 * 1000
"""How long before the period a pause may have begun that lasts into it."""


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
            _Filling(facts, Pieces(log, keys), scope, size).fill(memo)
            facts.executemany("INSERT INTO run VALUES (?, ?)", _runs(log, size))
            stand_in(log)
            texts = log.execute("SELECT lower(hex(sha256)), t FROM text")
            facts.executemany("INSERT INTO ruleset VALUES (?, ?)", texts)
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

    def __init__(self, facts: sqlite3.Connection, pieces: Pieces, scope: Scope, size: int) -> None:
        self._facts, self._pieces, self._size = facts, pieces, size
        since, until = _bounds(scope)
        self._scope = {"since": since, "until": until, "client": scope.client}
        self._since, self._until = since, until

    def fill(self, memo: Memo | None) -> None:
        """Do it."""
        facts = self._facts
        for stretch in self._pieces.stretches(self._size):
            if stretch.newest >= self._since and stretch.oldest < self._until:
                self._add(stretch, memo)
        earlier = {**self._scope, "earlier": self._since - _BEFORE_MS, "size": self._size}
        self._pieces.read(
            facts,
            f"type NOT IN {EXCHANGES} AND i < :size AND (type = 'month_total' OR t < :until) AND "
            "(t >= :since OR type IN ('rules_change', 'start', 'month_total') "
            "OR type IN ('pause', 'resume') AND t >= :earlier)",
            earlier,
        )
        facts.execute("CREATE INDEX by_id ON sent (id)")
        if self._scope["client"]:
            for statement in OTHERS:
                facts.execute(statement, self._scope)
        facts.execute("CREATE INDEX by_event ON entity (i)")

    def _add(self, stretch: Stretch, memo: Memo | None) -> None:
        """The exchanges of one stretch of the log, where it is full by way of the memo."""
        if memo is None or not stretch.is_full:
            self._pieces.read(
                self._facts,
                f"type IN {EXCHANGES} AND i BETWEEN :first AND :last "
                "AND t >= :since AND t < :until",
                {**self._scope, "first": stretch.first, "last": stretch.last},
            )
            return
        make = partial(self._pieces.make, stretch)
        self._copy(memo.recall(stretch.first, stretch.state, make))

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

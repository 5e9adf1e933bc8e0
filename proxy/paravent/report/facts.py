"""What a report counts: one narrow row for each event, in a database of its own in memory.

Events are opened one after the other and go straight into SQL, where everything is counted. Of
another client than the one that is asked for, nothing stays in it.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.merkle import Checkpoint
from paravent.errors import Exit, Reason, fail
from paravent.i18n import t
from paravent.store.audit_tables import AUDIT
from paravent.store.db import reading
from paravent.store.epochs import Epochs
from paravent.store.record import Header, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from paravent.errors import ParaventError
    from paravent.store.keys import Keys

_BATCH = 4096
"""Events whose contents are in memory at a time."""
_BEFORE_MS = 24 * 3600 * 1000
"""How long before the period a request may have been sent whose answer came within it, or a pause
have begun; ``_EARLIER`` are the types concerned."""
_EARLIER = ("request", "pause", "resume")

_TABLES = """
CREATE TABLE raw (i INTEGER PRIMARY KEY, t INTEGER, type TEXT, x TEXT);
CREATE TABLE sent (
    i INTEGER PRIMARY KEY, t INTEGER, type TEXT, id TEXT, n INTEGER, action TEXT, reason TEXT,
    client TEXT, service TEXT, tier TEXT, surface TEXT, model TEXT, country TEXT, basis TEXT,
    bytes INTEGER, unread INTEGER, why TEXT, files INTEGER, files_unread INTEGER, sens TEXT
);
CREATE TABLE answer (
    i INTEGER PRIMARY KEY, ref TEXT, tokens INTEGER, how TEXT, restored INTEGER
);
CREATE TABLE entity (
    i INTEGER, cat TEXT, category TEXT, sens TEXT, act TEXT, n INTEGER, distinct_n INTEGER
);
CREATE TABLE override (i INTEGER PRIMARY KEY, reason TEXT, comment TEXT);
CREATE TABLE own (i INTEGER PRIMARY KEY, t INTEGER, type TEXT, x TEXT);
CREATE TABLE run (since INTEGER, until INTEGER);
"""
_SENT = ("request", "block", "uninspected", "tunnel", "challenge", "override")
_SPLIT = (
    f"""INSERT INTO sent SELECT
        i, t, type, x ->> '$.id', ifnull(x ->> '$.count', 1), x ->> '$.action', x ->> '$.reason',
        ifnull(x ->> '$.matter.client', ifnull(x ->> '$.matter.dossier', '')),
        ifnull(x ->> '$.provider.id', ''), ifnull(x ->> '$.provider.tier', 'unknown'),
        ifnull(x ->> '$.provider.surface', 'unknown'), ifnull(x ->> '$.provider.model', ''),
        ifnull(x ->> '$.transfer.country', ''), ifnull(x ->> '$.transfer.basis', 'unknown'),
        ifnull(x ->> '$.body.bytes', 0), ifnull(x ->> '$.body.uninspected_bytes', 0),
        x ->> '$.body.why', ifnull(json_array_length(x, '$.body.attachments'), 0),
        (SELECT count(*) FROM json_each(x, '$.body.attachments')
            WHERE ifnull(value ->> '$.parsed', 'none') <> 'full'),
        ifnull(x ->> '$.sens', '[]')
    FROM raw WHERE type IN {_SENT}""",  # noqa: S608 -- our own words, as all below
    """INSERT INTO entity SELECT
        i, e.value ->> '$.cat', ifnull(e.value ->> '$.reg_cat', ''),
        ifnull(e.value ->> '$.sens', 'none'), ifnull(e.value ->> '$.act', ''),
        ifnull(e.value ->> '$.n', 1), ifnull(e.value ->> '$.distinct', 1)
    FROM raw, json_each(x, '$.entities') AS e WHERE raw.type IN ('request', 'block')""",
    """INSERT INTO answer SELECT
        i, x ->> '$.ref', ifnull(x ->> '$.cost.out_tokens', 0),
        ifnull(x ->> '$.cost.how', 'unknown'), ifnull(x ->> '$.answer.restored_n', 0)
    FROM raw WHERE type = 'response'""",
    """INSERT INTO override SELECT
        i, ifnull(x ->> '$.override.reason_code', 'other'), ifnull(x ->> '$.override.comment', '')
    FROM raw WHERE type = 'override'""",
    f"INSERT INTO own SELECT i, t, type, x FROM raw WHERE type NOT IN {(*_SENT, 'response')}",  # noqa: S608
    "DELETE FROM raw",
)
_OTHERS = (
    "DELETE FROM sent WHERE client <> :client",
    "DELETE FROM entity WHERE i NOT IN (SELECT i FROM sent)",
    "DELETE FROM override WHERE i NOT IN (SELECT i FROM sent)",
)


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
def gather(path: Path, keys: Keys, scope: Scope) -> Iterator[Facts]:
    """The facts of a log within a scope, for as long as the block lasts.

    Raises:
        ParaventError: there is no log, no checkpoint of that size, or an event has been altered.
    """
    facts = sqlite3.connect(":memory:", autocommit=True)
    try:
        facts.executescript(_TABLES)
        with reading(path, AUDIT) as log:
            note, size = _head(log, scope.size)
            _fill(facts, log, keys, scope, size)
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


def _fill(
    facts: sqlite3.Connection, log: sqlite3.Connection, keys: Keys, scope: Scope, size: int
) -> None:
    since, until = _bounds(scope)
    epochs = Epochs(log, keys)
    rows = log.execute(
        "SELECT i, t, type, c, k, sealed "  # noqa: S608 -- our own words
        "FROM header JOIN payload USING (i) WHERE i < ? AND t < ? "
        f"AND (t >= ? OR type = 'rules_change' OR type IN {_EARLIER} AND t >= ?) ORDER BY i",
        (size, until, since, since - _BEFORE_MS),
    )
    facts.execute("BEGIN")
    while batch := rows.fetchmany(_BATCH):
        opened = (
            (i, t_, kind, _open(epochs, Header(i, t_, kind, c, k), sealed))
            for i, t_, kind, c, k, sealed in batch
        )
        facts.executemany("INSERT INTO raw VALUES (?, ?, ?, ?)", opened)
        for statement in _SPLIT:
            facts.execute(statement)
        if scope.client:
            for statement in _OTHERS:
                facts.execute(statement, {"client": scope.client})
    facts.execute("CREATE INDEX by_id ON sent (id)")
    facts.execute("CREATE INDEX by_event ON entity (i)")
    if scope.client:
        facts.execute("DELETE FROM answer WHERE ref NOT IN (SELECT id FROM sent)")
    facts.execute("COMMIT")


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

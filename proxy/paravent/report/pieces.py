"""The log stretch by stretch, each opened and split into the tables that reports count in.

A stretch that is full never changes but by an erasure or a purge, so that a memo can stand for it.
Of an altered log nothing is made.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paravent.errors import Exit, Reason, fail
from paravent.i18n import t
from paravent.report.memo import Memo
from paravent.report.tables import EXCHANGES, RAW, SPLIT, TABLES
from paravent.store.audit_tables import AUDIT
from paravent.store.db import reading
from paravent.store.epochs import Epochs
from paravent.store.record import Header, unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from paravent.errors import ParaventError
    from paravent.store.keys import Keys

STRETCH = 8192
"""Events of one stretch."""
_BATCH = 4096
"""Events whose contents are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many events in a row: the first and the last, the earliest and the latest time in ms.

    ``state`` changes with what is in it.
    """

    first: int
    last: int
    oldest: int
    newest: int
    state: str

    @property
    def is_full(self) -> bool:
        """Whether no event can be added to it any more."""
        return self.last - self.first == STRETCH - 1


class Pieces:
    """Reads a log, open as it is at one moment."""

    def __init__(self, log: sqlite3.Connection, keys: Keys) -> None:
        self._log = log
        self._epochs = Epochs(log, keys)

    def stretches(
        self, size: int, wanted: Callable[[int], bool] = lambda _: True
    ) -> Iterator[Stretch]:
        """Those of the first ``size`` events of which something is left, by their first event."""
        (kept,) = self._log.execute("SELECT ifnull(min(i), 0) FROM header").fetchone()
        for first in filter(wanted, range(kept - kept % STRETCH, size, STRETCH)):
            last = min(first + STRETCH, size) - 1
            count, oldest, newest, mark = self._log.execute(
                "SELECT count(*), min(t), max(t), hex(max(c)) FROM header JOIN payload USING (i) "
                "WHERE i BETWEEN ? AND ?",
                (first, last),
            ).fetchone()
            if count:
                yield Stretch(first, last, oldest, newest, f"{count} {mark}")

    def make(self, stretch: Stretch) -> bytes:
        """The exchanges of a stretch as a database of its own.

        Raises:
            ParaventError: an event has been altered.
        """
        piece = sqlite3.connect(":memory:", autocommit=True)
        try:
            piece.executescript(TABLES)
            within = {"first": stretch.first, "last": stretch.last}
            self.read(piece, f"type IN {EXCHANGES} AND i BETWEEN :first AND :last", within)
            return piece.serialize()
        finally:
            piece.close()

    def read(self, target: sqlite3.Connection, where: str, values: Mapping[str, object]) -> None:
        """Open the events that fit and split them into the tables of ``target``.

        Raises:
            ParaventError: an event has been altered.
        """
        rows = self._log.execute(
            "SELECT i, t, type, c, k, sealed "  # noqa: S608 -- our own words
            f"FROM header JOIN payload USING (i) WHERE {where} ORDER BY i",
            values,
        )
        target.executescript(RAW)
        target.execute("BEGIN")
        while batch := rows.fetchmany(_BATCH):
            opened = (
                (i, t_, kind, self._open(Header(i, t_, kind, c, k), sealed))
                for i, t_, kind, c, k, sealed in batch
            )
            target.executemany("INSERT INTO raw VALUES (?, ?, ?, ?)", opened)
            for statement in SPLIT:
                target.execute(statement)
        target.execute("COMMIT")
        target.execute("DETACH opened")

    def _open(self, header: Header, sealed: bytes) -> str:
        try:
            return unseal(self._epochs.cipher(header.k), header, sealed)[1].decode()
        except ValueError as error:
            raise _altered(header.i) from error


def remember(path: Path, keys: Keys, folder: Path) -> bool:
    """Keep one stretch of a log that no report has read yet; whether there was one.

    The keys are those of this moment: should something be erased while it reads, what it keeps
    cannot be opened by anybody once the erasure is done.

    Raises:
        ParaventError: the log cannot be read, or an event has been altered.
    """
    memo = Memo(folder, replace(keys, shreddable=keys.shreddable.as_it_is()))
    with reading(path, AUDIT) as log:
        (size,) = log.execute("SELECT ifnull(max(i) + 1, 0) FROM header").fetchone()
        pieces = Pieces(log, keys)
        unread = pieces.stretches(size, lambda first: not memo.holds(first))
        stretch = next((one for one in unread if one.is_full), None)
        data = pieces.make(stretch) if stretch else b""
    if stretch is None:
        return False
    memo.keep(stretch.first, stretch.state, data)
    return True


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

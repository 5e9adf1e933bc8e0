"""What leaves the log: the content of some events, or old events altogether.

Nothing leaves unsaid: an event tells of each removal, in the same transaction, and the tree stays
what was signed. Of an erased event the header is kept, of a purged one the leaf hash.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from paravent.store.event import Actor, Notice
from paravent.store.record import Header
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from paravent.store.epochs import Epochs

ERASABLE = frozenset(
    {
        EventType.REQUEST,
        EventType.RESPONSE,
        EventType.BLOCK,
        EventType.OVERRIDE,
        EventType.UNINSPECTED,
        EventType.CHALLENGE,
    }
)
"""Types of events whose content may be erased; those about the log itself go by purge only."""

NOBODY = Actor()
"""Who acts where the log itself does."""

type Told = tuple[EventType, Notice, Actor]
"""Type, notice and actor of an event by which the log tells of something done with it."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The content of these events goes (art. 17 GDPR); ``filters`` say how they were chosen.

    ``labels`` tells how many labels of the vault went before them.
    """

    indexes: tuple[int, ...]
    filters: tuple[str, ...] = ()
    actor: Actor = NOBODY
    labels: int = 0

    def carry_out(self, sql: sqlite3.Connection, by: int) -> Iterator[Told]:
        """Erase within the caller's transaction; tell it as event number ``by``.

        What is not there, or no longer, or may not be erased, is passed over.
        """
        gone = dict[int, EventType]()
        for i in self.indexes:
            row = sql.execute(
                "SELECT type FROM header JOIN payload USING (i) WHERE i = ?", (i,)
            ).fetchone()
            if row is None or row[0] not in ERASABLE:
                continue
            gone[i] = EventType(row[0])
            sql.execute("INSERT INTO erased (i, by) VALUES (?, ?)", (i, by))
            sql.execute("DELETE FROM payload WHERE i = ?", (i,))
            sql.execute("DELETE FROM facet WHERE i = ?", (i,))
        yield (
            EventType.DSR_ERASE,
            Notice(
                n=len(gone),
                by_type=tuple(sorted(Counter(gone.values()).items())),
                digest=digest_of(gone),
                filters=(*self.filters, f"labels={self.labels}"),
            ),
            self.actor,
        )


@dataclass(frozen=True, slots=True)
class Purge:
    """All events before the first of that time or later go; ``before``: ms since 1970 UTC."""

    before: int

    def carry_out(self, sql: sqlite3.Connection, by: int) -> Iterator[Told]:
        """Purge within the caller's transaction; tell it as event number ``by``, if there is any.

        Keys that open nothing any more are destroyed, each told of by an event.
        """
        (first,) = sql.execute("SELECT min(i) FROM header").fetchone()
        (last,) = sql.execute(
            "SELECT min(i) - 1 FROM header WHERE t >= ?", (self.before,)
        ).fetchone()
        if first is None or last is None or last < first:
            return
        rows = sql.execute("SELECT i, t, type, c, k FROM header WHERE i <= ? ORDER BY i", (last,))
        headers = [Header(*row) for row in rows]
        sql.execute(
            "INSERT INTO purged (first, last, by, leaves) VALUES (?, ?, ?, ?)",
            (first, last, by, b"".join(header.leaf_hash() for header in headers)),
        )
        for table in ("payload", "facet", "header"):
            sql.execute(f"DELETE FROM {table} WHERE i <= ?", (last,))  # noqa: S608 -- our own names
        kinds = Counter(EventType(header.type) for header in headers)
        yield (
            EventType.RETENTION_PURGE,
            Notice(
                index=first, size=last + 1, n=len(headers), by_type=tuple(sorted(kinds.items()))
            ),
            NOBODY,
        )
        for k in _destroy_keys(sql):
            yield EventType.KEY_DESTROY, Notice(epoch=k), NOBODY


@dataclass(frozen=True, slots=True)
class WrapAnew:
    """The key that wraps the log's keys is another one: copies made before are to be unreadable."""

    epochs: Epochs
    actor: Actor = NOBODY

    def carry_out(self, sql: sqlite3.Connection, _by: int) -> Iterator[Told]:
        """Wrap all keys anew within the caller's transaction, and tell that the old one goes."""
        self.epochs.wrap_anew(sql)
        yield EventType.KEY_DESTROY, Notice(), self.actor


def digest_of(indexes: Iterable[int]) -> str:
    """SHA-256 in hex of the numbers in order, one a line: what an erasure commits to."""
    return sha256("".join(f"{i}\n" for i in sorted(indexes)).encode()).hexdigest()


def _destroy_keys(sql: sqlite3.Connection) -> list[int]:
    """Delete the keys of epochs of which no event is left; their numbers."""
    row = sql.execute("SELECT k FROM header ORDER BY i LIMIT 1").fetchone()
    gone = sql.execute("SELECT DISTINCT k FROM epoch WHERE k < ? ORDER BY k", row or (0,))
    found = [k for (k,) in gone.fetchall()]
    sql.executemany("DELETE FROM epoch WHERE k = ?", [(k,) for k in found])
    return found

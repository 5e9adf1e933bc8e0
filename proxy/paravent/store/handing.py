"""What is handed out of the log, so that what was promised with it can be held later.

A checkpoint that somebody else was given is kept for as long as the log is: nobody can go back
behind it unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.notes import Checkpoint
from paravent.store.removal import NOBODY
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from paravent.store.event import Actor, Notice
    from paravent.store.removal import Told


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Something was given to somebody with this checkpoint, a signed note of this log."""

    note: str
    kind: EventType
    notice: Notice
    actor: Actor = NOBODY

    def carry_out(self, sql: sqlite3.Connection, _by: int) -> Iterator[Told]:
        """Keep the checkpoint within the caller's transaction, and tell what was given."""
        keep_head(sql, head_of(self.note).size, self.note)
        yield self.kind, self.notice, self.actor


@dataclass(frozen=True, slots=True)
class Token:
    """What an authority of time answered about a checkpoint (RFC 3161)."""

    note: str
    tsr: bytes
    notice: Notice
    actor: Actor = NOBODY

    def carry_out(self, sql: sqlite3.Connection, _by: int) -> Iterator[Told]:
        """Keep the first token of a checkpoint within the caller's transaction, and tell it."""
        size = head_of(self.note).size
        keep_head(sql, size, self.note)
        sql.execute(
            "INSERT INTO token SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM token WHERE size = ?)",
            (size, self.tsr, size),
        )
        yield EventType.CHECKPOINT_EXPORT, self.notice, self.actor


def head_of(note: str) -> Checkpoint:
    """What a note of our own says; whoever got it from elsewhere opens it first.

    Raises:
        ValueError: it is no checkpoint.
    """
    return Checkpoint.parse(note.partition("\n\n")[0] + "\n")


def keep_head(sql: sqlite3.Connection, size: int, note: str) -> None:
    """Keep a checkpoint, within the caller's transaction, if none of that size is."""
    sql.execute(
        "INSERT INTO checkpoint (size, note) SELECT ?, ? "
        "WHERE NOT EXISTS (SELECT 1 FROM checkpoint WHERE size = ?)",
        (size, note, size),
    )

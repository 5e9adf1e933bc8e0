"""Reading the audit log, beside the program that writes it and without its lock.

A reader sees the log as it was when it was opened. It decrypts, it does not prove: what it returns
opened under the installation's key, and whether it is still in the tree is for ``verify`` to say.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.store.audit import broken
from paravent.store.audit_tables import AUDIT
from paravent.store.db import reading
from paravent.store.epochs import Epochs
from paravent.store.record import Header, unseal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from paravent.store.keys import Keys
    from paravent.store.vocabulary import EventType, Outcome


@dataclass(frozen=True, slots=True)
class Query:
    """Which events: all that fit every field; an empty field fits all. ``until`` is excluded."""

    since: datetime | None = None
    until: datetime | None = None
    types: Collection[EventType] = ()
    services: Collection[str] = ()
    actions: Collection[Outcome] = ()
    limit: int | None = None
    reverse: bool = False

    def is_whole(self) -> bool:
        """Whether it asks for all the events there are."""
        return self == Query(reverse=self.reverse)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of an event without opening its payload."""

    index: int
    at: datetime
    type: str
    service: str | None
    action: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """One whole event: header, and the payload with the salt that the header commits to."""

    header: Header
    salt: bytes
    payload: bytes

    def event(self) -> dict[str, Any]:
        """The payload's JSON, as ``Event.to_payload`` made it; absent keys are at their default."""
        event: dict[str, Any] = json.loads(self.payload)
        return event


class AuditReader:
    """The log at one moment. Made by ``read_audit``."""

    def __init__(self, path: Path, connection: sqlite3.Connection, keys: Keys) -> None:
        self._path = path
        self._sql = connection
        self._epochs = Epochs(connection, keys)

    def size(self) -> int:
        """How many events there are."""
        (size,) = self._sql.execute("SELECT count(*) FROM header").fetchone()
        return int(size)

    def checkpoint(self) -> str:
        """The signed note over all the events there are.

        Raises:
            ParaventError: the log has lost it.
        """
        row = self._sql.execute("SELECT note FROM tree").fetchone()
        if not row:
            raise broken(self._path)
        return str(row[0])

    def leaf_hashes(self) -> list[bytes]:
        """The leaf hash of every event, in order."""
        rows = self._sql.execute("SELECT i, t, type, c, k FROM header ORDER BY i")
        return [Header(*row).leaf_hash() for row in rows]

    def select(self, query: Query) -> Iterator[Entry]:
        """The events that fit, one after the other."""
        where, values = _conditions(query)
        order = "DESC" if query.reverse else "ASC"
        rows = self._sql.execute(
            "SELECT i, t, type, service, action "  # noqa: S608 -- made of our own words
            f"FROM header LEFT JOIN facet USING (i) WHERE {where} ORDER BY i {order} LIMIT ?",
            (*values, -1 if query.limit is None else query.limit),
        )
        for i, at_ms, kind, service, action in rows:
            yield Entry(i, datetime.fromtimestamp(at_ms / 1000, UTC), kind, service, action)

    def read(self, index: int) -> Record:
        """One event.

        Raises:
            ParaventError: there is none of that index, or it has been altered (AUDIT_BROKEN).
        """
        row = self._sql.execute(
            "SELECT i, t, type, c, k, sealed FROM header LEFT JOIN payload USING (i) WHERE i = ?",
            (index,),
        ).fetchone()
        if row is None:
            raise fail(
                t("aucun événement {index}", "no event {index}", index=index),
                t("voyez « paravent audit list »", "see `paravent audit list`"),
                exit_code=Exit.USAGE,
            )
        *columns, sealed = row
        header = Header(*columns)
        try:
            salt, payload = unseal(self._epochs.cipher(header.k), header, sealed or b"")
        except ValueError as error:
            raise broken(self._path) from error
        return Record(header, salt, payload)


@contextmanager
def read_audit(path: Path, keys: Keys) -> Iterator[AuditReader]:
    """The log as it is now, for as long as the block lasts.

    Raises:
        ParaventError: the file is missing, unreadable or not ours.
    """
    with reading(path, AUDIT) as connection:
        yield AuditReader(path, connection, keys)


def _conditions(query: Query) -> tuple[str, list[object]]:
    parts, values = ["1"], list[object]()
    for column, words in (
        ("type", query.types),
        ("service", query.services),
        ("action", query.actions),
    ):
        if words:
            parts.append(f"{column} IN ({', '.join('?' * len(words))})")
            values += [str(word) for word in words]
    for limit, test in ((query.since, "t >= ?"), (query.until, "t < ?")):
        if limit is not None:
            parts.append(test)
            values.append(int(limit.timestamp() * 1000))
    return " AND ".join(parts), values

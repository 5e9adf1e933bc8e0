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

from paravent.core.merkle import HASH_BYTES
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.store.audit_tables import AUDIT, stand_in
from paravent.store.db import reading
from paravent.store.epochs import Epochs
from paravent.store.head import broken
from paravent.store.record import Header, unseal
from paravent.store.texts import read_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from paravent.errors import ParaventError
    from paravent.store.keys import Keys
    from paravent.store.vocabulary import EventType, Outcome


@dataclass(frozen=True, slots=True)
class Query:
    """Which events: all that fit every field; an empty field fits all. ``until`` is excluded.

    ``after`` and ``before`` are numbers of events, themselves excluded.
    """

    since: datetime | None = None
    until: datetime | None = None
    types: Collection[EventType] = ()
    services: Collection[str] = ()
    actions: Collection[Outcome] = ()
    limit: int | None = None
    reverse: bool = False
    after: int | None = None
    before: int | None = None

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
        self._keys = keys
        self._epochs = Epochs(connection, keys)

    def size(self) -> int:
        """How many events there have been, those purged since included."""
        (last,) = self._sql.execute("SELECT max(i) FROM header").fetchone()
        return 0 if last is None else int(last) + 1

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
        """The leaf hash of every event, in order, those of purged events included."""
        gone = self._sql.execute("SELECT leaves FROM purged ORDER BY first")
        hashes = b"".join(leaves for (leaves,) in gone)
        rows = self._sql.execute("SELECT i, t, type, c, k FROM header ORDER BY i")
        return [
            *(hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)),
            *(Header(*row).leaf_hash() for row in rows),
        ]

    def heads(self) -> list[tuple[int, str]]:
        """Sizes and notes of the checkpoints that were kept, the smallest first."""
        return self._sql.execute("SELECT size, note FROM checkpoint ORDER BY size").fetchall()

    def tokens(self) -> list[tuple[int, str, bytes]]:
        """Size and note of checkpoints, with what an authority of time said (RFC 3161)."""
        rows = self._sql.execute("SELECT size, note, tsr FROM token JOIN checkpoint USING (size)")
        return rows.fetchall()

    def text(self, sha256: str) -> str | None:
        """The text that events name by that hash in hex; None where it was not kept.

        Raises:
            ParaventError: it has been altered (AUDIT_BROKEN).
        """
        try:
            return read_text(self._sql, self._keys, sha256)
        except ValueError as error:
            raise broken(self._path) from error

    def texts(self) -> list[tuple[str, datetime]]:
        """Hash in hex and first day of every text that is kept, the oldest first."""
        rows = self._sql.execute("SELECT sha256, t FROM text ORDER BY t, sha256")
        return [(name.hex(), datetime.fromtimestamp(at_ms / 1000, UTC)) for name, at_ms in rows]

    def fingerprints(self, entity_type: str, value: str) -> set[str]:
        """All by which a value could be in the log, whatever the dossier and the time.

        ``value`` is in the form of ``core.placeholders.normalise``.
        """
        return self._epochs.fingerprints(f"{entity_type}\x1f{value}")

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

    def latest(self, kind: EventType) -> dict[str, Any] | None:
        """The last event of a type; None where there is none whose content is kept.

        Raises:
            ParaventError: it has been altered (AUDIT_BROKEN).
        """
        found = self.select(Query(types=(kind,), limit=1, reverse=True))
        return next((self.read(entry.index).event() for entry in found), None)

    def count(self, query: Query) -> int:
        """How many events fit."""
        where, values = _conditions(query)
        (n,) = self._sql.execute(
            f"SELECT count(*) FROM header LEFT JOIN facet USING (i) WHERE {where}",  # noqa: S608
            values,
        ).fetchone()
        return int(n if query.limit is None else min(n, query.limit))

    def read(self, index: int) -> Record:
        """One event.

        Raises:
            ParaventError: there is none of that index (any more), its content has been erased, or
                it has been altered (AUDIT_BROKEN).
        """
        row = self._sql.execute(
            "SELECT i, t, type, c, k, sealed FROM header LEFT JOIN payload USING (i) WHERE i = ?",
            (index,),
        ).fetchone()
        if row is None:
            raise self._absent(index)
        *columns, sealed = row
        header = Header(*columns)
        if sealed is None and index in self.erased():
            raise _gone(t("l'événement {i} a été effacé", "event {i} has been erased", i=index))
        try:
            salt, payload = unseal(self._epochs.cipher(header.k), header, sealed or b"")
        except ValueError as error:
            raise broken(self._path) from error
        return Record(header, salt, payload)

    def header(self, index: int) -> Header:
        """The header of an event, which outlives its content.

        Raises:
            ParaventError: there is none of that index (any more).
        """
        row = self._sql.execute("SELECT i, t, type, c, k FROM header WHERE i = ?", (index,))
        found = row.fetchone()
        if found is None:
            raise self._absent(index)
        return Header(*found)

    def erased(self) -> dict[int, int]:
        """The events whose content has been erased, each with the event that says so."""
        return dict(self._sql.execute("SELECT i, by FROM erased"))

    def first(self) -> int:
        """The index of the first event that has not been purged."""
        (first,) = self._sql.execute("SELECT ifnull(min(i), 0) FROM header").fetchone()
        return int(first)

    def _absent(self, index: int) -> ParaventError:
        if 0 <= index < self.first():
            return _gone(t("l'événement {i} a été purgé", "event {i} has been purged", i=index))
        return _gone(t("aucun événement {index}", "no event {index}", index=index))


def _gone(message: str) -> ParaventError:
    hint = t("voyez « paravent audit list »", "see `paravent audit list`")
    return fail(message, hint, exit_code=Exit.USAGE)


@contextmanager
def read_audit(path: Path, keys: Keys) -> Iterator[AuditReader]:
    """The log as it is now, for as long as the block lasts.

    Raises:
        ParaventError: the file is missing, unreadable or not ours.
    """
    with reading(path, AUDIT) as connection:
        stand_in(connection)
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
    for index, test in ((query.after, "i > ?"), (query.before, "i < ?")):
        if index is not None:
            parts.append(test)
            values.append(index)
    return " AND ".join(parts), values

"""The texts that events name by their SHA-256: the rules that were in force.

They may hold what a person wrote about clients, so they lie sealed; they outlive the events, so
that what was decided can be explained for as long as somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.store.walk import Finding

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from paravent.store.keys import Keys
    from paravent.store.removal import Told


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be kept, if it is not yet, from that time on."""

    text: str
    keys: Keys
    at_ms: int

    def carry_out(self, sql: sqlite3.Connection, _by: int) -> Iterator[Told]:
        """Keep it within the caller's transaction; the events that name it tell of it."""
        data = self.text.encode()
        name = sha256(data).digest()
        if sql.execute("SELECT 1 FROM text WHERE sha256 = ?", (name,)).fetchone() is None:
            sealed = self.keys.wrap(data, _context(name, self.at_ms))
            sql.execute("INSERT INTO text VALUES (?, ?, ?)", (name, self.at_ms, sealed))
        yield from ()


def read_text(sql: sqlite3.Connection, keys: Keys, name: str) -> str | None:
    """The text of that SHA-256 in hex; None where it was not kept.

    Raises:
        ValueError: it has been altered.
    """
    key = bytes.fromhex(name)
    row = sql.execute("SELECT t, sealed FROM text WHERE sha256 = ?", (key,)).fetchone()
    return keys.unwrap(row[1], _context(key, row[0])).decode() if row else None


def search_texts(sql: sqlite3.Connection, keys: Keys) -> Iterator[Finding]:
    """The texts that are not what their names say."""
    for name, at_ms, sealed in sql.execute("SELECT sha256, t, sealed FROM text"):
        try:
            whole = sha256(keys.unwrap(sealed, _context(name, at_ms))).digest() == name
        except ValueError:
            whole = False
        if not whole:
            yield Finding(
                t(
                    "texte de règles altéré : {name}",
                    "text of rules altered: {name}",
                    name=name.hex()[:12],
                )
            )


def _context(name: bytes, at_ms: int) -> bytes:
    return b"audit text %d %s" % (at_ms, name.hex().encode())

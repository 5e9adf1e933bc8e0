"""The end of the log: its tree, and the checkpoint that was signed over it.

What lies on disk is proven to be what was signed before anything is added to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.merkle import CompactRange
from paravent.core.notes import Checkpoint, open_note, sign_note
from paravent.errors import Exit, Reason, fail
from paravent.i18n import t
from paravent.store.handing import keep_head
from paravent.store.keys import signature_check

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from paravent.core.notes import VerifierKey
    from paravent.errors import ParaventError
    from paravent.store.epochs import Epochs
    from paravent.store.keys import Keys
    from paravent.store.record import Header

CHECKPOINT_EVERY = 1000
"""Events between two checkpoints that are kept; the last of each day is kept as well."""
_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log: its tree, the note signed over it, the time of its last event."""

    tree: CompactRange
    note: str
    t: int

    def advance(
        self, sql: sqlite3.Connection, keys: Keys, headers: Sequence[Header], now: int
    ) -> Head:
        """Write the head after these events, and keep the checkpoints that are to be kept."""
        verifier = keys.verifier
        tree = self.tree.extend(header.leaf_hash() for header in headers)
        text = str(Checkpoint(verifier.name, tree.size, tree.root()))
        note = sign_note(text, verifier, keys.sign)
        values = (tree.size, tree.to_bytes(), note)
        if self.tree.size == 0:
            sql.execute("INSERT INTO tree (size, range, note) VALUES (?, ?, ?)", values)
        else:
            sql.execute("UPDATE tree SET size = ?, range = ?, note = ?", values)
            if now // _DAY_MS != self.t // _DAY_MS:
                keep_head(sql, self.tree.size, self.note)
        if tree.size // CHECKPOINT_EVERY != self.tree.size // CHECKPOINT_EVERY:
            keep_head(sql, tree.size, note)
        return Head(tree, note, now)


def read_head(sql: sqlite3.Connection, verifier: VerifierKey, epochs: Epochs, path: Path) -> Head:
    """The end of the log as it lies on disk, proven to be what was signed.

    Raises:
        ParaventError: it is not, or its keys are not ours (AUDIT_BROKEN).
    """
    row = sql.execute("SELECT size, range, note FROM tree").fetchone()
    events, last_i, last_t = sql.execute(
        "SELECT count(*) + ifnull((SELECT max(last) + 1 FROM purged), 0), max(i), t FROM header"
    ).fetchone()
    if not row and not events:
        return Head(CompactRange(), "", 0)
    if epochs.broken:
        raise _foreign(path)
    try:
        size, hashes, note = row or (0, b"", "")
        tree = CompactRange.from_bytes(size, hashes)
        _check(tree, note, verifier)
    except ValueError as error:
        raise broken(path) from error
    if events != tree.size or last_i != tree.size - 1:
        raise broken(path)
    return Head(tree, note, last_t)


def _check(tree: CompactRange, note: str, verifier: VerifierKey) -> None:
    """See that a note is the log's own checkpoint of just this tree; ValueError where not."""
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

"""The proof that a log is whole: everything in the file is held against what was signed.

It reads and never writes, and whatever is wrong becomes a finding. What it cannot show by itself:
that the end of the log was taken away together with the checkpoints over it, or that somebody who
has the keys made the whole log anew. Both show once it is held against a checkpoint that was given
to somebody else.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from paravent.core.merkle import EMPTY_ROOT, CompactRange
from paravent.core.notes import Checkpoint, open_note
from paravent.errors import ParaventError
from paravent.i18n import t
from paravent.store.audit_tables import AUDIT, stand_in
from paravent.store.db import is_damage, reading
from paravent.store.epochs import Epochs
from paravent.store.keys import signature_check
from paravent.store.migrations import migrate
from paravent.store.texts import search_texts
from paravent.store.walk import Finding, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from paravent.core.notes import VerifierKey
    from paravent.store.keys import Keys

MOST_FINDINGS = 20
"""Findings after which the search ends: what is broken that much is broken."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found. ``size`` and ``root`` are those of the last checkpoint.

    Of ``events``, ``purged`` are known by their leaf hashes alone, and ``erased`` by their headers.
    """

    events: int
    purged: int
    erased: int
    size: int
    root: bytes
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def first_bad(self) -> int | None:
        """The lowest index at which something is wrong."""
        return min((item.index for item in self.findings if item.index is not None), default=None)


def verify_audit(path: Path, keys: Keys, earlier: Sequence[str] = ()) -> Verification:
    """Verify a whole log, be it in use or not. Findings are in the current language.

    Args:
        path: the log.
        keys: the installation's.
        earlier: signed notes that were given out, in reports say: the log must go on from them.

    Raises:
        ParaventError: there is no such file, it may not be read, or it is not a log of ours.
    """
    findings: list[Finding] = []
    heads: dict[int, bytes] = {}
    events = purged = erased = 0
    try:
        with reading(path, AUDIT) as sql:
            # A flipped bit may leave no text at all; what stands for it will not match its hash.
            sql.text_factory = lambda data: data.decode(errors="replace")
            stand_in(sql)
            findings += islice(_search(sql, keys, heads, earlier), MOST_FINDINGS)
            (events,) = sql.execute("SELECT count(*) FROM header").fetchone()
            (purged,) = sql.execute(
                "SELECT ifnull(sum(last + 1 - first), 0) FROM purged"
            ).fetchone()
            (erased,) = sql.execute(
                "SELECT count(*) FROM erased WHERE i >= ?", (purged,)
            ).fetchone()
    except ParaventError as error:
        if not is_damage(error.__cause__):
            raise
        findings.append(Finding(error.problems[0].message))
    size = max(heads, default=0)
    root = heads.get(size, EMPTY_ROOT)
    return Verification(events + purged, purged, erased, size, root, tuple(findings))


def _search(
    sql: sqlite3.Connection, keys: Keys, heads: dict[int, bytes], earlier: Sequence[str]
) -> Iterator[Finding]:
    damage = [text for (text,) in sql.execute("PRAGMA integrity_check") if text != "ok"]
    for text in damage:
        yield Finding(t("fichier endommagé : {text}", "damaged file: {text}", text=text))
    if damage:
        return  # From here on columns could hold values of any kind.
    yield from _search_schema(sql)
    yield from _search_heads(sql, keys.verifier, heads)
    yield from _search_earlier(earlier, keys.verifier, heads)
    epochs = Epochs(sql, keys)
    for key in epochs.broken:
        yield Finding(t("clé de la période {k} altérée", "key of epoch {k} altered", k=key.k))
    yield from search_texts(sql, keys)
    yield from Walk(sql, epochs, heads).search()


def _search_schema(sql: sqlite3.Connection) -> Iterator[Finding]:
    """Tables and triggers must be, to the letter, what the migrations on record make."""
    applied = {name for (name,) in sql.execute("SELECT name FROM migration")}
    known = [item for item in AUDIT.migrations if item.__name__ in applied]
    model = sqlite3.connect(":memory:", autocommit=True)
    try:
        migrate(model, replace(AUDIT, migrations=known))
        expected, found = (
            set(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
            for db in (model, sql)
        )
    finally:
        model.close()
    for name in sorted({str(name) for _, name, *_ in expected ^ found}):
        yield Finding(
            t("table ou garde altérée : {name}", "altered table or guard: {name}", name=name)
        )


def _search_heads(
    sql: sqlite3.Connection, verifier: VerifierKey, heads: dict[int, bytes]
) -> Iterator[Finding]:
    """Check every checkpoint's signature; put the size and root of each good one in ``heads``."""
    check = signature_check(verifier.public)
    tops = sql.execute("SELECT size, note, range FROM tree").fetchall()
    if len(tops) != 1:
        yield Finding(t("la tête du journal manque", "the head of the log is missing"))
    for size, note, *top in (*sql.execute("SELECT size, note FROM checkpoint"), *tops):
        try:
            text = open_note(note, verifier, check)
            root = (
                CompactRange.from_bytes(size, *top).root() if top else Checkpoint.parse(text).root
            )
        except ValueError:
            text, root = "", EMPTY_ROOT
        if text == str(Checkpoint(verifier.name, size, root)):
            heads[size] = root
        else:
            yield Finding(t("sceau {size} altéré", "checkpoint {size} altered", size=size))


def _search_earlier(
    notes: Sequence[str], verifier: VerifierKey, heads: dict[int, bytes]
) -> Iterator[Finding]:
    """What was given out must be this log's, and no other than what the log itself keeps."""
    check = signature_check(verifier.public)
    for note in notes:
        try:
            head = Checkpoint.parse(open_note(note, verifier, check))
        except ValueError:
            yield Finding(
                t(
                    "le sceau donné n'est pas signé par cette installation",
                    "the checkpoint given is not signed by this installation",
                )
            )
            continue
        if heads.setdefault(head.size, head.root) != head.root:
            yield Finding(
                t(
                    "le journal n'est pas celui du sceau {size} : il a été refait",
                    "the log is not that of checkpoint {size}: it was made anew",
                    size=head.size,
                )
            )

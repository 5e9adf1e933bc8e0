"""The proof that a log is whole: everything in the file is held against what was signed.

It reads and never writes, and whatever is wrong becomes a finding. What it cannot show: that the
end of the log was taken away together with the checkpoints over it, or that somebody who has the
keys made the whole log anew. Against that, a checkpoint must have been given to somebody else.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from paravent.core.merkle import EMPTY_ROOT, Checkpoint, CompactRange, open_note
from paravent.errors import ParaventError
from paravent.i18n import t
from paravent.store.audit_tables import AUDIT
from paravent.store.db import is_damage, reading
from paravent.store.epochs import Epochs
from paravent.store.keys import signature_check
from paravent.store.migrations import migrate
from paravent.store.record import Header, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from paravent.core.merkle import VerifierKey
    from paravent.store.keys import Keys

MOST_FINDINGS = 20
"""Findings after which the search ends: what is broken that much is broken."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and the first event that it concerns; None where it is none."""

    what: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found. ``size`` and ``root`` are those of the last checkpoint."""

    events: int
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


def verify_audit(path: Path, keys: Keys) -> Verification:
    """Verify a whole log, be it in use or not. Findings are in the current language.

    Raises:
        ParaventError: there is no such file, it may not be read, or it is not a log of ours.
    """
    findings: list[Finding] = []
    heads: dict[int, bytes] = {}
    events = 0
    try:
        with reading(path, AUDIT) as sql:
            # A flipped bit may leave no text at all; what stands for it will not match its hash.
            sql.text_factory = lambda data: data.decode(errors="replace")
            findings += islice(_search(sql, keys, heads), MOST_FINDINGS)
            (events,) = sql.execute("SELECT count(*) FROM header").fetchone()
    except ParaventError as error:
        if not is_damage(error.__cause__):
            raise
        findings.append(Finding(error.problems[0].message))
    size = max(heads, default=0)
    return Verification(events, size, heads.get(size, EMPTY_ROOT), tuple(findings))


def _search(sql: sqlite3.Connection, keys: Keys, heads: dict[int, bytes]) -> Iterator[Finding]:
    damage = [text for (text,) in sql.execute("PRAGMA integrity_check") if text != "ok"]
    for text in damage:
        yield Finding(t("fichier endommagé : {text}", "damaged file: {text}", text=text))
    if damage:
        return  # From here on columns could hold values of any kind.
    yield from _search_schema(sql)
    yield from _search_heads(sql, keys.verifier, heads)
    epochs = Epochs(sql, keys)
    for key in epochs.broken:
        yield Finding(t("clé de la période {k} altérée", "key of epoch {k} altered", k=key.k))
    yield from _search_events(sql, epochs, heads)


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


def _search_events(
    sql: sqlite3.Connection, epochs: Epochs, heads: dict[int, bytes]
) -> Iterator[Finding]:
    """Walk through the log from its first event, building the tree anew."""
    tree, leaves = CompactRange(), list[bytes]()
    rows = sql.execute(
        "SELECT i, t, type, c, k, sealed, service, action FROM header "
        "LEFT JOIN payload USING (i) LEFT JOIN facet USING (i) ORDER BY i"
    )
    events, bad = 0, -1
    for *columns, sealed, service, action in rows:
        header = Header(*columns)
        if header.i != events:
            yield Finding(t("événement manquant", "event missing"), events)
            return
        if problem := _problem(header, epochs, sealed, (service, action)):
            bad = events
            yield Finding(problem, bad)
        leaves.append(header.leaf_hash())
        events += 1
        if events in heads:
            signed, tree, leaves = tree.size, tree.extend(leaves), []
            if tree.root() != heads[events]:
                if bad < signed:
                    yield _unsigned(signed, events - 1)
                return
    yield from _search_edges(sql, events, max(heads, default=0))


def _unsigned(first: int, last: int) -> Finding:
    what = t(
        "les événements {first} à {last} ne sont pas ceux qui ont été signés",
        "events {first} to {last} are not those that were signed",
        first=first,
        last=last,
    )
    return Finding(what, first)


def _search_edges(sql: sqlite3.Connection, events: int, signed: int) -> Iterator[Finding]:
    """What there is too much or too little of."""
    if signed > events:
        yield Finding(t("la fin du journal manque", "the end of the log is missing"), events)
    if signed < events:
        yield Finding(t("la fin du journal n'est pas signée", "the end is not signed"), signed)
    for table in ("payload", "facet"):
        query = f"SELECT count(*) FROM {table} WHERE i NOT BETWEEN 0 AND ?"  # noqa: S608 -- ours
        if sql.execute(query, (events - 1,)).fetchone() != (0,):
            yield Finding(t("événement sans en-tête", "event without a header"), events)


def _problem(
    header: Header, epochs: Epochs, sealed: bytes | None, facet: tuple[Any, Any]
) -> str | None:
    """What is wrong with one event taken by itself."""
    if sealed is None:
        return t("contenu manquant", "payload missing")
    try:
        _, payload = unseal(epochs.cipher(header.k), header, sealed)
    except ValueError:
        return t("en-tête, contenu ou clé altérés", "header, payload or key altered")
    event = json.loads(payload)
    if facet != (event.get("provider", {}).get("id"), event.get("action")):
        return t("l'index de recherche est altéré", "the search index is altered")
    return None

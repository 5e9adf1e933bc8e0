"""The walk through a log from its first event, building the tree anew beside what was signed.

It reads only. What has been purged or erased must be just what an event of the log says has been.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paravent.core.merkle import HASH_BYTES, CompactRange
from paravent.i18n import t
from paravent.store.record import Header, unseal
from paravent.store.removal import digest_of
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from paravent.store.epochs import Epochs


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and the first event that it concerns; None where it is none."""

    what: str
    index: int | None = None


class Walk:
    """One walk.

    Args:
        sql: the log, as it is at one moment.
        epochs: its keys.
        heads: roots of the tree that were signed, by size.
    """

    def __init__(self, sql: sqlite3.Connection, epochs: Epochs, heads: Mapping[int, bytes]) -> None:
        self._sql = sql
        self._epochs = epochs
        self._heads = heads
        self._tree = CompactRange()
        self._leaves: list[bytes] = []
        self._events = 0
        self._purged = 0
        self._bad = -1
        self._goes_on = True
        self._erased: dict[int, int] = dict(sql.execute("SELECT i, by FROM erased"))
        self._removals: dict[int, dict[str, Any]] = {}
        """What the events that tell of a removal say, by their index."""

    def search(self) -> Iterator[Finding]:
        """Everything that is wrong with the events, from the first to the last."""
        yield from self._pass_purged()
        if self._goes_on:
            yield from self._pass_events()
        if self._goes_on:
            yield from self._search_edges()
            yield from self._search_removals()

    def _pass_purged(self) -> Iterator[Finding]:
        """The leaf hashes that stand for what has been purged."""
        rows = self._sql.execute("SELECT first, last, leaves FROM purged ORDER BY first")
        for first, last, leaves in rows:
            if first != self._events or len(leaves) != (last + 1 - first) * HASH_BYTES:
                yield Finding(t("la purge est altérée", "the purge is altered"), first)
                self._goes_on = False
                return
            for at in range(0, len(leaves), HASH_BYTES):
                yield from self._add(leaves[at : at + HASH_BYTES])
                if not self._goes_on:
                    return
        self._purged = self._events

    def _pass_events(self) -> Iterator[Finding]:
        rows = self._sql.execute(
            "SELECT i, t, type, c, k, sealed, service, action FROM header "
            "LEFT JOIN payload USING (i) LEFT JOIN facet USING (i) ORDER BY i"
        )
        for *columns, sealed, service, action in rows:
            header = Header(*columns)
            if header.i != self._events:
                yield Finding(t("événement manquant", "event missing"), self._events)
                self._goes_on = False
                return
            if problem := self._problem(header, sealed, (service, action)):
                self._bad = self._events
                yield Finding(problem, self._bad)
            yield from self._add(header.leaf_hash())
            if not self._goes_on:
                return

    def _add(self, leaf: bytes) -> Iterator[Finding]:
        """One more leaf; where a head was signed after it, the tree must be that head's."""
        self._leaves.append(leaf)
        self._events += 1
        if self._events not in self._heads:
            return
        signed = self._tree.size
        self._tree, self._leaves = self._tree.extend(self._leaves), []
        if self._tree.root() != self._heads[self._events]:
            self._goes_on = False
            if self._bad < signed:
                yield _unsigned(signed, self._events - 1)

    def _problem(self, header: Header, sealed: bytes | None, facet: tuple[Any, Any]) -> str | None:
        """What is wrong with one event taken by itself."""
        if header.i in self._erased:
            whole = sealed is None and facet == (None, None)
            return None if whole else t("effacé, et pourtant là", "erased, and yet there")
        if sealed is None:
            return t("contenu manquant", "payload missing")
        try:
            _, payload = unseal(self._epochs.cipher(header.k), header, sealed)
        except ValueError:
            return t("en-tête, contenu ou clé altérés", "header, payload or key altered")
        event = json.loads(payload)
        if header.type in {EventType.DSR_ERASE, EventType.RETENTION_PURGE}:
            self._removals[header.i] = event.get("notice", {})
        if facet != (event.get("provider", {}).get("id"), event.get("action")):
            return t("l'index de recherche est altéré", "the search index is altered")
        return None

    def _search_edges(self) -> Iterator[Finding]:
        """What there is too much or too little of."""
        events, signed = self._events, max(self._heads, default=0)
        if signed > events:
            yield Finding(t("la fin du journal manque", "the end of the log is missing"), events)
        if signed < events:
            yield Finding(t("la fin du journal n'est pas signée", "the end is not signed"), signed)
        for table in ("payload", "facet"):
            query = f"SELECT count(*) FROM {table} WHERE i NOT BETWEEN ? AND ?"  # noqa: S608 -- ours
            if self._sql.execute(query, (self._purged, events - 1)).fetchone() != (0,):
                yield Finding(t("événement sans en-tête", "event without a header"), events)

    def _search_removals(self) -> Iterator[Finding]:
        """What is gone must be just what an event that is still here says.

        An event that told of a removal may have been purged itself; then what it removed, which is
        older, is covered by that purge. The last purge cannot have purged its own event.
        """
        for first, last, by in self._sql.execute("SELECT first, last, by FROM purged"):
            told = self._removals.get(by, {})
            said = told.get("index", None), told.get("size", None)
            if (by >= self._purged or last + 1 == self._purged) and said != (first, last + 1):
                what = t("purgés sans que le journal le dise", "purged and the log does not say so")
                yield Finding(what, first)
        by_event = defaultdict[int, list[int]](list)
        for i, by in self._erased.items():
            by_event[by].append(i)
        for by, indexes in by_event.items():
            if by < self._purged and max(indexes) < by:
                continue
            if self._removals.get(by, {}).get("digest") != digest_of(indexes):
                what = t(
                    "effacés sans que le journal le dise", "erased and the log does not say so"
                )
                yield Finding(what, min(indexes))


def _unsigned(first: int, last: int) -> Finding:
    what = t(
        "les événements {first} à {last} ne sont pas ceux qui ont été signés",
        "events {first} to {last} are not those that were signed",
        first=first,
        last=last,
    )
    return Finding(what, first)

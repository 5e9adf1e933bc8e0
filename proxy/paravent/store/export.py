"""The log as JSON Lines that an outsider can check without this program and without its keys.

The first line carries the checkpoint (a C2SP signed note), the key to check it with, and whether
the log is whole or a part. Then, in the order of the log: an event, whose leaf is SHA-256(0x00,
header in canonical JSON) and whose header's ``c`` is SHA-256(salt, payload in canonical JSON); an
event whose content was ``erased``, by the event of that number; or, for events that are not shown
because they were purged or are not asked for, the perfect subtrees that they make up, ``hidden``,
each as height and hash. The leaves and subtrees together give the checkpoint's root (RFC 6962).
Where there are checkpoints within, subtrees end there, so that their roots come out too.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from paravent.core.merkle import Tree
from paravent.store.reader import Query
from paravent.store.record import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.core.notes import VerifierKey
    from paravent.store.reader import AuditReader

FORMAT = "paravent-audit-export/2"


def export_lines(
    reader: AuditReader, wanted: Query | Iterable[int], verifier: VerifierKey
) -> Iterator[str]:
    """The lines of the export, each with its newline; ``wanted``: which events are shown.

    Raises:
        ParaventError: an event has been altered; nothing after it is exported.
    """
    whole = isinstance(wanted, Query) and wanted.is_whole()
    if isinstance(wanted, Query):
        wanted = (entry.index for entry in reader.select(wanted))
    head = {
        "format": FORMAT,
        "checkpoint": reader.checkpoint(),
        "vkey": str(verifier),
        "cut": "whole" if whole else "part",
    }
    yield canonical(head).decode() + "\n"
    size = reader.size()
    stops = [head for head, _ in reader.heads()]
    tree = None if whole and reader.first() == 0 else Tree(reader.leaf_hashes())
    erased, shown = reader.erased(), -1
    for index in (*sorted(wanted), size):
        if tree and index > shown + 1:
            yield canonical({"hidden": _cover(tree, shown + 1, index, stops)}).decode() + "\n"
        if index < size:
            yield canonical(_event(reader, index, erased.get(index))).decode() + "\n"
        shown = index


def _event(reader: AuditReader, index: int, by: int | None) -> dict[str, Any]:
    if by is not None:
        return {"header": json.loads(reader.header(index).leaf()), "erased": by}
    record = reader.read(index)
    return {
        "header": json.loads(record.header.leaf()),
        "payload": record.event(),
        "salt": record.salt.hex(),
    }


def _cover(tree: Tree, first: int, end: int, stops: Iterable[int]) -> list[tuple[int, str]]:
    """The subtrees from ``first`` to before ``end``, none of which goes over a stop."""
    edges = [first, *(stop for stop in stops if first < stop < end), end]
    return [
        (height, root.hex())
        for one, other in pairwise(edges)
        for height, root in tree.cover(one, other)
    ]

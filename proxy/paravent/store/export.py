"""The log as JSON Lines that an outsider can check without this program and without its keys.

The first line carries the checkpoint (a C2SP signed note) and the key to check it with. Each
further line is an event: ``leaf`` is SHA-256(0x00, header in canonical JSON); the header's ``c`` is
SHA-256(salt, payload in canonical JSON). Of the whole log the leaves alone give the checkpoint's
root; each event of a selection carries its inclusion proof (RFC 6962 §2.1.1). Hashes are in hex.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paravent.core.merkle import Tree
from paravent.store.record import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.core.merkle import VerifierKey
    from paravent.store.reader import AuditReader, Query, Record

FORMAT = "paravent-audit-export/1"


def export_lines(reader: AuditReader, query: Query, verifier: VerifierKey) -> Iterator[str]:
    """The lines of the export, each with its newline.

    Raises:
        ParaventError: an event has been altered; nothing after it is exported.
    """
    tree = None if query.is_whole() else Tree(reader.leaf_hashes())
    head = {"format": FORMAT, "checkpoint": reader.checkpoint(), "vkey": str(verifier)}
    yield canonical(head).decode() + "\n"
    for entry in reader.select(query):
        line = _line(reader.read(entry.index))
        if tree:
            line["proof"] = [item.hex() for item in tree.inclusion_proof(entry.index)]
        yield canonical(line).decode() + "\n"


def _line(record: Record) -> dict[str, Any]:
    return {
        "header": json.loads(record.header.leaf()),
        "payload": record.event(),
        "salt": record.salt.hex(),
        "leaf": record.header.leaf_hash().hex(),
    }

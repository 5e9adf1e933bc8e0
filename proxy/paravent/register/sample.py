"""The register that an example of a rule supposes, and what it finds in the example."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from paravent.register.entries import ENTITIES, Client, Entry
from paravent.register.listing import LISTED, Item, Side
from paravent.register.register import Register

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paravent.core.types import EntityType, Finding
    from paravent.detect.lexicon import Lexicon
    from paravent.policy.rules import Example

_KINDS = {entity: kind for kind, entity in ENTITIES.items()}
_CODE = "C-0"


def find_clients(
    example: Example, lexicon: Lexicon, entities: Mapping[str, EntityType]
) -> tuple[Finding, ...]:
    """What the register of an example finds in it; a type that is no entry's is on a list."""
    if not example.clients:
        return ()
    text = example.text.reveal()
    entries = tuple(Entry(_KINDS[kind], value) for kind, value in example.clients if kind in _KINDS)
    items = [
        Item(0, Side.ALWAYS, value, type="" if kind == LISTED else kind)
        for kind, value in example.clients
        if kind not in _KINDS
    ]
    clients = {_CODE: Client(_CODE, example.clients[0][1], entries)}
    register = Register(clients, items, lexicon, entities)
    lists = register.lists("", "", datetime.min.replace(tzinfo=UTC))
    return (*register.read(text).findings, *lists.find(text))

"""Changes of the register: clients added and forgotten, list items put and taken away.

Each change is on disk when its function returns, all of it or nothing. A program that runs sees it
with its next request.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paravent.core.folding import squeeze
from paravent.register.entries import Client
from paravent.register.records import (
    CLIENTS,
    LISTS,
    read_clients,
    read_items,
    write_client,
    write_item,
)
from paravent.store.register import writing_register

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from pathlib import Path

    from paravent.core.types import Sensitive
    from paravent.register.entries import Entry
    from paravent.register.listing import Item
    from paravent.store.keys import Keys

_CODES = 10**6


@dataclass(frozen=True, slots=True)
class Draft:
    """A client to be: its name and its entries."""

    name: Sensitive[str]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of drafts: the clients as they are now, and how many of them are new."""

    clients: tuple[Client, ...]
    new: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A client that is gone from the register.

    What log and vault hold of it is found by ``client.code`` and by the values of its entries;
    to erase that is for whoever called.
    """

    client: Client


def save_clients(path: Path, keys: Keys, drafts: Sequence[Draft]) -> Saved:
    """Add clients; one whose name is known gets the entries.

    Raises:
        ParaventError: nothing was added.
    """
    with writing_register(path, keys) as file:
        known = read_clients(file.shelf(CLIENTS))
        by_name = {squeeze(one.name.reveal()): one for one in known.values()}
        codes, changed = set(known), dict[str, Client]()
        for draft in drafts:
            name = squeeze(draft.name.reveal())
            client = by_name.get(name) or Client(_new_code(codes), draft.name, ())
            codes.add(client.code)
            by_name[name] = changed[client.code] = client.joined(draft.entries)
        file.put(CLIENTS, {code: write_client(one) for code, one in changed.items()})
    return Saved(tuple(changed.values()), len(changed.keys() - known.keys()))


def forget_client(path: Path, keys: Keys, code: str) -> Forgotten | None:
    """Erase a client and the list items that are for it alone; None where there is none.

    Raises:
        ParaventError: it is not erased.
    """
    with writing_register(path, keys) as file:
        client = read_clients(file.shelf(CLIENTS)).get(code)
        if client is None:
            return None
        items = read_items(file.shelf(LISTS))
        file.erase(LISTS, [_name(one.number) for one in items if one.dossier == code])
        file.erase(CLIENTS, [code])
    return Forgotten(client)


def put_item(path: Path, keys: Keys, item: Item) -> Item:
    """Add an item to its list, under the next number; the same text there is replaced.

    Raises:
        ParaventError: it was not added.
    """
    with writing_register(path, keys) as file:
        items = read_items(file.shelf(LISTS))
        same = [one for one in items if _about(one) == _about(item)]
        number = max((one.number for one in items), default=0) + 1
        kept = replace(item, number=number)
        file.put(LISTS, {_name(number): write_item(kept)})
        file.erase(LISTS, [_name(one.number) for one in same])
    return kept


def take_items(path: Path, keys: Keys, numbers: Container[int]) -> Sequence[Item]:
    """Take items off their lists; returns those that were there.

    Raises:
        ParaventError: they are still there.
    """
    with writing_register(path, keys) as file:
        gone = [one for one in read_items(file.shelf(LISTS)) if one.number in numbers]
        file.erase(LISTS, [_name(one.number) for one in gone])
    return gone


def _about(item: Item) -> tuple[object, ...]:
    return item.text.reveal(), item.is_pattern, item.service, item.dossier


def _name(number: int) -> str:
    return f"{number:09}"


def _new_code(taken: Container[str] | Mapping[str, Client]) -> str:
    """A code that says nothing, not even how many clients there are."""
    while True:
        code = f"C-{secrets.randbelow(_CODES):06}"
        if code not in taken:
            return code

"""Changes of the register: clients added and forgotten, list items put and taken away.

Each change is on disk when its function returns, all of it or nothing. A program that runs sees it
with its next request.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paravent.register.directory import write_directory
from paravent.register.entries import Client
from paravent.register.records import (
    CLIENTS,
    INDEX,
    LISTS,
    Clients,
    read_index,
    read_items,
    write_client,
    write_item,
)
from paravent.store.register import writing_register

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from paravent.core.types import Sensitive
    from paravent.detect.lexicon import Lexicon
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


def save_clients(path: Path, keys: Keys, drafts: Sequence[Draft], lexicon: Lexicon) -> Saved:
    """Add clients; one whose name is known gets the entries.

    Raises:
        ParaventError: nothing was added.
    """
    with writing_register(path, keys) as file:
        known = Clients(file.shelf(CLIENTS))
        directory = read_index(file.shelf(INDEX), known, lexicon)
        codes, changed = set(known), dict[str, Client]()
        for draft in drafts:
            code = directory.code_of(draft.name.reveal()) or _new_code(codes)
            client = changed.get(code) or known.get(code) or Client(code, draft.name, ())
            codes.add(code)
            changed[code] = client.joined(draft.entries)
            directory.add(changed[code], lexicon)
        records = {(CLIENTS, code): write_client(one) for code, one in changed.items()}
        file.change({**records, (INDEX, INDEX): write_directory(directory)})
    return Saved(tuple(changed.values()), len(changed.keys() - known.keys()))


def forget_client(path: Path, keys: Keys, code: str, lexicon: Lexicon) -> Forgotten | None:
    """Erase a client and the list items that are for it alone; None where there is none.

    Raises:
        ParaventError: it is not erased.
    """
    with writing_register(path, keys) as file:
        known = Clients(file.shelf(CLIENTS))
        client = known.get(code)
        if client is None:
            return None
        directory = read_index(file.shelf(INDEX), known, lexicon)
        directory.remove(code)
        own = [item for item in read_items(file.shelf(LISTS)) if item.dossier == code]
        gone = [(CLIENTS, code), *((LISTS, _name(item.number)) for item in own)]
        file.change({(INDEX, INDEX): write_directory(directory)}, gone)
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
        gone = [(LISTS, _name(one.number)) for one in same]
        file.change({(LISTS, _name(number)): write_item(kept)}, gone)
    return kept


def take_items(path: Path, keys: Keys, numbers: Container[int]) -> Sequence[Item]:
    """Take items off their lists; returns those that were there.

    Raises:
        ParaventError: they are still there.
    """
    with writing_register(path, keys) as file:
        gone = [one for one in read_items(file.shelf(LISTS)) if one.number in numbers]
        file.change({}, [(LISTS, _name(one.number)) for one in gone])
    return gone


def _about(item: Item) -> tuple[object, ...]:
    return item.text.reveal(), item.is_pattern, item.service, item.dossier


def _name(number: int) -> str:
    return f"{number:09}"


def _new_code(taken: Container[str]) -> str:
    """A code that says nothing, not even how many clients there are."""
    while True:
        code = f"C-{secrets.randbelow(_CODES):06}"
        if code not in taken:
            return code

"""Clients and list items as the register's file keeps them: JSON, sealed by the store.

What a newer Paravent wrote and this one does not know is an error, never skipped in silence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from paravent.core.types import Sensitive
from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.i18n import t
from paravent.register.directory import Directory, read_directory
from paravent.register.entries import Client, Entry, Kind
from paravent.register.listing import Item, Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.lexicon import Lexicon
    from paravent.store.register import Records

CLIENTS, LISTS, INDEX = "client", "list", "index"
"""The shelves of the register's file; that of the index has one record, of the same name."""


def write_client(client: Client) -> Sensitive[str]:
    """A client as its record."""
    entries = [
        [
            entry.kind,
            entry.value.reveal(),
            entry.family.reveal() if entry.family else "",
            entry.alias,
            sorted(entry.dropped),
        ]
        for entry in client.entries
    ]
    return Sensitive(json.dumps([client.name.reveal(), entries], ensure_ascii=False))


class Clients(Mapping[str, Client]):
    """The clients of a shelf by their codes, each of them read when it is asked for.

    Args:
        records: of the shelf.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._read: dict[str, Client] = {}

    def __getitem__(self, code: str) -> Client:
        client = self._read.get(code)
        if client is None:
            record = self._records[code]
            try:
                client = self._read[code] = _client(code, json.loads(record.reveal()))
            except (ValueError, TypeError) as error:
                raise _unknown() from error
        return client

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


def read_index(records: Records, clients: Clients, lexicon: Lexicon) -> Directory:
    """The directory of the clients, as it is kept, or made anew where it is out of date.

    Raises:
        ParaventError: a client is not one.
    """
    kept = read_directory(records[INDEX]) if INDEX in records else None
    return kept or Directory.of(clients.values(), lexicon)


def write_item(item: Item) -> Sensitive[str]:
    """A list item as its record."""
    return Sensitive(
        json.dumps(
            {
                "side": item.side,
                "text": item.text.reveal(),
                "pattern": item.is_pattern,
                "type": item.type,
                "service": item.service,
                "dossier": item.dossier,
                "until": item.until.isoformat() if item.until else "",
            },
            ensure_ascii=False,
        )
    )


def read_items(records: Records) -> tuple[Item, ...]:
    """The items of a shelf, in the order in which they were added.

    Raises:
        ParaventError: a record is not one.
    """
    try:
        found = [_item(int(name), json.loads(one.reveal())) for name, one in records.items()]
    except (ValueError, TypeError, KeyError) as error:
        raise _unknown() from error
    return tuple(sorted(found, key=lambda item: item.number))


def _client(code: str, record: Any) -> Client:  # noqa: ANN401 -- what JSON holds
    name, entries = record
    return Client(
        code,
        Sensitive(name),
        tuple(
            Entry(
                Kind(kind),
                Sensitive(value),
                Sensitive(family) if family else None,
                alias,
                frozenset(dropped),
            )
            for kind, value, family, alias, dropped in entries
        ),
    )


def _item(number: int, record: dict[str, Any]) -> Item:
    return Item(
        number=number,
        side=Side(record["side"]),
        text=Sensitive(record["text"]),
        is_pattern=record["pattern"],
        type=record["type"],
        service=record["service"],
        dossier=record["dossier"],
        until=datetime.fromisoformat(record["until"]) if record["until"] else None,
    )


def _unknown() -> ParaventError:
    return fail(
        t(
            "le registre a été écrit par une version plus récente de Paravent",
            "the register was written by a newer version of Paravent",
        ),
        t("installez la dernière version", "install the latest version"),
        exit_code=Exit.NOT_READY,
        reason=Reason.STORE,
    )

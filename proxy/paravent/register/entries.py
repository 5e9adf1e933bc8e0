"""What the register holds: clients, and the names, domains, numbers by which each is known.

Values are personal data: they are told to the person who asks for them and to nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from paravent.core.folding import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paravent.core.types import Sensitive


class Kind(StrEnum):
    """What an entry is; written to the register, so never renamed."""

    PERSON = "person"
    COMPANY = "company"
    DOMAIN = "domain"
    ADDRESS = "address"
    PROJECT = "project"
    FILE = "file"
    EMAIL = "email"
    PHONE = "phone"


ENTITIES = {
    Kind.PERSON: "PERSON",
    Kind.COMPANY: "CLIENT_ORGANISATION",
    Kind.DOMAIN: "DOMAIN",
    Kind.ADDRESS: "ADDRESS",
    Kind.PROJECT: "PROJECT",
    Kind.FILE: "FILE_NUMBER",
    Kind.EMAIL: "EMAIL",
    Kind.PHONE: "PHONE",
}
"""The entity type of what is found by an entry of each kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a client.

    ``family`` is a person's family name where it is told apart. An ``alias`` is matched as it is,
    without variants. ``dropped`` holds squeezed variants that the person does not want matched.
    """

    kind: Kind
    value: Sensitive[str]
    family: Sensitive[str] | None = None
    alias: bool = False
    dropped: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[Kind, str]:
        """Equal for two spellings of one entry."""
        return self.kind, squeeze(self.value.reveal())


@dataclass(frozen=True, slots=True)
class Client:
    """A client: the code by which the log knows it, its name, its entries."""

    code: str
    name: Sensitive[str]
    entries: tuple[Entry, ...]

    def joined(self, others: Iterable[Entry]) -> Client:
        """The client with further entries; what is known already gains what is dropped of it."""
        entries = {entry.key: entry for entry in self.entries}
        for entry in others:
            known = entries.get(entry.key)
            dropped = entry.dropped | (known.dropped if known else frozenset())
            family = entry.family or (known.family if known else None)
            alias = entry.alias and (known is None or known.alias)
            entries[entry.key] = Entry(entry.kind, entry.value, family, alias, dropped)
        return Client(self.code, self.name, tuple(entries.values()))

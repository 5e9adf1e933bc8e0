"""What leads to the clients of a register without opening them all: their names, their anchors.

It is kept with them, sealed as they are, and made anew where the code or the lexicon that it was
made with has changed. A client is opened once a text holds one of its anchors.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from paravent.core import folding
from paravent.core.folding import squeeze
from paravent.core.types import Sensitive
from paravent.register.variants import anchors
from paravent.settings import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paravent.detect.lexicon import Lexicon
    from paravent.register.entries import Client

type Numbers = int | list[int]
"""The number of one client, or those of several."""


@dataclass(slots=True)
class Directory:
    """Clients by their numbers: ``codes`` in that order, empty for one that was forgotten.

    ``names`` are squeezed; ``anchors`` lead to the clients whose entries have them.
    """

    codes: list[str] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    anchors: dict[str, Numbers] = field(default_factory=dict)

    @classmethod
    def of(cls, clients: Iterable[Client], lexicon: Lexicon) -> Directory:
        """The directory of some clients."""
        made = cls()
        for client in clients:
            made.add(client, lexicon)
        return made

    def add(self, client: Client, lexicon: Lexicon) -> None:
        """Take in a client, new or with further entries."""
        name = squeeze(client.name.reveal())
        number = self.names.setdefault(name, len(self.codes))
        if number == len(self.codes):
            self.codes.append(client.code)
        for entry in client.entries:
            for anchor in anchors(entry, lexicon):
                known = self.anchors.setdefault(anchor, number)
                if isinstance(known, int):
                    if known != number:
                        self.anchors[anchor] = [known, number]
                elif number not in known[-1:]:
                    known.append(number)

    def remove(self, code: str) -> None:
        """Leave nothing of a client."""
        number = self.codes.index(code)
        self.codes[number] = ""
        self.names = {name: one for name, one in self.names.items() if one != number}
        kept = {anchor: _without(known, number) for anchor, known in self.anchors.items()}
        self.anchors = {anchor: known for anchor, known in kept.items() if known != []}

    def code_of(self, name: str) -> str:
        """The code of the client of this name; empty where there is none."""
        number = self.names.get(squeeze(name))
        return "" if number is None else self.codes[number]


def write_directory(directory: Directory) -> Sensitive[str]:
    """A directory as its record."""
    record = [
        _stamp(),
        directory.codes,
        "\n".join(directory.names),
        list(directory.names.values()),
        "\n".join(directory.anchors),
        list(directory.anchors.values()),
    ]
    return Sensitive(json.dumps(record, separators=(",", ":")))


def read_directory(record: Sensitive[str]) -> Directory | None:
    """The directory in a record; None where it was made with other code or another lexicon."""
    stamp, *parts = json.loads(record.reveal())
    if stamp != _stamp():
        return None
    codes, names, numbers, words, owners = parts
    return Directory(
        codes,
        dict(zip(names.split("\n"), numbers, strict=False)),
        dict(zip(words.split("\n"), owners, strict=False)),
    )


def _without(known: Numbers, number: int) -> Numbers:
    if isinstance(known, int):
        return [] if known == number else known
    return [one for one in known if one != number]


@cache
def _stamp() -> str:
    """What anchors depend on besides the entries."""
    digest = blake2b(digest_size=16)
    code = sorted(Path(__file__).parent.glob("*.py"))
    for file in (*code, Path(folding.__file__), *sorted((shipped("models") / "lexicon").iterdir())):
        digest.update(file.read_bytes())
    return digest.hexdigest()

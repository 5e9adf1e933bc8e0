"""The register as the program uses it: who is named in a text, and for whom an exchange is.

It is read once and never changes; another one takes its place. It remembers what it found in a
text by a keyed hash of it, as the detectors do.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from paravent.core.folding import squeeze
from paravent.core.types import Finding
from paravent.detect.memo import Memo, weigh_findings
from paravent.register.directory import Directory
from paravent.register.entries import ENTITIES, Kind
from paravent.register.listing import Lists
from paravent.register.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from paravent.core.types import EntityType
    from paravent.detect.lexicon import Lexicon
    from paravent.register.entries import Client, Entry
    from paravent.register.listing import Item

_REMEMBERED = 20_000  # texts and findings
_SHORTEST = 6  # letters of a lone word that can be nobody else's, wherever it stands
SOURCE = "register"
"""The source of what is found by the register."""


class Noted(NamedTuple):
    """What the register finds in one text, and the codes of the clients that each is of."""

    findings: tuple[Finding, ...] = ()
    clients: tuple[tuple[str, ...], ...] = ()


class Register:
    """Clients and lists.

    Args:
        clients: by their codes.
        items: of the never and always lists.
        lexicon: needed where there is anything in it.
        entities: every type that can be found, by id.
        directory: of the clients; without it one is made.
    """

    def __init__(
        self,
        clients: Mapping[str, Client],
        items: Sequence[Item],
        lexicon: Lexicon | None,
        entities: Mapping[str, EntityType],
        directory: Directory | None = None,
    ) -> None:
        self.clients = clients
        self.items = tuple(items)
        self._lexicon = lexicon
        self._entities = entities
        if directory is None:
            directory = Directory.of(clients.values(), lexicon) if lexicon else Directory()
        self._directory = directory
        self._matcher = (
            Matcher(directory.anchors, self._entries_of, lexicon) if clients and lexicon else None
        )
        self._memo: Memo[Noted] = Memo(_REMEMBERED, "", lambda one: weigh_findings(one.findings))
        self._lists: dict[tuple[Item, ...], Lists] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no client is in it."""
        return self._matcher is None

    def recall(self, text: str) -> Noted | None:
        """What was found in a text before, or None; of an empty register: nothing."""
        return Noted() if self._matcher is None else self._memo.get(self._key(text))

    def read(self, text: str) -> Noted:
        """What is found in a text."""
        if self._matcher is None:
            return Noted()
        findings: list[Finding] = []
        clients: list[tuple[str, ...]] = []
        for start, end, found in self._matcher.find(text):
            findings.append(Finding(start, end, ENTITIES[found[0][1].kind], 1.0, SOURCE))
            codes = [self._directory.codes[number] for number, _ in found]
            clients.append(tuple(dict.fromkeys(codes)))
        return Noted(tuple(findings), tuple(clients))

    def keep(self, text: str, noted: Noted) -> None:
        """Remember what was found in a text."""
        if self._matcher is not None:
            self._memo.put(self._key(text), noted)

    def anywhere(self, text: str) -> list[Finding]:
        """What in bytes that are not read otherwise can only be a client's."""
        return [one for one in self.read(text).findings if _is_unmistakable(one, text)]

    def lists(self, service: str, dossier: str, at: datetime) -> Lists:
        """The list items that hold for a request at this time."""
        holding = tuple(item for item in self.items if item.holds(service, dossier, at))
        known = self._lists.get(holding)
        if known is None:
            known = self._lists[holding] = Lists(holding, self._lexicon, self._entities)
        return known

    def named(self, name: str) -> Client | None:
        """The client with this code or name."""
        if name in self.clients:
            return self.clients[name]
        code = self._directory.code_of(name)
        return self.clients[code] if code else None

    def _entries_of(self, number: int) -> tuple[Entry, ...]:
        return self.clients[self._directory.codes[number]].entries

    def _key(self, text: str) -> bytes:
        return self._memo.key("register", "", text)


def attribute(noted: Iterable[Noted]) -> str:
    """The code of the client that a request is about: most often named; empty where none is.

    What may be of several clients speaks for none of them, and neither does a tie.
    """
    named = Counter(codes[0] for one in noted for codes in one.clients if len(codes) == 1)
    first, second = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] else ""


def _is_unmistakable(finding: Finding, text: str) -> bool:
    value = text[finding.start : finding.end]
    lone = finding.type == ENTITIES[Kind.PERSON] and value.isalpha()
    return not lone and len(squeeze(value)) >= _SHORTEST

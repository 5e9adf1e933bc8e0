"""What the labels of one site stand for, and the giving out of new ones.

The same value always gets the same label. Two spellings of one value share an id and differ in
their form, so that each comes back exactly as it was typed. What has been given out is never
renamed. Nothing here is written to disk: ``fresh`` and ``used`` say what somebody else should.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from paravent.core.placeholders import ALPHABET, ID_LENGTH, mint_id, normalise
from paravent.core.types import Placeholder, Sensitive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_FORMS = 999
"""Surface forms of one entity that its labels can number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One label and the exact text that it stands for."""

    label: Placeholder
    value: Sensitive[str]


class Ledger:
    """The labels of one site.

    Args:
        key: the installation's secret; ids depend on it.
        site: whose labels these are; a label of one site means nothing on another.
        entries: what earlier runs gave out, in the order of their forms.
    """

    def __init__(self, key: bytes, site: str, entries: Iterable[Entry] = ()) -> None:
        self._key = key
        self._site = site
        self._labels: dict[tuple[str, str], Placeholder] = {}
        self._ids: dict[tuple[str, str], str] = {}
        self._forms: dict[tuple[str, str], list[str]] = {}
        self._typed: set[tuple[str, str]] = set()
        self.fresh: list[Entry] = []
        self.used: set[tuple[str, str]] = set()
        for entry in entries:
            self._keep(entry)

    def label(self, word: str, value: str, kin: str | None = None) -> Placeholder:
        """The label of a value, given out now if it has none.

        Args:
            word: the label's type word.
            value: the exact text.
            kin: another spelling of the same entity (``Marie Dupont`` for ``Dupont``), whose id
                the value shares if neither was given out apart before.
        """
        known = self._labels.get((word, value))
        if known is None:
            ident = self._identify(word, value, kin)
            form = len(self._forms.get((word, ident), ())) + 1
            known = Placeholder(word, ident, form)
            entry = Entry(known, Sensitive(value))
            self._keep(entry)
            if kin:
                self._ids.setdefault((word, normalise(kin)), ident)
            self.fresh.append(entry)
        self.used.add((word, known.id))
        return known

    def has(self, word: str, value: str) -> bool:
        """Whether an exact text has a label."""
        return (word, value) in self._labels

    def forms(self, word: str, value: str) -> list[str]:
        """Every form of the entity that an exact text is one of, the oldest first."""
        known = self._labels.get((word, value))
        return list(self._forms[word, known.id]) if known else []

    def knows(self, label: Placeholder) -> bool:
        """Whether a label stands for something here.

        One that does not was typed by somebody; from now on it is never given out.
        """
        if self.value(label) is not None:
            return True
        if len(label.id) == ID_LENGTH and all(sign in ALPHABET for sign in label.id):
            self._typed.add((label.word, label.id))
        return False

    def value(self, label: Placeholder) -> str | None:
        """The exact text that a label stands for, or None."""
        forms = self._forms.get((label.word, label.id), ())
        return forms[label.form - 1] if 1 <= label.form <= len(forms) else None

    def values(self, since: int = 0) -> Iterator[tuple[str, str]]:
        """Every word and exact text given out after the first ``since``, the oldest first."""
        yield from islice(self._labels, since, None)

    def entries(self) -> Iterator[Entry]:
        """Everything given out, each entity's forms in their order."""
        for (_, value), label in self._labels.items():
            yield Entry(label, Sensitive(value))

    def __len__(self) -> int:
        return len(self._labels)

    def _identify(self, word: str, value: str, kin: str | None) -> str:
        for spelling in (value, kin):
            ident = self._ids.get((word, normalise(spelling))) if spelling else None
            if ident and len(self._forms[word, ident]) < MAX_FORMS:
                return ident
        normal = normalise(kin or value)
        counter = 0
        while True:
            ident = mint_id(self._key, self._site, word, normal, counter)
            if (word, ident) not in self._forms and (word, ident) not in self._typed:
                return ident
            counter += 1

    def _keep(self, entry: Entry) -> None:
        label, value = entry.label, entry.value.reveal()
        self._labels[label.word, value] = label
        self._ids.setdefault((label.word, normalise(value)), label.id)
        self._forms.setdefault((label.word, label.id), []).append(value)

"""What makes a text sensitive: health, beliefs, offences, minors, said of a person in reach.

Pure and linear: terms by one automaton, grammar in windows of fixed size around them, people as
findings say. A term without a person marks nothing, so that a question about an illness or an
article of law stays what it is. Holds no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.types import Category
from paravent.core.vocabulary import Mark, mark_of
from paravent.detect.flat import flatten, hide
from paravent.detect.language import lean
from paravent.detect.mark_terms import FAMILIES, Terms
from paravent.detect.minors import finds_minor, is_born_late, tells_age
from paravent.detect.ties import Ties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from paravent.core.types import EntityType, Finding
    from paravent.detect.mark_terms import Hit

_OF_PEOPLE = {Category.IDENTITY, Category.CONTACT, Category.NIR}
_BIRTH = "DATE_OF_BIRTH"
_SURE = 0.5
_AROUND = 100  # characters by which the language of a term is told


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found in a text: its marks, and the families of terms behind them.

    Families are those of ``mark_terms.FAMILIES``, for people to read; rules know marks only.
    """

    marks: frozenset[Mark] = frozenset()
    families: frozenset[str] = frozenset()

    def __or__(self, other: Marks) -> Marks:
        return Marks(self.marks | other.marks, self.families | other.families)


class Marker:
    """Finds marks.

    Args:
        folder: the lexicons, checked before.
        entities: every type that can be found, by id.

    Raises:
        ParaventError: a lexicon cannot be read.
    """

    def __init__(self, folder: Path, entities: Mapping[str, EntityType]) -> None:
        self._terms = Terms.read(folder)
        self._entities = entities

    def find(self, text: str, findings: Sequence[Finding], year: int) -> Marks:
        """The marks of a text in which these findings were made, in the current ``year``."""
        sure = [one for one in findings if one.score >= _SURE and one.type in self._entities]
        people = [
            (one.start, one.end) for one in sure if self._entities[one.type].category in _OF_PEOPLE
        ]
        own = {mark_of(self._entities[one.type].category) for one in sure} - {Mark.NONE}
        if any(
            one.type == _BIRTH and is_born_late(text[one.start : one.end], year) for one in sure
        ):
            own.add(Mark.MINOR)
        families = frozenset(self._families(flatten(hide(text, people)), year))
        return Marks(frozenset({*own, *(FAMILIES[one] for one in families)}), families)

    def _families(self, flat: str, year: int) -> Iterator[str]:
        """The families of which something is said of a person; each is looked for once."""
        hits, ages = list(self._terms.find(flat)), tells_age(flat)
        if not (hits or ages):
            return
        ties = Ties(flat)
        found: set[str] = set()
        for hit in hits:
            family = hit.term.family
            if family not in found and _speaks(flat, hit) and ties.holds(hit):
                found.add(family)
                yield family
        if ages and "minor" not in found and finds_minor(flat, ties, year):
            yield "minor"


def _speaks(flat: str, hit: Hit) -> bool:
    """Whether a term of one language stands in that language."""
    if hit.term.only is None:
        return True
    said = lean(flat[max(0, hit.start - _AROUND) : hit.end + _AROUND])
    return said <= 0 if hit.term.only == "en" else said >= 0

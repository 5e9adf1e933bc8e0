"""Terms that make data sensitive, and phrases that only look like it, from ``models/lexicon``.

A term alone marks nothing: whether it is said of a person is for ``marks`` to judge. Found by one
automaton in one pass, so that the time is linear in the text however many terms there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from paravent.core.vocabulary import Mark
from paravent.detect.flat import flatten
from paravent.errors import Reason, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from paravent.detect.language import Language

FAMILIES = {
    "health": Mark.ART9,
    "sex": Mark.ART9,
    "belief": Mark.ART9,
    "opinion": Mark.ART9,
    "union": Mark.ART9,
    "origin": Mark.ART9,
    "genetic": Mark.ART9,
    "biometric": Mark.ART9,
    "offence": Mark.ART10,
    "debt": Mark.FINANCE,
    "minor": Mark.MINOR,
}
"""What articles 9(1) and 10 GDPR name, a person's means, minors: the sections of the files."""

NOTHING = "none"
"""The section of phrases that say nothing of a person."""

_FILES: dict[Language, str] = {"fr": "marks_fr.txt", "en": "marks_en.txt"}
_SECTION = re.compile(r"\[(\w+)\]")
_LINE = re.compile(r"(=?)([!~+]|~~|)([^!~+=].*)")
_BRACES = re.compile(r"\{([^{}]*)\}")


class Reach(IntEnum):
    """How near a person must be for a term to be about them."""

    PARAGRAPH = 0
    SENTENCE = 1
    TIED = 2
    NAMED = 3
    """As TIED, and a pronoun is not enough: things are black, too."""
    OWNED = 4
    """A doctor or a treatment says nothing; "her doctor" does."""


_REACHES = {
    "!": Reach.PARAGRAPH,
    "": Reach.SENTENCE,
    "~": Reach.TIED,
    "~~": Reach.NAMED,
    "+": Reach.OWNED,
}


class Term(NamedTuple):
    """What a term says and how surely; ``only`` names the one language in which it says so."""

    family: str
    reach: Reach
    only: Language | None = None


class Hit(NamedTuple):
    """A term in a flat text."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Terms:
    """The automaton of all terms."""

    _automaton: AhoCorasick
    _terms: Sequence[Term]

    @classmethod
    def read(cls, folder: Path) -> Terms:
        """The terms in a folder whose files were checked before.

        Raises:
            ParaventError: a line is none.
        """
        terms: dict[str, Term] = {}
        for language, name in _FILES.items():
            text = (folder / name).read_text(encoding="utf-8")
            for written, term in _parse(text, language, name):
                known = terms.get(written)
                # What both languages say, or two sections, is told by the surest of them.
                if known is None or (known.family != NOTHING and term.reach < known.reach):
                    terms[written] = term
                elif (known.family, known.reach) == (term.family, term.reach):
                    both = known.only == term.only
                    terms[written] = known if both else known._replace(only=None)
        return cls(AhoCorasick(list(terms)), list(terms.values()))

    def find(self, flat: str) -> Iterator[Hit]:
        """Terms that stand for themselves, in order: whole words, the longest, none in another."""
        end = 0
        found = [
            (start, -stop, number)
            for number, start, stop in self._automaton.find_matches_as_indexes(
                flat, overlapping=True
            )
            if not (_in_word(flat, start - 1) or _in_word(flat, stop))
        ]
        for start, stop, number in sorted(found):
            if start >= end:
                end = -stop
                if self._terms[number].family != NOTHING:
                    yield Hit(start, end, self._terms[number])


def _in_word(flat: str, at: int) -> bool:
    return 0 <= at < len(flat) and (flat[at].isalnum() or flat[at] == "~")


def _parse(text: str, language: Language, file: str) -> Iterator[tuple[str, Term]]:
    family = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        section, term = _SECTION.fullmatch(line), _LINE.fullmatch(line)
        if section and (section[1] in FAMILIES or section[1] == NOTHING):
            family = section[1]
        elif family and term and not section:
            what = Term(family, _REACHES[term[2]], language if term[1] else None)
            for spelling in _spellings(term[3]):
                yield spelling, what
        else:
            raise fail(
                t("ligne de lexique illisible", "unreadable line of a lexicon"),
                where=f"{file}:{number}",
                reason=Reason.ENGINE,
            )


def _spellings(written: str) -> Iterator[str]:
    """Every form of a term with alternatives in braces, as flat texts have it."""
    parts = _BRACES.split(written)
    choices = [part.split(",") if odd % 2 else [part] for odd, part in enumerate(parts)]
    for chosen in product(*([flatten(form) for form in forms] for forms in choices)):
        yield " ".join("".join(chosen).split())

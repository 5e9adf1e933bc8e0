"""Names of people: what a stretch of text is worth as one.

A model's guess is trimmed of titles and words of prompts, and dropped where nothing else is left.
Here are also the entity types that have no file of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.core.types import Category, EntityType
from paravent.detect.firms import is_company
from paravent.detect.homonyms import is_forename, is_surname
from paravent.detect.language import lean
from paravent.detect.name_form import PARTICLES
from paravent.detect.stance import opens
from paravent.detect.words import WORD, fold
from paravent.detect.worth import Worth

if TYPE_CHECKING:
    from paravent.detect.lexicon import Lexicon

PERSON = EntityType("PERSON", "PERSONNE", Category.IDENTITY, "nom de personne", "person's name")
LOCATION = EntityType("LOCATION", "LIEU", Category.LOCATION, "lieu", "place")
ORGANISATION = EntityType(
    "ORGANISATION", "ORGANISME", Category.PROFESSIONAL, "organisme", "organisation"
)
CLIENT_ORGANISATION = EntityType(
    "CLIENT_ORGANISATION", "SOCIETE", Category.PROFESSIONAL, "société cliente", "client company"
)
DOMAIN = EntityType(
    "DOMAIN", "DOMAINE", Category.CONNECTION, "domaine d'un client", "client's domain"
)
PROJECT = EntityType("PROJECT", "PROJET", Category.PROFESSIONAL, "nom de projet", "project name")
FILE_NUMBER = EntityType(
    "FILE_NUMBER", "REFERENCE", Category.IDENTITY, "référence d'un client", "client's reference"
)
LISTED = EntityType(
    "LISTED", "VALEUR", Category.PROFESSIONAL, "valeur à toujours masquer", "value always to hide"
)
TYPES = (
    PERSON,
    LOCATION,
    ORGANISATION,
    CLIENT_ORGANISATION,
    DOMAIN,
    PROJECT,
    FILE_NUMBER,
    LISTED,
)
"""Those of the client register are found by it alone: nothing in a text gives them away."""

TITLES = frozenset(
    """m mm mr mrs ms mme mmes mlle mlles me mes dr drs pr prof vve maitre monsieur madame
    mademoiselle messieurs mesdames docteur professeur professor doctor miss mister sir lady veuve
    sieur""".split()  # noqa: SIM905 - a page of quotes is no easier to read
)

_PREFIXES = frozenset({"mac", "saint", "sainte"})
"""What begins surnames, though it is a word: Mac Mahon, Saint Clair."""

_NOT_A_NAME = re.compile(r"[\d@/\\_=<>{}]")


class Names:
    """Judges names with a lexicon; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._worth = Worth(lexicon)

    def trim(
        self, text: str, start: int, end: int, *, expected: bool = False
    ) -> tuple[int, int] | None:
        """The stretch without titles and words of prompts at its edges; None if nothing is left.

        Where a name is ``expected``, a word that may be a first name or a particle counts as one.
        """
        words = _behind_article(list(WORD.finditer(text, start, end)))
        while (
            words
            and not _is_hyphened(text, words)
            and (
                fold(words[0].group()) in TITLES
                or (
                    self._is_filler(words[0].group(), expected=expected)
                    and not (expected and self._is_particle(text, words))
                )
            )
        ):
            words.pop(0)
        while words and self._is_filler(words[-1].group(), expected=expected):
            words.pop()
        return (words[0].start(), words[-1].end()) if words else None

    def bare(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The stretch without titles, greetings and words of prompts at its edges.

        Empty if there is nothing else.
        """
        words = _behind_article(list(WORD.finditer(text, start, end)))
        while words and fold(words[0].group()) in TITLES and not _is_apart(words):
            if words[0].group() == "M" and lean(text) < 0:
                break  # an initial in English
            start = words.pop(0).end()
        while len(words) > 1 and self._is_announced(text, words):
            words.pop(0)
            if fold(words[0].group()) in TITLES:
                start = words.pop(0).end()
        while len(words) > 1 and self._follows(words[-1].group()):
            words.pop()
            end = words[-1].end()
        return (words[0].start(), end) if words else (end, end)

    def behind_elision(self, text: str, start: int, end: int) -> int:
        """Where a name begins without what is elided before a first name: d'*Enzo*."""
        elided = text.startswith(("d'", "d’", "l'", "l’"), start)
        first = WORD.match(text, start + 2, end) if elided else None
        known = first is not None and self.lexicon.is_first_name(fold(first.group()))
        return start + 2 * known

    def _is_announced(self, text: str, words: list[re.Match[str]]) -> bool:
        """Whether the first word is none of the name that follows; of Min-jun it is."""
        return self._announces(fold(words[0].group())) and not _is_hyphened(text, words)

    def _follows(self, word: str) -> bool:
        return word.islower() and self._announces(fold(word))

    def _announces(self, folded: str) -> bool:
        """Whether a word stands before a name rather than being part of it: Bonjour, Introduce."""
        return (
            folded in self.lexicon.words
            and folded not in PARTICLES
            and folded not in _PREFIXES
            and folded not in self.lexicon.towns
            and folded not in self.lexicon.first_names
            and not is_surname(folded)
            and not is_forename(folded)
        )

    def asked(self, text: str, start: int, end: int) -> float:
        """The least probability of a guess of the model's that is worth hiding, given its words."""
        return self._worth.asked(text, start, end)

    def is_borne(self, name: str, *, paired: bool) -> bool:
        """Whether somebody is called by this one word, which is no town.

        Of two that are ``paired`` the other may be called by any word that is none and nobody's.
        """
        folded = fold(name)
        if folded in self.lexicon.towns:
            return False
        known = self.lexicon.is_called(folded)
        unheard = folded in self.lexicon.notables or self.lexicon.is_plain(folded)
        return known or (paired and name.isalpha() and not unheard)

    def is_plain(self, name: str) -> bool:
        """Whether any word of this is ordinary, whoever else has it."""
        return any(self.lexicon.is_plain(fold(word)) for word in WORD.findall(name))

    def is_thing(self, name: str) -> bool:
        """Whether all words of this are ordinary or towns, and nobody's name: Yeah, Los Angeles."""
        return all(self._worth.names_thing(fold(word)) for word in WORD.findall(name))

    def is_full_name(self, text: str) -> bool:
        """Whether this reads as first name and surname, whatever a model took it for."""
        words = [word for word in map(fold, WORD.findall(text)) if word not in PARTICLES]
        if not 2 <= len(words) <= 4 or _NOT_A_NAME.search(text) or is_company(text):
            return False
        if self._worth.is_phrase(words):
            return False
        if self.lexicon.is_word(words[0]):
            return self.lexicon.is_first_name(words[0]) and not any(
                map(self.lexicon.is_word, words[1:])
            )
        first_names = [word for word in words if self.lexicon.is_first_name(word)]
        return bool(first_names) and not any(word in self.lexicon.words for word in words)

    def _is_filler(self, word: str, *, expected: bool) -> bool:
        if len(word) == 1:
            return word.islower()
        folded = fold(word)
        if folded not in self.lexicon.words or self.lexicon.is_first_name(folded):
            return False
        known = folded in self.lexicon.first_names or is_forename(folded)
        return not (expected and word[0].isupper() and known)

    def _is_particle(self, text: str, words: list[re.Match[str]]) -> bool:
        """Whether the first of these words belongs to the name that follows: Le Goff, de Brie."""
        if len(words) < 2 or fold(words[0].group()) not in PARTICLES:
            return False
        following = words[1].group()
        return following[0].isupper() and not (
            self.lexicon.is_word(fold(following)) and opens(text, words[0].start())
        )


def _behind_article(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words of a name behind what announces it with an article: *le Dr* Sanz, *la DRH* Riou."""
    if len(words) < 3 or words[0].group() not in {"le", "la"}:
        return words
    word, name = words[1].group(), words[2].group()
    if fold(word) in TITLES:
        return words[1:]
    office = (word.isupper() and len(word) > 1 and not name.isupper()) or (
        word.islower() and len(word) > 3 and name[0].isupper()
    )
    return words[2:] if office else words


def _is_hyphened(text: str, words: list[re.Match[str]]) -> bool:
    """Whether the first of these words is but a part of one: SAINT-MARTIN."""
    return len(words) > 1 and text[words[0].end() : words[1].start()] == "-"


def _is_apart(words: list[re.Match[str]]) -> bool:
    """Whether a scan has set the letters of a name apart, so that M is no Monsieur."""
    return len(words) > 3 and all(len(word.group()) == 1 for word in words[:4])

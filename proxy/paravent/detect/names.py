"""Names of people: what a stretch of text is worth as one.

A model's guess is trimmed of titles and words of prompts, and dropped where nothing else is left.
Here are also the entity types that have no file of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.core.types import Category, EntityType
from paravent.detect.firms import is_company
from paravent.detect.homonyms import is_surname
from paravent.detect.language import lean
from paravent.detect.manner import ACTS
from paravent.detect.stance import has_capitals, is_acronym, is_code, is_met, is_signed, opens
from paravent.detect.words import WORD, fold

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
PARTICLES = frozenset({"le", "la", "de", "du", "des", "da", "di", "dos", "van", "von", "el", "al"})
"""Small words inside a name; ``de`` and ``Van`` are neither names nor ordinary words there."""

_PREFIXES = frozenset({"mac", "saint", "sainte"})
"""What begins surnames, though it is a word: Mac Mahon, Saint Clair."""

_NOT_A_NAME = re.compile(r"[\d@/\\_=<>{}]")
# Probabilities, see ``asked``.
_DOUBT, _FAIR, _GOOD, _STRONG, _UTTER, _NEVER = 0.1, 0.35, 0.6, 0.97, 0.997, 2.0
_BORNE = 1_000  # bearers of a first name that is a word too: harry
_INITIALS = 2  # letters of the initials that somebody is called by
_SHORT = 4  # letters of what may be an acronym though it is somebody's name too: GIL


class Names:
    """Judges names with a lexicon; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._bearers = lexicon.surnames | lexicon.first_names.keys()

    def trim(
        self, text: str, start: int, end: int, *, expected: bool = False
    ) -> tuple[int, int] | None:
        """The stretch without titles and words of prompts at its edges; None if nothing is left.

        Where a name is ``expected``, a word that may be a first name or a particle counts as one.
        """
        words = _behind_article(list(WORD.finditer(text, start, end)))
        while words and (
            fold(words[0].group()) in TITLES
            or (
                self._is_filler(words[0].group(), expected=expected)
                and not (expected and self._is_particle(text, words))
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
        hyphened = text[words[0].end() : words[1].start()] == "-"
        return self._announces(fold(words[0].group())) and not hyphened

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
        )

    def asked(self, text: str, start: int, end: int) -> float:
        """The least probability of a guess of the model's that is worth hiding, given its words.

        The surer the model is, the less is asked of the words: a doubt needs a name that a lexicon
        knows, a strong guess only that it is no acronym and no ordinary word in lower case.
        """
        words = [word for word in WORD.findall(text[start:end]) if fold(word) not in PARTICLES]
        return self._asked_of_name(text, start, end, words) if words else _STRONG

    def _asked_of_name(self, text: str, start: int, end: int, words: list[str]) -> float:
        """The probability that is asked of a guess with these words."""
        folded = [fold(word) for word in words]
        plain = any(map(self.lexicon.is_plain, folded))
        alone = len(words) == 1
        known = any(map(self._is_borne, folded))
        lower = text[start:end].islower()
        called = not lower and any(map(self.lexicon.is_first_name, folded))
        if called or (alone and self._is_family(text, start, folded[0])):
            return _DOUBT if words[0][0].isupper() else _FAIR
        if not known and alone and is_acronym(text, words[0]):
            # JP may be somebody, and PDF never is.
            initials = len(words[0]) <= _INITIALS and not plain
            return (_GOOD if ACTS.match(text, end) else _STRONG) if initials else _NEVER
        if not known and is_code(text, start, end):
            return _NEVER
        if lower:
            utter = self._asked_of_words(text, start, end, folded)
            return self._asked_of_lower(folded, utter, known=known, plain=plain)
        phrase = not alone and plain and self._is_phrase(folded)
        if phrase or self._is_doubtful(text, start, words, known=known, plain=plain):
            return _UTTER if phrase else _STRONG
        return _FAIR if known and not plain else _GOOD

    def _asked_of_words(self, text: str, start: int, end: int, folded: list[str]) -> float:
        """What is asked of words in lower case, which are seldom names: *ask hope*."""
        given = self.lexicon.is_given(folded[0]) and is_met(text, start, end)
        if len(folded) == 1 and (given or is_signed(text, start, end)):
            return _GOOD
        # Whoever writes without capitals writes names so too.
        return _UTTER if has_capitals(text, start, end) else _STRONG

    def _is_doubtful(
        self, text: str, start: int, words: list[str], *, known: bool, plain: bool
    ) -> bool:
        """Whether words are a town, an acronym, what begins a sentence, or Latin: Felis catus."""
        if len(words) > 1:
            return not known and words[0][0].isupper() and words[-1].islower()
        if len(words[0]) <= _SHORT and is_acronym(text, words[0]):
            return True
        end = start + len(words[0])
        signs = self.lexicon.is_given(fold(words[0])) and text.startswith(('"', "”", "»"), end)
        begins = plain and opens(text, start) and not (signs or ACTS.match(text, end))
        return begins or self._is_town(fold(words[0]))

    def _asked_of_lower(
        self, folded: list[str], utter: float, *, known: bool, plain: bool
    ) -> float:
        """The same for words without a capital, of which a network is sure too easily."""
        alone = len(folded) == 1
        if alone and plain and not self.lexicon.is_obvious(folded[0]):
            often = self.lexicon.first_names.get(folded[0], 0) > _BORNE
            return min(_STRONG, utter) if often else utter
        if any(map(self.lexicon.is_first_name, folded)):
            return _FAIR
        if known and not plain:
            return _GOOD
        return utter if plain else _STRONG

    def _is_family(self, text: str, start: int, folded: str) -> bool:
        """Whether a family is meant: the Hendersons."""
        one = folded.removesuffix("s")
        known = one != folded and one in self.lexicon.surnames and not self.lexicon.is_plain(one)
        return known and text.endswith(("the ", "The "), 0, start)

    def _is_borne(self, folded: str) -> bool:
        """Whether somebody has this name, or a family, or a thing is hers: lotties mum."""
        one = folded.removesuffix("s")
        return folded in self._bearers or (one in self._bearers and not self.lexicon.is_plain(one))

    def _is_town(self, folded: str) -> bool:
        """Whether this is a town rather than a first name: Paris, not Earl."""
        known = self.lexicon
        somebody = self.lexicon.is_given(folded) or folded in known.surnames
        return folded in known.towns and not (somebody and known.is_plain(folded))

    def is_plain(self, name: str) -> bool:
        """Whether any word of this is ordinary, whoever else has it."""
        return any(self.lexicon.is_plain(fold(word)) for word in WORD.findall(name))

    def is_thing(self, name: str) -> bool:
        """Whether all words of this are ordinary or towns, and nobody's name: Yeah, Los Angeles."""
        return all(self._names_thing(fold(word)) for word in WORD.findall(name))

    def _is_phrase(self, folded: list[str]) -> bool:
        """Whether these are words, the last of them nobody's name: Loan Agreement, Fried rice."""
        return self._names_thing(folded[-1]) and all(
            len(word) > 1 and self.lexicon.is_plain(word) for word in folded
        )

    def _names_thing(self, folded: str) -> bool:
        if folded in self._bearers or folded in self.lexicon.wordy_names or is_surname(folded):
            return False
        return self.lexicon.is_plain(folded) or folded in self.lexicon.towns

    def is_full_name(self, text: str) -> bool:
        """Whether this reads as first name and surname, whatever a model took it for."""
        words = [word for word in map(fold, WORD.findall(text)) if word not in PARTICLES]
        if not 2 <= len(words) <= 4 or _NOT_A_NAME.search(text) or is_company(text):
            return False
        if self._is_phrase(words):
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
        return not (expected and word[0].isupper() and folded in self.lexicon.first_names)

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


def _is_apart(words: list[re.Match[str]]) -> bool:
    """Whether a scan has set the letters of a name apart, so that M is no Monsieur."""
    return len(words) > 3 and all(len(word.group()) == 1 for word in words[:4])

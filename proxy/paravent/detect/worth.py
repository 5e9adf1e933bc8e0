"""How sure the model must be of a name, given what its words are and how they stand.

The surer the model is, the less is asked of the words: a doubt needs a name that a lexicon knows, a
strong guess only that it is no acronym and no ordinary word in lower case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.foreign import is_strange, names_thing
from paravent.detect.homonyms import is_surname
from paravent.detect.manner import ACTS
from paravent.detect.name_form import PARTICLES
from paravent.detect.stance import has_capitals, is_acronym, is_code, is_met, is_signed, opens
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from paravent.detect.lexicon import Lexicon

# No French noun goes without an article where it does nothing.
_NEGATED = re.compile(r" n(?:e |['’])")
_NUMBERED = re.compile(r"[ :.n°º#]{1,4}\d")
_BEHIND = re.compile(
    r"(?<![^\W_])(?i:an?|the|my|your|his|her|our|un|le|la|mon|son|notre|votre|leur|du|au) \Z"
)
_DOTTED = frozenset({"nok", "dob", "ddn", "dod", "aka", "sdb"})  # no initials: N.O.K.
# Probabilities, see ``asked``.
_DOUBT, _FAIR, _GOOD, _STRONG, _UTTER, _NEVER = 0.1, 0.35, 0.6, 0.97, 0.995, 2.0
_BEGINS = 0.95  # what is asked of a first name that is a word and begins a sentence: Mark's van
_PLAIN = 0.9995  # the same of a word in lower case that is neither first name nor surname
_CAPITAL = 0.9  # the same of what is but a particle: Al
_BORNE = 1_000  # bearers of a first name that is a word too: harry
_INITIALS = 2  # letters of the initials that somebody is called by
_SHORT = 4  # letters of what may be an acronym though it is somebody's name too: GIL


class Worth:
    """Judges guesses with a lexicon; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def asked(self, text: str, start: int, end: int) -> float:
        """The probability that is asked of a guess at a name."""
        words = [word for word in WORD.findall(text[start:end]) if fold(word) not in PARTICLES]
        if not words:  # Al is somebody's name too
            return _CAPITAL if text[start].isupper() else _STRONG
        if is_strange(text, start, words, end, self._lexicon):
            return _NEVER
        return self._asked(text, start, end, words)

    def _asked(self, text: str, start: int, end: int, words: list[str]) -> float:
        """The probability that is asked of a guess with these words."""
        folded = [fold(word) for word in words]
        plain = any(map(self._lexicon.is_plain, folded))
        alone = len(words) == 1
        known = any(map(self._is_borne, folded))
        lower = text[start:end].islower()
        if self._is_abbreviation(text, start, end, words):
            return _NEVER
        called = not lower and any(map(self._lexicon.is_first_name, folded))
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
        return self._asked_of_capitals(text, start, words, known=known, plain=plain)

    def _is_abbreviation(self, text: str, start: int, end: int, words: list[str]) -> bool:
        """Whether forms abbreviate so: N.O.K., MD NPI, a NAS that a number follows."""
        if not text[start:end].isupper() or not all(is_acronym(text, word) for word in words):
            return False
        folded = [fold(word) for word in words]
        if len(words) > 1:
            if all(len(word) == 1 for word in words):
                return "".join(folded) in _DOTTED
            return not any(len(word) == 1 or self._lexicon.is_borne(word) for word in folded)
        if len(words[0]) > _SHORT or self._lexicon.is_obvious(folded[0]):
            return False
        return (
            _NUMBERED.match(text, end) is not None
            or _BEHIND.search(text, max(0, start - 8), start) is not None
        )

    def _asked_of_capitals(
        self, text: str, start: int, words: list[str], *, known: bool, plain: bool
    ) -> float:
        """What is asked of words with a capital that are no unmistakable first name."""
        folded = [fold(word) for word in words]
        if len(words) == 1 and len(words[0]) <= _SHORT and is_acronym(text, words[0]):
            return _STRONG
        if len(words) > 1 and plain and self.is_phrase(folded):
            return _UTTER
        if self._is_doubtful(text, start, words, known=known, plain=plain):
            return _BEGINS if self._lexicon.is_given(folded[0]) else _STRONG
        return _FAIR if known and not plain else _GOOD

    def _asked_of_words(self, text: str, start: int, end: int, folded: list[str]) -> float:
        """What is asked of words in lower case, which are seldom names: *ask hope*."""
        given = self._lexicon.is_given(folded[0]) and is_met(text, start, end)
        if len(folded) == 1 and (given or is_signed(text, start, end)):
            return _GOOD
        # Whoever writes without capitals writes names so too.
        return _UTTER if has_capitals(text, start, end) else _STRONG

    def _is_doubtful(
        self, text: str, start: int, words: list[str], *, known: bool, plain: bool
    ) -> bool:
        """Whether words are a town, what begins a sentence, or Latin: Felis catus."""
        if len(words) > 1:
            return not known and words[0][0].isupper() and words[-1].islower()
        end = start + len(words[0])
        signs = self._lexicon.is_given(fold(words[0])) and text.startswith(('"', "”", "»"), end)
        acts = signs or ACTS.match(text, end) or _NEGATED.match(text, end)
        begins = plain and opens(text, start) and not acts
        return begins or self._is_town(fold(words[0]))

    def _asked_of_lower(
        self, folded: list[str], utter: float, *, known: bool, plain: bool
    ) -> float:
        """The same for words without a capital, of which a network is sure too easily."""
        alone = len(folded) == 1
        named = self._lexicon.is_given(folded[0]) or is_surname(folded[0])
        if alone and plain and not named:
            return _PLAIN
        if alone and plain and not self._lexicon.is_obvious(folded[0]):
            often = self._lexicon.first_names.get(folded[0], 0) > _BORNE
            return min(_STRONG, utter) if often else utter
        if any(map(self._lexicon.is_first_name, folded)):
            return _FAIR
        if known and not plain:
            return _GOOD
        return utter

    def _is_family(self, text: str, start: int, folded: str) -> bool:
        """Whether a family is meant: the Hendersons, the Joneses."""
        known = any(
            one != folded and one in self._lexicon.surnames and not self._lexicon.is_plain(one)
            for one in (folded.removesuffix("s"), folded.removesuffix("es"))
        )
        return known and text.endswith(("the ", "The "), 0, start)

    def _is_borne(self, folded: str) -> bool:
        """Whether somebody has this name, or a family, or a thing is hers: lotties mum."""
        one = folded.removesuffix("s")
        known = self._lexicon
        return known.is_borne(folded) or (known.is_borne(one) and not known.is_plain(one))

    def _is_town(self, folded: str) -> bool:
        """Whether this is a town rather than a first name: Paris, not Earl."""
        known = self._lexicon
        somebody = self._lexicon.is_given(folded) or folded in known.surnames
        return folded in known.towns and not (somebody and known.is_plain(folded))

    def is_phrase(self, folded: list[str]) -> bool:
        """Whether these are words, the last of them nobody's name: Loan Agreement, Fried rice."""
        return self.names_thing(folded[-1]) and all(
            len(word) > 1 and self._lexicon.is_plain(word) for word in folded
        )

    def names_thing(self, folded: str) -> bool:
        """Whether a word is ordinary or a town, and nobody's name."""
        return names_thing(folded, self._lexicon)

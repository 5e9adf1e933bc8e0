"""One spelling of a name: its words, and what must be true around them for it to be the name.

Spacing, hyphens, case and accents are the matcher's business. A word that stands in texts that
speak of nobody of that name is found only where it can be one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from paravent.core.folding import HIDDEN, expand, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paravent.detect.lexicon import Lexicon

_FREQUENT = 200_000  # bearers of a first name that is as often somebody else's
_LEAST = 4  # letters of a word that is not looked for without a sign that it is a name

PARTICLES = frozenset(
    """le la les l de du des d da di dos do van von der den el al ben o mc mac saint
    st""".split()  # noqa: SIM905 -- a list of words
)
_BEGINNINGS = tuple(PARTICLES)


class Gate(IntEnum):
    """What a match of a variant needs; kept in three bits by the matcher."""

    ANY = 0
    """Nothing."""
    CAPITAL = 1
    """A capital at the beginning of its first and last word."""
    TITLED = 2
    """A title, a first name or a word such as *client* before it."""
    INITIAL = 3
    """Several words, of which the last is one capital letter."""
    CUED = 4
    """A word before it that says what it is the number of."""
    JOINED = 5
    """A single word: a user name, not two words that happen to follow each other."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Folded words of one spelling, and what a match of it needs."""

    words: tuple[str, ...]
    gate: Gate = Gate.ANY

    @property
    def key(self) -> str:
        """What the matcher knows it by."""
        return "".join(self.words)


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    folded = fold(text)
    if not folded.isascii() or HIDDEN in folded:
        folded = expand(folded.replace(HIDDEN, ""))
    return folded.split()


def is_ordinary(word: str, lexicon: Lexicon) -> bool:
    """Whether a word stands in texts that speak of nobody of that name."""
    if len(word) < _LEAST and not word.isdigit():
        return True
    bearers = lexicon.first_names.get(word, 0)
    return bearers >= _FREQUENT or (lexicon.is_word(word) and not lexicon.is_first_name(word))


def splits(word: str) -> Iterator[int]:
    """Where a word may be written as two: *Dubois* as *Du Bois*."""
    if word.startswith(_BEGINNINGS):
        for size in range(1, min(6, len(word) - 2)):
            if word[:size] in PARTICLES:
                yield size


def whole(words: Sequence[str], lexicon: Lexicon) -> Variant:
    """All the words; with capitals where every one of them is an ordinary word."""
    weak = all(lexicon.is_word(word) or is_ordinary(word, lexicon) for word in words)
    return Variant(tuple(words), Gate.CAPITAL if weak else Gate.ANY)

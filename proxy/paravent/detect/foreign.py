"""Words that read like names to whoever does not know them: of other languages, trades, acronyms.

*Antipasti misti*, *microcontroller*, *WISC-V*, *DFG grant*. Judged by lexicons alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.detect.homonyms import is_surname
from paravent.detect.stance import is_acronym, is_met
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.lexicon import Lexicon

_ACRONYM = 3  # letters of an acronym


def is_strange(text: str, start: int, words: Sequence[str], end: int, lexicon: Lexicon) -> bool:
    """Whether a guess of these words is one at words that nobody is called."""
    if _is_abbreviated(text, words, lexicon):
        return True
    return _is_foreign(words, lexicon) and not is_met(text, start, end)


def names_thing(folded: str, lexicon: Lexicon) -> bool:
    """Whether a word is ordinary, foreign or a town, and nobody's name."""
    if lexicon.is_called(folded) or is_surname(folded):
        return False
    known = lexicon.towns, lexicon.foreign
    return lexicon.is_plain(folded) or any(folded in words for words in known)


def _is_foreign(words: Sequence[str], lexicon: Lexicon) -> bool:
    folded, foreign = [fold(word) for word in words], lexicon.foreign
    if not any(word in foreign for word in folded):
        return False
    if len(words) > 1 and words[-1].islower():
        return not any(map(lexicon.is_obvious, folded))
    return all(
        word in foreign
        or (not lexicon.is_called(word) and (word in lexicon.products or lexicon.is_plain(word)))
        for word in folded
    )


def _is_abbreviated(text: str, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether these begin with an acronym, and go on with nobody's name."""
    first = words[0]
    return (
        len(words) > 1
        and len(first) >= _ACRONYM
        and is_acronym(text, first)
        and not lexicon.is_called(fold(first))
        and all(_goes_on(word, lexicon) for word in words[1:])
    )


def _goes_on(word: str, lexicon: Lexicon) -> bool:
    """Whether a word behind an acronym is no name there."""
    folded = fold(word)
    if word.islower() and folded in lexicon.english:
        return True
    return len(word) < _ACRONYM or names_thing(folded, lexicon)

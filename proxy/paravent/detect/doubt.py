"""Weak guesses that stand alone: nobody, where nothing in a text speaks of people one deals with.

*Flash a Corne keyboard*, *a generator for Obsidian*: the network half takes them for somebody. A
cue, a sure guess or a word of business beside them, and they count as before. Judges names by the
network's own doubt; looks at no word list of things, and never doubts what a cue has found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.homonyms import is_homonym
from paravent.detect.renown import DEALT_WITH, REACHED
from paravent.detect.scout import Scout
from paravent.detect.stance import is_met, is_signed
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.base import Hit
    from paravent.detect.names import Names

_SURE = 0.93  # a guess beside which others are likely
_DEALS = Scout(
    rf"(?i)\b(?:{DEALT_WITH})\b"
    r"|\b(?:condol[ée]ances?|mariage|anniversaire|obs[èe]ques|f[ée]licit\w+|invit\w+|relanc\w+"
    r"|rappel(?:er?|le|ez)|r[ée]unions?|condolences?|wedding|birthday|funeral|congratulat\w+|remind\w*"
    r"|meetings?|s'appelle)\b"
    r"|\b(?:e-?mails?|mails?|lettres?|courriers?|sms|messages?|mot|letters?|repl(?:y|ies)|notes?)"
    r" (?:[àa]|au|pour|de la part|to|for|from)\b"
)
_SOMEBODY = Scout(r"(?i)\b(?:s?he|him|hers?|his)\b")
_LIVES = re.compile(r" (?:vit|habite|vient|travaille|lives|works|comes|is from|owes|began)\b")
_LINE = re.compile(r"(?:^|\n)[ \t>*_\-–—]*$")
_END = re.compile(r"[ \t*_]*[,:!.]?[ \t]*(?:\n|$)")
_BEGUN = 20  # characters before a name in which its line may begin
# What is asked of the network for a name that stands alone.
_UNKNOWN, _WORDY, _FIRST, _FIRST_WORDY, _LOWER = 0.97, 0.98, 0.85, 0.93, 0.97


def doubted(
    text: str, people: Sequence[Hit], guesses: Sequence[Hit], names: Names
) -> frozenset[Hit]:
    """Those of the people who are nobody; none of them if anybody is spoken of.

    Args:
        text: where they stand.
        people: who was found; who is spared scores below a half.
        guesses: the network's own, with its probabilities.
        names: what the words are worth.
    """
    told = [(hit, _told(hit, guesses)) for hit in people]
    if any(_is_firm(hit, probability) for hit, probability in told):
        return frozenset()
    weak = frozenset(
        hit
        for hit, probability in told
        if probability < _asked(text[hit.start : hit.end], names)
        and not _acts(text, hit)
        and not _is_line(text, hit, names)
        and not _is_family(text, hit, names)
    )
    return frozenset() if weak and (deals(text) or _SOMEBODY.search(text)) else weak


def deals(text: str) -> bool:
    """Whether a text speaks of people one deals with, or tells how to reach somebody."""
    return bool(_DEALS.search(text) or REACHED.search(text))


def _told(hit: Hit, guesses: Sequence[Hit]) -> float:
    touching = (one.score for one in guesses if one.start < hit.end and hit.start < one.end)
    return max(touching, default=hit.score)


def _is_firm(hit: Hit, probability: float) -> bool:
    return hit.score >= 0.5 and (hit.source not in {"ner", "lexicon"} or probability >= _SURE)


def _acts(text: str, hit: Hit) -> bool:
    """Whether what follows says what somebody does, or what stands around that one is met."""
    lives = _LIVES.match(text, hit.end) is not None
    return lives or is_met(text, hit.start, hit.end) or is_signed(text, hit.start, hit.end)


def _is_line(text: str, hit: Hit, names: Names) -> bool:
    """Whether a first name has a line to itself, as in a greeting and a signature."""
    return (
        names.lexicon.is_first_name(fold(text[hit.start : hit.end]))
        and _END.match(text, hit.end) is not None
        and _LINE.search(text, max(0, hit.start - _BEGUN), hit.start) is not None
    )


def _is_family(text: str, hit: Hit, names: Names) -> bool:
    """Whether a surname is a family's: the Hendersons."""
    surname = fold(text[hit.start : hit.end]).removesuffix("s")
    return text.endswith(("the ", "The "), 0, hit.start) and surname in names.lexicon.surnames


def _asked(name: str, names: Names) -> float:
    """The probability that is asked of a name by itself."""
    words = WORD.findall(name)
    if names.is_full_name(" ".join(words)):
        return 0.0
    folded = [fold(word) for word in words if len(word) > 1]
    if name.islower():
        known = len(folded) == 1 and names.lexicon.is_first_name(folded[0])
        return _FIRST if known and not is_homonym(folded[0], names.lexicon) else _LOWER
    if folded and names.lexicon.is_first_name(folded[0]):
        return _FIRST_WORDY if is_homonym(folded[0], names.lexicon) else _FIRST
    if any(map(names.lexicon.is_plain, folded)):
        return _WORDY
    return _FIRST if len(words) > 1 and all(word[0].isupper() for word in words) else _UNKNOWN

"""Words with a capital that an article makes nouns: *the Loan*, *any Holder*, *chaque Preneur*.

Contracts define them, and then write them like names on every page. Where a text has such a word
once behind an article, it is no name anywhere in it. Judges guesses of the network only, never what
a cue has found; a name before a noun, *the Holder file*, stays somebody's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.base import Hit
    from paravent.detect.lexicon import Lexicon

_REACH = 24  # characters before a word in which its article stands
_MOST = 20  # places of one word that are looked at
_KNOWN = 1_000  # bearers of a first name that no article unmakes
_ANY = re.compile(
    r"(?i)\b(?:each|any|such|every|all|other|another|either|neither|chaque|aucune?|ledit|ladite|dudit"
    r"|audit|quelque) $"
)
_THE = re.compile(
    r"(?i)(?:\b(?:the|this|these|those|an?|(?<![,!?\"”’'] )said)"
    rf"|(?:^|[.;:,()«\"\n]|(?<!\bde)(?<=[{LETTER}]{{2}}))"
    r" ?\b(?:le|une?|ce|cet|cette|au)) $"
)
_GOES_ON = re.compile(
    r"[,.;:)\]\"”»]|\s*$| (?:shall|may|must|will|has|have|had|is|are|was|were|hereby|of|to|in|for"
    r"|by|on|at|from|under|or|and|with|thereof|doit|devra|peut|est|sera|ne|n'|s'|de|du|des|et|ou|[àa]|en"
    r"|dans|pour|par)\b| [A-Z][a-z]+(?:s|ments?)\b"
)
_ACTS = re.compile(r" (?:shall|may|must|will|has|had|is|was|hereby|doit|devra|peut|est|sera|s')\b")


def terms(text: str, people: Sequence[Hit], lexicon: Lexicon) -> frozenset[Hit]:
    """Those of the people who are nouns of this text."""
    guessed = [hit for hit in people if hit.source in {"ner", "lexicon"} and hit.score >= 0.5]
    names = {text[hit.start : hit.end] for hit in guessed}
    nouns = {name for name in names if name[0].isupper() and _is_noun(text, name, lexicon)}
    return frozenset(hit for hit in guessed if text[hit.start : hit.end] in nouns)


def _is_noun(text: str, name: str, lexicon: Lexicon) -> bool:
    words = [fold(word) for word in WORD.findall(name)]
    if any(lexicon.first_names.get(word, 0) >= _KNOWN for word in words):
        return False
    plain = all(map(lexicon.is_plain, words))
    if len(words) > 1 and not plain:
        return False
    named = any(map(lexicon.is_borne, words))
    at, places = text.find(name), 0
    while at >= 0 and places < _MOST:
        if _is_behind_article(text, at, at + len(name), plain=plain, named=named):
            return True
        at, places = text.find(name, at + len(name)), places + 1
    return False


def _is_behind_article(text: str, start: int, end: int, *, plain: bool, named: bool) -> bool:
    """Whether an article stands before this, and nothing behind it makes it a name again.

    Of a word that is none, or somebody's name too, more is asked: that it acts or ends there.
    """
    before = max(0, start - _REACH)
    goes_on = _GOES_ON.match(text, end) is not None
    if _ANY.search(text, before, start):
        return plain or (goes_on and not named)
    if not _THE.search(text, before, start):
        return False
    return (goes_on or not named) if plain else not named and _ACTS.match(text, end) is not None

"""Rows of things: *Tromsø, Lofoten and Narvik*, *Titan, Rhéa, Dioné*, *'Jubilant', 'Wistful'*.

Where half of a list is towns, products or words, or it says what it is a list of, and none of it is
a first name that many have, the rest of it is no person either. Judges guesses of the network, and
what a row of them tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.categories import is_announced
from paravent.detect.cues import CONTEXT
from paravent.detect.doubt import deals
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.base import Hit
    from paravent.detect.lexicon import Lexicon

_JOINT = re.compile(r",? (?:and|or|et|ou|&) |, | ?/|['\"»”],? ['\"«“]")
_STOP = re.compile(r"[.!?:()\n\[\]{}]")
_PEOPLE = re.compile(
    r"(?i)\b(?:(?:noms?|names?|b?cc|from|to)(?= ?:)|participants?|pr[ée]sents?|absents?|excus[ée]s?"
    r"|attend(?:ees|ed|ing)|contacts?|[ée]quipe|team|staff|members?|membres?|cast|crew|guests?|speakers?|players?"
    r"|joueurs?|enfants|kids|children|class|classe)\b"
)
_REACH = 200  # characters on either side in which a list is looked at
_FEW, _SHARE = 2, 0.5  # other items that are things, and their share
_WORDS = 3  # of an item
_KNOWN, _FREQUENT = 500, 5_000  # bearers of a first name, and of one that is a town


def series(text: str, people: Sequence[Hit], lexicon: Lexicon) -> frozenset[Hit]:
    """Those of the people who stand in a row of things."""
    shown = [hit for hit in people if hit.score >= 0.5]
    if not shown or deals(text):
        return frozenset()
    # What a row of names tells of is a guess as well, where nobody is spoken of.
    sources = {"ner", "lexicon"} if _PEOPLE.search(text) else {"ner", "lexicon", CONTEXT}
    return frozenset(hit for hit in shown if hit.source in sources and _is_item(text, hit, lexicon))


def _is_item(text: str, hit: Hit, lexicon: Lexicon) -> bool:
    before, after = _items(text, hit)
    inner = [*before[1:], *after[:-1]]
    outer = [*(item[-1:] for item in before[:1]), *(item[:1] for item in after[-1:])]
    if any(len(item) > _WORDS for item in inner):
        return False  # commas of a sentence
    borne = any(lexicon.is_called(fold(word)) for word in WORD.findall(text[hit.start : hit.end]))
    things = sum(_is_thing(item, lexicon) for item in (*inner, *outer)) + sum(
        not borne and _is_plain(item, lexicon) for item in inner
    )
    if any(_is_somebody(word, lexicon) for item in (*inner, *outer) for word in item):
        return False
    size = len(before) + len(after)
    if things >= _FEW and things >= _SHARE * size:
        return True
    return size >= _FEW and _is_unheard(text, hit, lexicon) and is_announced(text, hit.start)


def _is_unheard(text: str, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether few have any word of a name for a first name, and it is no initials."""
    words = [fold(word) for word in WORD.findall(text[hit.start : hit.end]) if len(word) > 1]
    if text[hit.start : hit.end].isupper():
        return False
    return all(lexicon.first_names.get(word, 0) < _KNOWN for word in words)


def _items(text: str, hit: Hit) -> tuple[list[list[str]], list[list[str]]]:
    """The words of what stands before and behind a name in its list; nothing in no list.

    A sentence may stand before the first item, and one may go on behind the last.
    """
    begin, end = max(0, hit.start - _REACH), min(len(text), hit.end + _REACH)
    begin = max((stop.end() for stop in _STOP.finditer(text, begin, hit.start)), default=begin)
    if stop := _STOP.search(text, hit.end, end):
        end = stop.start()
    left, right = _JOINT.split(text[begin : hit.start]), _JOINT.split(text[hit.end : end])
    before = left[:-1] if _is_bare(left[-1]) else []
    after = right[1:] if _is_bare(right[0]) else []
    return _words(before), _words(after)


def _words(items: Sequence[str]) -> list[list[str]]:
    return [words for item in items if (words := WORD.findall(item))]


def _is_bare(edge: str) -> bool:
    return not edge.strip("«»“”\"' \u00a00123456789")


def _is_thing(item: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether an item is known as a thing, and no word of it as anybody's name."""
    words = [*map(fold, item)]
    if " ".join(words) in lexicon.products and len(words) > 1:
        return True
    if any(lexicon.is_called(word) for word in words):
        return False
    known = lexicon.products, lexicon.towns, lexicon.foreign
    return any(words[-1] in things for things in known)


def _is_plain(item: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether an item is one ordinary word, which no word that somebody has counts for."""
    word = fold(item[0])
    return len(item) == 1 and lexicon.is_plain(word) and not lexicon.is_called(word)


def _is_somebody(word: str, lexicon: Lexicon) -> bool:
    """Whether a word with a capital is a first name that many have, and no town besides."""
    bearers = lexicon.first_names.get(fold(word), 0)
    if not word[0].isupper() or lexicon.is_word(fold(word)):
        return False
    return bearers >= (_FREQUENT if fold(word) in lexicon.towns else _KNOWN)

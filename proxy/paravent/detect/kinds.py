"""Kinds that read like people: species, peoples, ordinary words in small letters.

*Felis silvestris*, *les Khazars*, *a samba server*. Judges guesses of the network only, and none
where a text speaks of people one deals with; what a cue or a list of names knows is never a kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.doubt import deals
from paravent.detect.stance import opens
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.base import Hit
    from paravent.detect.lexicon import Lexicon

_SPECIES = re.compile(r"[A-Z][a-z]{2,}(?: [a-z]{4,}){1,2}")
_PLURAL = re.compile(r"(?i)(?:^|[^\w])(?:les|des|aux|ces|nos) $")
_CLOTH = re.compile(
    r"(?i)jeans? (?:slim|skinny|regular|droit|d[ée]lav[ée]|brut|large|bootcut|mom|flare|noir|bleu"
    r"|gris|blanc|taille|denim|stretch)\b"
)
# What follows a verb and no name, where a sentence begins: Ouput this.
_DONE_TO = re.compile(
    r" (?:this|these|those|it|an|all|me|my|your|every|ce|cet|cette|ces|une?|mon|ma|mes|chaque)"
    r" [a-z]"
    r"|-(?:moi|le|la|les) "
)
_COUNTRY = re.compile(r" (?:du|de la|d['’]|des) ?[A-Z][\w'’-]+$")


def kinds(text: str, people: Sequence[Hit], lexicon: Lexicon) -> frozenset[Hit]:
    """Those of the people who are a species, a people or words."""
    guessed = [hit for hit in people if hit.source == "ner" and hit.score >= 0.5]
    species = {hit for hit in guessed if _is_species(text, hit, lexicon)}
    others = {
        hit for hit in guessed if _is_kind(text, hit, lexicon) or _is_verb(text, hit, lexicon)
    }
    return frozenset(species if others and deals(text) else species | others)


def _is_species(text: str, hit: Hit, lexicon: Lexicon) -> bool:
    name = text[hit.start : hit.end]
    if not _SPECIES.fullmatch(name) or text[hit.start - 1 : hit.start] not in {"(", "*", "_"}:
        return False
    return not any(map(lexicon.is_first_name, name.lower().split()))


def _is_verb(text: str, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether a word that nobody has tells what to do with the next, as a misspelt verb does."""
    word = fold(text[hit.start : hit.end])
    known = " " in word or lexicon.is_given(word) or word in lexicon.surnames
    return not known and opens(text, hit.start) and _DONE_TO.match(text, hit.end) is not None


def _is_kind(text: str, hit: Hit, lexicon: Lexicon) -> bool:
    name = text[hit.start : hit.end]
    if _CLOTH.fullmatch(name):
        return True
    words = [fold(word) for word in WORD.findall(name)]
    if not words or lexicon.is_first_name(words[0]):
        return False
    if name.islower():
        plain = all(len(word) > 2 and lexicon.is_plain(word) for word in words)
        return len(words) > 1 and plain
    if words[0] in lexicon.surnames:
        return False
    if _COUNTRY.search(name):
        return lexicon.is_plain(words[0])
    plural = name[-1] in "sx" and _PLURAL.search(text, max(0, hit.start - 5), hit.start)
    return bool(plural) and not any(word in lexicon.surnames for word in words)

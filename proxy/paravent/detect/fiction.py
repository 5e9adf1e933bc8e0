"""First names that a text asks to be made up: *a story about Mia*, *a riddle*, *Alice and Bob*.

Only first names by themselves, only where nothing speaks of people one deals with, and never a name
that a cue has found: *a tale for my daughter Mia* keeps her hidden, and so does a poem, which is
mostly for somebody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.detect.doubt import deals
from paravent.detect.scout import Scout
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.base import Hit
    from paravent.detect.lexicon import Lexicon

_ASKED = Scout(
    r"(?i)\b(?:write|tell|create|generate|invent|make up|imagine|continue|finish"
    r"|[ée]cri(?:s|t|re|vez)|raconte[rz]?|invente[rz]?|imagine[rz]?|continue[rz]?"
    r"|g[ée]n[èe]re[rz]?)\b[^.!?\n]{0,50}?"
    r"\b(?:(?:short |bedtime )?stor(?:y|ies)|tales?|fan ?fic(?:tion)?s?|fables?|screenplay|sitcom"
    r"|backstory|character (?:card|sheet|description|profile)|(?:une?|petite|courte) histoires?"
    r"|l['’]histoire|contes?|sc[ée]nario de (?:film|jeu)|fan-?fictions?)\b"
    r"|\b(?:riddles?|brain ?teasers?|logic (?:puzzle|problem|grid)s?|word problems?|[ée]nigmes?"
    r"|devinettes?|casse-t[êe]tes?|probl[èe]mes? de (?:logique|maths?))\b"
)
_EXERCISE = Scout(
    r"(?i)\b(?:functions?|algorithms?|program|data ?frame|python|java(?:script)?|sql|protocol"
    r"|probabilit\w+"
    r"|matrix|graph|dice|coins?|game theory|encrypt\w*|public key|quantum|qubits?|theorem|proof"
    r"|prove"
    r"|fonctions?|algorithmes?|programme|protocole|th[ée]or[èe]me|chiffr\w+|clef? publique"
    r"|exercice)\b"
)
_PAIR = frozenset({"alice", "bob"})
_CAST = _PAIR | frozenset("carol charlie dave eve mallory trent peggy oscar".split())  # noqa: SIM905


def invented(text: str, people: Sequence[Hit], lexicon: Lexicon) -> frozenset[Hit]:
    """Those of the people who are made up; none of them if one is found by more than a guess."""
    shown = [hit for hit in people if hit.score >= 0.5]
    if not shown or any(hit.source not in {"ner", "lexicon"} for hit in shown):
        return frozenset()
    names = {hit: fold(text[hit.start : hit.end]) for hit in shown}
    asked = _ASKED.search(text) is not None
    told = set(names.values())
    exercise = told <= _CAST and not told.isdisjoint(_PAIR) and _EXERCISE.search(text) is not None
    pair = told >= _PAIR or exercise
    if not (asked or pair) or deals(text):
        return frozenset()
    return frozenset(
        hit
        for hit, name in names.items()
        if name in _CAST or (asked and lexicon.is_first_name(name))
    )

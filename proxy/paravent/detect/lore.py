"""What everybody knows and nobody needs to hide: addresses of landmarks, births of the famous.

Landmarks are houses that are known by their address, and ministries, high courts and museums that
a text names right before theirs.

It judges what others found in a text, and leaves it all where the text names anybody else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.renown import DEALT_WITH
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.base import Hit
    from paravent.detect.lexicon import Lexicon

_LANDMARK = re.compile(
    r"(?:10|11|ten) downing st(?:reet)?|1600 pennsylvania ave(?:nue)?(?: nw)?"
    r"|221 ?b,? baker st(?:reet)?"
    r"|(?:4|four),? privet drive|742 evergreen terrace|12,? grimmauld place|17,? cherry tree lane"
    r"|32,? windsor gardens|124 conch street|1313 mockingbird lane|11 wall street|350 fifth avenue"
    r"|30 rockefeller plaza|1 infinite loop|1 hacker way|1600 amphitheatre p(?:ar)?kwa?y"
    r"|84,? charing cross road|42,? wallaby way|55,? rue du faubourg[ -]saint[ -]honore"
    r"|57,? rue de varenne|36,? quai des orfevres|126,? rue de l'universite|15,? rue de vaugirard"
    r"|27,? rue de fleurus|33,? rue vivienne|77,? rue de varenne|13,? rue cambon"
    r"|1,? place du palais[ -]royal|quai des orfevres,? 36|buckingham palace"
    r"|1 horse guards r(?:oa)?d|2 marsham st(?:reet)?|102 petty france"
)
_PUBLIC = re.compile(
    r"(?i)(?:\A|[.!?;:,\n«(] ?|\b(?:et|and|ou|or|visite[rz]?|visit|is|does|est) )(?:l[ae]s? "
    r"|l['’]|the )?"
    r"(?:[a-z&]+ )?(?:mus[ée]es?|minist[èe]re|conseil (?:d['’][ée]tat|constitutionnel)|cour"
    r" (?:des comptes"
    r"|de cassation)|assembl[ée]e nationale|s[ée]nat|[ée]lys[ée]e|matignon|banque de france"
    r"|panth[ée]on|louvre|treasury|(?:home|foreign|cabinet) office|hmrc|british library"
    r"|national gallery|supreme court|houses? of parliament|ministry|museum|embassy|ambassade"
    r"|consulat|consulate)\b[^.\n\d;,]{0,40}[,(:] ?\Z"
)
_REACH = 70  # characters before an address in which its house is named
_TOWN = re.compile(r"(?:[, ]+(?:london|londres|paris|washington|new york|springfield|sydney))?\W*")
_WORDS = re.compile(r"[a-z\d]+")
_MET = re.compile(rf"(?i)\b(?:{DEALT_WITH})\b")
_YEAR = re.compile(r"\b(1[0-8]\d\d)\b")
_BEFORE, _AFTER, _LONGEST = 160, 60, 4  # characters around a birth; words of a name
_LIKELY = 0.5


class Lore:
    """Knows the famous by a lexicon; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._notables = lexicon.notables

    def sift(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits without those that everybody knows."""
        if any(hit.type == "PERSON" and hit.score >= _LIKELY for hit in hits):
            return list(hits)
        return [hit for hit in hits if not self._is_known(text, hit)]

    def _is_known(self, text: str, hit: Hit) -> bool:
        if hit.type == "ADDRESS":
            named = _PUBLIC.search(text[max(0, hit.start - _REACH) : hit.start])
            return named is not None or _is_landmark(text[hit.start : hit.end])
        return hit.type == "DATE_OF_BIRTH" and self._is_history(text, hit)

    def _is_history(self, text: str, hit: Hit) -> bool:
        """Whether a birth is long ago, or that of somebody famous who is named beside it."""
        begin = max(text.rfind("\n", 0, hit.start) + 1, hit.start - _BEFORE)
        end = text.find("\n", hit.end, hit.end + _AFTER)
        end = end if end >= 0 else hit.end + _AFTER
        if _YEAR.search(text, hit.start, hit.end):
            return True
        around = text[begin:end]
        words = _WORDS.findall(fold(around))
        names = (
            " ".join(words[at : at + size])
            for size in range(2, _LONGEST + 1)
            for at in range(len(words) - size + 1)
        )
        return not _MET.search(around) and any(name in self._notables for name in names)


def _is_landmark(address: str) -> bool:
    folded = fold(address)
    found = _LANDMARK.match(folded)
    return found is not None and _TOWN.fullmatch(folded, found.end()) is not None

"""Names told by what somebody is or does: *le maçon Carvalho*, *témoin Petit*, *Capitaines : Sow*.

A surname counts behind its bearer's trade or part, though it is a word as well. What a trade has no
bearer of, *le peintre en bâtiment*, *le patient suivant*, begins with no capital.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import re2

from paravent.detect.base import LETTER, UPPER
from paravent.detect.homonyms import is_surname
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.encoded import Encoded
    from paravent.detect.lexicon import Lexicon

ROLES = (
    r"(?:arbitre|capitaine|juge|greffi(?:er|[èe]re)|t[ée]moin|tut(?:eur|rice)|avocate?|notaire|huissi(?:er"
    r"|[èe]re)|[ée]l[èe]ve|[ée]tudiante?|form(?:ateur|atrice)|animat(?:eur|rice)|chauffeuse?|chauffeur"
    r"|infirmi(?:er|[èe]re)|m[ée]decin(?: traitant)?|entra[îi]neu(?:r|se)|[ée]lectricien(?:ne)?|plombi(?:er"
    r"|[èe]re)|ma[çc]on(?:ne)?|menuisi(?:er|[èe]re)|carreleu(?:r|se)|couvreu(?:r|se)|peintre|serruri(?:er"
    r"|[èe]re)|chauffagiste|paysagiste|jardini(?:er|[èe]re)|gardien(?:ne)?|concierge|voisine?"
    r"|stagiaire|apprentie?|alternante?|int[ée]rimaire|r[ée]f[ée]rente?|encadrante?|rapporteu(?:r|se)"
    r"|secr[ée]taire|tr[ée]sori(?:er|[èe]re)|pr[ée]sidente?|caissi(?:er|[èe]re)|livreu(?:r|se)"
    r"|locataire|d[ée]biteu(?:r|rice)|cr[ée]anci(?:er|[èe]re)|plaignante?|pr[ée]venue?|victime"
    r"|assur[ée]e?|adh[ée]rente?|usag(?:er|[èe]re)|r[ée]sidente?|patiente?|salari[ée]e?)"
)
"""Trades and parts, one person's; an ``s`` makes them several."""

_PART = rf"[{UPPER}][{LETTER}'’\-]+"
_PARTICLE = r"(?:(?:de la|d[aeiu]|des|dos|van|von|le|la|el|al|ben|Le|La|De|Da|El|Ben) ){0,2}"
_BEHIND = re2.compile(
    rf"(?:^|[^\w])(?i:(?:l[ea] |l['’]|un[e]? |notre |votre |mon |ma |son |sa |leur |du |au |[ée]t )?{ROLES}) "
    rf"(?P<v>{_PARTICLE}{_PART}(?: {_PART})?)"
)
_ACRONYM = re.compile(r"[A-Z\d]{2,5}$")
_OF_STATE = re.compile(
    r"(?i)(?:pr[ée]sidente?|secr[ée]taire|m[ée]decin|juge|peintre|capitaine|avocate?) $"
)


def behind_roles(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where surnames stand behind a trade or a part, on the same line."""
    text = encoded.text
    for start, end in encoded.spans(_BEHIND, 1):
        name = text[start:end]
        if _ACRONYM.fullmatch(name) or _OF_STATE.search(text, max(0, start - 14), start):
            continue
        words = [fold(word) for word in WORD.findall(name)]
        if any(_is_bearer(word, lexicon) for word in words):
            yield start, end


def _is_bearer(folded: str, lexicon: Lexicon) -> bool:
    known = folded in lexicon.surnames or folded in lexicon.first_names or is_surname(folded)
    return known and folded not in lexicon.words

"""Names told by what somebody is or does: *le maçon Carvalho*, *le témoin Petit*.

A surname counts behind its bearer's trade or part, though it is a word as well. What a trade has no
bearer of, *le peintre en bâtiment*, *le patient suivant*, begins with no capital.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.homonyms import is_surname
from paravent.detect.name_form import CAPITAL, PARTICLE
from paravent.detect.sieve import SIEVE
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.encoded import Encoded
    from paravent.detect.lexicon import Lexicon

_ROLE = (
    r"(?:arbitre|capitaine|juge|t[ée]moin|tuteur|tutrice|avocate?|notaire|[ée]l[èe]ve|[ée]tudiante?"
    r"|formateur|formatrice|animateur|animatrice|chauffeur|m[ée]decin(?: traitant)?"
    r"|entra[îi]neu(?:r|se)|[ée]lectricien(?:ne)?|ma[çc]on(?:ne)?|carreleu(?:r|se)|couvreu(?:r|se)"
    r"|chauffagiste|paysagiste|gardien(?:ne)?|concierge|voisine?|stagiaire|apprentie?|alternante?"
    r"|int[ée]rimaire|r[ée]f[ée]rente?|encadrante?|rapporteu(?:r|se)|livreu(?:r|se)|locataire"
    r"|d[ée]biteu(?:r|rice)|plaignante?|pr[ée]venue?|victime|assur[ée]e?|adh[ée]rente?|r[ée]sidente?"
    r"|patiente?|salari[ée]e?|(?:greff|huiss|infirm|plomb|menuis|serrur|jardin|tr[ée]sor|caiss"
    r"|cr[ée]anc|usag)(?:i?er|i?[èe]re))"
)
"""Trades and parts that somebody has whom one deals with."""

_PARTICLE = rf"(?:{PARTICLE}|Le|La|De|Da|El|Ben)"
_BEHIND = SIEVE.add(rf"(?:^|[^\w]){_ROLE} (?P<v>(?:{_PARTICLE} ){{0,2}}{CAPITAL}(?: {CAPITAL})?)")
_ACRONYM = re.compile(r"[A-Z\d]{2,5}$")


def behind_roles(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where surnames stand behind a trade or a part, on the same line."""
    for start, end in encoded.spans(_BEHIND, 1):
        name = encoded.text[start:end]
        words = [fold(word) for word in WORD.findall(name)]
        if not _ACRONYM.fullmatch(name) and any(_is_bearer(word, lexicon) for word in words):
            yield start, end


def _is_bearer(folded: str, lexicon: Lexicon) -> bool:
    return lexicon.is_borne(folded) or is_surname(folded)

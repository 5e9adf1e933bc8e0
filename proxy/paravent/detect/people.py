"""People in a text: a model's guesses and the cues around names, judged together.

Overlapping finds become one, as wide as the widest, so that no half of a name is left. Where a
name found here stands again, further down or in another message, ``sense`` tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import re2

from paravent.detect.base import Hit
from paravent.detect.casing import recase
from paravent.detect.cues import CONTEXT, TITLE, Cues
from paravent.detect.names import LOCATION, ORGANISATION, PERSON, Names
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.detect.lexicon import Lexicon

_LINE = re.compile(r"[^\n\t|]+")
# Addresses, of the web and of mail, are found whole or not at all, see their recognizers; what
# looks like a name in the base64 of a picture is none.
_WHOLE = re2.compile(
    r"(?i)\b(?:https?://|www\.)[^\s;,|\"'<>(){}\[\]]+"
    r"|[a-z0-9._%+\-]{1,64}@[a-z0-9.\-]+\.[a-z]{2,24}"
    r"|[a-z0-9+/=_\-]{64,}"
)
_ASCII_WORD = re.compile(r"[a-z]+")
# Whoever has the name of somebody famous and is a client is spoken of as one, or can be reached.
_MET = re.compile(
    r"(?i)\b(?:clients?|clientes?|patiente?s?|locataires?|salari[ée]e?s?|coll[èe]gues?|voisine?s?"
    r"|[ée]l[èe]ves?|employ[ée]e?s?|candidate?s?|adh[ée]rente?s?|b[ée]n[ée]ficiaires?|assur[ée]e?s?"
    r"|prospects?|fournisseurs?|propri[ée]taires?|bailleurs?|stagiaires?|conjointe?s?|homonymes?"
    r"|rendez-vous|rdv|facture|devis|dossier|customers?|tenants?|landlords?|employees?|colleagues?"
    r"|neighbou?rs?|students?|candidates?|applicants?|invoice|appointment|namesake)\b"
    r"[^|.!?]{0,40}\||\|[^.!?]{0,10}\b(?:mon|ma|notre|my|our) (?:cliente?|patiente?|locataire"
    r"|coll[èe]gue|voisine?|customer|client|tenant|colleague|neighbou?r)\b"
)
_REACHED = re.compile(
    r"[\w.+\-]@[\w\-]+\.|(?:\+?\d[ .\-()]{0,2}){9,}|\|[^.!?\n]{0,40}, \d{1,4}[, ].{3,40}\d{5}"
)
_PUBLIC = re.compile(
    r"(?i)\b(?:pr[ée]siden\w*|ministre|gouvernement|r[ée]formes?|[ée]lections?|discours|d[ée]bat|[ée]lys[ée]e"
    r"|romans?|po[èe]mes?|[oœ]uvres?|tableaux?|th[ée]or\w+|films?|albums?|chansons?|pi[èe]ces? de"
    r"|livres?|biograph\w+|si[èe]cle|prix|nobel|president|government|novels?|poems?|paintings?"
    r"|books?|songs?|plays?|theor\w+|century|speech|senat\w+|s[ée]nat\w+|d[ée]put[ée]\w*)\b"
)
_REACH = 120  # characters around a name in which a client is spoken of
_FAMOUS = 0.3  # shown as found, too low to be hidden by default


class People:
    """Finds people, places and firms from a model's guesses; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon)
        self._cues = Cues(self._names)

    def find(self, text: str, guesses: Iterable[Hit]) -> list[Hit]:
        """The names in a text, given what a model took for people, places and firms."""
        text = recase(text, self._lexicon)
        found = list(self._cues.find(text))
        places: list[Hit] = []
        for guess in guesses:
            named = list(self._judge(text, guess))
            (found if named else places).extend(named or [guess])
        whole = [match.span() for match in _WHOLE.finditer(text)]
        people = [
            self._rate(text, hit)
            for hit in _merge(found)
            if not any(start <= hit.start and hit.end <= end for start, end in whole)
        ]
        # Where somebody is named, a place or a firm must not be read instead of the person.
        return people + [
            place
            for place in places
            if place.type != PERSON.id
            and not any(hit.start < place.end and place.start < hit.end for hit in people)
        ]

    def _judge(self, text: str, guess: Hit) -> Iterator[Hit]:
        if guess.type in {LOCATION.id, ORGANISATION.id} and not self._names.is_full_name(
            text[guess.start : guess.end]
        ):
            return
        for line in _LINE.finditer(text, guess.start, guess.end):
            span = self._names.trim(text, *line.span(), expected=True)
            if span and self._names.is_name(text, *span):
                yield Hit(*span, PERSON.id, guess.score, guess.source)

    def _rate(self, text: str, hit: Hit) -> Hit:
        """The same, rated down if it is somebody famous whom nothing around says to be met."""
        words = _ASCII_WORD.findall(fold(text[hit.start : hit.end]))
        if " ".join(words) not in self._lexicon.notables or hit.source == CONTEXT:
            return hit
        around = _around(text, hit)
        if _MET.search(around) or _REACHED.search(around):
            return hit
        # Mme Macron may be a client; a poem of M. Hugo is not hers.
        if hit.source == TITLE and len(words) == 1 and not _PUBLIC.search(around):
            return hit
        return hit._replace(score=_FAMOUS)


def _around(text: str, hit: Hit) -> str:
    """What stands before and behind a name on its line, without the name."""
    begin = max(text.rfind("\n", 0, hit.start) + 1, hit.start - _REACH)
    end = text.find("\n", hit.end, hit.end + _REACH)
    end = end if end >= 0 else hit.end + _REACH
    return f"{text[begin : hit.start]}|{text[hit.end : end]}"


def _merge(hits: list[Hit]) -> Iterator[Hit]:
    merged: Hit | None = None
    for hit in sorted(hits):
        if merged and hit.start < merged.end:
            best = max(merged, hit, key=lambda one: one.score)
            merged = best._replace(start=merged.start, end=max(merged.end, hit.end))
        else:
            if merged:
                yield merged
            merged = hit
    if merged:
        yield merged

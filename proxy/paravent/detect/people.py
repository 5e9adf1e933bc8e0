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
from paravent.detect.code import Code
from paravent.detect.cues import CONTEXT, TITLE, Cues
from paravent.detect.homonyms import is_surname
from paravent.detect.names import LOCATION, ORGANISATION, PERSON, Names
from paravent.detect.words import WORD, fold

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
_SURNAME = re.compile(r"[ \u00a0]([^\W\d_a-zà-ÿ][^\W\d_]+)(?![^\W_]|[ \u00a0]?\d)")
_REACH = 120  # characters around a name in which a client is spoken of
_FAMOUS = 0.3  # shown as found, too low to be hidden by default


class People:
    """Finds people, places and firms from a model's guesses; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._surnames = frozenset(name.rsplit(" ", 1)[-1] for name in lexicon.notables)
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
            _told(self._rate(text, self._completed(text, hit)))
            for hit in _merge(found)
            if not any(start <= hit.start and hit.end <= end for start, end in whole)
        ]
        code = Code(text)
        named = [hit for hit in people if not _is_identifier(text, hit, code)]
        # Where somebody is named, a place or a firm must not be read instead of the person.
        return named + [
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

    def _completed(self, text: str, hit: Hit) -> Hit:
        """The same, with a surname behind the first name that is an ordinary word: Sylvain Page."""
        following = _SURNAME.match(text, hit.end)
        if following is None or not is_surname(fold(following[1])):
            return hit
        last = WORD.findall(text[hit.start : hit.end])[-1:]
        is_first = last and self._lexicon.is_first_name(fold(last[0]))
        return hit._replace(end=following.end()) if is_first else hit

    def _rate(self, text: str, hit: Hit) -> Hit:
        """The same, rated down if it is somebody famous whom nothing around says to be met."""
        words = _ASCII_WORD.findall(fold(text[hit.start : hit.end]))
        alone = len(words) == 1 and hit.source == TITLE
        known = self._surnames if alone else self._lexicon.notables
        if hit.source == CONTEXT or " ".join(words) not in known:
            return hit
        around = _around(text, hit)
        if _MET.search(around) or _REACHED.search(around):
            return hit
        # Mme Macron may be a client; the theory of M. Einstein is his.
        return hit if alone and not _PUBLIC.search(around) else hit._replace(score=_FAMOUS)


def _told(hit: Hit) -> Hit:
    """The same; a title is a context like another to whoever reads of it."""
    return hit._replace(source=CONTEXT) if hit.source == TITLE else hit


def _is_identifier(text: str, hit: Hit, code: Code) -> bool:
    """Whether a single word is the name of something in code, not of somebody."""
    return " " not in text[hit.start : hit.end] and code.is_identifier(hit.start, hit.end)


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

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
from paravent.detect.cues import CONTEXT, LEXICON, TITLE, Cues
from paravent.detect.names import PERSON, Names
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.detect.lexicon import Lexicon

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
# A name goes on behind an apostrophe: O'Halloran, O''Halloran in SQL; but not in Dupont's.
_WORD_BEFORE = re.compile(r"(?:[^\W_]+['’]{0,2})+$")
_WORD_AFTER = re.compile(r"[^\W_]*(?:['’]{1,2}(?!s\b)[^\W\d_]+|-[^\W\d_]{2,})*")
_LONGEST = 40  # characters of a word
SURE = 0.5  # probability from which the model's guess is a name by itself
_REACH = 120  # characters around a name in which a client is spoken of
_FAMOUS = 0.3  # shown as found, too low to be hidden by default


class People:
    """Finds people, places and firms from a model's guesses; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon)
        self._cues = Cues(self._names)

    def find(self, text: str, guesses: Iterable[Hit]) -> list[Hit]:
        """The names in a text, given what the model took for people, places and firms."""
        cues = list(self._cues.find(recase(text, self._lexicon)))
        people: list[Hit] = []
        others: list[Hit] = []
        for guess in guesses:
            if guess.type == PERSON.id:
                people += self._judge(text, guess)
            else:
                others.append(guess)
        people += [cue for cue in cues if cue.source != LEXICON]
        sure = [hit for hit in people if hit.score >= SURE]
        # A doubt of the model's and a first name's in the lexicon make a name together.
        doubts = [hit for hit in people if hit.score < SURE]
        sure += [
            cue
            for cue in cues
            if cue.source == LEXICON and any(_touch(cue, doubt) for doubt in doubts)
        ]
        whole = [match.span() for match in _WHOLE.finditer(text)]
        named = [
            self._rate(text, hit)
            for hit in _merge(sure)
            if not any(start <= hit.start and hit.end <= end for start, end in whole)
        ]
        # Where somebody is named, a place or a firm must not be read instead of the person.
        return named + [other for other in others if not any(_touch(hit, other) for hit in named)]

    def _judge(self, text: str, guess: Hit) -> Iterator[Hit]:
        """A guess without titles, to the edges of its words."""
        start, end = self._names.without_titles(text, guess.start, guess.end)
        if start < end:
            start, end = whole_words(text, start, end)
            yield guess._replace(start=start, end=end)

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


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch to the edges of its words: apostrophes and digits of a scan belong to a name."""
    if before := _WORD_BEFORE.search(text, max(0, start - _LONGEST), start):
        start = before.start()
    if after := _WORD_AFTER.match(text, end, end + _LONGEST):
        end = after.end()
    return start, end


def _touch(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


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

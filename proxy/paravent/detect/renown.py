"""Names that nobody needs to hide: the famous, and products, firms and laws that look like people.

They stay unless the text speaks of a client: ``ma cliente Mme Macron``, Victor Hugo's telephone.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from paravent.detect.cues import COMPANY, CONTEXT, TITLE
from paravent.detect.stance import is_acronym, is_met, is_signed
from paravent.detect.things import is_reported, names_thing
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paravent.detect.base import Hit
    from paravent.detect.fame import Fame
    from paravent.detect.lexicon import Lexicon

_WORDS = re.compile(r"[a-z\d]+")
_BEFORE = re.compile(r"(?:(?<![^\W_])[^\W_]++[ '’&.\-]{1,3}+){1,3}$")
_AFTER = re.compile(r"(?:[ '’&.\-]{1,3}+[^\W_]++){1,3}")
_GREETED = re.compile(r"(?i)\s*(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|ch[eè]re?),? ")
_PAIRED = re.compile(r"(?<![^\W_])([^\W\d_]+) (?:&|and|et) \Z")
_LONGEST = 4  # words of a phrase
# Programs are asked and answer as well.
_ASSISTANTS = frozenset("alexa claude cora echo eliza jarvis julia julius watson".split())  # noqa: SIM905
_CERTAIN = 0.9  # the model is sure of few products

# Whoever has the name of somebody famous and is a client is spoken of as one, or can be reached.
DEALT_WITH = (
    r"clients?|clientes?|patiente?s?|locataires?|salari[ée]e?s?|coll[èe]gues?|voisine?s?"
    r"|[ée]l[èe]ves?|employ[ée]e?s?|candidate?s?|adh[ée]rente?s?|b[ée]n[ée]ficiaires?|assur[ée]e?s?"
    r"|prospects?|fournisseurs?|propri[ée]taires?|bailleurs?|stagiaires?|conjointe?s?|homonymes?"
    r"|rendez-vous|rdv|facture|devis|dossier|customers?|tenants?|landlords?|employees?|colleagues?"
    r"|neighbou?rs?|students?|candidates?|applicants?|invoice|appointment|namesake"
)
"""Words, as a pattern, that somebody is spoken of with whom one deals."""
_MET = re.compile(
    rf"(?i)\b(?:{DEALT_WITH})\b"
    r"[^|.!?]{0,40}\||\|[^.!?]{0,10}\b(?:mon|ma|notre|my|our) (?:cliente?|patiente?|locataire"
    r"|coll[èe]gue|voisine?|customer|client|tenant|colleague|neighbou?r)\b"
)
REACHED = re.compile(
    r"[\w.+\-]@[\w\-]+\.|(?:\+?\d[ .\-()]{0,2}){9,}|\|[^.!?\n]{0,40}, \d{1,4}[, ].{3,40}\d{5}"
)
"""An address of mail, a telephone, or a postal address behind a ``|`` that stands for a name."""
_OF_WORKS = r"romans?|po[èe]mes?|chansons?|th[ée]or\w+|novels?|poems?|paintings?|songs?"
_PUBLIC = re.compile(
    r"(?i)\b(?:pr[ée]siden\w*|ministre|gouvernement|r[ée]formes?|[ée]lections?|discours|d[ée]bat|[ée]lys[ée]e"
    rf"|{_OF_WORKS}|[oœ]uvres?|tableaux?|films?|albums?|pi[èe]ces? de"
    r"|livres?|biograph\w+|si[èe]cle|prix|nobel|president|government"
    r"|books?|plays?|century|speech|senat\w+|s[ée]nat\w+|d[ée]put[ée]\w*)\b"
)
_WORKS = re.compile(rf"(?i)\b(?:{_OF_WORKS})\b")
# How sure the referee must be of the famous: where nobody else is named; beside others, who may be
# unknown (a pupil and Othello), and of a whole name; of a surname that the list has.
_ALONE, _BESIDE, _SURE = 0.5, 0.9, 0.8
_LIKELY = 0.5  # the least score of what is hidden by default
_REACH = 120  # characters around a name in which a client is spoken of


class Renown:
    """Judges names with a lexicon; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def spares(self, text: str, hit: Hit) -> bool:
        """Whether a name is somebody famous or no person, and nothing says that he is met."""
        words = _WORDS.findall(fold(text[hit.start : hit.end]))
        if not words:
            return False  # in another script
        return self._is_acronym(text, hit, words) or self._is_spared(text, hit, words)

    def famous(self, text: str, people: Sequence[Hit], fame: Fame) -> frozenset[Hit]:
        """Those of the people who are famous by what the referee says, and are not met.

        It is believed where the list knows somebody beside them, or one of them by the surname.

        Args:
            text: where they stand.
            people: who was found; who is spared scores below a half.
            fame: what the referee says.
        """
        if fame.shares is None:
            return frozenset()
        told = {hit: fame.of(text[hit.start : hit.end]) for hit in people}
        if not any(self._is_listed(text, hit, share) for hit, share in told.items()):
            return frozenset()
        shown = [share for hit, share in told.items() if hit.score >= _LIKELY]
        nobody_else = min(shown, default=0.0) >= _ALONE
        return frozenset(
            hit
            for hit, share in told.items()
            if share >= (_ALONE if nobody_else and not self._is_whole(text, hit) else _BESIDE)
            and not self._is_met(text, hit, alone=False)
        )

    def _is_listed(self, text: str, hit: Hit, share: float) -> bool:
        """Whether the list has this name, or this surname of whom the referee is sure."""
        words = _WORDS.findall(fold(text[hit.start : hit.end]))
        if not words:
            return False  # in another script
        by_surname = share >= _SURE and words[-1] in self._lexicon.notable_surnames
        return by_surname or " ".join(words) in self._lexicon.notables

    def _is_whole(self, text: str, hit: Hit) -> bool:
        """Whether a name begins with a first name: of whom all know so, the list knows most."""
        words = _WORDS.findall(fold(text[hit.start : hit.end]))
        return len(words) > 1 and self._lexicon.is_first_name(words[0])

    def _is_spared(self, text: str, hit: Hit, words: list[str]) -> bool:
        if hit.source == CONTEXT:
            if is_reported(text, hit.start, hit.end):
                return True
            return _greets(text, hit) and words[0] in self._lexicon.products_alone
        if self._is_famous(text, hit, words):
            return not self._is_met(text, hit, alone=len(words) == 1)
        if hit.source == TITLE:
            return False
        return self._is_product(text, hit, words) or self._is_things(text, hit, words)

    def _is_acronym(self, text: str, hit: Hit, words: list[str]) -> bool:
        """Whether these are capitals that stand for words, and no label says they are a name."""
        known = self._lexicon
        if (
            hit.source == TITLE
            or not all(word in known.acronyms for word in words)
            or not all(is_acronym(text, word) for word in text[hit.start : hit.end].split())
        ):
            return False
        told = hit.source == CONTEXT or text[max(0, hit.start - 3) : hit.start].rstrip().endswith(
            ":"
        )
        return not (told and any(map(known.is_given, words)))

    def _is_things(self, text: str, hit: Hit, words: list[str]) -> bool:
        first = any(map(self._lexicon.is_first_name, words))
        return hit.source != COMPANY and names_thing(text, hit.start, hit.end, is_first_name=first)

    def _is_famous(self, text: str, hit: Hit, words: list[str]) -> bool:
        name, known = " ".join(words), self._lexicon
        if name in known.notables:
            return True
        if len(words) == 1 and hit.source == TITLE and name in known.notable_surnames:
            # Mme Rousset stands for election in many a house; the novels of Mme Christie are hers.
            return not known.is_borne(name) or _WORKS.search(_around(text, hit)) is not None
        # M. C. Escher: whoever is famous by a surname that is in no list, with initials before it.
        initials = len(words) > 1 and all(len(word) == 1 for word in words[:-1])
        return initials and words[-1] in known.notables and words[-1] not in known.surnames

    @cached_property
    def _of_products(self) -> frozenset[str]:
        """The words of products of several words."""
        phrases = (phrase.split(" ") for phrase in self._lexicon.products)
        return frozenset(chain.from_iterable(some for some in phrases if len(some) > 1))

    def _is_met(self, text: str, hit: Hit, *, alone: bool) -> bool:
        around = _around(text, hit)
        if _MET.search(around) or REACHED.search(around):
            return True
        # Mme Macron may be a client; the theory of M. Einstein is his.
        return alone and hit.source == TITLE and not _PUBLIC.search(around)

    def _is_product(self, text: str, hit: Hit, words: list[str]) -> bool:
        known = self._lexicon
        if len(words) == 1:
            [word] = words
            if word in known.products and not known.is_borne(word):
                return True
            if word in known.products or word in known.products_alone:
                if word not in _ASSISTANTS and self._is_somebodys(text, hit):
                    return False
                return hit.score < _CERTAIN or not self._is_met(text, hit, alone=False)
        if not self._of_products.issuperset(words):
            return False
        if not any(phrase in known.products for phrase in _phrases(text, hit, words)):
            return False
        return not (known.is_first_name(words[0]) and self._is_met(text, hit, alone=False))

    def _is_somebodys(self, text: str, hit: Hit) -> bool:
        """Whether a first name that a product has too is told of, asked, signs or is one of two."""
        before = _PAIRED.search(text, max(0, hit.start - 40), hit.start)
        paired = before is not None and self._lexicon.is_first_name(fold(before[1]))
        return paired or is_met(text, hit.start, hit.end) or is_signed(text, hit.start, hit.end)


def _greets(text: str, hit: Hit) -> bool:
    """Whether a text begins by greeting this name: an assistant's, if it is also one's."""
    return bool(_GREETED.fullmatch(text, 0, hit.start))


def _phrases(text: str, hit: Hit, words: list[str]) -> Iterator[str]:
    """Every run of words of two or more that holds the name: Charles Schwab, Ben & Jerry's."""
    before = _BEFORE.search(text, max(0, hit.start - 40), hit.start)
    after = _AFTER.match(text, hit.end, hit.end + 40)
    left = _WORDS.findall(fold(before.group())) if before else []
    right = _WORDS.findall(fold(after.group())) if after else []
    for first in range(len(left) + 1):
        for last in range(len(right) + 1):
            phrase = [*left[first:], *words, *right[:last]]
            if 2 <= len(phrase) <= _LONGEST:
                yield " ".join(phrase)


def _around(text: str, hit: Hit) -> str:
    """What stands before and behind a name on its line, without the name."""
    begin = max(text.rfind("\n", 0, hit.start) + 1, hit.start - _REACH)
    end = text.find("\n", hit.end, hit.end + _REACH)
    end = end if end >= 0 else hit.end + _REACH
    return f"{text[begin : hit.start]}|{text[hit.end : end]}"

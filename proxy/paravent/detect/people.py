"""People in a text: the model's guesses and the cues around names, judged together.

Overlapping finds become one, as wide as the widest, so that no half of a name is left. Where a
name found here stands again, further down or in another message, ``sense`` tells.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import re2

from paravent.detect.base import Hit
from paravent.detect.births import may_be_birth
from paravent.detect.casing import recase
from paravent.detect.code import Code
from paravent.detect.company import among, joined, paired
from paravent.detect.cues import COMPANY, CONTEXT, LEXICON, TITLE, Cues
from paravent.detect.doubt import doubted
from paravent.detect.encoded import Encoded
from paravent.detect.extent import Taken, bridged, completed, merged, whole_words
from paravent.detect.fiction import invented
from paravent.detect.kinds import kinds
from paravent.detect.mailed import mailed
from paravent.detect.manner import is_addressed
from paravent.detect.names import LOCATION, ORGANISATION, PERSON, Names
from paravent.detect.namings import namings
from paravent.detect.records import recorded
from paravent.detect.renown import Renown
from paravent.detect.series import series
from paravent.detect.terms import terms
from paravent.detect.things import is_place, is_technical
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.detect.fame import Fame
    from paravent.detect.lexicon import Lexicon

# Addresses, of the web and of mail, are found whole or not at all, see their recognizers; what
# looks like a name in the base64 of a picture is none.
_WHOLE = re2.compile(
    r"(?i)\b(?:https?://|www\.)[^\s;,|\"'<>(){}\[\]]+"
    r"|[a-z0-9._%+\-]{1,64}@[a-z0-9.\-]+\.[a-z]{2,24}"
    r"|[a-z0-9+/=_\-]{64,}"
)
_CODED = 64  # characters of base64 without a space
_SIGNS = ("://", "www.", "@")  # of the others
_INSIDE = re.compile(r"[^\t\n\f\r ;,|\"'<>(){}\[\]]")  # what any of them may hold
_PAIRED = ("& ", "and ", "et ")
_LINE = re.compile(r"[^\W\d_][^\n]*")
_DATE = re.compile(
    r"(?i)\b\d{1,2} (?:mar|mai|may|juin|june|april|avril|august)\b"
    r"|\b(?:mar|may|june|april|august),? \d{1,2}\b"
)
_DOUBTFUL = 0.1  # the least that the model says of somebody who stands in a row with others
_WRITTEN, _LABEL = re.compile(r"\[[A-Z]{2,16} $"), 19  # what an action wrote: [ADRESSE 69, Lyon]
_TO = re.compile(r" (?:à|to) (?P<v>[^\W\d_]+)$")
_CERTAIN = 0.97  # that a label in capitals is somebody: BISHOP: follow me
_ACCOUNT = 0.9  # the least that the model says of an account of letters alone: textbox
_LIKELY = 0.5  # the least score of what is hidden by default
_ADDRESS, _DATE_OF_BIRTH, _HANDLE = "ADDRESS", "DATE_OF_BIRTH", "HANDLE"
_SERIAL = re.compile(
    r"\b(?=[A-Z\d]*\d[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-Z\d]{5,}\b|\b(?=[a-f]*\d[a-f]*\d)[a-f\d]{7,}\b"
)
_GOES_ON = re.compile(r"[-_]?\d")
_SPARED = 0.3  # shown as found, too low to be hidden by default


class People:
    """Finds people, places and firms from the model's guesses; holds no text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon)
        self._cues = Cues(self._names)
        self._renown = Renown(lexicon)

    def find(self, text: str, guesses: Iterable[Hit], fame: Fame | None = None) -> list[Hit]:
        """The names in a text, given what the model took for people, places and firms.

        ``fame`` is what the referee says of whoever is famous, if it was asked.
        """
        named: list[Hit] = []
        others: list[Hit] = []
        for guess in guesses:
            if guess.type == PERSON.id or self._is_somebody(text, guess):
                named += self._trimmed(text, guess)
            elif guess.type == _ADDRESS and "\t" in text[guess.start : guess.end]:
                continue  # cells of a table beside each other
            elif _WRITTEN.search(text, max(0, guess.start - _LABEL), guess.start):
                continue
            elif guess.type == _ADDRESS and (somebody := self._named_behind(text, guess)):
                named.append(somebody)
                others.append(guess._replace(end=text.rfind(" ", 0, somebody.start - 1)))
            elif guess.type != _DATE_OF_BIRTH or may_be_birth(
                text, guess.start, guess.end, guess.score
            ):
                others.append(guess)
        encoded = Encoded(text)
        addresses = _Addresses(encoded)
        code = Code(text)
        people = [
            self._rated(text, completed(text, hit, self._lexicon))
            for hit in merged(self._sure(encoded, self._likely(text, named)))
            if not addresses.hold(hit)
            and not _is_identifier(text, hit, code)
            and not self._is_role(text, hit)
        ]
        people = self._in_rows(text, people)
        if fame:
            people = _spared(people, self._renown.famous(text, people, fame))
        nobody = (
            doubted(text, people, named, self._names)
            | invented(text, people, self._lexicon)
            | terms(text, people, self._lexicon)
            | series(text, people, self._lexicon)
            | namings(text, people, self._names)
            | kinds(text, people, self._lexicon)
        )
        people = _spared(people, nobody)
        # Where somebody is named, a place or a firm must not be read instead of the person.
        taken = Taken(people)
        return people + [
            other
            for other in others
            if not taken.touch(other)
            and not (other.type == _HANDLE and _is_technical(text, other, code))
        ]

    def _in_rows(self, text: str, people: list[Hit]) -> list[Hit]:
        """The same, with whoever has the name of a thing and stands in a row with somebody."""
        somebody = [hit for hit in people if hit.score >= _LIKELY]
        spared = [
            hit
            for hit in people
            if hit.score < _LIKELY
            and self._names.is_borne(
                text[hit.start : hit.end], paired=text.endswith(_PAIRED, 0, hit.start)
            )
        ]
        beside = set(joined(text, somebody, spared)) if somebody and spared else set()
        return [hit._replace(score=_LIKELY) if hit in beside else hit for hit in people]

    def _is_role(self, text: str, hit: Hit) -> bool:
        """Whether this only says what somebody does who speaks, or what follows: *Caller:*."""
        if not text.startswith((":", " :", "\u00a0:"), hit.end):
            return False
        name = text[hit.start : hit.end]
        if hit.source in {CONTEXT, TITLE} or is_addressed(text, hit.start):
            return False
        if fold(name) in self._lexicon.words:
            return hit.score < _CERTAIN or not self._lexicon.is_given(fold(name))
        return name.isupper() and hit.score < _CERTAIN and self._lexicon.is_plain(fold(name))

    def _named_behind(self, text: str, address: Hit) -> Hit | None:
        """Who is named at the end of what is taken for an address: *29160 Crozon à Damien*."""
        found = _TO.search(text, address.start, address.end)
        name = fold(found["v"]) if found else ""
        if not found or name in self._lexicon.towns or not self._lexicon.is_first_name(name):
            return None
        return Hit(*found.span("v"), PERSON.id, address.score, address.source)

    def _trimmed(self, text: str, guess: Hit) -> Iterator[Hit]:
        """A guess without titles, each line by itself."""
        for line in _LINE.finditer(text, guess.start, guess.end):
            start, end = self._names.bare(text, *line.span())
            if start < end:
                yield Hit(start, end, PERSON.id, guess.score, guess.source)

    def _likely(self, text: str, named: list[Hit]) -> list[Hit]:
        """The likely guesses, and doubtful ones in a row with them, to the edges of their words."""
        asked = [(hit, self._names.asked(text, *hit[:2])) for hit in named]
        likely = [hit for hit, least in asked if hit.score >= least]
        doubtful = [
            hit
            for hit, least in asked
            if hit.score >= _DOUBTFUL and text[hit.start].isupper() and least <= 1
        ]
        found: list[Hit] = []
        company = self._in_company(text, likely, doubtful)
        pairs = (
            Hit(*span, PERSON.id, _LIKELY, "ner")
            for hit in likely
            for span in paired(text, hit, self._lexicon)
            if not self._renown.spares(text, hit)
        )
        for hit in sorted({*likely, *company, *pairs}):
            start, end = whole_words(text, hit.start, hit.end)
            start = self._names.behind_elision(text, start, end)
            if not _DATE.search(text, max(0, start - 4), end + 4):
                found.append(Hit(start, end, PERSON.id, max(hit.score, _LIKELY), hit.source))
        return list(bridged(text, found))

    def _in_company(self, text: str, likely: list[Hit], doubtful: list[Hit]) -> Iterator[Hit]:
        """Those of the doubtful whom somebody beside them makes likely as well."""
        if set(doubtful).issubset(likely):
            return
        somebody = [hit for hit in likely if not self._renown.spares(text, hit)]
        unheard = [hit for hit in doubtful if not self._names.is_plain(text[slice(*hit[:2])])]
        yield from joined(text, somebody, doubtful)
        yield from among(text, somebody, unheard)

    def _is_somebody(self, text: str, guess: Hit) -> bool:
        """Whether a place or a firm reads as a person: first name and surname, or no town."""
        if guess.type not in {LOCATION.id, ORGANISATION.id} or is_place(text, *guess[:2]):
            return False
        name = text[guess.start : guess.end]
        folded = fold(name)
        alone = self._lexicon.is_first_name(folded) and folded not in self._lexicon.towns
        return alone or self._names.is_full_name(name)

    def _sure(self, encoded: Encoded, guessed: list[Hit]) -> Iterator[Hit]:
        """Likely guesses, and cues; a weak one needs a guess beside it."""
        text, taken = encoded.text, Taken(guessed)
        yield from guessed
        for start, end in recorded(encoded, self._names):
            yield Hit(start, end, PERSON.id, 0.8, TITLE)
        for start, end in mailed(text, self._lexicon):
            yield Hit(start, end, PERSON.id, 0.7, COMPANY)
        recased = recase(text, self._lexicon)
        usual = encoded if recased == text else Encoded(recased)
        for cue in self._cues.find(usual, guessed):
            if not self._is_weak(text, cue) or taken.touch(cue):
                yield cue

    def _is_weak(self, text: str, cue: Hit) -> bool:
        """Whether a cue knows no more than a first name, or announces a thing: *Name: Pizzeria*."""
        announced = cue.source == CONTEXT and self._names.is_thing(text[cue.start : cue.end])
        return cue.source == LEXICON or announced

    def _rated(self, text: str, hit: Hit) -> Hit:
        """The same, rated down if it is nobody who needs to be hidden.

        A title is a context like another to whoever reads of it.
        """
        if self._renown.spares(text, hit):
            return hit._replace(score=_SPARED)
        return hit._replace(source=CONTEXT) if hit.source == TITLE else hit


def _spared(people: list[Hit], nobody: frozenset[Hit]) -> list[Hit]:
    """The people, some of them rated down."""
    return [hit._replace(score=_SPARED) if hit in nobody else hit for hit in people]


class _Addresses:
    """Addresses of the web and of mail, and base64; worked out where they are asked for."""

    def __init__(self, encoded: Encoded) -> None:
        self._encoded = encoded

    def hold(self, hit: Hit) -> bool:
        """Whether a name is in one of them; most names can be seen to be in none."""
        text, (start, end) = self._encoded.text, hit[:2]
        name = text[start:end].lower()
        beside = _INSIDE.match(text[max(0, start - 1) : start]) or _INSIDE.match(text, end)
        if not beside and len(name) < _CODED and not any(map(name.__contains__, _SIGNS)):
            return False
        return any(first <= start and end <= last for first, last in self._spans)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        signs = self._encoded.has(_SIGNS)
        if signs or max(map(len, self._encoded.text.split()), default=0) >= _CODED:
            return list(self._encoded.spans(_WHOLE))
        return []


def _is_identifier(text: str, hit: Hit, code: Code) -> bool:
    """Whether this is the name of something in code or a serial number, not of somebody."""
    name = text[hit.start : hit.end]
    if _SERIAL.search(name) or (name.isupper() and _GOES_ON.match(text, hit.end)):
        return True
    return not re.search(r"[ '’]", name) and code.is_identifier(hit.start, hit.end)


def _is_technical(text: str, account: Hit, code: Code) -> bool:
    """Whether what reads as an account is a piece of code, a file, a tag or but a word."""
    if account.score < _ACCOUNT and text[account.start : account.end].isalpha():
        return True
    return code.is_identifier(account.start, account.end) or is_technical(
        text, account.start, account.end
    )

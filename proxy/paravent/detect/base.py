"""What a recognizer is: an identifier's patterns, its check digits, the words around it.

Pure of models: patterns are RE2, whose time is linear in the text, and so is what is done with
their matches, so no prompt can stall a worker. A recognizer sees the view of a text (see
``view``), never the raw one, and says where the value is; it never changes, keeps or logs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from paravent.detect.excerpt import Parts, Place
from paravent.detect.lookout import Lookout
from paravent.detect.patterns import compiled, context, group, look_everywhere, vain
from paravent.detect.tables import cells, headings
from paravent.detect.words import fold, inside_uuid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import re2

    from paravent.core.types import EntityType

GAP = r"(?:[ \t]{0,2}\n[ \t]{0,4}|[ .\-/]{1,2})?"
"""What may stand between the groups of a number: nothing, a space, a dot, a line break."""

UPPER = "A-ZÀ-ÖØ-ÞĀ-ɏͰ-ӿḀ-ỿ"
"""Letters a name starts with, for use inside brackets; beyond Latin-1 both cases count."""

LETTER = "A-Za-zÀ-ÖØ-öø-ɏͰ-ӿḀ-ỿ"
"""Latin, Greek and Cyrillic letters: ``\\p{L}`` makes RE2 programs a hundred times larger."""

UNIT = (
    r"[ ]?(?:[%€$£]|(?i:k€|m€|ke?uros?|euros?|eur|usd|chf|cad|gbp|dollars?|francs?|pounds?"
    r"|millions?|milliards?|kg|km|m2|ko|mo|go|kb|mb|gb|ms|px)\b)"
)
"""What makes a number before it an amount."""

LOOSE = r"[^\d\n]{0,40}\n?[^\d\n]{0,6}"
"""What may stand between words that announce a number and the number: other words."""

TIGHT = (
    r"[\"'’`*_)\]]{0,3}\s{0,3}(?:(?:[:=#>|\-]|\.{2,60}|(?:c['’])?est(?: l[ea])?|is|was|n[°º]"
    r"|num[ée]ro|number|no\b\.?)\s{0,3}){0,3}[\"'’`*_(\[]{0,4}"
)
"""The same where the value is letters and digits: signs and the word *number* only."""

_WORDLIKE = re.compile(rf"[{LETTER}\d]")
_HEADING = r"(?im)(?:^|[;,\t|])[ \"'`*]{{0,20}}(?:{})[ \"'`*]{{0,20}}(?:[;,\t|]|$)"
_SURE = 0.5
_REACH = 160
_CELL = 0.9  # what a heading says of a value below it is as good as a word before it
_BEFORE, _AFTER = 60, 20  # characters in which a context word counts
_PATIENCE = 64  # how many times one byte may be read again in search of values inside of matches
_LOOKOUT = Lookout()

type Validate = Callable[[str], float | None]
type Extend = Callable[[str, int, int], tuple[int, int]]


class Hit(NamedTuple):
    """A stretch of a view: offsets in code points, entity id, confidence, who says so."""

    start: int
    end: int
    type: str
    score: float
    source: str


@dataclass(frozen=True)
class Passage:
    """A text to search, with what every recognizer wants to know of it, worked out once."""

    text: str
    data: bytes
    folded: str
    words: frozenset[str]
    parts: Parts

    @cached_property
    def vain(self) -> frozenset[re2._Regexp]:
        """The patterns that cannot match anywhere in it."""
        return vain(self.data)

    @cached_property
    def headings(self) -> bytes:
        """The lines that may head a table."""
        return "\n".join(headings(self.text)).encode()

    @classmethod
    def of(cls, text: str) -> Passage:
        """The passage of a view; it must hold no lone surrogate."""
        data, folded = text.encode(), fold(text)
        return cls(text, data, folded, _LOOKOUT.find(folded), Parts(data))


@dataclass(slots=True)
class Effort:
    """How much reading a search took, in bytes of UTF-8; re-reading counts again."""

    read: int = 0


class Form(NamedTuple):
    """A pattern with ``needs`` and ``digits`` of its own, see ``Recognizer``."""

    pattern: str
    needs: tuple[str, ...] = ()
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that holds values: its heading and the form of its cells.

    The heading is lower case, with or without accents, its words parted by a space or ``_``;
    ``needs`` is as in ``Recognizer``. ``beside`` is another heading that the table must have.
    """

    heading: str
    cell: str
    needs: tuple[str, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Recognizer:
    """How one identifier is found.

    ``patterns`` are RE2; the value is the group named ``v``, or the whole match; where ``v`` takes
    no part in a match, that stretch is none and is passed over. ``score`` is the confidence of a
    match as such. ``validate``, where there is one, replaces it: it gets the value and returns its
    confidence, or None if the value cannot be one. ``extend`` gets the text and where a value
    begins and ends, and says where it does with all that belongs to it. ``context`` holds words,
    folded (no accents, lower case), that add ``boost`` when they stand near. ``column`` says how a
    table shows values that have no such words near.

    ``needs`` and ``digits`` save the search where it would be in vain. One of these words, folded,
    is somewhere in every text that holds a value, see ``Lookout``; a ``Form`` may have its own.
    Every match, but for ``excerpt.MARGIN`` bytes at its ends, lies where so many digits stand close
    together, or in a run of signs where it is ``LONG``.
    """

    entity: EntityType
    patterns: tuple[str | Form, ...]
    score: float = 0.5
    validate: Validate | None = None
    extend: Extend | None = None
    context: tuple[str, ...] = ()
    boost: float = 0.0
    column: Column | None = None
    needs: tuple[str, ...] = ()
    digits: int = 0
    forms: tuple[Form, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        forms = tuple(
            form if isinstance(form, Form) else Form(form, digits=self.digits)
            for form in self.patterns
        )
        object.__setattr__(self, "forms", forms)
        _LOOKOUT.add(self.needs)
        _LOOKOUT.add(self.column.needs if self.column else ())
        _LOOKOUT.add(chain.from_iterable(form.needs for form in forms))
        look_everywhere(form.pattern for form in forms)

    def find(self, given: str | Passage, effort: Effort | None = None) -> Iterator[Hit]:
        """Every value in the text, pattern by pattern; the same value may come twice.

        ``effort`` is told how much reading it took, which grows as the text does and no faster.
        """
        passage = given if isinstance(given, Passage) else Passage.of(given)
        words = passage.words
        if self.needs and words.isdisjoint(self.needs):
            return
        effort = effort or Effort()
        for form in self.forms:
            is_vain = form.needs and words.isdisjoint(form.needs)
            if passage.parts.most < form.digits or is_vain:
                continue
            if compiled(form.pattern) not in passage.vain:
                yield from self._search(form, passage, effort)
        column = self.column
        if (
            column
            and not (column.needs and words.isdisjoint(column.needs))
            and compiled(_HEADING.format(column.heading)).search(passage.headings)
        ):
            yield from self._cells(passage.text, column)

    def _search(self, form: Form, passage: Passage, effort: Effort) -> Iterator[Hit]:
        """The values of one pattern; what is not sure may hide a true one that begins inside."""
        text, excerpt = passage.text, passage.parts.near(form.digits)
        data, place = excerpt.data, None
        pattern, value = compiled(form.pattern), group(form.pattern)
        at = again = 0
        known, score = (-1, -1), None
        while data and (match := pattern.search(data, at)):
            place = place or Place(passage.data, plain=len(passage.data) == len(text))
            first, last = match.span()
            effort.read += last - at
            left, right = match.span(value)
            if left < 0:
                at = last
                continue
            if (left, right) != known:
                shift, known = excerpt.shift(first), (left, right)
                start = place.of(first + shift, left + shift)
                end = start + place.length(left + shift, right + shift)
                if self.extend:
                    start, end = self.extend(text, start, end)
                score = self._judge(passage, start, end)
                if score is not None:
                    yield self._hit(start, end, score)
            again += last - first
            sure = score is not None and score >= _SURE
            at = last if sure or again > _PATIENCE * last else first + 1
        effort.read += len(data) - at

    def _judge(self, passage: Passage, start: int, end: int) -> float | None:
        """The confidence in a value."""
        text = passage.text
        if inside_word(text, start, end):
            return None
        score = self.validate(text[start:end]) if self.validate else self.score
        if score is None or inside_uuid(text, start, end):
            return None
        if score >= 1 or not self.context:
            return score
        around = fold(f"{text[max(0, start - _BEFORE) : start]} {text[end : end + _AFTER]}")
        is_near = context(self.context).search(around) is not None
        return round(min(1.0, score + self.boost), 2) if is_near else score

    def _cells(self, text: str, column: Column) -> Iterator[Hit]:
        form = rf"[\s\"'`]*(?P<v>{column.cell})[\s\"'`]*"
        for left, right in cells(text, column.heading, column.beside):
            cell = compiled(form).fullmatch(text[left:right])
            if cell:
                start, end = cell.span(group(form))
                if not self.validate or self.validate(cell.group(group(form))) is not None:
                    yield self._hit(left + start, left + end, _CELL)

    def _hit(self, start: int, end: int, score: float) -> Hit:
        return Hit(start, end, self.entity.id, score, self.entity.id.lower())


def announced(cue: str, value: str, between: str = LOOSE) -> str:
    """The pattern of a value right after words that say what it is; both are RE2.

    The words may be part of a key (``client_rpps``); case does not matter in them. An amount is
    no value.
    """
    amount = rf"(?:{value})(?:[.,]\d{{1,3}})?{UNIT}"
    return rf"(?:^|[^{LETTER}\d])(?i:{cue}){between}\b(?:{amount}|(?P<v>{value})\b)"


def grow(text: str, start: int, end: int, before: str, after: str) -> tuple[int, int]:
    """The stretch with what stands right before and right after it, of these forms; RE2.

    No more than ``_REACH`` characters are looked at on each side.
    """
    left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if before and (found := compiled(rf"(?:{before})\z").search(left)):
        start -= len(left) - found.start()
    if after and (found := compiled(after).match(right)):
        end += found.end()
    return start, end


def inside_word(text: str, start: int, end: int) -> bool:
    """Whether the value is a piece of a longer word: RE2 knows word boundaries in ASCII only."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(
        (_WORDLIKE.match(before) and _WORDLIKE.match(text[start]))
        or (_WORDLIKE.match(after) and _WORDLIKE.match(text[end - 1]))
    )


def digits(text: str) -> str:
    """The ASCII digits of a text."""
    return "".join(filter(str.isdecimal, text))

"""Names given away by where they stand: a signature, the head of a mail, a column of a table.

No model: shapes, and the lexicon to tell what may be a name there. A stretch that is told may
still hold no name; whoever asked trims and judges it.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from paravent.detect.base import LETTER, UPPER
from paravent.detect.cast import NOBODY
from paravent.detect.name_form import PARTICLES
from paravent.detect.sieve import SIEVE
from paravent.detect.tables import tables
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from paravent.detect.encoded import Encoded
    from paravent.detect.names import Names
    from paravent.detect.tables import Row, Span

_WORDS = rf"[{LETTER}][{LETTER}'’.\-]{{0,30}}(?:,? [{LETTER}][{LETTER}'’.\-]{{0,30}}){{0,4}}"
_MAILBOX = SIEVE.add(
    rf"(?:^|[\n,;:>\"'(\t]|\d(?: ?[AaPp][Mm])?,? |\b(?:de|from|par|by) )[ \t]{{0,4}}[\"']?"
    rf"(?P<v>{_WORDS})[\"']?[ ]{{1,2}}(?:<|\(|&lt;|\[mailto:|\[)[\w.+\-]{{1,64}}@"
)
_WROTE = SIEVE.add(
    rf"(?:[\n,>]|\d(?: ?[AaPp][Mm])?,?|^)[ \t]{{0,3}}(?P<v>[{UPPER}]{_WORDS})"
    r"(?: <[^<>\n]{1,80}>)?[ ,]{1,2}(?:a [ée]crit|a r[ée]pondu|wrote|writes|[ée]crivait)[ ]?:"
)
_BOXED = re.compile(r"[<(\[;:][\w.+\-]{1,64}@")
_HEAD = (
    r"(?im)(?:^[ \t>*|]{0,6}|[.;!?] )(?:de|[àa]|cc|cci|from|to|bcc|exp[ée]diteur|destinataires?"
    r"|participants?|pr[ée]sents?|excus[ée]s?|absents?|attendees|recipients|invit[ée]s?)[ *]{0,3}:"
)
_HEADED = SIEVE.add(_HEAD)
_RECIPIENTS = re.compile(rf"{_HEAD}(?P<v>[^\n]{{2,400}})")
_RECIPIENT = re.compile(r"[^;,<>()\n\t]+")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.!?](?: |$)")
_LONGEST = 60  # characters of a recipient
_NAME_LINE = re.compile(
    rf"[ \t>*_\-–—|]{{0,6}}+(?P<v>[{UPPER}][{LETTER}'’.\-]{{0,30}}+"
    rf"(?: [{LETTER}][{LETTER}'’.\-]{{0,30}}+){{0,3}}+)[ \t*_,]{{0,4}}"
)
_LONGEST_LINE = 140  # characters of such a line
_REACHED = re.compile(
    r"(?i)[\w.+\-]@[\w\-]+\.|\b(?:t[ée]l(?:[ée]phone|\.)?|tel|mob(?:ile|\.)?|port(?:able|\.)?|fax|phone"
    r"|cell|t|m|p) ?[.:/]{1,2} ?\+?\(?\d|(?:\+?\d[ .\-()]{0,2}){9,}|\bwww\."
)
_LOCAL = re.compile(r"[\"']?[ ]{0,2}(?:<|\(|&lt;|\[mailto:|\[)([\w.+\-]{1,64})@")
_SIGNED_WITHIN = 4  # lines between a name and what it is reached by
_ROWS, _SHARE = 3, 0.6  # lines of a table, and names among the cells, that make a column of names


def mail_names(encoded: Encoded) -> Iterator[Span]:
    """Whoever writes or receives a mail, as its head or the line above a quotation says."""
    text = encoded.text
    if "@" in text and _BOXED.search(text):
        mailboxes = encoded.spans(_MAILBOX, 1)
        yield from (span for span in mailboxes if not _is_nobody(text, span[1]))
    yield from encoded.spans(_WROTE, 1)
    if not any(encoded.spans(_HEADED)):
        return
    for line in _RECIPIENTS.finditer(text):
        start, end = line.span("v")
        stop = _SENTENCE_END.search(text, start, end)
        for one in _RECIPIENT.finditer(text, start, stop.start() if stop else end):
            name = one.group()
            if len(name) <= _LONGEST and "@" not in name and not _is_nobody(text, one.end()):
                yield one.span()


class Line(NamedTuple):
    """A line of a text: where it begins, what it is, and the name that it may be."""

    start: int
    text: str
    name: Span | None


def lines_of(text: str) -> list[Line]:
    """The lines of a text, the empty ones too."""
    lines: list[Line] = []
    at = 0
    for line in text.split("\n"):
        found = _NAME_LINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        name = (at + found.start("v"), at + found.end("v")) if found else None
        lines.append(Line(at, line, name))
        at += len(line) + 1
    return lines


def signatures(lines: Iterable[Line], names: Names) -> Iterator[Span]:
    """Lines that are a name, with a telephone or a mail address in the lines below."""
    waiting: list[Span] = []
    for line in lines:
        if not line.text or line.text.isspace():
            waiting = []
        elif not (waiting or line.name):
            continue
        elif _REACHED.search(line.text[:200]):
            yield from waiting
            waiting = []
        else:
            waiting = waiting[1 - _SIGNED_WITHIN :]
            if line.name and _is_name(line.text, names):
                waiting.append(line.name)


def name_columns(text: str, lines: Iterable[Line], names: Names) -> Iterator[Span]:
    """The cells of columns without a heading in which most cells are names."""
    for rows in tables(text):
        if len(rows) >= _ROWS:
            yield from _columns(text, rows, names)
    yield from _listed(text, lines, names)


def _columns(text: str, rows: Sequence[Row], names: Names) -> Iterator[Span]:
    width = len(rows[0].cells)
    columns = [[row.cells[number] for row in rows] for number in range(width)]
    full = [_mostly(text, column, names.is_full_name) for column in columns]
    first = [_mostly(text, column, partial(_is_first, names)) for column in columns]
    for number, column in enumerate(columns):
        beside = any(first[max(0, number - 1) : number + 2])
        if full[number] or (beside and _mostly(text, column, partial(_is_part, names))):
            yield from column


def _listed(text: str, lines: Iterable[Line], names: Names) -> Iterator[Span]:
    """Lines that follow each other, one name each."""
    block: list[Span] = []
    for line in (*lines, None):
        if line and line.name:
            block.append(line.name)
        elif line is None or line.text:
            if len(block) >= _ROWS and _mostly(text, block, names.is_full_name):
                yield from block
            block = []


def _mostly(text: str, spans: Sequence[Span], judge: Callable[[str], bool]) -> bool:
    filled = [cell for start, end in spans if (cell := text[start:end].strip(" \"'\t\r"))]
    wanted = max(_ROWS, _SHARE * len(filled))
    return len(filled) >= _ROWS and sum(map(judge, filled)) >= wanted


def _is_nobody(text: str, end: int) -> bool:
    """Whether the address behind a name is that of a service."""
    local = _LOCAL.match(text, end)
    return local is not None and not NOBODY.isdisjoint(re.split(r"[._+\-]", local[1].lower()))


def _is_first(names: Names, cell: str) -> bool:
    words = WORD.findall(cell)
    return 1 <= len(words) <= 2 and names.lexicon.is_first_name(fold(words[0]))


def _is_part(names: Names, cell: str) -> bool:
    """Whether a cell may be a first name or a surname."""
    words = WORD.findall(cell)
    if not 1 <= len(words) <= 3 or not cell[0].isupper():
        return False
    return _is_first(names, cell) or not names.lexicon.is_word(fold(words[-1]))


def _is_name(line: str, names: Names) -> bool:
    """Whether a line may be a name: in capitals but for particles, and not of ordinary words."""
    words = [(word, fold(word)) for word in WORD.findall(line)]
    if not all(word[0].isupper() or folded in PARTICLES for word, folded in words):
        return False
    lexicon = names.lexicon
    return any(lexicon.is_first_name(folded) or not lexicon.is_word(folded) for _, folded in words)

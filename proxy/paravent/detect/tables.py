"""Values that the shape of a text says what they are: cells under a heading, items of a list.

CSV, TSV, Markdown, SQL ``INSERT``, lists in JSON and YAML. Only the shape is looked at; what the
cells hold is judged by whoever asked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import re2

from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

type Span = tuple[int, int]

_DELIMITERS = ";,\t|"
_NAMES = (
    r"(?:nom|prenom|nom complet|nom de famille|nom de naissance|nom d'usage|nom prenom"
    r"|nom et prenom|prenom nom|prenom et nom|client|cliente|nom (?:du |de la )?client(?:e)?"
    r"|contact|patient|patiente|salarie|salariee|locataire|bailleur|proprietaire|destinataire"
    r"|candidat|candidate|participant|participante|responsable|interlocuteur|auteur|employe"
    r"|employee|eleve|etudiant|adherent|adherente|membre|collaborateur|conseiller|commercial"
    r"|vendeur|acheteur|acquereur|signataire|representant|gerant|referent|titulaire"
    r"|beneficiaire|stagiaire|parent|conjoint|enfant|invite|inscrit|demandeur|usager|abonne"
    r"|(?:full|first|last|given|family|middle|maiden|client|customer|patient|employee|contact"
    r"|account|card|user|tenant|student|owner|display)[ _]?name"
    r"|name|surname|customer|tenant|landlord|candidate|attendee|author|owner|assignee"
    r"|manager|student|member|recipient|sender|buyer|seller|beneficiary|contact person"
    r"|employee|applicant|guest|subscriber|signatory|claimant|policy ?holder|spouse|child"
    r"|pupil|player|keeper|driver|volunteer|trainee|payee|payer|guarantor|teacher|runner)s?"
)
_LONGEST, _WIDEST = 400, 40  # characters of a line of headings, and of one of them
_INSERT = re.compile(
    r"(?i)\binsert\s{1,4}into\s{1,4}[\w.\"`\[\]]{1,80}\s{0,4}\(([^()]{1,400})\)\s{0,8}values\s{0,8}"
)
_INSERTING = re2.compile(r"(?i)insert")
_TUPLE = re.compile(r"[\s,]{0,8}\(")
_VALUE = re.compile(r"\s*(?:'(?:[^']|''){0,400}'|[^,()']{0,200})\s*(?=[,)])")
_LISTED = re.compile(
    r"[\"']?(?P<key>[^\W\d][\w \-]{1,30})[\"']?[ \t]{0,2}[:=][ \t]{0,2}"
    r"\[(?P<items>[^\[\]{}]{1,4000})\]"
)
_OPENED = re.compile(r"[:=][ \t]{0,2}\[")
_ITEM = re.compile(
    r"\"(?P<d>[^\"\n]{1,80})\"|'(?P<s>[^'\n]{1,80})'|(?P<p>[^\s,\"'][^,\"'\n]{0,80})"
)
_BULLETS = re.compile(
    r"(?m)^[ \t]*(?:- )?(?P<key>[^\W\d][\w \-]{1,30}):[ \t]*\n"
    r"(?P<items>(?:[ \t]*- [^\n:{\[]{1,80}(?:\n|\Z))+)"
)
_DASHED = re.compile(r":[ \t]*\n[ \t]*- ")
_BULLET = re.compile(r"- [\"']?(?P<p>[^\n\"']+)")


class Row(NamedTuple):
    """A line of a table: its cells in the text."""

    cells: Sequence[Span]


def name_cells(text: str) -> Iterator[Span]:
    """Where the values are that stand under a heading or a key of names."""
    yield from cells(text, _NAMES)
    yield from _listed(text, _form(_NAMES))


def cells(text: str, heading: str, beside: str = "") -> Iterator[Span]:
    """Where the cells are that stand under a heading of this form, folded, ``_`` as a space.

    ``beside`` is the form of another heading that the table must have.
    """
    form, other = _form(heading), _form(beside)
    delimiter, columns, width = "", frozenset[int](), 0
    above = ""
    for at, line in _lines(text):
        if not delimiter and _may_head(above, line):
            delimiter, columns, width = _heading(above, form, other)
        if not delimiter or _width(line, delimiter) != width:
            delimiter, above = "", line
            continue
        for number, (start, end) in enumerate(split_cells(line, delimiter)):
            if number in columns and end > start:
                yield at + start, at + end
    yield from _inserted(text, form, other)


def tables(text: str) -> Iterator[list[Row]]:
    """Lines that follow each other and have as many cells as the ones before: two or more each."""
    delimiter, width = "", 0
    rows: list[tuple[int, str]] = []
    for at, line in _lines(text):
        if not rows or _width(line, delimiter) != width:
            if len(rows) > 1:
                yield _made(rows, delimiter)
            delimiter = next((sign for sign in ";\t|," if sign in line), "")
            width = _width(line, delimiter) if delimiter else 0
            rows = []
        if delimiter:
            rows.append((at, line))
    if len(rows) > 1:
        yield _made(rows, delimiter)


def _made(rows: Iterable[tuple[int, str]], delimiter: str) -> list[Row]:
    return [
        Row([(at + start, at + end) for start, end in split_cells(line, delimiter)])
        for at, line in rows
    ]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Where each line begins, and what it is; without those that are empty."""
    at = 0
    for line in text.split("\n"):
        if line:
            yield at, line
        at += len(line) + 1


def _width(line: str, delimiter: str) -> int:
    """How many cells a line has."""
    return len(split_cells(line, delimiter)) if '"' in line else line.count(delimiter) + 1


def _may_head(above: str, line: str) -> bool:
    """Whether a line has as many cells as the one above it, however they are parted."""
    return any(
        sign in above and above.count(sign) + 1 == _width(line, sign) for sign in _DELIMITERS
    )


def split_cells(line: str, delimiter: str) -> list[Span]:
    """The cells of a line, without the quotes around them; what is quoted may hold delimiters."""
    starts = [0, *(at + 1 for at in _delimiters(line, delimiter))]
    ends = [*(start - 1 for start in starts[1:]), len(line)]
    return list(zip(starts, ends, strict=True))


def _delimiters(line: str, delimiter: str) -> Iterator[int]:
    quoted = False
    if '"' not in line:
        yield from (found.start() for found in re.finditer(re.escape(delimiter), line))
        return
    for found in re.finditer(rf"[\"{re.escape(delimiter)}]", line):
        if found.group() == '"':
            quoted = not quoted
        elif not quoted:
            yield found.start()


def _same(one: int, other: int) -> bool:
    return 0 < one == other


def headings(text: str) -> Iterator[str]:
    """Lines that may head a table: what stands below has as many cells; the columns of SQL."""
    yield from (found[1] for found in _inserts(text))
    before, counts = "", (0,) * len(_DELIMITERS)
    for line in text.split("\n"):
        if not line:
            continue
        now = tuple(map(line.count, _DELIMITERS))
        if len(before) <= _LONGEST and any(map(_same, now, counts)):
            yield _behind_quotes(before)
        before, counts = line, now


def _behind_quotes(line: str) -> str:
    """A line without what a program has before the table in its quotes."""
    return line.rpartition('"""')[2] if '"""' in line else line


def _heading(
    line: str, form: re.Pattern[str], other: re.Pattern[str]
) -> tuple[str, frozenset[int], int]:
    """The delimiter, the columns sought and the number of columns, if this is a heading."""
    line = _behind_quotes(line)
    for delimiter in _DELIMITERS if len(line) <= _LONGEST else ():
        if delimiter in line:
            parts = line.split(delimiter)
            if (sought := _sought(parts, form)) and _is_beside(parts, other):
                return delimiter, sought, len(parts)
    return "", frozenset(), 0


def _is_beside(headings: Sequence[str], other: re.Pattern[str]) -> bool:
    return not other.pattern or bool(_sought(headings, other))


def _sought(headings: Sequence[str], form: re.Pattern[str]) -> frozenset[int]:
    return frozenset(
        number
        for number, heading in enumerate(headings)
        if len(heading) <= _WIDEST and form.fullmatch(_key(heading.strip(" \"'*`[]\r")))
    )


def _inserts(text: str) -> Iterator[re.Match[str]]:
    if _INSERTING.search(text):
        yield from _INSERT.finditer(text)


def _inserted(text: str, form: re.Pattern[str], other: re.Pattern[str]) -> Iterator[Span]:
    """The values that SQL puts into columns of this form."""
    for insert in _inserts(text):
        headings = insert[1].split(",")
        columns, at = _sought(headings, form), insert.end()
        if not _is_beside(headings, other):
            continue
        while columns and (opened := _TUPLE.match(text, at)):
            at = opened.end()
            for number in range(len(headings)):
                value = _VALUE.match(text, at)
                if value is None:
                    break
                if number in columns:
                    yield value.span()
                at = value.end() + 1


def _listed(text: str, form: re.Pattern[str]) -> Iterator[Span]:
    """The items of lists whose key has this form."""
    for pattern, item, inside in ((_LISTED, _ITEM, _OPENED), (_BULLETS, _BULLET, _DASHED)):
        for found in pattern.finditer(text) if inside.search(text) else ():
            if form.fullmatch(_key(found["key"]).strip()):
                for one in item.finditer(text, *found.span("items")):
                    yield one.span(one.lastgroup or 0)


def _key(text: str) -> str:
    """A heading or a key as forms are written: ``lastName`` and ``last_name`` are one."""
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).replace("_", " ")


@cache
def _form(heading: str) -> re.Pattern[str]:
    return re.compile(heading)

r"""Names as programs write them: HL7, a booking of a journey, a form in capitals, TeX, XML.

``BRODIE^CALLUM``, ``1.WINSLADE/HESTER MS``, ``PT: MCALLISTER, JUNE E``,
``\name{Ronan}{Guillerm}``, ``<nom>Guillerm</nom>``. No model: shapes, and the lexicon where a
shape may hold anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.detect.base import LETTER
from paravent.detect.name_form import NAME
from paravent.detect.sieve import SIEVE
from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.encoded import Encoded
    from paravent.detect.names import Names

    type Span = tuple[int, int]

_PART = rf"[{LETTER}][{LETTER}'’\-]{{1,30}}"
_UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ'’\-]{1,30}"
_PATIENT = SIEVE.add(r"(?m)^PID(?:\|[^|\n]{0,120}){4}\|(?P<v>[^|\n\d]{2,80})\|")
_CARET = SIEVE.add(
    rf"(?:^|[\s|\^~&:(\"'])(?P<v>{_PART}\^{_PART}(?:\^[{LETTER}][{LETTER}'’\-]{{0,20}}){{0,2}})"
)
_BOOKED = SIEVE.add(
    rf"(?:^|[\s.(:|\d])(?P<v>{_UPPER}(?: {_UPPER})?/{_UPPER}(?: {_UPPER}){{0,2}}) ?"
    r"(?:MRS?|MS|MISS|MSTR|CHD|INF)(?:[\s,;.:)/]|$)"
)
_FILED = SIEVE.add(
    r"\b(?:PT|Pt|PAT|PATIENT|NAME|CLIENT|RE|INSURED|MEMBER|TENANT|NOM|ASSURE|SUSPECT|DEFENDANT) ?: "
    rf"{{0,4}}(?P<v>{_UPPER}, ?{_UPPER}(?: [A-Z]\b\.?)?)"
)
_TEX = SIEVE.add(
    r"\\(?:name|author|first_?name|last_?name|family_?name|given_?name|surname|signature|recipient"
    r"|addressee|from_?name|to_?name|candidate|student|supervisor)\*?(?:\[[^\[\]\n]{0,40}\])?"
    rf"\{{(?P<v>{NAME})\}}"
)
_TEX_SECOND = SIEVE.add(rf"\\name\{{{NAME}\}}\{{(?P<v>{NAME})\}}")
_OF_NAMES = (
    r"(?:(?:full|first|last|given|family|middle|sur|fore|birth|display|maiden)[_\-]?names?"
    r"|pr[ée]nom(?:s|[_\-]?usuel|[_\-]?naissance)?"
    r"|nom[_\-]?(?:de[_\-]?)?(?:famille|naissance|usage|usuel|patronymique))"
)
_TAGGED = SIEVE.add(
    rf"(?i)<(?:\w{{1,20}}:)?{_OF_NAMES}(?: [^<>\n]{{0,80}})?>\s{{0,4}}(?P<v>{NAME})\s{{0,4}}</"
)
_ATTRIBUTE = SIEVE.add(rf"(?i)[\s:]{_OF_NAMES} ?= ?[\"'](?P<v>{NAME})[\"']")
_BARE = SIEVE.add(
    rf"(?i)<(?:\w{{1,20}}:)?(?:nom|family|given)(?: value=[\"'](?P<a>{NAME})[\"']"
    rf"|(?: [^<>\n]{{0,80}})?>(?P<v>{NAME})</)"
)
_FIRST = ("prenom", "prénom")
_BESIDE_BARE = (*_FIRST, "<given", ":given")


def recorded(encoded: Encoded, names: Names) -> Iterator[Span]:
    """Where names stand as records write them; it wants the text with its own capitals."""
    text = encoded.text
    if "^" in text:
        yield from encoded.spans(_PATIENT, 1)
        yield from (span for span in encoded.spans(_CARET, 1) if _is_given(text, span, "^", names))
    if "/" in text:
        yield from (span for span in encoded.spans(_BOOKED, 1) if _is_given(text, span, "/", names))
    if ":" in text:
        yield from (span for span in encoded.spans(_FILED, 1) if _is_given(text, span, ",", names))
    for pattern in (_TEX, _TEX_SECOND):
        yield from _no_things(text, encoded.spans(pattern, 1), names)
    yield from _tagged(encoded, names)


def _tagged(encoded: Encoded, names: Names) -> Iterator[Span]:
    """What stands in a tag or an attribute of names, in a bare one if a first name has one too."""
    yield from encoded.spans(_TAGGED, 1)
    yield from _no_things(encoded.text, encoded.spans(_ATTRIBUTE, 1), names)
    if "<" in encoded.text and encoded.has(_BESIDE_BARE):
        for group in (1, 2):
            bare = encoded.spans(_BARE, group)
            yield from bare if encoded.has(_FIRST) else _no_things(encoded.text, bare, names)


def _no_things(text: str, spans: Iterator[Span], names: Names) -> Iterator[Span]:
    yield from (span for span in spans if not names.is_thing(text[slice(*span)]))


def _is_given(text: str, span: Span, sign: str, names: Names) -> bool:
    """Whether a first name stands behind the sign, and before it what may be a surname."""
    last, _, rest = text[slice(*span)].partition(sign)
    first = WORD.search(rest)
    lexicon, given = names.lexicon, fold(first.group()) if first else ""
    if not lexicon.is_given(given) or (given in lexicon.towns and given not in lexicon.first_names):
        return False
    folded = [fold(word) for word in WORD.findall(last)]
    return any(word in lexicon.surnames or not lexicon.is_plain(word) for word in folded)

"""A postal address as a scanner misread it: *l2 Gr0svenor Cresc. Edinburqh EHl2 5EL*.

Where figures are read as letters, and letters as figures, in the number, the street or the code.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, Form, Recognizer
from paravent.detect.english_streets import WAY
from paravent.detect.recognizers import address

_NUMBER = r"[lIO\d][\dlIOSo]{0,3}"
_WORD = rf"[{LETTER}][{LETTER}\d'’.\-]+"
_GAP = r"[ ,\n]{1,3}"
_CODE = r"[A-Z]{1,2}[\dlIOSoB][\dA-ZlIo]? ?[\dlIOSo][A-Zl10]{2}"
_FRENCH_WAY = (
    r"(?i:r[uv]e|avenve|avenue|av\.|b[o0][uv][l1]evard|bd|p[l1]ace|a[l1]{2}[ée]e|chemin|imp[a4]sse"
    r"|q[uv]ai|r[o0][uv]te)"
)
_POSTCODE = r"[\dlIOo]{5}"
_SIGNS = tuple(
    sign
    for figure in range(10)
    for sign in (f" l{figure}", f" i{figure}", f" o{figure}", f"{figure}l ", f"{figure}o ")
)
"""Of the number of the house, or the last figure of the code, as words that a text needs."""

_MISREAD = re.compile(
    rf"(?:^|[ \n])(?:[\d]*[lIOo][\dlIOSo]*\d[\dlIOSo]*|\d+[lIOo]|[lIO]\d*"
    rf"|[{LETTER}]+[01][{LETTER}]+)"
    r"(?=[ ,.\n]|$)"
    r"|[A-Z]{1,2}[lIO]\d? ?\d"
)


def _validate(text: str) -> float | None:
    return 0.7 if _MISREAD.search(text) else None


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"\b{_NUMBER},? (?:{_WORD} ){{1,3}}(?:{WAY}|Cresc\.?|Terr\.?)"
            rf"(?:{_GAP}{_WORD}){{0,4}}{_GAP}{_CODE}",
            _SIGNS,
            1,
        ),
        Form(
            rf"\b{_NUMBER},? {_FRENCH_WAY} (?:{_WORD}|de|la|du|1a|[dl1]['’]?[{LETTER}\d]*)"
            rf"(?:{_GAP}{_WORD}|[ ]1a|[ ]de){{0,5}}{_GAP}{_POSTCODE} [{LETTER}][{LETTER}\d\-]+",
            _SIGNS,
            4,
        ),
    ),
    validate=_validate,
)

HITS = (
    ("scan: 2l Br1dge Street, Kelso TD5 7lD.", "2l Br1dge Street, Kelso TD5 7lD"),
    ("Scan: l2 Gr0svenor Cresc.\nEdinburqh\nEHl2 5EL", "l2 Gr0svenor Cresc.\nEdinburqh\nEHl2 5EL"),
    ("is l7 Marlborough Terr.\nLeeds\nLS1 5FT ok", "l7 Marlborough Terr.\nLeeds\nLS1 5FT"),
    ("4O Mill Road, Ely CB7 4DJ", "4O Mill Road, Ely CB7 4DJ"),
    ("l4 rue de 1a Répub1ique\n6900l Lyon", "l4 rue de 1a Répub1ique\n6900l Lyon"),
    ("2O avenue Foch, 5400O Nancy.", "2O avenue Foch, 5400O Nancy"),
)
MISSES = (
    "14 Mill Road, Ely said nothing",
    "I drove down the road to see it",
    "l'avenue Foch, l'autre",
    "I Drove My Street Car Home",
    "Il a 10 rues et 12000 habitants",
    "O rue sans fin, 10 000 fois",
)

"""A German pension insurance number: office, birth date, initial, serial number, check digit.

The check digit: the regulation on insurance numbers (VKVV); the initial counts there as its
two-digit place in the alphabet.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Recognizer

_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)


def _validate(text: str) -> float | None:
    number = "".join(filter(str.isalnum, text)).upper()
    place = f"{ord(number[8]) - ord('A') + 1:02}"
    figures = f"{number[:8]}{place}{number[9:11]}"
    products = (int(figure) * weight for figure, weight in zip(figures, _WEIGHTS, strict=True))
    total = sum(product // 10 + product % 10 for product in products)
    if total % 10 != int(number[11]):
        return 0.2
    return 0.8 if text.isupper() else 0.45


RECOGNIZER = Recognizer(
    EntityType(
        "DE_RVNR",
        "RVNR",
        Category.IDENTITY,
        "numéro d'assurance vieillesse allemand",
        "German pension insurance number",
        True,
    ),
    patterns=(rf"(?i)\b\d\d{GAP}\d\d(?:0[1-9]|1[0-2])\d\d{GAP}[A-Z]{GAP}\d{{2}}{GAP}\d\b",),
    validate=_validate,
    context=(
        "sozialversicherung\\w*",
        "rentenversicherung\\w*",
        "versicherungsnummer",
        "rvnr",
        "svnr",
        "sv-?nummer",
    ),
    boost=0.4,
)

HITS = (
    ("Sozialversicherungsnummer 15 070649 C 103", "15 070649 C 103"),
    ("15070649C103", "15070649C103"),
    ("SV-Nummer: 15070649C103", "15070649C103"),
    ("Rentenversicherungsnummer 65 170839 J 003", "65 170839 J 003"),
    ("RVNR 15 070649 C 104 (falsch)", "15 070649 C 104"),
    ("15 070649\nC 103", "15 070649\nC 103"),
)
MISSES = (
    "15070649C104",
    "Die Sozialversicherungsnummer hat zwölf Stellen",
    "15 991349 C 103",
    "Teil 15070649C",
    "15 070649 103",
)

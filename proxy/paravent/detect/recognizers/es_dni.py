"""A Spanish identity number: DNI (eight digits) or NIE (X, Y or Z and seven), letter by mod 23.

One letter in 23 is right by chance, so a number in lower case needs a word near it.
"""

from __future__ import annotations

from stdnum.es import dni, nie

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer


def _validate(text: str) -> float | None:
    number = "".join(filter(str.isalnum, text)).upper()
    if not (dni.is_valid(number) or nie.is_valid(number)):
        return 0.15
    return 0.8 if text[-1].isupper() else 0.4


RECOGNIZER = Recognizer(
    EntityType(
        "ES_DNI",
        "DNI",
        Category.IDENTITY,
        "numéro d'identité espagnol (DNI, NIE)",
        "Spanish identity number (DNI, NIE)",
        True,
    ),
    patterns=(r"(?i)\b(?:\d{2}|[XYZ][ \-]?\d)[. ]?\d{3}[. ]?\d{3}[ \-]?[A-HJ-NP-TV-Z]\b",),
    validate=_validate,
    context=(
        "d\\.?n\\.?i",
        "nie",
        "n\\.?i\\.?f",
        "documento nacional",
        "extranjero",
        "identite espagnole",
    ),
    boost=0.45,
)

HITS = (
    ("DNI 54362315K", "54362315K"),
    ("54362315-K", "54362315-K"),
    ("DNI: 54.362.315-K", "54.362.315-K"),
    ("dni 54362315k", "54362315k"),
    ("NIE X-2482300-W", "X-2482300-W"),
    ("X2482300W", "X2482300W"),
    ("NIF 54362315Z (errata)", "54362315Z"),
)
MISSES = (
    "54362315Z",
    "commit 54362315k",
    "El DNI tiene ocho cifras",
    "20240101T120000Z",
    "X2482300A",
    "12 345 678 EUR",
)

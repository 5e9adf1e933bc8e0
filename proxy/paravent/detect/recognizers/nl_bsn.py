"""A Dutch citizen number (BSN): nine digits that pass the eleven test.

One number in eleven passes by chance, so a word near it has to say what it is.
"""

from __future__ import annotations

from stdnum.nl import bsn

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits

_GAP = r"(?:[. \-]|[ \t]{0,2}\n[ \t]{0,4})?"


def _validate(text: str) -> float | None:
    return 0.4 if bsn.is_valid(digits(text)) else 0.05


RECOGNIZER = Recognizer(
    EntityType(
        "NL_BSN",
        "BSN",
        Category.IDENTITY,
        "numéro de citoyen néerlandais (BSN)",
        "Dutch citizen number (BSN)",
        True,
    ),
    patterns=(rf"\b\d{{4}}{_GAP}\d\d{_GAP}\d{{3}}\b|\b\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}\b",),
    validate=_validate,
    context=("bsn", "burgerservice\\w*", "burger service", "sofi\\w*", "citizen service number"),
    boost=0.5,
)

HITS = (
    ("BSN: 111222333", "111222333"),
    ("burgerservicenummer 1112.22.333", "1112.22.333"),
    ("BSN 111 222 333", "111 222 333"),
    ("sofinummer 123456782", "123456782"),
    ("BSN 1112\n22 333", "1112\n22 333"),
    ("BSN 111222334, verkeerd overgenomen", "111222334"),
)
MISSES = (
    "Bestelling 111222333",
    "Het BSN heeft negen cijfers",
    "BSN 1112",
    "111 222 333 euros",
    "order 123456782",
)

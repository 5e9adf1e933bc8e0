"""A Canadian social insurance number (SIN, NAS): nine digits, the last by Luhn.

One number in ten passes by chance, so a word near it has to say what it is.
"""

from __future__ import annotations

from stdnum.ca import sin

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits

_GAP = r"(?:[ \-]|[ \t]{0,2}\n[ \t]{0,4})?"


def _validate(text: str) -> float | None:
    if sin.is_valid(digits(text)):
        return 0.4
    return None if text.isdecimal() else 0.05


RECOGNIZER = Recognizer(
    EntityType(
        "CA_SIN",
        "NAS",
        Category.IDENTITY,
        "numéro d'assurance sociale canadien (NAS)",
        "Canadian social insurance number (SIN)",
        True,
    ),
    patterns=(rf"\b[1-79]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}\b",),
    validate=_validate,
    context=(
        "s\\.?i\\.?n",
        "n\\.?a\\.?s",
        "social insurance",
        "assurance sociale",
        "service canada",
    ),
    boost=0.5,
    needs=(" sin ", " s i n ", " nas ", " n a s ", "social", "canada"),
    digits=9,
)

HITS = (
    ("SIN: 123-456-782", "123-456-782"),
    ("numéro d'assurance sociale 123 456 782", "123 456 782"),
    ("NAS 123456782", "123456782"),
    ("S.I.N. 130-692-544", "130-692-544"),
    ("Her social insurance number is 130 692 544.", "130 692 544"),
    ("SIN 123 456\n782", "123 456\n782"),
    ("NAS 123 456 783, une faute de frappe", "123 456 783"),
)
MISSES = (
    "Order 123-456-782",
    "swap sin=304193536, sout=677842944",
    "123 456 782 dollars",
    "Le NAS de la salle serveur a 12 To",
    "a SIN has nine digits",
    "SIN 123-456",
)

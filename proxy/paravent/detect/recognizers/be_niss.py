"""A Belgian national number (NISS, INSZ): birth date, serial number, key by mod 97.

For those born from 2000 on the key is that of the number with a 2 before it; the "bis" number of
people who do not live there adds 20 or 40 to the month. As python-stdnum has them.
"""

from __future__ import annotations

from stdnum.be import ssn

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Recognizer, digits


def _validate(text: str) -> float | None:
    valid = ssn.is_valid(digits(text))
    if text.isdecimal():
        return 0.7 if valid else 0.05
    return 0.95 if valid else 0.2


RECOGNIZER = Recognizer(
    EntityType(
        "BE_NISS",
        "NISS",
        Category.IDENTITY,
        "numéro de registre national belge (NISS)",
        "Belgian national number (NISS)",
        True,
    ),
    patterns=(rf"\b\d\d{GAP}[0-5]\d{GAP}[0-3]\d{GAP}\d{{3}}{GAP}\d\d\b",),
    validate=_validate,
    context=(
        "niss",
        "insz",
        "registre national",
        "rijksregister\\w*",
        "nationaal nummer",
        "numero national",
        "national number",
        "numero bis",
    ),
    boost=0.5,
)

HITS = (
    ("NISS : 85.07.30-033.28", "85.07.30-033.28"),
    ("85073003328", "85073003328"),
    ("né en 2017, registre national 17.07.30-033.84", "17.07.30-033.84"),
    ("numéro bis 98.47.28-997.65", "98.47.28-997.65"),
    ("Rijksregisternummer 85 07 30 033 28", "85 07 30 033 28"),
    ("85.07.30-033.28", "85.07.30-033.28"),
    ("NISS 85.07.30-033.29, mal recopié", "85.07.30-033.29"),
)
MISSES = (
    "85.07.30-033.29",
    "Le NISS compte onze chiffres",
    "12345678901",
    "Du 85.07.30 au 85.08.30",
    "85.67.30-033.28",
)

"""A United States employer number (EIN): two digits of the office, seven more, no check digit.

A word near it has to say what it is. Offices: IRS, as python-stdnum has them.
"""

from __future__ import annotations

from stdnum.us import ein

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits


def _validate(text: str) -> float | None:
    if not ein.is_valid(digits(text)):
        return 0.05
    return 0.1 if text.isdecimal() else 0.4


RECOGNIZER = Recognizer(
    EntityType(
        "US_EIN",
        "EIN",
        Category.PROFESSIONAL,
        "numéro d'employeur américain (EIN)",
        "US employer number (EIN)",
        True,
    ),
    patterns=(r"\b\d\d[\- ]?\d{7}\b",),
    validate=_validate,
    context=("ein", "fein", "employer identification", "tax id", "federal id", "irs", "w-?9"),
    boost=0.45,
    needs=("ein ", "employer", " tax", "federal", " irs ", "w-9", " w9"),
    digits=9,
)

HITS = (
    ("EIN: 91-1144442", "91-1144442"),
    ("EIN 911144442", "911144442"),
    ("Federal Tax ID 04-2103594", "04-2103594"),
    ("Employer Identification Number 04 2103594", "04 2103594"),
    ("W-9: 04-2103594", "04-2103594"),
    ("EIN 07-1144442, misread", "07-1144442"),
)
MISSES = (
    "Case 91-1144442",
    "Part 04-2103594",
    "What is an EIN?",
    "EIN 91-11444",
    "91-11444425",
)

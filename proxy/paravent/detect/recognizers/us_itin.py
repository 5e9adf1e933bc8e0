"""A United States taxpayer number of those without a social security number (ITIN).

It begins with a 9 and has some groups only, as the IRS gives them out and python-stdnum has them.
"""

from __future__ import annotations

from stdnum.us import itin

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits


def _validate(text: str) -> float | None:
    if not itin.is_valid(digits(text)):
        return 0.1
    return 0.2 if text.isdecimal() else 0.7


RECOGNIZER = Recognizer(
    EntityType(
        "US_ITIN",
        "ITIN",
        Category.IDENTITY,
        "numéro fiscal américain (ITIN)",
        "US taxpayer number (ITIN)",
        True,
    ),
    patterns=(r"\b9\d{2}(?:-\d\d-| \d\d |\d\d)\d{4}\b",),
    validate=_validate,
    context=("itin", "taxpayer", "tax id", "w-?7", "w-?9", "irs"),
    boost=0.45,
)

HITS = (
    ("ITIN: 912-90-3456", "912-90-3456"),
    ("912-90-3456", "912-90-3456"),
    ("his ITIN is 912 90 3456", "912 90 3456"),
    ("Individual Taxpayer Identification Number 912903456", "912903456"),
    ("ITIN 912-93-4567 (typo)", "912-93-4567"),
)
MISSES = (
    "Order 912903456",
    "Part 912-93-4567",
    "An ITIN begins with 9",
    "ITIN 912-90",
    "912-90-34567",
)

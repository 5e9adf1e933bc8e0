"""A United States social security number: three, two and four digits.

Ranges never issued and numbers made famous by advertisements: Social Security Administration,
as python-stdnum has them.
"""

from __future__ import annotations

from stdnum.us import ssn

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits


def _validate(text: str) -> float | None:
    number = digits(text)
    shaped = len(text) > 9
    if ssn.is_valid(f"{number[:3]}-{number[3:5]}-{number[5:]}"):
        return 0.7 if shaped else 0.1
    return 0.25 if shaped else None


RECOGNIZER = Recognizer(
    EntityType(
        "US_SSN",
        "SSN",
        Category.IDENTITY,
        "numéro de sécurité sociale américain",
        "US social security number",
        True,
    ),
    patterns=(r"\b(?:\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4}|\d{9})\b",),
    validate=_validate,
    context=(
        "ssn",
        "social security",
        "social (?:no|number)",
        "soc sec",
        "taxpayer",
        "itin",
        "w-?9",
        "w-?2",
    ),
    boost=0.5,
    digits=9,
)

HITS = (
    ("SSN: 536-90-4399", "536-90-4399"),
    ("her social security number is 536 90 4399", "536 90 4399"),
    ("536-90-4399", "536-90-4399"),
    ("SSN 536904399", "536904399"),
    ("Social Security: 000-12-3456 (typo)", "000-12-3456"),
)
MISSES = (
    "Order 536904399",
    "Part no. 000-12-3456",
    "2026-11-2233",
    "pages 536-90",
    "the nine digits of an SSN",
)

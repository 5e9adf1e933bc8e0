"""A British Unique Taxpayer Reference: ten digits, the first a check digit, sometimes a K after.

One number in eleven passes by chance, so a word near it has to say what it is.
"""

from __future__ import annotations

from stdnum.gb import utr

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits


def _validate(text: str) -> float | None:
    return 0.4 if utr.is_valid(digits(text)) else 0.1


RECOGNIZER = Recognizer(
    EntityType(
        "GB_UTR",
        "UTR",
        Category.IDENTITY,
        "référence fiscale britannique (UTR)",
        "UK taxpayer reference (UTR)",
        True,
    ),
    patterns=(r"(?i)\b\d{5}(?: |[ \t]{0,2}\n[ \t]{0,4})?\d{5}K?\b",),
    validate=_validate,
    context=("utr", "taxpayer reference", "self[- ]assessment", "tax reference", "hmrc reference"),
    boost=0.5,
    needs=(" utr", "tax", " self ", "hmrc"),
    digits=10,
)

HITS = (
    ("UTR: 1955839661", "1955839661"),
    ("UTR 19558 39661", "19558 39661"),
    ("my unique taxpayer reference is 1955839661K", "1955839661K"),
    ("Self Assessment, 1955839661", "1955839661"),
    ("Référence fiscale UTR : 19558\n39661", "19558\n39661"),
    ("UTR 2955839661 (one digit wrong)", "2955839661"),
)
MISSES = (
    "Order 1955839661",
    "Invoice 19558 39661 is overdue",
    "A UTR has ten digits",
    "UTR 195583966",
    "timestamp 1955839661",
)

"""An Australian tax file number (TFN): eight or nine digits with a weighted check, modulus 11.

Weights: Australian Taxation Office, as python-stdnum has them. One number in eleven passes, so a
word has to say what it is.
"""

from __future__ import annotations

from stdnum.au import tfn

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits

_GAP = r"(?:[ \-]|[ \t]{0,2}\n[ \t]{0,4})?"


def _validate(text: str) -> float | None:
    return 0.3 if tfn.is_valid(digits(text)) else 0.1


RECOGNIZER = Recognizer(
    EntityType(
        "AU_TFN",
        "TFN",
        Category.IDENTITY,
        "numéro fiscal australien (TFN)",
        "Australian tax file number (TFN)",
        True,
    ),
    patterns=(rf"\b\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2,3}}\b",),
    validate=_validate,
    context=("tfn", "tax file(?: number)?s?"),
    boost=0.5,
    needs=("tfn", "tax file"),
    digits=8,
)

HITS = (
    ("TFN 123 456 782", "123 456 782"),
    ("Tax File Number: 123456782", "123456782"),
    ("my tfn is 865-414-088", "865-414-088"),
    ("TFN 876 543 210", "876 543 210"),
    ("tax file numbers 123 456 782 and 876543210", "876543210"),
    ("TFN 123 456 783 (typo)", "123 456 783"),
)
MISSES = (
    "123 456 782",
    "Order 876 543 210",
    "A TFN has nine digits",
    "TFN form, page 123 456",
    "tax 123 456 782 dollars",
    "TFN 123 456 7",
)

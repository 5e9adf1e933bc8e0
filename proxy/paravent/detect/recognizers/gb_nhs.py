"""A British NHS number: ten digits, the last by mod 11 (NHS Data Dictionary).

One number in eleven passes by chance, so a word near it has to say what it is.
"""

from __future__ import annotations

from stdnum.gb import nhs

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits


def _validate(text: str) -> float | None:
    if not nhs.is_valid(digits(text)):
        return 0.1
    return 0.2 if text.isdecimal() else 0.4


RECOGNIZER = Recognizer(
    EntityType("GB_NHS", "NHS", Category.IDENTITY, "numéro NHS", "NHS number", True),
    patterns=(
        r"\b\d{3}(?:[ \-]|[ \t]{0,2}\n[ \t]{0,4})?\d{3}(?:[ \-]|[ \t]{0,2}\n[ \t]{0,4})?\d{4}\b",
    ),
    validate=_validate,
    context=(
        "nhs(?:_(?:numbers?|no|num|id))?",
        "patient id",
        "patient number",
        "health service number",
    ),
    boost=0.5,
    needs=(
        "nhs",
        "patient",
        "health",
    ),
    digits=10,
)

HITS = (
    ("SELECT * FROM patients WHERE nhs_number='4447449137';", "4447449137"),
    ("NHS number 943 476 5870", "943 476 5870"),
    ("NHS No: 9434765870", "9434765870"),
    ("patient (NHS 943-476-5870) seen today", "943-476-5870"),
    ("numéro NHS : 943 476 5870", "943 476 5870"),
    ("NHS 943 476\n5870", "943 476\n5870"),
    ("NHS number 943 476 5871, mistyped", "943 476 5871"),
)
MISSES = (
    "Order 9434765870",
    "943 476 5870",
    "The NHS was founded in 1948",
    "NHS number 943 476 587",
    "NHS budget: 182 000 000 pounds",
)

"""An Indian Aadhaar number: twelve digits, the first 2 to 9, the last by Verhoeff.

Form: UIDAI, and python-stdnum. Bare, one number in ten passes: then a word has to say what it is.
Masked numbers (XXXX XXXX 9134) tell nothing.
"""

from __future__ import annotations

from stdnum.in_ import aadhaar

from paravent.core.types import Category, EntityType
from paravent.detect.base import UNIT, Column, Recognizer, digits

_NUMBER = r"[2-9]\d{3}(?:[ \-]?|[ \t]{0,2}\n[ \t]{0,4})\d{4}(?:[ \-]?|[ \t]{0,2}\n[ \t]{0,4})\d{4}"


def _validate(text: str) -> float | None:
    return 0.4 if aadhaar.is_valid(digits(text)) else 0.15


RECOGNIZER = Recognizer(
    EntityType(
        "IN_AADHAAR",
        "AADHAAR",
        Category.IDENTITY,
        "numéro Aadhaar (Inde)",
        "Indian Aadhaar number",
        True,
    ),
    patterns=(rf"\b(?:{_NUMBER}{UNIT}|(?P<v>{_NUMBER}))\b",),
    validate=_validate,
    context=("a+dha+r\\w*", "uidai", "uid (?:no|number|card)"),
    boost=0.5,
    column=Column(
        r"aa?dhaa?r(?:[ _](?:no|number|card))?", _NUMBER, needs=("aadhaar", "aadhar", "adhar")
    ),
    needs=("aadhaar", "aadhar", "adhar", "adhaar", "uidai", " uid "),
    digits=12,
)

HITS = (
    ("holding Aadhaar no. 5357 4143 9134, do hereby", "5357 4143 9134"),
    ("Aadhaar: 535741439134", "535741439134"),
    ("aadhar number 2341-2341-2346", "2341-2341-2346"),
    ("my adhar is 4999 0000 1121", "4999 0000 1121"),
    ("UIDAI letter, 2341 2341 2346", "2341 2341 2346"),
    ("Aadhaar 5357 4143 9135 (misread)", "5357 4143 9135"),
    ("name,aadhaar number\nLakshmi,535741439134", "535741439134"),
)
MISSES = (
    "5357 4143 9134",
    "Aadhaar XXXX XXXX 9134",
    "Order 535741439134",
    "An Aadhaar has 12 digits",
    "Aadhaar 1357 4143 9134",
    "the Aadhaar scheme cost 5357 4143 9134 dollars",
)

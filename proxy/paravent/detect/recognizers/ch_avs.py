"""A Swiss social insurance number (AVS, AHV): 756, nine digits, a check digit as in EAN-13."""

from __future__ import annotations

from stdnum.ch import ssn

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Recognizer, digits


def _validate(text: str) -> float | None:
    if ssn.is_valid(digits(text)):
        return 0.85 if text.isdecimal() else 0.98
    return 0.1 if text.isdecimal() else 0.45


RECOGNIZER = Recognizer(
    EntityType(
        "CH_AVS",
        "AVS",
        Category.IDENTITY,
        "numéro AVS suisse",
        "Swiss social insurance number",
        True,
    ),
    patterns=(rf"\b756{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d\d\b",),
    validate=_validate,
    context=("avs", "ahv\\w*", "oasi", "navs13", "assure\\w*", "sozialversicherung\\w*"),
    boost=0.45,
)

HITS = (
    ("N° AVS 756.9217.0769.85", "756.9217.0769.85"),
    ("7569217076985", "7569217076985"),
    ("AHV-Nummer: 756 9217 0769 85", "756 9217 0769 85"),
    ("756.9217.0769.85", "756.9217.0769.85"),
    ("AVS 756.9217.0769.84, une faute", "756.9217.0769.84"),
    ("AVS 756 9217\n0769 85", "756 9217\n0769 85"),
)
MISSES = (
    "756.9217.0769.84",
    "Le numéro AVS commence par 756",
    "756 921 707 euros",
    "EAN 7612345678900",
    "756.9217.0769",
)

"""A Luxembourg national number: birth date, serial number, one check digit each of two kinds.

The twelfth digit is by Luhn, the thirteenth by Verhoeff, both over the first eleven, as
the European Commission describes the tax numbers of its members.
"""

from __future__ import annotations

from stdnum import luhn, verhoeff

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Recognizer, digits


def _validate(text: str) -> float | None:
    number = digits(text)
    first = number[:11]
    if luhn.is_valid(first + number[11]) and verhoeff.is_valid(first + number[12]):
        return 0.9
    return 0.1


RECOGNIZER = Recognizer(
    EntityType(
        "LU_MATRICULE",
        "MATRICULE",
        Category.IDENTITY,
        "matricule national luxembourgeois",
        "Luxembourg national number",
        True,
    ),
    patterns=(
        (
            rf"\b(?:18|19|20)\d\d{GAP}(?:0[1-9]|1[0-2]){GAP}(?:0[1-9]|[12]\d|3[01]){GAP}"
            rf"\d{{3}}{GAP}\d{GAP}\d\b"
        ),
    ),
    validate=_validate,
    context=("matricule", "ccss", "cns", "luxembourg\\w*", "national number"),
    boost=0.45,
)

HITS = (
    ("matricule 1893 12 01 057 32", "1893 12 01 057 32"),
    ("1985041703435", "1985041703435"),
    ("Matricule CCSS : 2001022900188", "2001022900188"),
    ("1962 0930 118 92", "1962 0930 118 92"),
    ("numéro de matricule 1999123145648, mal lu", "1999123145648"),
    ("matricule 1985 0417\n034 35", "1985 0417\n034 35"),
)
MISSES = (
    "1999123145648",
    "horodatage 1985041712300",
    "Le matricule compte treize chiffres",
    "matricule 1985 0417",
    "1985134103435",
)

"""The number of a driving licence, where the text says that it is one.

Forms: France twelve digits until 2013, then two digits, two letters, five digits (ministère de
l'Intérieur), NEPH twelve digits; Great Britain sixteen characters that begin with the name (DVLA);
United States a letter and digits, by state.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LOOSE, TIGHT, Column, Recognizer, announced

_CUE = (
    r"permis (?:de conduire|b|a[12]?|moto|poids lourds?)|n[°º] (?:de |du )?permis|permis n[°º]|neph"
    r"|permis ?[:=]|num[ée]ro (?:de |du )?permis|driv(?:er|ing)(?:['’]?s)?[ _]licen[cs]e"
)
_FRENCH = r"\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{3}[ ]?\d{3}|\d{4}[ ]?\d{4}[ ]?\d{4}|\d{2}[A-Z]{2}\d{5}"
_BRITISH = r"[A-Z9]{5}[ ]?\d{6}[ ]?[A-Z9]{2}\d?[0-9A-Z]{2,3}"
_AMERICAN = r"[A-Z]{1,2}\d{3}[\- ]?\d{3,4}[\- ]?\d{0,6}|[A-Z]\d{7,14}"

RECOGNIZER = Recognizer(
    EntityType(
        "DRIVING_LICENCE",
        "PERMIS",
        Category.IDENTITY,
        "numéro de permis de conduire",
        "driving licence number",
    ),
    patterns=(
        announced(_CUE, _FRENCH, LOOSE),
        announced(_CUE, rf"{_BRITISH}|{_AMERICAN}", TIGHT),
    ),
    score=0.9,
    column=Column(
        r"(?:(?:n°|num[ée]ro)[ _](?:de )?)?(?:permis(?: de conduire)?|neph)", rf"(?:{_FRENCH})"
    ),
    needs=(
        "permis",
        "neph",
        "licen",
    ),
)

HITS = (
    ("Permis de conduire n° 911091204212", "911091204212"),
    ("Permis : 911091204212", "911091204212"),
    ("son permis B porte le numéro 13AA00002", "13AA00002"),
    ("NEPH : 1503 7512 3456", "1503 7512 3456"),
    ("driving licence number: MORGA657054SM9IJ", "MORGA657054SM9IJ"),
    ("Driver's license D1234567 (California)", "D1234567"),
    ("numéro de permis : 75 08 91 123 456", "75 08 91 123 456"),
    ('"driver_license": "F25592150094"', "F25592150094"),
)
MISSES = (
    "911091204212",
    "Le permis de conduire a 12 points",
    "permis de construire n° 069 123 24 00012",
    "Permis : 069 123 24 00012, permis de construire",
    "permis B obtenu le 12/03/2005",
    "driving license fee: 25 dollars",
    "permis A2 dès 18 ans",
)

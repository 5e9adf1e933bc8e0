"""The number of a driving licence, where the text says that it is one.

Forms: France twelve digits until 2013, then two digits, two letters, five digits (ministère de
l'Intérieur), NEPH twelve digits; Great Britain sixteen characters that begin with the name (DVLA);
United States a letter and digits, by state.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LOOSE, TIGHT, Column, Form, Recognizer, announced

_CUE = (
    r"permis (?:de conduire|b|a[12]?|moto|poids lourds?)|n[°º] (?:de |du )?permis|permis n[°º]|neph"
    r"|permis ?[:=]|num[ée]ro (?:de |du )?permis|driv(?:er|ing)(?:['’]?s)?[ _]licen[cs]e"
    r"|(?:my|his|her|their|the) licen[cs]e|licen[cs]e (?:no\b\.?|numbers?|#)|\bdln?\b[ ]?#?|\bd/l\b"
    r"|\b(?-i:[A-Z]{2}) (?:driver )?licen[cs]e"
)
_NO = r"(?: (?:numbers?|no\b\.?|n[°º]|#))?"
_FRENCH = r"\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{3}[ ]?\d{3}|\d{4}[ ]?\d{4}[ ]?\d{4}|\d{2}[A-Z]{2}\d{5}"
_BRITISH = r"[A-Z9]{5}[ ]?\d{6}[ ]?[A-Z9]{2}\d?[0-9A-Z]{2,3}"
_BIRTH = r"\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d"
_DVLA = rf"[A-Z]{{2,5}}9{{0,3}}[ ]?{_BIRTH}[ ]?[A-Z][A-Z9][ ]?\d[A-Z]{{2}}(?:[ ]?\d\d)?"
_AMERICAN = r"[A-Z]{1,2}\d{3}[\- ]?\d{3,4}[\- ]?\d{0,6}|[A-Z]\d{7,14}"
_WORDS = ("permis", "neph", "licen", " dl ", " dln", "d/l")
_PLAIN = r"\d{7,9}"

RECOGNIZER = Recognizer(
    EntityType(
        "DRIVING_LICENCE",
        "PERMIS",
        Category.IDENTITY,
        "numéro de permis de conduire",
        "driving licence number",
    ),
    patterns=(
        Form(announced(_CUE, _FRENCH, LOOSE), _WORDS, 7),
        Form(announced(rf"(?:{_CUE}){_NO}", rf"{_BRITISH}|{_AMERICAN}", TIGHT), _WORDS, 5),
        Form(
            announced(rf"(?:\bdln?\b[ ]?#?|driver['’]?s? licen[cs]e{_NO}|\bd/l\b)", _PLAIN, TIGHT),
            (" dl ", " dln", "d/l", "driver"),
            7,
        ),
        Form(rf"\b{_DVLA}\b", digits=7),
    ),
    score=0.9,
    column=Column(
        r"(?:(?:n°|num[ée]ro)[ _](?:de )?)?(?:permis(?: de conduire)?|neph)",
        rf"(?:{_FRENCH})",
        needs=_WORDS,
    ),
)

HITS = (
    ("Permis de conduire n° 911091204212", "911091204212"),
    ("Permis : 911091204212", "911091204212"),
    ("son permis B porte le numéro 13AA00002", "13AA00002"),
    ("NEPH : 1503 7512 3456", "1503 7512 3456"),
    ("driving licence number: MORGA657054SM9IJ", "MORGA657054SM9IJ"),
    ("Driver's license D1234567 (California)", "D1234567"),
    ("my licence is HARDW757159DL9JT", "HARDW757159DL9JT"),
    ("the record of OKAFO810214AB9XY shows", "OKAFO810214AB9XY"),
    ("CA licence D4417920", "D4417920"),
    ("Texas DL# 44820193", "44820193"),
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
    "the licence 2026, MIT license 1234567",
    "DL 44820 MB per hour",
)

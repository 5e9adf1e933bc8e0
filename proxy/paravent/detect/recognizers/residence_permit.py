"""The number of a residence permit, or of a foreigner's file.

Forms: ten digits of the file (AGDREF), nine or ten capitals and digits of the card (ministère de
l'Intérieur), where the text says so; A and seven to nine digits of the file in the United States
(USCIS), which tells itself where nine of them stand in threes.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LOOSE, TIGHT, Column, Recognizer, announced

_CUE = (
    r"titres? de s[ée]jour|cartes? de (?:s[ée]jour|r[ée]sident)|vls[ \-]?ts|agdref"
    r"|num[ée]ro (?:d['’ ])?[ée]tranger|n[°º] [ée]tranger|[ée]tranger n[°º]"
    r"|residence (?:permit|card)|\bbrp\b(?: (?:number|no\b\.?|card))?|e-?visa (?:number|no\b\.?)"
)
_ALIEN = (
    r"alien (?:registration )?(?:number|no\b\.?)|a-number|\ba ?#|uscis ?(?:#|number|no\b\.?)"
    r"|green ?cards?(?: (?:number|no\b\.?))?"
)
_FILE = r"\d{4}[ ]?\d{2}[ ]?\d{4}|\d{4}[ ]?\d{3}[ ]?\d{3}|\d{10}"
_CARD = r"(?:[A-Z0-9]{9,10}|[A-Z]{2}[ ]?\d{3}[ ]?\d{4})"


def _validate(text: str) -> float | None:
    return 0.9 if sum(map(str.isdecimal, text)) >= 2 else None


RECOGNIZER = Recognizer(
    EntityType(
        "RESIDENCE_PERMIT",
        "TITRESEJOUR",
        Category.IDENTITY,
        "numéro de titre de séjour",
        "residence permit number",
    ),
    patterns=(
        announced(_CUE, _FILE, LOOSE),
        announced(_CUE, _CARD, TIGHT),
        announced(_ALIEN, r"(?:[Aa][ \-]?)?(?:\d{2,3}[ \-]\d{3}[ \-]\d{3}|\d{7,9})", TIGHT),
        r"\bA[ \-]?(?:\d{3} \d{3} \d{3}|\d{3}-\d{3}-\d{3})\b",
        announced(rf"(?:{_CUE})[^\d\n]{{0,30}}(?:n[°º]|num[ée]ro|number|no\.)", _CARD, TIGHT),
    ),
    validate=_validate,
    column=Column(r"(?:(?:n°|num[ée]ro)[ _](?:de )?)?(?:titre de s[ée]jour|agdref)", _CARD),
)

HITS = (
    ("Titre de séjour n° 7503123456", "7503123456"),
    ("carte de séjour pluriannuelle numéro 9934567890", "9934567890"),
    ("numéro étranger : 0603012345", "0603012345"),
    ("titre de séjour : ZG5HW2T8K", "ZG5HW2T8K"),
    ("son AGDREF est 7703 14 5566", "7703 14 5566"),
    ("my BRP ZV4418820 runs out", "ZV4418820"),
    ("residence permit no. 7503123456", "7503123456"),
    ("Alien Registration Number A012345678", "A012345678"),
    ("A-Number: 012-345-678", "012-345-678"),
    ("his green card number is A 204 418 820", "A 204 418 820"),
    ("USCIS# 204-418-820, category IR1", "204-418-820"),
    ("Respondent (A204-418-820) has a hearing on Monday", "A204-418-820"),
    ("file A-204-418-820", "A-204-418-820"),
)
MISSES = (
    "7503123456",
    "Le titre de séjour coûte 225 euros",
    "titre de séjour valable du 01/02/2024 au 31/01/2026",
    "Carte de résident de 10 ans",
    "BRP COLLECTION in 2026",
    "titre de séjour mention SALARIE ou ETUDIANT",
    "The A-number has seven to nine digits, a green card lasts 10 years",
    "A 100 200 of them, A4 210-297, A12-345-678",
    "in section A 123 456-789",
    "an A320-214, an A380-800 and an A350-1000",
)

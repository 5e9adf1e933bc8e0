"""The number of a French residence permit, or of a foreigner's file, where the text says so.

Forms: ten digits of the file (AGDREF), nine or ten capitals and digits of the card (ministère de
l'Intérieur).
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LOOSE, TIGHT, Column, Recognizer, announced

_CUE = (
    r"titres? de s[ée]jour|cartes? de (?:s[ée]jour|r[ée]sident)|vls[ \-]?ts|agdref"
    r"|num[ée]ro (?:d['’ ])?[ée]tranger|n[°º] [ée]tranger|[ée]tranger n[°º]"
    r"|residence (?:permit|card)|\bbrp\b(?: (?:number|no\b\.?|card))?|e-?visa (?:number|no\b\.?)"
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
        announced(rf"(?:{_CUE})[^\d\n]{{0,30}}(?:n[°º]|num[ée]ro|number|no\.)", _CARD, TIGHT),
    ),
    validate=_validate,
    column=Column(r"(?:(?:n°|num[ée]ro)[ _](?:de )?)?(?:titre de s[ée]jour|agdref)", _CARD),
    needs=("sejour", "residen", "vls", "agdref", "etranger", " brp", "visa"),
)

HITS = (
    ("Titre de séjour n° 7503123456", "7503123456"),
    ("carte de séjour pluriannuelle numéro 9934567890", "9934567890"),
    ("numéro étranger : 0603012345", "0603012345"),
    ("titre de séjour : ZG5HW2T8K", "ZG5HW2T8K"),
    ("son AGDREF est 7703 14 5566", "7703 14 5566"),
    ("my BRP ZV4418820 runs out", "ZV4418820"),
    ("residence permit no. 7503123456", "7503123456"),
)
MISSES = (
    "7503123456",
    "Le titre de séjour coûte 225 euros",
    "titre de séjour valable du 01/02/2024 au 31/01/2026",
    "Carte de résident de 10 ans",
    "BRP COLLECTION in 2026",
    "titre de séjour mention SALARIE ou ETUDIANT",
)

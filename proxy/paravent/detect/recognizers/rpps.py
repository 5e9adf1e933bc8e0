"""The number of a French health professional (RPPS): 11 digits, the last by Luhn.

Structure: Agence du numérique en santé, annuaire des professionnels; issued from 1 or 8.
"""

from __future__ import annotations

from stdnum import luhn

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Column, Recognizer, digits

_NUMBER = rf"[18]\d{{2}}{GAP}\d{{4}}{GAP}\d{{4}}|[18]\d(?:{GAP}\d{{3}}){{3}}|[18]\d{{10}}"


def _validate(text: str) -> float | None:
    return 0.35 if luhn.is_valid(digits(text)) else 0.1


RECOGNIZER = Recognizer(
    EntityType(
        "RPPS",
        "RPPS",
        Category.PROFESSIONAL,
        "numéro RPPS",
        "French health professional's number",
        True,
    ),
    patterns=(rf"\b(?:{_NUMBER})\b",),
    validate=_validate,
    context=("rpps", "professionnel de sante", "idnps", "annuaire sante"),
    boost=0.45,
    column=Column(r"(?:(?:n°|num[ée]ro)[ _])?rpps", _NUMBER, needs=("rpps",)),
    digits=11,
)

HITS = (
    ("N° RPPS : 10003456786", "10003456786"),
    ("RPPS 101 0167 8901", "101 0167 8901"),
    ("n°RPPS:101 0167 8901", "101 0167 8901"),
    ("Dr Pasquier (RPPS 81002345676)", "81002345676"),
    ("RPPS : 10003456787, recopié de travers", "10003456787"),
    ('"rpps": "10101678901"', "10101678901"),
    ("nom;rpps\nPasquier;10003456786", "10003456786"),
)
MISSES = (
    "10003456786",
    "Le RPPS compte 11 chiffres",
    "Commande 10003456786",
    "RPPS, le répertoire de 2009",
    "1 000 345 678 euros",
)

"""The account of an employer or a self-employed person at the French URSSAF, where it is said.

Form: 15 to 18 digits on letters and returns. A SIRET next to the word is found as such.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Recognizer, announced

_NUMBER = r"\d{3}(?:[ ]?\d{3}){5}|\d{3}[ ]?\d{15}|\d{3}[ ]?\d{12}|\d{3}(?:[ ]\d{3}){4}"

RECOGNIZER = Recognizer(
    EntityType(
        "URSSAF", "URSSAF", Category.PROFESSIONAL, "numéro de compte URSSAF", "URSSAF account"
    ),
    patterns=(announced(r"urssaf\b|compte cotisant|num[ée]ro (?:de )?cotisant", _NUMBER),),
    score=0.85,
    column=Column(r"(?:(?:n°|num[ée]ro|compte)[ _])?(?:urssaf|cotisant)", _NUMBER),
    needs=(
        "urssaf",
        "cotisant",
    ),
)

HITS = (
    ("Compte URSSAF n° 117 000001234567890", "117 000001234567890"),
    ("URSSAF Île-de-France : 117000001234567890", "117000001234567890"),
    ("numéro de cotisant 827 123 456 789 012 345", "827 123 456 789 012 345"),
    ("Urssaf, dossier 827 000 212 345 678", "827 000 212 345 678"),
    ("compte cotisant : 827000212345678", "827000212345678"),
    ("client;compte urssaf\nKerbrat;117000001234567890", "117000001234567890"),
)
MISSES = (
    "117000001234567890",
    "L'URSSAF réclame 1 250 euros",
    "Déclaration URSSAF du 31/01/2026",
    "URSSAF 3957",
    "cotisations URSSAF : 22,2 % en 2026",
)

"""The number of a French company (SIREN): nine digits, the last by Luhn.

One number in ten passes Luhn by chance, so without a word around it stays below what is hidden.
"""

from __future__ import annotations

from stdnum.fr import siren

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Recognizer, digits


def _validate(text: str) -> float | None:
    return 0.45 if siren.is_valid(digits(text)) else 0.15


RECOGNIZER = Recognizer(
    EntityType(
        "SIREN", "SIREN", Category.PROFESSIONAL, "numéro SIREN", "French company number", True
    ),
    patterns=(rf"\b\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}\b",),
    validate=_validate,
    context=(
        "siren",
        "siret",
        "rcs",
        "r\\.c\\.s",
        "registre du commerce",
        "immatriculee?",
        "kbis",
        "company number",
    ),
    boost=0.5,
)

HITS = (
    ("SIREN : 732 829 320", "732 829 320"),
    ("Société au RCS de Lyon B 732829320", "732829320"),
    ("siren 732.829.320", "732.829.320"),
    ("immatriculée sous le numéro 732 829 320 au greffe", "732 829 320"),
    ("SIREN 123 456 789, recopié de travers", "123 456 789"),
    ("SIREN 732 829\n320", "732 829\n320"),
)
MISSES = (
    "Commande 732829320 expédiée",
    "Montant : 123 456 789 euros",
    "Le SIREN tient sur 9 chiffres",
    "732 829 3201",
    "Ticket 123456789",
)

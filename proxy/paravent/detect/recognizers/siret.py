"""The number of a French establishment (SIRET): SIREN and five more digits, the last by Luhn.

La Poste's own establishments follow another rule, which python-stdnum knows.
"""

from __future__ import annotations

import re

from stdnum.fr import siret

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Column, Recognizer, digits

_TIMESTAMP = re.compile(
    r"20[0-4]\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d"
)


def _validate(text: str) -> float | None:
    number = digits(text)
    if _TIMESTAMP.fullmatch(number):
        return 0.2
    return 0.9 if siret.is_valid(number) else 0.2


RECOGNIZER = Recognizer(
    EntityType(
        "SIRET", "SIRET", Category.PROFESSIONAL, "numéro SIRET", "French establishment number", True
    ),
    patterns=(
        rf"\b\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d{{5}}\b",
        r"\b\d{3} \d{3} \d{3} \d{2} \d{3}\b",
        r"\b\d{3} \d{3} \d{3} ?[/\-] ?\d{5}\b",
    ),
    validate=_validate,
    context=("siret", "siren", "etablissement", "ape", "naf", "urssaf"),
    boost=0.5,
    column=Column(
        r"(?:(?:n°|num[ée]ro)[ _])?siret",
        rf"\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d{{5}}",
        needs=("siret",),
    ),
    digits=14,
)

HITS = (
    ("SIRET 732 829 320 00074", "732 829 320 00074"),
    ("73282932000074", "73282932000074"),
    ("Siret : 732.829.320.00074.", "732.829.320.00074"),
    ("SIRET : 123 456 789 00011, mal recopié", "123 456 789 00011"),
    ("La Poste, SIRET 356 000 000 00048", "356 000 000 00048"),
    ("siret 732 829 320\n00074", "732 829 320\n00074"),
    ("Kerbrat EI - 732 829 320 / 00074", "732 829 320 / 00074"),
    ("micro-entrepreneur, 732-829-320-00074", "732-829-320-00074"),
)
MISSES = (
    "Sauvegarde 20261122123456.tar",
    "12345678900011",
    "732829320000741",
    "Le numéro fait 14 chiffres",
    "Réf. 00000000000001",
)

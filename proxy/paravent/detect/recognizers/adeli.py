"""The number of a French health professional of a department (ADELI): 9 digits, in context.

Structure: department, profession, order, key (DREES, répertoire ADELI); 2A and 2B for Corsica.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Recognizer, announced

_NUMBER = r"(?:\d{2}|2[ABab])(?:[ .]?\d){7}"

RECOGNIZER = Recognizer(
    EntityType(
        "ADELI",
        "ADELI",
        Category.PROFESSIONAL,
        "numéro ADELI",
        "French health professional's number (ADELI)",
    ),
    patterns=(announced("adeli", _NUMBER),),
    score=0.9,
    column=Column(r"(?:(?:n°|num[ée]ro)[ _])?adeli", _NUMBER),
    needs=("adeli",),
)

HITS = (
    ("N° ADELI : 759312345", "759312345"),
    ("numéro adeli 69 9 31 234 5", "69 9 31 234 5"),
    ("ADELI 2A9312345", "2A9312345"),
    ("psychologue, n° Adeli du cabinet : 339304567", "339304567"),
    ('"adeli": "759312345"', "759312345"),
    ("nom;adeli\nPasquier;759312345", "759312345"),
)
MISSES = (
    "759312345",
    "Le répertoire ADELI a fermé en 2024",
    "ADELI : 9 chiffres",
    "L'inscription ADELI prend 15 jours",
    "Adélie, née en 1984, mesure 70 cm",
)

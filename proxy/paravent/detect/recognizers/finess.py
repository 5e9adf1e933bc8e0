"""The number of a French health establishment (FINESS): 9 digits, the last by Luhn.

Structure: department (2A and 2B for Corsica), order, key (Agence du numérique en santé). One number
in ten passes Luhn, so the word must be there.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Recognizer, announced

_NUMBER = r"(?:\d{2}|2[ABab])(?:[ .]?\d){7}"

RECOGNIZER = Recognizer(
    EntityType(
        "FINESS",
        "FINESS",
        Category.PROFESSIONAL,
        "numéro FINESS",
        "French health establishment's number",
        True,
    ),
    patterns=(announced("finess", _NUMBER),),
    score=0.9,
    column=Column(r"(?:(?:n°|num[ée]ro)[ _])?finess(?: (?:et|ej))?", _NUMBER),
    needs=("finess",),
)

HITS = (
    ("FINESS : 690000120", "690000120"),
    ("n° FINESS juridique 75 0 712 184", "75 0 712 184"),
    ("Finess ET 2A0000014", "2A0000014"),
    ("finess=750712184", "750712184"),
    ("clinique;finess\nLes Pins;690000120", "690000120"),
    ("Le cabinet (FINESS géographique : 750 712 184)", "750 712 184"),
)
MISSES = (
    "690000120",
    "Le fichier FINESS recense 100 000 établissements",
    "FINESS, mis à jour le 12/03/2026",
    "fitness 750712184",
    "Un numéro FINESS a 9 caractères",
)

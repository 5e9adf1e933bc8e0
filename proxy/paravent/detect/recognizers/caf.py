"""The number of a person who draws French family benefits (CAF): 7 digits and sometimes a letter.

Form: Caisse nationale des allocations familiales, "numéro de dossier". It has no public key.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Recognizer, announced

_NUMBER = r"\d[ ]\d{3}[ ]\d{3}(?:[ ]?[A-Z])?|\d{7}(?:[ ]?[A-Za-z])?|\d{3}[ ]\d{4}(?:[ ]?[A-Z])?"

RECOGNIZER = Recognizer(
    EntityType(
        "CAF", "CAF", Category.IDENTITY, "numéro d'allocataire CAF", "French benefits number"
    ),
    patterns=(announced(r"allocataires?|(?:dossier|matricule) (?:de la )?caf\b|\bcaf\b", _NUMBER),),
    score=0.85,
    column=Column(r"(?:(?:n°|num[ée]ro)[ _])?(?:d'|de )?(?:allocataire|caf)(?: caf)?", _NUMBER),
    needs=(
        "caf",
        "allocataire",
    ),
)

HITS = (
    ("N° allocataire CAF : 1234567 A", "1234567 A"),
    ("numéro d'allocataire 0456789", "0456789"),
    ("CAF de Paris, dossier 7654321B", "7654321B"),
    ("Son matricule CAF est 1234567.", "1234567"),
    ('"numero_allocataire": "1234567"', "1234567"),
    ("nom;allocataire\nKerbrat;1234567", "1234567"),
    ("allocataire 2 704 331, Mme", "2 704 331"),
)
MISSES = (
    "1234567 A",
    "La CAF verse 1234567 euros par an",
    "Rendez-vous à la CAF le 12/03/2026",
    "Le numéro d'allocataire tient en 7 chiffres",
    "CAF : 3230 depuis la France",
    "un allocataire sur 10",
)

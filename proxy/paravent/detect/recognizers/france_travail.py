"""The identifier of a person at France Travail (formerly Pôle emploi), where the text says so.

Forms: 7 digits and a letter or a digit until 2025, 11 digits since (France Travail).
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Recognizer, announced

_NUMBER = r"\d{7}[ ]?[A-Za-z]|\d{11}|\d{8}"

RECOGNIZER = Recognizer(
    EntityType(
        "FRANCE_TRAVAIL",
        "FRANCETRAVAIL",
        Category.IDENTITY,
        "identifiant France Travail",
        "French job-seeker's number",
    ),
    patterns=(
        announced(
            r"france[ \-]travail|p[ôo]le[ \-]emploi|demandeu(?:r|se) d['’ ]emploi"
            r"|num[ée]ro (?:de )?(?:demandeur|d'inscription)",
            _NUMBER,
        ),
    ),
    score=0.85,
    column=Column(
        r"(?:(?:n°|num[ée]ro|identifiant|id)[ _])?(?:france travail|p[ôo]le emploi)", _NUMBER
    ),
    needs=(
        "france travail",
        "france-travail",
        "pole emploi",
        "pole-emploi",
        "demandeu",
        "inscription",
    ),
)

HITS = (
    ("Identifiant France Travail : 1234567A", "1234567A"),
    ("n° Pôle emploi 7654321 B", "7654321 B"),
    ("France Travail, identifiant 10234567891", "10234567891"),
    ("numéro de demandeur d'emploi : 0123456C", "0123456C"),
    ("Son identifiant Pôle-emploi est le 12345678", "12345678"),
    ("nom;identifiant france travail\nKerbrat;1234567A", "1234567A"),
)
MISSES = (
    "1234567A",
    "France Travail compte 3000000 inscrits",
    "Pôle emploi devient France Travail le 01/01/2024",
    "Appeler France Travail au 3949",
    "demandeur d'emploi depuis 12 mois",
    "France Travail verse 12345678 euros",
)

"""The number of a French company (SIREN): nine digits, the last by Luhn.

One number in ten passes Luhn by chance, so without a word around it stays below what is hidden.
"""

from __future__ import annotations

from stdnum.fr import siren

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, UNIT, Column, Recognizer, digits

_NUMBER = rf"\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}"


def _validate(text: str) -> float | None:
    return 0.45 if siren.is_valid(digits(text)) else 0.15


RECOGNIZER = Recognizer(
    EntityType(
        "SIREN", "SIREN", Category.PROFESSIONAL, "numéro SIREN", "French company number", True
    ),
    patterns=(rf"\b(?:{_NUMBER}{UNIT}|(?P<v>{_NUMBER}))\b",),
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
        "auto-?entrepreneu(?:r|se)",
        "micro-?entrepr(?:ise|eneur|eneuse)",
        "entrepreneur individuel",
        "entreprise individuelle",
        "ei",
        "sirene",
        "insee",
        "rne",
        "r\\.n\\.e",
        "repertoire des metiers",
        "greffe",
        "eurl",
        "sarl",
        "sasu?",
        "sci",
        "selarl",
        "au capital",
        "capital social",
        "numero d'entreprise",
        "identifiant de l'entreprise",
    ),
    boost=0.5,
    column=Column(r"(?:(?:n°|num[ée]ro)[ _])?siren", _NUMBER, needs=("siren",)),
    digits=9,
)

HITS = (
    ("SIREN : 732 829 320", "732 829 320"),
    ("Société au RCS de Lyon B 732829320", "732829320"),
    ("siren 732.829.320", "732.829.320"),
    ("immatriculée sous le numéro 732 829 320 au greffe", "732 829 320"),
    ("SIREN 123 456 789, recopié de travers", "123 456 789"),
    ("SIREN 732 829\n320", "732 829\n320"),
    ("Lucie Kerbrat EI, 732 829 320", "732 829 320"),
    ("auto-entrepreneur n° 732.829.320", "732.829.320"),
    ("nom;siren\nKerbrat;732829320", "732829320"),
    ("SARL Kerbrat & Fils, 732 829 320", "732 829 320"),
    ("EURL au capital de 5 000 euros, 732829320", "732829320"),
)
MISSES = (
    "Commande 732829320 expédiée",
    "Montant : 123 456 789 euros",
    "Le SIREN tient sur 9 chiffres",
    "732 829 3201",
    "Ticket 123456789",
    "La micro-entreprise a facturé 732 829 320 euros",
)

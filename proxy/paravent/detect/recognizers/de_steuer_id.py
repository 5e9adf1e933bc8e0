"""A German tax number for life (Steuer-ID): eleven digits, the last by ISO 7064 mod 11,10.

Of the first ten digits exactly one comes two or three times. Still one number in some twenty
passes by chance, so a word near it has to say what it is.
"""

from __future__ import annotations

from stdnum.de import idnr

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits

_GAP = r"(?:[ .\-]|[ \t]{0,2}\n[ \t]{0,4})?"


def _validate(text: str) -> float | None:
    return 0.4 if idnr.is_valid(digits(text)) else 0.05


RECOGNIZER = Recognizer(
    EntityType(
        "DE_STEUER_ID",
        "STEUERID",
        Category.IDENTITY,
        "identifiant fiscal allemand",
        "German tax number (Steuer-ID)",
        True,
    ),
    patterns=(rf"\b[1-9]\d{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}\b",),
    validate=_validate,
    context=(
        "steuer-?id\\w*",
        "steuer-?identifikation\\w*",
        "steuerliche identifikation\\w*",
        "identifikationsnummer",
        "idnr",
        "id-nr",
        "tin",
        "identifiant fiscal",
    ),
    boost=0.5,
    needs=("steuer", "idnr", "id-nr", "identifi", " tin ", "fiscal"),
    digits=11,
)

HITS = (
    ("Steuer-ID: 36 574 261 809", "36 574 261 809"),
    ("Steueridentifikationsnummer 36574261809", "36574261809"),
    ("IdNr. 36574261809", "36574261809"),
    ("TIN (Germany): 36 574 261 809", "36 574 261 809"),
    ("identifiant fiscal allemand 36 574\n261 809", "36 574\n261 809"),
    ("Steuer-ID 36574261890, Tippfehler", "36574261890"),
)
MISSES = (
    "Bestellung 36574261809",
    "36 574 261 809 euros",
    "Die Steuer-ID hat elf Ziffern",
    "Steuer-ID 36 574 261",
    "Konto 36574261809",
)

"""The code of a bank (BIC, ISO 9362): 8 or 11 characters, letters 5 and 6 being a country.

Many ordinary words in capitals have that form (PAIEMENT), so only what is announced counts, or
what stands right after an IBAN. Nothing is looked up.
"""

from __future__ import annotations

from stdnum import bic

from paravent.core.types import Category, EntityType
from paravent.detect.base import TIGHT, Column, Form, Recognizer

_CODE = r"[A-Z]{4}[ ]?[A-Z]{2}[ ]?[0-9A-Z]{2}(?:[ ]?[0-9A-Z]{3})?"
_AFTER_IBAN = r"[A-Z]{2}\d{2}(?:[ ]?[0-9A-Z]{2,4}){3,8}[\s,;|/()\-–]{1,4}"


def _validate(text: str) -> float | None:
    return 0.9 if bic.is_valid(text.upper()) else None


RECOGNIZER = Recognizer(
    EntityType("BIC", "BIC", Category.FINANCIAL, "code BIC", "bank code (BIC)", True),
    patterns=(
        Form(
            rf"\b(?i:code bic|bic|swift)(?i:[ /\-]{{1,3}}(?:swift|bic|code))?"
            rf"(?: ?\(?(?i:swift|bic)\)?)?(?i: (?:de (?:la|ma|notre|votre) banque|du compte))?"
            rf"{TIGHT}(?P<v>{_CODE})\b",
            ("bic", "swift"),
        ),
        Form(
            r"(?i)\bbic[\"'_]?\s?[:=]\s?[\"']?(?P<v>[a-z]{6}[0-9a-z]{2}(?:[0-9a-z]{3})?)\b",
            ("bic",),
        ),
        Form(rf"\b{_AFTER_IBAN}(?P<v>[A-Z]{{6}}[0-9A-Z]{{2}}(?:[0-9A-Z]{{3}})?)\b", digits=6),
    ),
    validate=_validate,
    column=Column(r"(?:code )?(?:bic|swift)", _CODE, needs=("bic", "swift")),
)

HITS = (
    ("BIC : AGRIFRPP882", "AGRIFRPP882"),
    ("BIC/SWIFT BNPAFRPPXXX", "BNPAFRPPXXX"),
    ("code SWIFT : GEBABEBB", "GEBABEBB"),
    ("IBAN FR76 3000 6000 0112 3456 7890 189, AGRIFRPP", "AGRIFRPP"),
    ('"bic": "psstfrpppar"', "psstfrpppar"),
    ("BIC (SWIFT): NWBKGB2L", "NWBKGB2L"),
    ("Swift/BIC de la banque : CMCIFR2A", "CMCIFR2A"),
    ("iban;bic\nBE68539007547034;KREDBEBB", "KREDBEBB"),
)
MISSES = (
    "PAIEMENT PAR VIREMENT",
    "Le BIC identifie la banque",
    "un stylo BIC CRISTAL",
    "BIC : bénéfices industriels et commerciaux",
    "Swift Programming Language",
    "IBAN ET MONTANTS",
    "AGRIFRPP",
)

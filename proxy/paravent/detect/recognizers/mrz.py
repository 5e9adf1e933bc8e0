"""The lines for machines on a passport, an identity card or a residence permit (ICAO 9303).

Two lines of 44 or 36 characters, or three of 30, filled up with ``<``; French cards of before 2021
have two of 36. Check digits are not asked for: a copied line with a slip says as much.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer

_FIRST = r"(?:P[A-Z<]|I[A-Z<]|A[A-Z<]|C[A-Z<]|V[A-Z<])[A-Z]{1,3}[A-Z0-9<]{25,40}"
_NEXT = r"[ \t]{0,4}\n[ \t>*]{0,4}[A-Z0-9<]{30,44}"


def _validate(text: str) -> float | None:
    return 0.95 if "<<" in text else None


RECOGNIZER = Recognizer(
    EntityType(
        "MRZ", "MRZ", Category.IDENTITY, "bande de lecture d'un titre", "machine-readable zone"
    ),
    patterns=(
        rf"\b{_FIRST}(?:{_NEXT}){{1,2}}",
        r"\b(?:P[A-Z<]|I[DR<]|AR)FRA[A-Z0-9<]{25,40}",
        r"\b[A-Z0-9<]{9}\d[A-Z]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}\d{2}",
    ),
    validate=_validate,
    needs=("<<",),
)

_PASSPORT = (
    "P<FRAKERBRAT<<LUCIE<MARIE<<<<<<<<<<<<<<<<<<<\n12AB345678FRA8503124F3001019<<<<<<<<<<<<<<06"
)
_CARD = "IDFRAKERBRAT<<<<<<<<<<<<<<<<<<<<290032\n8806923102858LUCIE<<MARIE<850312F4"
_NEW_CARD = (
    "IDFRAX4RTBPFW46<<<<<<<<<<<<<<<\n9007138F3002119FRA<<<<<<<<<<<6\nKERBRAT<<LUCIE<<<<<<<<<<<<<<<<"
)

HITS = (
    (_PASSPORT, _PASSPORT),
    (f"MRZ :\n{_CARD}", _CARD),
    (_NEW_CARD, _NEW_CARD),
    (
        "ligne 1 : P<FRAKERBRAT<<LUCIE<MARIE<<<<<<<<<<<<<<<<<<<",
        "P<FRAKERBRAT<<LUCIE<MARIE<<<<<<<<<<<<<<<<<<<",
    ),
    (
        "ligne 2 : 12AB345678FRA8503124F3001019<<<<<<<<<<<<<<06",
        "12AB345678FRA8503124F3001019<<<<<<<<<<<<<<06",
    ),
)
MISSES = (
    "P<FRA est le début d'une zone de lecture",
    "template<typename T> class Vector { T<<1; };",
    "cout << PASSWORD << endl;",
    "<<<<<<< HEAD\nCONFLICT\n>>>>>>>",
    "PRINTF<<STREAM",
)

"""A Portuguese taxpayer number (NIF): nine digits, the last by mod 11.

One number in ten passes by chance, so a word near it has to say what it is.
"""

from __future__ import annotations

from stdnum.pt import nif

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits

_GAP = r"(?:[. ]|[ \t]{0,2}\n[ \t]{0,4})?"


def _validate(text: str) -> float | None:
    return 0.4 if nif.is_valid(digits(text)) else 0.05


RECOGNIZER = Recognizer(
    EntityType(
        "PT_NIF",
        "NIF",
        Category.IDENTITY,
        "numéro fiscal portugais (NIF)",
        "Portuguese taxpayer number (NIF)",
        True,
    ),
    patterns=(rf"\b[1-35-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}\b",),
    validate=_validate,
    context=(
        "n\\.?i\\.?f",
        "contribuinte",
        "numero fiscal portugais",
        "identificacao fiscal",
        "nipc",
    ),
    boost=0.5,
    needs=(" nif ", " n i f ", "contribuinte", "fisca", "nipc"),
    digits=9,
)

HITS = (
    ("NIF 501964843", "501964843"),
    ("NIF: 501 964 843", "501 964 843"),
    ("contribuinte n.º 123456789", "123456789"),
    ("Número de Identificação Fiscal 501.964.843", "501.964.843"),
    ("NIF 501\n964 843", "501\n964 843"),
    ("NIF 501964842 (erro)", "501964842"),
)
MISSES = (
    "Encomenda 501964843",
    "501 964 843 euros",
    "O NIF tem nove algarismos",
    "NIF 501 964",
    "NIF 401964843",
)

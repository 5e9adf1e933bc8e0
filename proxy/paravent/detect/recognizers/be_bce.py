"""The number of a Belgian company (BCE, KBO): ten digits, the last two by mod 97.

Without its dots it is as long as a Belgian mobile number: then a word has to say what it is.
"""

from __future__ import annotations

from stdnum.be import vat

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits


def _validate(text: str) -> float | None:
    dotted = "." in text
    if vat.is_valid(digits(text)):
        return 0.8 if dotted else 0.4
    return 0.2 if dotted else 0.05


RECOGNIZER = Recognizer(
    EntityType(
        "BE_BCE",
        "BCE",
        Category.PROFESSIONAL,
        "numéro d'entreprise belge (BCE)",
        "Belgian company number",
        True,
    ),
    patterns=(
        r"\b[01]\d{3}(?:[. ]|[ \t]{0,2}\n[ \t]{0,4})?\d{3}(?:[. ]|[ \t]{0,2}\n[ \t]{0,4})?\d{3}\b",
    ),
    validate=_validate,
    context=(
        "bce",
        "kbo",
        "cbe",
        "numero d'entreprise",
        "ondernemingsnummer",
        "rpm",
        "rpr",
        "enterprise number",
    ),
    boost=0.5,
)

HITS = (
    ("BCE 0428.759.497", "0428.759.497"),
    ("Numéro d'entreprise : 0428 759 497", "0428 759 497"),
    ("KBO 0428759497", "0428759497"),
    ("0428.759.497 RPM Bruxelles", "0428.759.497"),
    ("siège à Liège, 0403.019.261", "0403.019.261"),
    ("BCE 0431.150.351, à vérifier", "0431.150.351"),
)
MISSES = (
    "0431.150.351",
    "Commande 0428759497",
    "La BCE relève ses taux de 0,25 point",
    "BCE 0428.759",
    "1 234 567 890 euros",
)

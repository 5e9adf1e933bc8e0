"""A European VAT number: two letters of the country, then its own digits and key.

Keys as python-stdnum knows them; nothing is asked of VIES or of any other service.
"""

from __future__ import annotations

from stdnum.ch import vat as swiss
from stdnum.eu import vat as european
from stdnum.gb import vat as british

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Form, Recognizer

_EU = "AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK"


def _validate(text: str) -> float | None:
    number = "".join(char for char in text if char.isalnum() or char in "+*").upper()
    if sum(map(str.isdecimal, number)) < 5:
        return None
    if number.startswith("GB"):
        valid = british.is_valid(number)
    elif number.startswith("CHE"):
        valid = swiss.is_valid(number)
    else:
        valid = european.is_valid(number)
    return 1.0 if valid else 0.2


RECOGNIZER = Recognizer(
    EntityType("VAT", "TVA", Category.PROFESSIONAL, "numéro de TVA", "VAT number", True),
    patterns=(
        Form(rf"(?i)\bFR{GAP}[0-9A-HJ-NP-Z]{{2}}{GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}\b", digits=9),
        Form(
            rf"\b(?:{_EU}|GB) ?[A-Z]?\d[0-9A-Z]?(?:[ .\-]?[0-9A-Z+*]{{2,10}}){{1,4}}\b",
            digits=7,
        ),
        Form(r"\bCHE[ \-]?\d{3}[ .]?\d{3}[ .]?\d{3} ?(?:MWST|TVA|IVA)\b", (" che",), 9),
        # British, without its country: HMRC writes 3, 4 and 2 digits.
        Form(
            r"(?i)\bvat(?: (?:reg(?:istration)?|no|number|id)\b\.?){0,2}[ :#]{1,3}"
            r"(?P<v>\d{3} ?\d{4} ?\d{2})\b",
            ("vat",),
            9,
        ),
    ),
    validate=_validate,
    context=(
        "tva",
        "t\\.v\\.a",
        "vat",
        "intracommunautaire",
        "intracom",
        "ust",
        "mwst",
        "btw",
        "iva",
    ),
    boost=0.4,
)

HITS = (
    ("TVA intracommunautaire FR 40 303 265 045", "FR 40 303 265 045"),
    ("n° TVA : FR40303265045", "FR40303265045"),
    ("fr 40 303265045", "fr 40 303265045"),
    ("VAT: DE136695976", "DE136695976"),
    ("BTW BE0428759497 a.u.b.", "BE0428759497"),
    ("VAT no. GB 980 7806 84", "GB 980 7806 84"),
    ("TVA FR 12 345 678 901, à vérifier", "FR 12 345 678 901"),
    ("CHE-107.787.577 IVA", "CHE-107.787.577 IVA"),
    ("VAT reg no. 320 4612 08", "320 4612 08"),
    ("VAT number: 320461208", "320461208"),
)
MISSES = (
    "La TVA est de 20 %",
    "FR 40 303 265",
    "Norme DE123",
    "ES modules in 2026",
    "IT department 12345678",
    "SE TRANSFORMER EN PROFONDEUR",
    "VAT 320 4612.08 due",
    "plus VAT 12 000",
)

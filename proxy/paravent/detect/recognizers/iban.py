"""A bank account number (IBAN, ISO 13616): country, two check digits by mod 97, the account.

Lengths by country: SWIFT's IBAN registry, as in python-stdnum, and the experimental ones of
Morocco, Algeria, Senegal, Ivory Coast and Cameroon.
"""

from __future__ import annotations

from stdnum.iso7064 import mod_97_10

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Recognizer

_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK|FI|FK|FO|GL|NL|SD",
    19: "MK|SI",
    20: "AT|BA|EE|KZ|LT|LU|MN|XK",
    21: "CH|HR|LI|LV",
    22: "BG|BH|CR|DE|GB|GE|IE|ME|RS|VA",
    23: "AE|GI|IL|IQ|OM|SO|TL",
    24: "AD|CZ|ES|MD|PK|RO|SA|SE|SK|TN|VG",
    25: "LY|PT|ST",
    26: "DZ|IS|TR",
    27: "BI|CM|DJ|FR|GR|IT|MC|MR|SM",
    28: "AL|AZ|BY|CI|CY|DO|GT|HN|HU|LB|MA|NI|PL|SN|SV",
    29: "BR|EG|PS|QA|UA",
    30: "JO|KW|MU|YE",
    31: "MT|SC",
    32: "LC",
    33: "RU",
}
_FORMS = "|".join(
    rf"(?:{countries}){GAP}\d{GAP}\d(?:{GAP}[0-9A-Z]){{{length - 4}}}"
    for length, countries in _COUNTRIES.items()
)


def _validate(text: str) -> float | None:
    number = "".join(filter(str.isalnum, text)).upper()
    if mod_97_10.is_valid(number[4:] + number[:4]):
        return 1.0
    # A mistyped one keeps its form, unless it is just words in capitals.
    return 0.6 if sum(map(str.isdecimal, number)) >= 10 else None


RECOGNIZER = Recognizer(
    EntityType("IBAN", "IBAN", Category.FINANCIAL, "IBAN", "IBAN", True),
    patterns=(rf"(?i)\b(?:{_FORMS})\b",),
    validate=_validate,
    context=("iban", "rib", "virement", "compte", "bic", "bank", "account", "transfer"),
    boost=0.3,
    digits=6,
)

HITS = (
    ("IBAN : FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP", "FR76 3000 6000 0112 3456 7890 189"),
    ("fr7630006000011234567890189", "fr7630006000011234567890189"),
    ("FR76-3000-6000-0112-3456-7890-189", "FR76-3000-6000-0112-3456-7890-189"),
    ("pay to GB29 NWBK 6016 1331 9268 19 today", "GB29 NWBK 6016 1331 9268 19"),
    ("DE89370400440532013000", "DE89370400440532013000"),
    ("BE68 5390 0754 7034", "BE68 5390 0754 7034"),
    ("FR76 3000 6000\n0112 3456 7890 189", "FR76 3000 6000\n0112 3456 7890 189"),
    ("FR76 3000 6000 0112 3456 7890 188 (une faute)", "FR76 3000 6000 0112 3456 7890 188"),
)
MISSES = (
    "L'IBAN commence par FR76",
    "FRANCE 2026 : CALENDRIER DES SALONS",
    "FR76 3000 6000",
    "BIC AGRIFRPPXXX",
    "ISO 13616",
    "DETAILS DES OPERATIONS DU MOIS",
    "id: ba120345-6789-4012-8345-678901234567",
    "{'uuid': 'ad120345-6789-4012-8345-67890123c567'}",
    "fichier be120345-6789-4a12-8345-678901234567.csv",
)

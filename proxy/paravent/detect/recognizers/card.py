"""A payment card number: 13 to 19 digits, an issuer's range, Luhn (ISO/IEC 7812).

Ranges: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro.
"""

from __future__ import annotations

from stdnum import luhn

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits

_SEP = r"(?:[ \t]{0,2}\n[ \t]{0,4}|[ .\-])?"
_ELSE = r"\d\.\d{12,}|\+\d{9,15}\b"  # a fraction, a telephone number
_ISSUERS = r"(?:4|5[0-8]|2[2-7]|3[4-9]|30|6[0-9])"


def _validate(text: str) -> float | None:
    number = digits(text)
    if len(set(number)) < 2:
        return None
    return 0.95 if luhn.is_valid(number) else 0.2


RECOGNIZER = Recognizer(
    EntityType(
        "CARD", "CARTE", Category.FINANCIAL, "numéro de carte bancaire", "card number", True
    ),
    patterns=(
        rf"{_ELSE}|\b(?P<v>{_ISSUERS}\d{{2,3}}(?:{_SEP}\d{{4}}){{3}}(?:{_SEP}\d{{1,3}})?)\b",
        rf"\b(?:3[47]\d{{2}}{_SEP}\d{{6}}{_SEP}\d{{5}}|3[0689]\d{{2}}{_SEP}\d{{6}}{_SEP}\d{{4}})\b",
        rf"{_ELSE}|\b(?P<v>{_ISSUERS}\d{{11,17}})\b",
    ),
    validate=_validate,
    context=(
        "cartes?",
        "carte bancaire",
        "cb",
        "visa",
        "mastercard",
        "amex",
        "cards?",
        "credit",
        "debit",
        "cvv",
        "cvc",
        "cryptogramme",
        "expir\\w*",
        "exp",
    ),
    boost=0.4,
    digits=12,
)

HITS = (
    ("carte 4111 1111 1111 1111 exp 12/27", "4111 1111 1111 1111"),
    ("4111111111111111", "4111111111111111"),
    ("5555-5555-5555-4444", "5555-5555-5555-4444"),
    ("Amex 3782 822463 10005", "3782 822463 10005"),
    ("4970 1012 3456\n7893", "4970 1012 3456\n7893"),
    ("CB 4111 1111 1111 1112 refusée", "4111 1111 1111 1112"),
)
MISSES = (
    "4111 1111 1111",
    "Référence 4111111111111112",
    "IMEI 990000862471854",
    "[0.5588917345860708, 1.49961831357047226]",
    "+442083612345",
    "0000 0000 0000 0000",
    "4 111 111 111 111 euros",
)

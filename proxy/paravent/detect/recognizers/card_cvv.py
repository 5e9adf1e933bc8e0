"""A payment card that can be used: its number with its security code near it, as one stretch.

With both of them anybody can pay; what stands between them (the name, the expiry date) is taken
too. A card number alone is ``card``, a code alone ``card_code``.
"""

from __future__ import annotations

import re

from stdnum import luhn

from paravent.core.types import Category, EntityType
from paravent.detect.base import Form, Recognizer

_NUMBER = r"(?:4|5[0-8]|2[2-7]|3[4-9]|30|6[0-9])(?:[ .\-]?\d){11,17}"
_BETWEEN = r"(?s:.{0,120}?)"
_CODE = (
    r"(?i:\b(?:cvv2?|cvc2?|cv2|cvn2?|csc|cid|crypto(?:gramme)?|code (?:de )?s[ée]curit[ée]"
    r"|security code|verification (?:code|value)|(?:code|chiffres) (?:au dos|derri[eè]re)))"
    r"[^\d\n]{0,20}\d{3,4}\b"
)
_WORDS = (
    *(" cvv", " cvc", " cv2", " cvn", " csc", " cid", " crypto"),
    *("code de secu", "code secu", "security code", "verification", "au dos", "derriere"),
)
_EXPIRY = r"(?:0?[1-9]|1[0-2])[ ]?[/|;,\-][ ]?(?:20)?\d\d"
_GAP = r"[\s,;|:\"']{1,4}"
_CARD = re.compile(rf"\b{_NUMBER}\b")
_GROUPS = re.compile(r"\d+")
_SHORTEST = 12
_AMOUNT = re.compile(r"(?:[.,]\d|[€$£%A-Za-z])\Z")


def _validate(text: str) -> float | None:
    usable = any(map(_is_card, _CARD.findall(text)))
    return 0.98 if usable and not _AMOUNT.search(text) else None


def _is_card(text: str) -> bool:
    """Whether a row of digits begins with a card number; the expiry date may follow it."""
    number = ""
    for group in _GROUPS.findall(text):
        number += group
        if len(number) >= _SHORTEST and len(set(number)) > 1 and luhn.is_valid(number):
            return True
    return False


RECOGNIZER = Recognizer(
    EntityType(
        "CARD_CVV",
        "CARTECVV",
        Category.FINANCIAL,
        "carte bancaire avec son cryptogramme",
        "card number with its security code",
        True,
    ),
    patterns=(
        Form(rf"\b{_NUMBER}\b{_BETWEEN}{_CODE}", _WORDS),
        Form(rf"{_CODE}{_BETWEEN}\b{_NUMBER}\b", _WORDS),
        Form(
            rf"\b{_NUMBER}\b(?:[^\d\n]{{0,30}}|{_GAP}){_EXPIRY}{_GAP}\d{{3,4}}\b"
            r"(?:[.,]\d|[ ]?(?:€|\$|£|%|(?i:eur|usd|chf)))?",
            digits=_SHORTEST,
        ),
    ),
    validate=_validate,
)

HITS = (
    (
        "Carte 4111 1111 1111 1111 exp 12/27 CVV 123",
        "4111 1111 1111 1111 exp 12/27 CVV 123",
    ),
    (
        '{"number": "5555555555554444", "exp_month": 12, "cvc": "314"}',
        '5555555555554444", "exp_month": 12, "cvc": "314',
    ),
    (
        "4970 1012 3456 7893\nexpire fin 09/26\ncryptogramme : 907",
        "4970 1012 3456 7893\nexpire fin 09/26\ncryptogramme : 907",
    ),
    ("4111111111111111|12|2027|123", "4111111111111111|12|2027|123"),
    ("4111111111111111 04/28 737", "4111111111111111 04/28 737"),
    ("4111111111111111;12/27;123", "4111111111111111;12/27;123"),
    (
        "Amex 378282246310005, 05/28, security code 4821.",
        "378282246310005, 05/28, security code 4821",
    ),
    ("CVV 123, carte 4111-1111-1111-1111", "CVV 123, carte 4111-1111-1111-1111"),
)
MISSES = (
    "carte 4111 1111 1111 1111 exp 12/27",
    "carte 4111 1111 1111 1111 12/27, 150 €",
    "4111 1111 1111 1111 12/27 1500 EUR",
    "6011546511247784, 10/19/1972, 593647757",
    "4111 1111 1111 1112 CVV 123",
    "CVV 123",
    "Commande 0123456789012 : CVV requis",
    "Le CVV protège les paiements ; la carte a 16 chiffres et 3 au dos",
    "0000 0000 0000 0000 CVV 123",
)

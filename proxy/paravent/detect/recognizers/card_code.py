"""The three or four digits on the back of a payment card (CVV, CVC, cryptogramme), after its name.

Digits alone prove nothing; beside the number of the card they are ``card_cvv``.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer

RECOGNIZER = Recognizer(
    EntityType(
        "CARD_CODE",
        "CRYPTOGRAMME",
        Category.FINANCIAL,
        "cryptogramme de carte bancaire",
        "card security code",
    ),
    patterns=(
        (
            r"(?i)\b(?:cvv2?|cvc2?|cv2|cvn2?|code (?:de )?s[ée]curit[ée]"
            r"|cryptogramme(?: (?:visuel|au dos|de s[ée]curit[ée]))?"
            r"|(?:card )?security code|card verification (?:code|value|number)"
            r"|(?:code|chiffres) (?:au dos|derri[eè]re))"
            r"(?: (?:de|of) [a-z' ]{1,25}(?:[:=]|est|is))?"
            r"[\s\"'`:=(\[n°#-]{0,6}(?:est|is|was)?[\s\"'`:=]{0,3}(?P<v>\d{3,4})\b"
        ),
    ),
    score=0.85,
    needs=(
        "cvv",
        "cvc",
        "cv2",
        "cvn",
        "crypto",
        "code",
        "verification",
        "chiffres",
    ),
)

HITS = (
    ("CVV : 123", "123"),
    ('"cvc": "4821"', "4821"),
    ("le cryptogramme visuel est 907", "907"),
    ("Le cryptogramme au dos est 482", "482"),
    ("CVV de sa carte : 615", "615"),
    ("security code is 1234.", "1234"),
    ("code de sécurité 456", "456"),
    ("cvv2=111&exp=12/27", "111"),
)
MISSES = (
    "Où trouver le CVV sur ma carte ?",
    "Le cryptogramme a 3 chiffres",
    "cvv: 12",
    "code de la sécurité sociale, article 123",
    "CVC 12345",
    "le CV de 2024",
)

"""A telephone number: French ones by their form, those of other countries by libphonenumber.

Only candidates that look like a number are given to ``phonenumbers``, which is slow.
"""

from __future__ import annotations

import re

import phonenumbers

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer, digits

_SEP = r"(?:[ \t]{0,2}\n[ \t]{0,4}|[ .\-/]{1,3})?"
_FRENCH = re.compile(r"(?:(?:\+|00)33\D{0,3}(?:\(0\))?\D{0,3}|0)[1-9](?:\D{0,5}\d\d){4}")
_AMERICAN = re.compile(r"(?:\+?1[ .\-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[.\-])[2-9]\d\d[.\-]\d{4}")
_NEIGHBOURS = ("GB", "BE", "CH", "LU")


def _validate(text: str) -> float | None:
    number = digits(text)
    spaced = len(number) < len(text)
    if _FRENCH.fullmatch(text):
        return 0.9 if spaced else 0.75
    if _AMERICAN.fullmatch(text):
        return 0.75
    if text.startswith(("+", "00", "(+")):
        return _abroad(f"+{number.removeprefix('00')}")
    if text.startswith(("0", "(0")):
        return _neighbour(number, 0.6 if spaced else 0.3) if 9 <= len(number) <= 11 else None
    return 0.6 if 8 <= len(number) <= 12 else None


def _abroad(number: str) -> float | None:
    # "+44 (0)20 7946 0123": the trunk zero is said but not dialled.
    forms = (number, number.replace("0", "", 1))
    try:
        parsed = [phonenumbers.parse(form) for form in forms]
    except phonenumbers.NumberParseException:
        return None
    if any(map(phonenumbers.is_valid_number, parsed)):
        return 0.9
    return 0.6 if phonenumbers.is_possible_number(parsed[0]) else 0.2


def _neighbour(number: str, score: float) -> float | None:
    for region in _NEIGHBOURS:
        parsed = phonenumbers.parse(number, region)
        if phonenumbers.is_valid_number(parsed):
            return score
    return 0.2


RECOGNIZER = Recognizer(
    EntityType("PHONE", "TEL", Category.CONTACT, "numéro de téléphone", "phone number"),
    patterns=(
        rf"(?:(?:\+|\b00)33{_SEP}(?:\(0\)[ .]?)?|\b0|\(0)[1-9]\)?(?:{_SEP}\d\d){{4}}\b",
        rf"(?:\(?\+|\b00)[1-9]\d{{0,2}}\)?(?:{_SEP}\(?\d{{1,5}}\)?){{2,7}}\b",
        r"(?:\+?1[ .\-]?)?(?:\([2-9]\d\d\) ?|\b[2-9]\d\d[.\-])[2-9]\d\d[.\-]\d{4}\b",
        rf"(?:\b|\()0\d{{1,4}}\)?(?:{_SEP}\d{{2,8}}){{1,4}}\b",
        (
            r"(?i)\b(?:t[ée]l(?:[ée]phone)?|phone|mobile|cell|portable|fax|gsm|whatsapp)"
            r"\b[^\d\n]{0,20}(?P<v>[1-9]\d{1,3}(?:[ .\-]\d{2,4}){2,4})\b"
        ),
    ),
    validate=_validate,
    context=(
        "tel",
        "telephone",
        "portable",
        "mobile",
        "fixe",
        "joignable",
        "appel\\w*",
        "rappel\\w*",
        "numero perso",
        "gsm",
        "whatsapp",
        "sms",
        "phone",
        "cell",
        "call",
        "fax",
        "ring",
        "reach",
        "contact",
        "standard",
    ),
    boost=0.45,
)

HITS = (
    ("Appelle le 06 12 34 56 78 demain", "06 12 34 56 78"),
    ("Tél. 01.42.68.53.00", "01.42.68.53.00"),
    ("0612345678", "0612345678"),
    ("+33 (0)6 12 34 56 78", "+33 (0)6 12 34 56 78"),
    ("0033 6 12 34 56 78", "0033 6 12 34 56 78"),
    ("06 12 34\n56 78", "06 12 34\n56 78"),
    ("+44 20 7946 0018", "+44 20 7946 0018"),
    ("Call (415) 555-2671 now", "(415) 555-2671"),
    ("mobile 07911 123456", "07911 123456"),
    ("+1 415-555-2671", "+1 415-555-2671"),
    ("Suisse : 079 123 45 67", "079 123 45 67"),
    ("+49 30 901820", "+49 30 901820"),
    ("+32 470 12 34 56", "+32 470 12 34 56"),
    ("my cell is 415 555 2671", "415 555 2671"),
)
MISSES = (
    "Le 12/03/2026 à 10:30",
    "Facture 2026-0045",
    "IBAN FR76",
    "1 250 000 euros",
    "Article 1240 du code civil",
    "ISBN 978-2-07-036822-8",
    "192.168.100.200",
    "Code 123456",
)

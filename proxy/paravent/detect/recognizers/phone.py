"""A telephone number: French ones by their form, those of other countries by libphonenumber.

Only candidates that look like a number are given to ``phonenumbers``, which is slow. Numbers of
services at a price of their own (French 08) and extensions alone are nobody's.
"""

from __future__ import annotations

import re
from itertools import pairwise

import phonenumbers

from paravent.core.types import Category, EntityType
from paravent.detect.base import UNIT, Column, Form, Recognizer, digits

_SEP = r"(?:[ \t]{0,2}\n[ \t]{0,4}|[ .\-/·_]{1,3})?"
_LOCAL = r"(?:[1-9]\d{1,3}(?:[ .\-]\d{2,6}){1,4}|[2-9]\d{2}[2-9]\d{6}|[67](?:[ .\-]?\d\d){4})"
_FRENCH = re.compile(
    r"(?:(?:\(?\+ ?|00)33\D{0,3}(?:\(0\))?\D{0,3}|\(?0\)?)[1-9]\)?(?P<rest>(?:\D{0,5}\d\d){4})"
)
_THREES = re.compile(r"0[ .]?[1-9]\d\d[ .]\d{3}[ .]\d{3}")
_AMERICAN = re.compile(
    r"(?:\+?1[ .\-]?)?(?:\([2-9]\d\d\) ?[2-9]\d\d[ .\-]|[2-9]\d\d[.\-][2-9]\d\d[.\-])\d{4}"
)
_SPACED = re.compile(r"[2-9]\d\d [2-9]\d\d \d{4}")
_BRITISH = re.compile(
    r"\(?0\)?(?:7\d{3}\)? \d{3} ?\d{3}|[123]\d\d\)? \d{3} \d{4}|1\d{3}\)? \d{6}|2\d\)? \d{4} \d{4})"
)
_ONE_BY_ONE = re.compile(r"0(?:[ .\-]\d){9}")
_DATE = re.compile(r"(?:\d\d[/.\-])?\d\d[/.\-](?:19|20)\d\d(?:\D|$)")
_THOUSANDS = re.compile(r"\+\d{1,3}(?: \d{3})+")
_SIGNS = re.compile(r"\D+")
_AREA = re.compile(r"^[^/]*/(?=[^/]*$)")  # Belgium: 0470/12.34.56
EXTENSION = re.compile(
    r"(?i),? ?(?:\((?:poste|ext(?:ension)?|x)\.? ?\d{1,5}\)|(?:poste|ext(?:ension)?)\.? ?\d{1,5}\b"
    r"|x ?\d{2,5}\b)"
)
_NEIGHBOURS = {9: ("BE", "CH"), 10: ("FR", "CH", "BE", "GB"), 11: ("GB",)}  # by their digits
_OUR_WAY = rf"(?:(?:\(?\+ ?|\b00)33{_SEP}(?:\(0\)[ .]?)?|\b0|\(0\)?)[1-9]\)?(?:{_SEP}\d\d){{4}}\b"
_ROW = 0.3  # numbers one after the other: five of two digits, or ten of one
_SPECIAL = 0.04  # so that no word around it makes it personal


def _validate(text: str) -> float | None:
    text = EXTENSION.sub("", text)
    number = digits(text)
    if _DATE.match(text):
        return None
    if french := _FRENCH.fullmatch(text):
        return _french(number, french["rest"])
    if _AMERICAN.fullmatch(text) or _SPACED.fullmatch(text):
        return _american(text, number[-10:])
    if text.startswith(("+", "00", "(+")):
        return _abroad(text, number)
    if text.startswith(("0", "(0")):
        return _near(text, number)
    return 0.6 if 8 <= len(number) <= 12 else None


def _american(text: str, number: str) -> float:
    sure, unsure = (0.55, 0.2) if _SPACED.fullmatch(text) else (0.75, 0.4)
    return sure if is_valid(number, "US") else unsure


def _near(text: str, number: str) -> float | None:
    if _ONE_BY_ONE.fullmatch(text):
        return _ROW if is_valid(number, "FR") and len(set(number)) > 4 else None
    if number.startswith("08") and len(number) == 10:
        return _SPECIAL
    if _THREES.fullmatch(text):
        return 0.75
    if not 9 <= len(number) <= 11:
        return None
    known = _BRITISH.fullmatch(text) or any(
        is_valid(number, region) for region in _NEIGHBOURS[len(number)]
    )
    if not known:
        return 0.2
    return 0.6 if len(number) < len(text) else 0.3


def _french(number: str, rest: str) -> float | None:
    """Ten digits in pairs; 01 02 03 04 05 is a row, and signs of two kinds part two things."""
    pairs = [
        int(number[-9]),
        *(int(number[at : at + 2]) for at in range(-8, -2, 2)),
        int(number[-2:]),
    ]
    if pairs[0] == 8:
        return _SPECIAL
    if len({after - before for before, after in pairwise(pairs)}) == 1:
        return None
    signs = {sign.strip() for sign in _SIGNS.findall(_AREA.sub(".", rest, count=1))}
    if signs == {","}:
        return _ROW
    return 0.4 if len(signs) > 1 else 0.9 if signs else 0.75


def _abroad(text: str, number: str) -> float | None:
    # "+44 (0)20 7946 0123": the trunk zero is said but not dialled.
    plain = f"+{number.removeprefix('00')}"
    if "(0)" in text:
        plain = plain.replace("0", "", 1)
    sure = not _THOUSANDS.fullmatch(text) and not text.startswith("00") and len(number) >= 8
    if sure and _is_possible(plain):
        return 0.85
    if is_valid(plain):
        return 0.9
    return 0.2 if len(number) >= 8 else None


def is_valid(number: str, region: str | None = None) -> bool:
    """Whether libphonenumber knows such a number; without ``region`` it must begin with ``+``."""
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, region)))
    except phonenumbers.NumberParseException:
        return False


def _is_possible(number: str) -> bool:
    """Whether it is as long as numbers of its country are, area included."""
    try:
        reason = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """With its extension, and without a first bracket, unless that is the number's own."""
    opened = text[start] == "(" and ")" not in text[start:end]
    inside = EXTENSION.match(text, end)
    return start + opened, inside.end() if inside else end


RECOGNIZER = Recognizer(
    EntityType("PHONE", "TEL", Category.CONTACT, "numéro de téléphone", "phone number"),
    patterns=(
        Form(
            rf"(?:(?:\+ ?|\b00)33{_SEP}(?:\(0\)[ .]?)?|\b0|\(0\)?)[1-9]\)?(?:{_SEP}\d\d){{4}}\b",
            digits=10,
        ),
        Form(r"\b0[1-9](?:,[ ]?\d\d){4}\b|\b0(?:[ .\-]\d){9}\b", digits=10),
        Form(r"\b0[ .]?[1-9]\d\d[ .]\d{3}[ .]\d{3}\b", digits=10),
        Form(
            r"(?:\(?\+|\b00)[1-9]\d{0,2}\)?(?:[ .\-/]{1,2}\(?\d{2,5}\)?){2,6}\b",
            ("+", " 00"),
            7,
        ),
        Form(
            rf"{_OUR_WAY}|(?P<v>(?:\(?\+|\b00)[1-9]\d{{0,2}}\)?(?:{_SEP}\(?\d{{1,5}}\)?){{2,7}})\b",
            ("+", " 00"),
            7,
        ),
        Form(
            r"(?:\+?1[ .\-]?)?(?:\([2-9]\d\d\) ?[2-9]\d\d[ .\-]"
            r"|\b[2-9]\d\d[.\-][2-9]\d\d[.\-])\d{4}\b",
            digits=10,
        ),
        Form(
            rf"\b(?:[2-9]\d\d [2-9]\d\d \d{{4}}{UNIT}|(?P<v>[2-9]\d\d [2-9]\d\d \d{{4}}))\b",
            digits=10,
        ),
        Form(
            rf"{_OUR_WAY}|(?P<v>(?:\b0|\(0\)?)\d{{1,4}}\)?(?:{_SEP}\d{{2,8}}){{1,4}})\b", digits=9
        ),
        Form(
            r"(?i)\b(?:t[ée]l(?:[ée]phone)?|phone|mobile|cell|portable|fax|gsm|whatsapp)\b"
            rf"[^\d\n]{{0,20}}(?:{_LOCAL}{UNIT}|(?P<v>{_LOCAL}))\b",
            (" tel", "phone", "mobile", "cell", "portable", "fax", "gsm", "whatsapp"),
            7,
        ),
    ),
    validate=_validate,
    extend=whole,
    context=(
        "tel",
        "telephone",
        "portable",
        "mobile",
        "fixe",
        "joi(?:gnable|ndre)",
        "appel\\w*",
        "rappel\\w*",
        "numero perso",
        "(?:mon|ton|son|votre|leur|my|your|his|her) (?:numero|num|number)",
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
    column=Column(
        r"(?:num[ée]ro[ _](?:de[ _])?)?t[ée]l(?:[ée]phone)?"
        r"(?:[ _](?:fixe|portable|mobile|pro|perso))?|portable|mobile|gsm|fax"
        r"|(?:(?:home|work|mobile|cell)[ _]?)?phone(?:[ _]number)?|cell",
        r"\+?\(?\d[\d .\-()/]{5,22}",
        needs=("tel", "portable", "mobile", "gsm", "fax", "phone", "cell"),
    ),
)

HITS = (
    ("bur. (418) 555-0193 poste 22.", "(418) 555-0193 poste 22"),
    ("04 76 22 10 93 (poste 12)", "04 76 22 10 93 (poste 12)"),
    ("desk 020 7946 0321 x114, ok", "020 7946 0321 x114"),
    ("(617) 555-0148 ext. 22", "(617) 555-0148 ext. 22"),
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
    ("+262 692 12 34 56", "+262 692 12 34 56"),
    ("Guadeloupe : 0590 12 34 56", "0590 12 34 56"),
    ("GSM 0470/12.34.56", "0470/12.34.56"),
    ("+41 (0)79 123 45 67", "+41 (0)79 123 45 67"),
    ("Luxembourg +352 621 123 456", "+352 621 123 456"),
    ("Montréal (514) 555-0199", "(514) 555-0199"),
    ("(020) 7946 0018", "(020) 7946 0018"),
    ("0 612 345 678", "0 612 345 678"),
    ("(0)6 12 34 56 78", "(0)6 12 34 56 78"),
    ("tél : 612345678 (zéro perdu)", "612345678"),
    ("1. +1 513 555 0136\n2. Yes", "+1 513 555 0136"),
    ("office (212) 555 0199", "(212) 555 0199"),
    ("(0)20 8946 1111", "(0)20 8946 1111"),
    ("Best number? 218 555 0133", "218 555 0133"),
    ("Mme Roy (03 20 55 66 77), puis Ludo", "03 20 55 66 77"),
    ("Mme Roy (+33 3 20 55 66 77)", "+33 3 20 55 66 77"),
    ("(+33) 6.12.34.56.78", "(+33) 6.12.34.56.78"),
    ("nom;téléphone\nDupont;612345678", "612345678"),
    ("Name,Phone\nOkonkwo,2079460958", "2079460958"),
    ("rappelle au 06_12_34_56_78", "06_12_34_56_78"),
    ("tél. 06·12·34·56·78", "06·12·34·56·78"),
    ("tél : 06,12,34,56,78", "06,12,34,56,78"),
    ("+ 33 6 12 34 56 78", "+ 33 6 12 34 56 78"),
    ("mon numéro : 0 6 1 2 3 4 5 6 7 8", "0 6 1 2 3 4 5 6 7 8"),
    ("cell: 5145550199", "5145550199"),
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
    "Rappel : 01/02/2024 10:30",
    "01.02.2024 11.30",
    "05/10/2024 08/11/2024",
    "01 02 03 04 05",
    "+15 000 000 euros",
    "0 5 10 15 20 25",
    "400-500-6000",
    "tel que 12 345 678 euros",
    "nom;montant\nDupont;612345678",
    "numéro vert 0 800 123 456, appel gratuit",
    "Assistance : 08 25 12 34 56 (0,15 €/min)",
    "poste 4417, ext. 2209",
    "Total 218 555 0133 dollars",
    "Loto : 04,12,23,31,49",
    "mon numéro porte : 0 1 0 1 1 0 0 1 1 0",
    "notes 0 6 1 2 3 4 5 6 7 8",
)

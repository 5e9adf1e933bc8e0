"""A number by which a state knows somebody, of countries without a recognizer of their own.

South Africa, Nigeria, Pakistan, India, New Zealand, Kenya, Ghana, Singapore, the Emirates, Brazil,
Poland, Sweden, and the payroll and tax references of HMRC. A word has to say what it is; forms
from the issuers, as python-stdnum has most of them.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import TIGHT, Column, Form, Recognizer, announced

_NO = r"(?: ?(?:numbers?|no\b\.?|n[°º]|#))?"
_CARD = (
    r"(?:\b(?:sa|national|emirates|voter|ghana|omang|huduma|maisha) id(?: card)?"
    r"|identity (?:number|no|card)"
    r"|\bid (?:number|no|card)|\bcnic|\bnin|\bbvn|\bnric|\bfin|\bepic|\bird|\bkra pin|\bpesel|\bcpf"
    r"|\bcurp|personnummer|ghana card|carte nationale|num[ée]ro d['’]identit[ée])"
)
_VALUE = (
    r"(?-i:\d{5}-\d{7}-\d|\d{3}-\d{4}-\d{7}-\d"
    r"|\d{2,3}[\-.]\d{3}[\-.]\d{3}(?:-\d{2})?|\d{6} \d{4} \d{2} ?\d|\d{4} \d{3} \d{4}"
    r"|\d{6,8}[\-+]\d{4}|[A-Z]{3}-\d{9}-\d|[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d"
    r"|[A-Z]{1,3} \d{3,8}(?: \d{2,4}){0,2}"
    r"|[A-Z]{0,4}-?\d{4,13}[A-Z]{0,2}\d?)"
)
_PAYE = r"\d{3}/[ ]?[A-Z0-9]{1,10}"
_OFFICE = r"\d{3}P[A-Z]\d{7}[0-9X]"


def _validate(text: str) -> float | None:
    if re.fullmatch(r"(?:19|20)\d\d/\d{2,4}|(?:19|20)\d\d|\d{1,2}[.\-]\d{1,2}[.\-]\d{2,4}", text):
        return None
    return 0.8 if sum(map(str.isdecimal, text)) >= 6 or "/" in text else None


RECOGNIZER = Recognizer(
    EntityType(
        "FOREIGN_ID",
        "IDENTITE",
        Category.IDENTITY,
        "numéro d'identité d'un autre pays",
        "identity number of another country",
        True,
    ),
    patterns=(
        Form(
            announced(rf"{_CARD}{_NO}", _VALUE, TIGHT),
            (
                *(" id ", "identit", "cnic", " nin ", " bvn ", " nric", " fin ", " epic ", " ird "),
                *(" kra ", "pesel", " cpf", "curp", "personnummer", "ghana card", "nationale"),
            ),
            6,
        ),
        Form(
            announced(rf"\bpaye(?: (?:ref(?:erence)?|scheme)\b\.?)?{_NO}", _PAYE, TIGHT),
            (" paye",),
            3,
        ),
        Form(rf"\b{_OFFICE}\b", digits=10),
        Form(r"\b(?P<v>[A-Z]{1,2}\d{6}\([0-9A]\))", digits=6),  # Hong Kong
        Form(r"\b\d{3}-\d{7}-\d{2}\b", digits=12),  # the card of Belgium
        Form(r"\bX[A-Z]{1,2}IT\d{11}\b", digits=11),
    ),
    validate=_validate,
    column=Column(
        r"(?:national|sa|voter)[ _]id(?:[ _](?:no|number))?|id[ _](?:no|number)|nin|bvn|cnic|nric",
        _VALUE,
        needs=(" id ", " nin", " bvn", "cnic", "nric"),
    ),
)

HITS = (
    ("SA ID 8001015009087", "8001015009087"),
    ("ID number: 800101 5009 08 7", "800101 5009 08 7"),
    ("my NIN is 12345678901", "12345678901"),
    ("BVN: 22412345678", "22412345678"),
    ("CNIC 35202-1234567-9", "35202-1234567-9"),
    ("voter ID ABC1234567", "ABC1234567"),
    ("IRD number 49-091-850", "49-091-850"),
    ("HKID A123456(7)", "A123456(7)"),
    ("NRIC S1234567D", "S1234567D"),
    ("Ghana card GHA-712345678-1", "GHA-712345678-1"),
    ("employer PAYE reference 120/AB44182", "120/AB44182"),
    ("Accounts Office 120PA00044182", "120PA00044182"),
    ("name,id number\nThandi,8001015009087", "8001015009087"),
)
MISSES = (
    "order id 8001015009087",
    "user id: 12345678901",
    "ID card: bring it on 12.03.2026",
    "tax code 1257L",
    "PAYE 2026/27",
    "NIN has 11 digits",
    "12345678901",
    "the national id scheme of 2026",
)

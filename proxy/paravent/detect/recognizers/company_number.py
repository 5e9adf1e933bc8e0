"""The number of a company outside of France and Belgium, where its form or the text says so.

British and Irish registers, the Swiss UID, the Quebec NEQ, Canadian and Quebec sales taxes, the
Australian ABN and ACN, the Indian GSTIN and CIN, the Nigerian RC. Prefixes: Companies House, URI
customer guide, 3. Check digits as python-stdnum has them: a wrong one is a misread number.
"""

from __future__ import annotations

import re

from stdnum.au import abn, acn
from stdnum.ch import uid
from stdnum.in_ import gstin

from paravent.core.types import Category, EntityType
from paravent.detect.base import TIGHT, Column, Form, Recognizer, announced

_PREFIX = (
    r"(?-i:AC|C[ES]|F[CE]|G[ENS]|I[CP]|LP|N[ACFILOPRVZ]|O[CE]|PC|R[CS]|S[ACEFGILOPRZ]|ZC)[ ]?\d{6}"
)
_BRITISH = rf"{_PREFIX}|R\d{{7}}|\d{{8}}"
_REGISTER = rf"{_PREFIX}|R\d{{7}}|\d{{5,8}}"
_NO = r"(?i:numbers?|no\b\.?|n[°º]|#)"
_COMPANY = (
    rf"(?:(?:company|co\b\.?|companies house|charity|crn|cro|registered|regd\b\.?)"
    rf"[ _]?(?:reg(?:istration|istered|d)?\b\.?[ _])?{_NO}|\bcrn\b|\bcro\b"
    rf"|(?:company|co\b\.?|business) reg(?:istration)?\b\.?|companies house)"
)
_LAND = (
    r"(?:england(?: (?:and|&) wales)?|wales|scotland|northern ireland|ireland|the uk|u\.?k\b\.?"
    r"|dublin|cardiff|edinburgh|belfast)"
)
_SEAT = rf"\breg(?:istered|d)?\b\.? (?:company |charity )?in {_LAND}"
_SWISS = r"CHE[ \-]?\d{3}[. ]?\d{3}[. ]?\d{3}"
_QUEBEC = r"(?:11|22|33|88)\d{2}[ \-]?\d{3}[ \-]?\d{3}|[1238] \d{3} \d{3} \d{3}"
_ABN = r"\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}"
_ACN = r"\d{3}[ ]?\d{3}[ ]?\d{3}"
_GSTIN = r"\d{2}[A-Z]{5}\d{4}[A-Z][A-Z1-9]Z[A-Z0-9]"
_CIN = r"[LU]\d{5}[A-Z]{2}(?:19|20)\d{2}[A-Z]{3}\d{6}"
_REGISTRY = (" reg", "compan", " co ", "charity", "business", " crn", " cro ")
_FORM = r"(?:Ltd|Limited|LLP|PLC|plc|CIC)\b\.?"
_CHECKED = (
    (re.compile(_SWISS), uid.is_valid),
    (re.compile(_GSTIN), gstin.is_valid),
    (re.compile(_ABN), abn.is_valid),
    (re.compile(_ACN), acn.is_valid),
)


def _validate(text: str) -> float | None:
    if re.fullmatch(
        r"\d{2}(?:0[1-9]|1[0-2])(?:19|20)\d{2}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d", text
    ):
        return 0.2  # a date without its signs
    for form, is_valid in _CHECKED:
        if form.fullmatch(text):
            return 0.9 if is_valid(text) else 0.6
    return 0.8


RECOGNIZER = Recognizer(
    EntityType(
        "COMPANY_NUMBER",
        "NUMSOCIETE",
        Category.PROFESSIONAL,
        "numéro d'entreprise (hors France et Belgique)",
        "company number (other than French and Belgian)",
        True,
    ),
    patterns=(
        Form(announced(_COMPANY, _REGISTER, TIGHT), _REGISTRY, 5),
        Form(
            announced(rf"{_SEAT},?(?: (?:under|with))?(?: {_NO})?", _REGISTER, TIGHT), (" reg",), 5
        ),
        Form(rf"\b(?P<v>{_BRITISH})[ ,;:\-–(]{{1,3}}(?i:{_SEAT})", (" reg",), 6),
        Form(rf"\b{_FORM} \((?P<v>{_BRITISH})\)", ("ltd", "limited", "llp", "plc", " cic"), 6),
        Form(
            r"\b(?i:company)[ :#(]{1,3}(?P<v>\d{8})\b",
            ("compan",),
            8,
        ),
        Form(rf"\b{_SWISS}\b", (" che", "che-"), 9),
        Form(
            announced(r"\bneq\b|num[ée]ro d['’]entreprise du qu[ée]bec", _QUEBEC, TIGHT),
            ("neq", "quebec"),
            10,
        ),
        Form(r"\b\d{5}[ ]?\d{4}[ ]?R[CMPTZ][ ]?\d{4}\b|\b\d{10}[ ]?TQ[ ]?\d{4}\b", digits=13),
        Form(announced(r"\bbn\b", r"\d{5}[ ]?\d{4}", TIGHT), (" bn",), 9),
        Form(announced(r"\ba\.?b\.?n\b\.?", _ABN, TIGHT), ("abn", "a.b.n"), 11),
        Form(announced(r"\ba\.?c\.?n\b\.?", _ACN, TIGHT), ("acn", "a.c.n"), 9),
        Form(rf"\b(?:{_GSTIN}|{_CIN})\b", digits=6),
        Form(announced(r"\bllpin\b", r"[A-Z]{3}-?\d{4}", TIGHT), ("llpin",), 4),
        Form(rf"\bRC(?:[ ]{_NO})?[ :#\-.]{{0,3}}(?P<v>\d{{6,7}})\b", (" rc",), 6),
        Form(
            announced(
                r"\bkvk(?:-?nummer)?|\bcvr(?:-?nr)?\b\.?|\borg\.? ?-?n(?:r|o|ummer)\b\.?|\bnzbn"
                r"|\buen|\bp\. ?iva|partita iva|\bcif\b",
                r"\d{6}-\d{4}|\d{8,13}[A-Z]?|[A-Z]\d{8}",
                TIGHT,
            ),
            ("kvk", " cvr", " org", "nzbn", " uen", " iva ", " cif "),
            8,
        ),
        Form(rf"\bHR[AB](?: {_NO})?[ :]{{1,2}}\d{{3,6}}(?: [A-Z])?\b", (" hr",), 3),
    ),
    validate=_validate,
    column=Column(
        rf"(?:company|co)[ _](?:reg(?:istration)?[ _])?{_NO}|crn|abn|acn|gstin|neq",
        rf"{_REGISTER}|{_ABN}|{_ACN}|{_GSTIN}|{_QUEBEC}",
        needs=("company", " co ", "crn", "abn", "acn", "gstin", "neq"),
    ),
)

HITS = (
    ("service address, company 11830472 incorporated 2019", "11830472"),
    ("director of company (09441127)", "09441127"),
    ("Company number SC614208", "SC614208"),
    ("09218846 registered in England and Wales", "09218846"),
    ("Reg in England 08914427, VAT to follow", "08914427"),
    ("Registered in England & Wales No. 07731904", "07731904"),
    ("Registered in Scotland, number SC 614208", "SC 614208"),
    ("Companies House no: OC301540", "OC301540"),
    ("Co. Reg. No. 4417702", "4417702"),
    ("Registered in Ireland No. 604417", "604417"),
    ("Harvest Foods Ltd, CRO 512208", "512208"),
    ("Larkspur Events Ltd (07731904)", "07731904"),
    ("n° IDE CHE-116.288.092", "CHE-116.288.092"),
    ("NEQ : 1171204418", "1171204418"),
    ("TPS 73412 8891 RT0001", "73412 8891 RT0001"),
    ("TVQ 1023417788 TQ0001", "1023417788 TQ0001"),
    ("Rivergum Pty Ltd ABN 53 004 085 616", "53 004 085 616"),
    ("ACN 004 085 616", "004 085 616"),
    ("gst no 27AAPFU0939F1ZV", "27AAPFU0939F1ZV"),
    ("CIN U72200KA2007PTC043114", "U72200KA2007PTC043114"),
    ("Adunni Foods Ltd, RC 1184420, Lagos", "1184420"),
    ("KvK-nummer: 12345678", "12345678"),
    ("Org.nr 556703-7485", "556703-7485"),
    ("Amtsgericht München HRB 118820", "HRB 118820"),
    ('"companyNumber": "12044871"', "12044871"),
    ("name;company number\nHighfield;08914427", "08914427"),
)
MISSES = (
    "company 20260112 ledger, company 2024",
    "The company number of staff is 12000",
    "Order 08914427 is late",
    "Registered in 2019 with 11402288 users",
    "a company of 12345678 dollars",
    "Python 3.14 RC 2 is out",
    "RC 4 tires",
    "Part SC614208 is out of stock",
    "NEQ is what a company gets in Quebec",
    "An ABN has 11 digits, an ACN 9",
    "Company no. 5 on the list",
    "registered in England on 12/03/2026",
)

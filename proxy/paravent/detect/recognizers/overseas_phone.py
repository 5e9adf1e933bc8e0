"""A telephone number as Ireland, Nigeria, South Africa, Australia, India and America write theirs.

At home nobody writes the country's code. Groups that France never has tell them from its 08
numbers; undivided they count after an English word for calling only. What is free to call, or has
a price of its own, is nobody's: libphonenumber knows the ranges.
"""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from paravent.detect.base import UNIT, Form, Recognizer, digits
from paravent.detect.recognizers import phone

_SEP = r"[ .\-]"
_GROUPS = (
    (
        rf"(?:\(0\d{{2}}\)|\b0\d{{2}}){_SEP}\d{{3}}{_SEP}\d{{4}}|\b0[68]\d{_SEP}\d{{7}}",
        ("IE", "ZA"),
    ),
    (rf"(?:\(0\d\)|\b0\d){_SEP}\d{{4}}{_SEP}\d{{4}}", ("AU",)),
    (rf"\b0[789]\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{4}}", ("NG",)),
    (r"\b(?:1 )?[2-9]\d\d [2-9]\d\d[ \-]\d{4}", ("US",)),
)
_JOINED = r"0[4-9]\d{8}|0[789]\d{9}|[6-9]\d{9}|[2-9]\d\d[2-9]\d{6}"
_OFFERED = r"[6-9]\d{4}[ \-]\d{5}"
_CALL = (
    r"(?i:cell|mob(?:ile)?|call(?: or text)?|text|ring|whats?app|ph|phone|contact|reach)\b\.?"
    r"(?i: (?:(?:me|us|him|her|them|no|number|is|on|at)\b\.?|[a-z]{2,12} (?:on|at)\b)){0,3}"
    r"[ :]{1,3}"
)
_CALLING = (
    *("cell", " mob", "call", "text", "ring", "whatsapp", "whatapp", " ph ", "phone"),
    *("contact", "reach"),
)
_FORMS = tuple((re.compile(form), regions) for form, regions in _GROUPS)
_HOME = ("IE", "ZA", "AU", "NG", "IN", "US", "GB", "NZ")
_PERSONAL = frozenset(
    {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
    }
)


def _validate(text: str) -> float | None:
    text = phone.EXTENSION.sub("", text)
    number = digits(text)
    for form, regions in _FORMS:
        if form.fullmatch(text):
            return 0.6 if _is_personal(number, regions) else None
    if re.fullmatch(_OFFERED, text):
        return 0.3 if _is_personal(number, ("IN",)) else None
    return 0.7 if _is_personal(number, _HOME) else None


def _is_personal(number: str, regions: tuple[str, ...]) -> bool:
    """Whether it may be somebody's number in one of these countries."""
    for region in regions:
        parsed = phonenumbers.parse(number, region)
        if phonenumbers.number_type(parsed) in _PERSONAL:
            return True
    return False


RECOGNIZER = Recognizer(
    phone.RECOGNIZER.entity,
    patterns=(
        *(Form(rf"(?:(?:{form}){UNIT}|(?P<v>{form}))\b", digits=10) for form, _ in _GROUPS),
        Form(rf"\b(?:{_OFFERED}{UNIT}|(?P<v>{_OFFERED}))\b", digits=10),
        Form(rf"\b{_CALL}(?:(?:{_JOINED}){UNIT}|(?P<v>{_JOINED}))\b", _CALLING, 10),
    ),
    validate=_validate,
    extend=phone.whole,
    context=(*phone.RECOGNIZER.context, "mob", "ph", "text(?: me| him| her| us)?"),
    boost=0.45,
)

HITS = (
    ("au Québec 418 555-0172, poste 3041. Carte", "418 555-0172, poste 3041"),
    ("Mobile 085 771 0936, email to follow", "085 771 0936"),
    ("ring her, 087-2345678", "087-2345678"),
    ("I will like to see you. 0803 417 5526", "0803 417 5526"),
    ("my WhatsApp is 07065551234", "07065551234"),
    ("cell 0821234567", "0821234567"),
    ("call me on 0821234567 tonight", "0821234567"),
    ("Ph: 9845012345", "9845012345"),
    ("call Ravi on 98450 12345", "98450 12345"),
    ("Adelaide office 08 8234 5678", "08 8234 5678"),
    ("(085) 771 0936", "(085) 771 0936"),
    ("Mam (085 771 0936)", "085 771 0936"),
    ("mob 0412345678", "0412345678"),
    ("Québec : 514 555-0199", "514 555-0199"),
    ("1 514 555 0199", "1 514 555 0199"),
    ("text 5145550199", "5145550199"),
)
MISSES = (
    "Service client 08 25 12 34 56",
    "appel gratuit 0800 123 456",
    "call 0800123456 free",
    "Commande 185 771 0936",
    "reference 98450 12345",
    "in 514 555-0199 euros",
    "ticket 9845012345",
    "Le 02 1234 5678 euros",
    "call 1234567890",
    "port 0803, 417 requests, 5526 ms",
)

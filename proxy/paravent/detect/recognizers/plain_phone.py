"""A telephone number as it stands in lists, forms and scans: undivided, beside another, misread.

British ones in their usual groups or in none, any country's after a key or a relative (*mum*,
*phone =*), a mistyped one where somebody is to be rung, and those of which a scanner made letters
(``O6 7I 22``). What has digits only, in the way of its country, is found by ``phone``.
"""

from __future__ import annotations

import re

from paravent.detect.base import UNIT, Form, Recognizer, digits
from paravent.detect.recognizers import phone

_GROUPS = r"0(?:7\d{3}|1\d{3})[ .\-]\d{3}[ .\-]\d{3}|0\d{3}[ .\-]\d{3}[ .\-]\d{4}"
_JOINED = r"07\d{9}"
_WHOSE = (
    r"(?:t[ée]l(?:[ée]phone)?|phone|mobile|cell|gsm|portable|fixe|whatsapp|parents?|mum|mom|dad"
    r"|mother|father|m[èe]re|p[èe]re|maman|papa|tuteur|tutrice|guardian|carer|nok|next of kin"
    r"|emergency(?: contact)?|urgence|contact|voisine?|gardien(?:ne)?)"
)
_SIGN = r"[\dOoIl]"
_MISREAD = (
    rf"[0Oo][1-9Il][ ./\-](?:{_SIGN}{{2}}[ ./\-]){{3}}{_SIGN}{{2}}"
    rf"|[0Oo]7{_SIGN}{{3}} {_SIGN}{{3}} {_SIGN}{{3}}"
    rf"|[0Oo]7{_SIGN}{{3}} {_SIGN}{{6}}|[0Oo]20 {_SIGN}{{4}} {_SIGN}{{4}}"
)
_LETTERS = str.maketrans("OoIl", "0011")
_AMERICAN = r"\(?[2-9]\d\d\)?[ .\-][2-9]\d\d[ .\-]\d{4}"
_ASKED = (
    r"(?:rings?|call|text|reach|phone|r?appel(?:e[rz]|le)|joindre|joignable)"
    r"(?:[ \-](?:me|us|him|her|them|mum|dad|moi|nous|le|la))?(?: (?:back|directly|please|svp))?"
    r" (?:on|at|au|sur le) "
)
_WHATEVER = r"0\d(?:[ .\-]?\d){7,11}"  # a number that is mistyped is still somebody's
_REGIONS = ("GB", "FR", "IE", "BE", "CH", "AU", "NZ", "ZA", "NG", "IT", "DE", "NL", "ES")


def _validate(text: str) -> float | None:
    text = phone.EXTENSION.sub("", text)
    if any(map(str.isalpha, text)) and "x" not in text:
        return _misread(text)
    if re.fullmatch(_GROUPS, text):
        return 0.6 if text[1] in "17" or phone.is_valid(digits(text), "GB") else 0.3
    if re.fullmatch(_MISREAD, text):
        return None
    number = digits(text)
    told = re.fullmatch(_WHATEVER, text) and not text.isdecimal()
    if told or (re.fullmatch(_JOINED, text) and phone.is_valid(number, "GB")):
        return 0.6
    if not number.startswith("0"):
        return 0.7
    return 0.7 if any(phone.is_valid(number, region) for region in _REGIONS) else 0.3


def _misread(text: str) -> float | None:
    """Digits are more than what was taken for letters."""
    if sum(map(str.isdecimal, text)) < 6:
        return None
    number = digits(text.translate(_LETTERS))
    return 0.7 if len(number) in (10, 11) else None


RECOGNIZER = Recognizer(
    phone.RECOGNIZER.entity,
    patterns=(
        Form(rf"\b(?:(?:{_GROUPS}){UNIT}|(?P<v>{_GROUPS}))\b", digits=10),
        Form(rf"\b(?:{_JOINED}{UNIT}|(?P<v>{_JOINED}))\b", digits=11),
        Form(
            rf"(?i)\b{_WHOSE}[\"']?(?: (?:is|est|at|on|au|ring|rang|told))?[ ]?[:=(]?[ ]?[\"']?"
            rf"(?:0\d{{8,10}}{UNIT}|(?P<v>0\d{{8,10}}))\b",
            digits=9,
        ),
        Form(
            rf"(?i)\b{_ASKED}(?P<v>{_WHATEVER})\b",
            ("ring", "call", "text", "reach", "phone", "appel", "joi"),
            9,
        ),
        Form(r"(?P<v>\+\d{1,3}[ ]?\(0\)[ ]?\d{2,5}(?:[ .\-]?\d{2,7}){1,4})\b", ("+",), 10),
        Form(rf"\b(?:(?:{_MISREAD}){UNIT}|(?P<v>{_MISREAD}))\b", digits=6),
        Form(rf"\b(?P<v>{_AMERICAN},? ?(?:x|ext\.? ?)\d{{1,5}})\b", (" x", " ext"), 11),
    ),
    validate=_validate,
    extend=phone.whole,
)

HITS = (
    ("can you ring me on 01724 555 0196 after ten", "01724 555 0196"),
    ("rappelez-moi au 06 12 34 56 7 svp", "06 12 34 56 7"),
    ("the ward on 01632 960 415 ext 12.", "01632 960 415 ext 12"),
    ("mum rang 07466 190 288\n12:15 Noelle", "07466 190 288"),
    ("mobiles 07420 318 847 / 07420 319 015", "07420 318 847"),
    ("mobiles 07420 318 847 / 07420 319 015", "07420 319 015"),
    ("(parent 07424889103)", "07424889103"),
    ("(mum 01632-960-812)", "01632-960-812"),
    ("AND phone = '0871234098'", "0871234098"),
    ("Tél. mère : 06.71.3O.55.82", "06.71.3O.55.82"),
    ("Mum te1: O7753 118 204", "O7753 118 204"),
    ("tel o6 7I 22 84 l9", "o6 7I 22 84 l9"),
    ("+44(0)7712441820", "+44(0)7712441820"),
    ("604 555 0145 x12", "604 555 0145 x12"),
)
MISSES = (
    "call me at 0900 or 1000",
    "appelez au 0 800",
    "07424 889 103 euros",
    "parent 012345",
    "OO OI lO Il OO",
    "contact 12345678901",
    "ref 19 7I 22",
    "0123 456 789 012",
    "07 points, 07424889 items",
)

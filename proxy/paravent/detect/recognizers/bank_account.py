"""A bank account of the United Kingdom, the United States or Australia, and its branch's code.

Sort code and account, routing number (its check digit: ABA, weights 3, 7, 1) and account, BSB and
account. Where no form tells, a word has to say that it is a bank's.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import TIGHT, Form, Recognizer, announced, digits

_SORT = r"\d\d[\- ]?\d\d[\- ]?\d\d"
_THEN = r"[^\d]{1,40}"
_WEIGHTS = (3, 7, 1)
_ROUTING = 9


def _validate(text: str) -> float | None:
    number = digits(text)
    if len(set(number)) < 2:
        return None
    if len(number) == _ROUTING:
        right = sum(w * int(d) for w, d in zip(_WEIGHTS * 3, number, strict=True)) % 10 == 0
        return 0.95 if right else 0.6
    return 0.9


RECOGNIZER = Recognizer(
    EntityType(
        "BANK_ACCOUNT",
        "COMPTE",
        Category.FINANCIAL,
        "compte bancaire (hors IBAN)",
        "bank account (other than IBAN)",
        True,
    ),
    patterns=(
        Form(r"\b\d\d-\d\d-\d\d[ \t]?[,/|;: \t][ \t]?\d{8}\b", digits=6),
        Form(announced("sort[ -]?codes?", _SORT, TIGHT), (" sort",)),
        Form(rf"(?i)\bsort[ -]?code[^\d\n]{{1,12}}{_SORT}{_THEN}(?P<v>\d{{7,8}})\b", (" sort",)),
        Form(
            announced(r"(?:aba|rtn|routing)(?:[ /](?:routing|transit))?", r"\d{9}", TIGHT),
            (" aba ", " rtn ", "routing"),
        ),
        Form(
            rf"(?i)\b(?:aba|rtn|routing)[^\d\n]{{1,20}}\d{{9}}{_THEN}(?P<v>\d{{6,17}})\b",
            (" aba ", " rtn ", "routing"),
        ),
        Form(announced("bsb", r"\d{3}[\- ]?\d{3}", TIGHT), (" bsb",)),
        Form(rf"(?i)\bbsb[^\d\n]{{1,12}}\d{{3}}[\- ]?\d{{3}}{_THEN}(?P<v>\d{{6,10}})\b", (" bsb",)),
        Form(
            announced(
                r"(?:bank|checking|savings?|current|beneficiary|payee)[ _](?:account|acct|a/c)",
                r"\d(?:[ \-]?\d){5,16}",
                TIGHT,
            ),
            ("account", " acct", " a/c", " a c"),
        ),
    ),
    validate=_validate,
)

HITS = (
    ("The rent is paid from 20-14-33 / 73840291.", "20-14-33 / 73840291"),
    ("Sort code: 20-14-33", "20-14-33"),
    ("sort code 201433, account number 73840291", "73840291"),
    ("Routing number 021000021", "021000021"),
    ("ABA 021000021, account 000123456789", "000123456789"),
    ("BSB: 062-000", "062-000"),
    ("bsb 062000 acc 10345678", "10345678"),
    ("Her bank account number is 4455 6677 88", "4455 6677 88"),
    ("savings account: 000123456789", "000123456789"),
)
MISSES = (
    "What is a sort code?",
    "20-14-33",
    "Sort by code 201433",
    "12-10-24 20 people",
    "My account manager has 12345678 reasons",
    "The routing table has 100 entries",
    "Our current account balance is 1,250,000 pounds",
    "Sort code 00-00-00",
)

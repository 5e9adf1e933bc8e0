"""A British National Insurance number: two letters, six digits, a last letter from A to D.

It has no check digit. Letters that are never given out: HM Revenue & Customs, manual NIM39110;
where the text says that it is one, a misread letter or a missing one changes nothing.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, TIGHT, Recognizer, announced

_NEVER = re.compile(r"(?i)BG|GB|KN|NK|NT|TN|ZZ")
_BY_FORM = re.compile(
    rf"(?i)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{GAP}\d\d{GAP}\d\d{GAP}\d\d{GAP}[A-D]"
)
_CUE = (
    r"(?:\bnino|\b(?-i:N\.?I\.?)(?: (?:numbers?|no\b\.?|#))?|\bni (?:numbers?|no\b\.?)"
    r"|national insurance(?: (?:numbers?|no\b\.?))?)"
)
_ANY = rf"[A-Z]{{2}}{GAP}\d\d{GAP}\d\d{GAP}\d\d(?:{GAP}[A-Z]\b)?"


def _validate(text: str) -> float | None:
    if not _BY_FORM.fullmatch(text):
        return 0.8
    if _NEVER.match(text):
        return None
    if text.isalnum():
        return 0.6 if text.isupper() else 0.35
    return 0.9


RECOGNIZER = Recognizer(
    EntityType(
        "GB_NINO",
        "NINO",
        Category.IDENTITY,
        "numéro d'assurance nationale britannique",
        "UK National Insurance number",
        True,
    ),
    patterns=(
        rf"(?i)\b{_BY_FORM.pattern[4:]}\b",
        announced(_CUE, rf"(?i:{_ANY})", TIGHT),
    ),
    validate=_validate,
    context=("nino", "ni", "national insurance", "assurance nationale", "hmrc", "p45", "p60"),
    boost=0.4,
    digits=6,
)

HITS = (
    ("NI number: AB 12 34 56 C", "AB 12 34 56 C"),
    ("National Insurance AB123456C", "AB123456C"),
    ("nino ab123456c", "ab123456c"),
    ("Her NINO is JG-10-37-59-A.", "JG-10-37-59-A"),
    ("CE 12 34\n56 D", "CE 12 34\n56 D"),
    ("NI QK 48 21 07 B", "QK 48 21 07 B"),
    ("her ni number is sv 44 18 02 d", "sv 44 18 02 d"),
    ("National Insurance no: JR104582", "JR104582"),
    ("employee AA123456A, tax code 1257L", "AA123456A"),
)
MISSES = (
    "QQ 12 34 56 C is the sample on every form",
    "GB 12 34 56 C",
    "ref ab123456c",
    "AB 12 34 56 E",
    "AB 12 34 56",
    "National Insurance contributions rise in April",
    "NI 2026 rates, ni AB 12",
)

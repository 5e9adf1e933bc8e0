"""The number of a health insurance card: Quebec, British Columbia, Ontario, Australia, Medicare.

Quebec: four letters of the name, the birth (a woman's month plus 50), two more digits (RAMQ). The
others carry a check digit: British Columbia by python-stdnum, Ontario by Luhn, Australia by the
weights of Services Australia. A word has to say what it is; a wrong check is a misread number. The
one of Medicare in the United States is known by its letters and digits in turn (CMS, MBI format).
"""

from __future__ import annotations

import re

from stdnum import luhn
from stdnum.ca import bc_phn

from paravent.core.types import Category, EntityType
from paravent.detect.base import TIGHT, Column, Form, Recognizer, announced, digits

_QUEBEC = r"[A-Z]{4}[ \-]?\d{2}(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])[ \-]?(?:[0-2]\d|3[01])\d{2}"
_CANADIAN = r"\d{4}[ \-]?\d{3}[ \-]?\d{3}(?:[ \-]?[A-Z]{2})?"
_AUSTRALIAN = r"[2-6]\d{3}[ \-]?\d{5}[ \-]?\d"
_LETTER, _EITHER = "[AC-HJKMNP-RT-Y]", "[AC-HJKMNP-RT-Y0-9]"
_MBI = rf"[1-9]{_LETTER}{_EITHER}\d[\- ]?{_LETTER}{_EITHER}\d[\- ]?{_LETTER}{{2}}\d\d"
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9)
_CARD = (
    r"(?:nam\b|ramq\b|carte soleil|num[ée]ro d['’]assurance[ -]maladie"
    r"|(?:n[°o]\.? |carte |num[ée]ro |d['’]|l['’]|mon |son )?assurance[ -]maladie(?: du qu[ée]bec)?"
    r"|carte (?:de )?sant[ée]|\bphn\b|personal health n(?:umber|o)\.?|ohip"
    r"|(?:health|care) ?(?:card|plan)|\bhcn\b|medicare(?: card)?|\bihi\b)"
)


def _is_australian(number: str) -> bool:
    return sum(map(int.__mul__, map(int, number), _WEIGHTS)) % 10 == int(number[8])


def _validate(text: str) -> float | None:
    number = digits(text)
    if re.match("[A-Z]{4}|[1-9][A-Z]", text):
        return 0.9
    known = bc_phn.is_valid(number) or luhn.is_valid(number) or _is_australian(number)
    return 0.9 if known else 0.6


RECOGNIZER = Recognizer(
    EntityType(
        "HEALTH_NUMBER",
        "NUMSANTE",
        Category.IDENTITY,
        "numéro d'assurance maladie (Canada, Australie, États-Unis)",
        "health insurance number (Canada, Australia, United States)",
        True,
    ),
    patterns=(
        Form(
            announced(_CARD, rf"(?-i:{_QUEBEC})|{_CANADIAN}|{_AUSTRALIAN}", TIGHT),
            (
                *(" nam ", "ramq", "soleil", "maladie", "carte sante", "carte de sante", " phn "),
                *("personal health", "ohip", "health", "care", " hcn ", " ihi "),
            ),
            8,
        ),
        Form(rf"\b{_MBI}\b", digits=4),
    ),
    validate=_validate,
    column=Column(
        r"nam|ramq|(?:n[°o][ _])?assurance[ _]maladie|phn|ohip|(?:health|care)[ _]?card"
        r"(?:[ _](?:no|number))?|medicare(?:[ _](?:no|number))?",
        rf"{_QUEBEC}|{_CANADIAN}|{_AUSTRALIAN}",
        needs=(" nam ", "ramq", "maladie", " phn ", "ohip", "health", "care"),
    ),
)

HITS = (
    ("Numéro d'assurance maladie du Québec GAGL 8461 0215, dossier", "GAGL 8461 0215"),
    ("NAM : TREM 7804 1512", "TREM 7804 1512"),
    ("son numéro d'assurance maladie LAVO89520817", "LAVO89520817"),
    ("carte soleil BOUJ 0157 2233", "BOUJ 0157 2233"),
    ("Bring your care card (PHN 9698 658 215).", "9698 658 215"),
    ("OHIP 1234 567 897 AB", "1234 567 897 AB"),
    ("health card number: 9876-543-217", "9876-543-217"),
    ("Medicare no. 2951 23457 1", "2951 23457 1"),
    ("medicare card 4123785681", "4123785681"),
    ("Medicare 2951 23458 1 (misread)", "2951 23458 1"),
    ("MBI 1EG4-TE5-MK73", "1EG4-TE5-MK73"),
    ("Medicare number is 3AA9F22KD18", "3AA9F22KD18"),
    ("name;ramq\nTremblay;TREM78041512", "TREM78041512"),
)
MISSES = (
    "RAMQ 2026 1512",
    "Bosch DEVX 7804 1512",
    "Medicare pays 85%",
    "9698 658 215",
    "1AB2-CD3-EF45 is no MBI",
    "l'assurance maladie rembourse 1 200 000 euros",
    "Call OHIP at 1-866-532-3161",
    "The PHN has ten digits",
)

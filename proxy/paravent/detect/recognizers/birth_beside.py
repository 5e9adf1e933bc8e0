"""A date of birth whose words stand further off: once for two spouses, beside an age or a place."""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer
from paravent.detect.recognizers import date_of_birth
from paravent.detect.recognizers.date_of_birth import DATE, MONTH

_SPEAKS = (
    *("dob ", " d o b", " dobs ", "birth", "naiss", " ddn", "anniversaire", "born", " nes le"),
    " nees le",
)
_TITLE = r"(?:monsieur|madame|mademoiselle|m\.|mme|mlle|lui|elle|l['’][ée]pou(?:x|se)|mari|femme)"
_PLACE = r"[^\d\n,;.]{2,40}(?:\([^)\n]{1,30}\))?,?"
_BORN = r"\bn[ée]e?s?(?:\(e\))? (?:à|a|au|aux|en|in)"
_CUE = (
    r"(?:\bn[ée](?:\(e\)|e)? le|\bborn(?: on)?|\bd\.?o\.?b\b\.?|\bd\.?d\.?n\b\.?|\bbday|\bbirth"
    r"(?:day|date| date)?|date of birth|date de naissance)"
)
_SHORT = (
    rf"\d{{1,2}}{MONTH}(?:19|20)?\d{{2}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? ['’]\d{{2}}"
    r"|(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) \d{2}"
)
_RECENT = re.compile(r"\b202[4-9]|203\d")


def _validate(text: str) -> float | None:
    return None if _RECENT.search(text) else 0.8


RECOGNIZER = Recognizer(
    date_of_birth.RECOGNIZER.entity,
    patterns=(
        # A notary says once that both spouses were born, then where and when each was.
        Form(
            rf"(?i)\b{_TITLE}(?: [^\d\n,;]{{1,40}}?)? à {_PLACE}\s{{1,3}}le (?P<v>{DATE})\b",
            (" ne ", " nee ", " nes ", " nees ", "naiss"),
            4,
        ),
        Form(rf"(?i){_BORN} {_PLACE}\s{{0,3}}(?:le|on)\s{{1,3}}(?P<v>{DATE})\b", ("n",), 4),
        Form(rf"(?i){_CUE}[ :=\-]{{1,4}}(?P<v>{_SHORT})\b", _SPEAKS, 3),
        Form(r"(?i)\b(?:birth|naissance)[^\d\n]{0,30}\b(?P<v>\d\d?/(?:19|20)\d\d)\b", _SPEAKS, 5),
        Form(
            rf"(?i)\b(?:birth|(?-i:DN)) ?:? (?P<v>{DATE})\b",
            ("birth", " dn "),
            4,
        ),
        Form(
            rf"(?i)\bbday(?: is|:)? (?P<v>\d{{1,2}}(?:st|nd|rd|th)? {MONTH}|{MONTH} \d{{1,2}})\b",
            ("bday",),
        ),
        # Beside an age.
        Form(
            rf"(?i)\b(?P<v>{DATE}),? \((?:aged? )?\d{{1,3}} ?(?:y\.?o?|yrs?|years?(?: old)?|ans)\)",
            digits=4,
        ),
        Form(
            rf"(?i)\b(?:aged?|[âa]g[ée]e? de)[ :]{{1,2}}\d{{1,3}}(?: ans)?,? \((?P<v>{DATE})\)",
            (" age",),
            4,
        ),
    ),
    validate=_validate,
)

HITS = (
    (
        "Nés, savoir : Monsieur à CAVAILLON le 9 juin 1948, Madame à APT le 30 octobre 1951.",
        "30 octobre 1951",
    ),
    ("née à BREST (Finistère),\nle 5 mai 1957", "5 mai 1957"),
    ("né à Apt (84), le 5 mai 1957", "5 mai 1957"),
    ("D.O.B: 17DEC1985", "17DEC1985"),
    ("born Dec 17th '85", "Dec 17th '85"),
    ("DDN 12 03 75", "12 03 75"),
    ("Date of birth (month/year): 05/1962", "05/1962"),
    ("Mme Roy (DN 12/03/1975)", "12/03/1975"),
    ("Birth: 1961-05-03", "1961-05-03"),
    ("her bday is 3 May", "3 May"),
    ("Patient: R.W., 12/03/1948 (78 y)", "12/03/1948"),
    ("Lee, age 41 (03/05/1984)", "03/05/1984"),
)
MISSES = (
    "DN 50, 12 03 75",
    "Réunion du 12/03/2014, naissance du projet",
    "Madame arrive à Apt le 30 octobre 1951",
    "Loi du 12/03/1948 (78 articles)",
    "page 41 (03/05/1984)",
)

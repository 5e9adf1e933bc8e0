"""A date of birth: a date right after words that say so. Other dates are left alone.

Only the date is taken, not the words, and not the place of birth.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LETTER, Recognizer

_MONTH = (
    r"(?:janv(?:ier|\.)?|f[ée]v(?:rier|r?\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t"
    r"|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?"
    r"|jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sep(?:tember|\.)?|october|november|dec(?:ember|\.)?)"
)
_DATE = (
    r"(?:\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?(?:19|20)?\d{2}|\d{1,2} \d{1,2} (?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[/.\-]\d{1,2}[/.\-]\d{1,2}"
    rf"|\d{{1,2}}(?:er|st|nd|rd|th)?[ \-](?:of )?{_MONTH},?[ \-](?:19|20)?\d{{2}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}})"
)
_CUE = (
    rf"(?:(?:^|[^{LETTER}])n[ée](?:\(e\)|\.e|·e|e)?s?[ ,:]|(?:\b|_)naissance\b|\bnaiss\b\.?"
    rf"|\bd\.?d\.?n\b\.?|\banniversaire\b"
    r"|\bborn\b(?: on)?|\bdate[ _]?of[ _]?birth\b|(?:\b|_)birth[ _]?dates?\b"
    r"|\bbirthday\b|\bd\.?o\.?b\b\.?)"
)

RECOGNIZER = Recognizer(
    EntityType(
        "DATE_OF_BIRTH", "NAISSANCE", Category.IDENTITY, "date de naissance", "date of birth"
    ),
    patterns=(
        rf"(?i){_CUE}[^\d\n]{{0,40}}?\s{{0,3}}(?P<v>\b{_DATE}\b)",
        rf"(?i)(?P<v>\b{_DATE})\s{{0,2}}\((?:naissance|date de naissance|dob|d\.o\.b\.)\)",
    ),
    score=0.9,
)

HITS = (
    ("Marie, née le 12/03/1975 à Lyon", "12/03/1975"),
    ("Date de naissance : 3 mai 1980", "3 mai 1980"),
    ("né à Saint-Étienne le 1er février 1962,", "1er février 1962"),
    ("DOB: 1984-07-21", "1984-07-21"),
    ('{"date_of_birth": "1984-07-21"}', "1984-07-21"),
    ("dateOfBirth=1984-07-21", "1984-07-21"),
    ("date_naissance;12/03/1975", "12/03/1975"),
    ("She was born on July 4, 1990.", "July 4, 1990"),
    ("birth date (patient) 21-Jun-1971", "21-Jun-1971"),
    ("ddn 05.11.88", "05.11.88"),
    ("date naissance : 1975-03-12", "1975-03-12"),
)
MISSES = (
    "Réunion le 12/03/2026",
    "Contrat signé le 3 mai 1980",
    "La société est née en Bretagne, voir le point 12.3",
    "Irène Vasseur | 12/05/2026",
    "Mon anniversaire approche",
    "Facture du 2026-07-21",
)

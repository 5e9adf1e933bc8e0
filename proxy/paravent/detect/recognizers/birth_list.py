"""Dates of birth in a list of names, where the text says once that it is about births.

*Add everybody's age*, and below: a name and a date on each line. Alone, such a date is any other.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, UPPER, Form, Recognizer
from paravent.detect.recognizers import date_of_birth

_NAME = rf"[{UPPER}][{LETTER}'’\-]+,?(?: [{UPPER}][{LETTER}'’.\-]*){{1,3}}"
_BIRTH = re.compile(
    r"(?i)\b(?:naissances?|ddn|n[ée]e?s? le|[âa]ges?|majeurs?|mineurs?|dob|births?|birthdays?|born"
    r"|ages?|birth ?dates?|how old)\b"
)
_YEAR = re.compile(r"(?:19[2-9]|20[01])\d$|[/.\-][0-9]\d$")
_FROM = 2_000  # characters of a text in which it may say what a list is of


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    """The same, or nothing where no birth is spoken of."""
    about = _BIRTH.search(text, max(0, start - _FROM), start)
    return (start, end) if about else (start, start)


def _validate(text: str) -> float | None:
    return 0.8 if _YEAR.search(text) else None


RECOGNIZER = Recognizer(
    date_of_birth.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"(?m)^[ \t>*•\-]{{0,4}}(?:\d{{1,2}}[.)] )?{_NAME} ?[,;:|\t(–-]? ?"
            rf"(?P<v>(?i:{date_of_birth.DATE}))\)?[ \t;,]*$",
            digits=3,
        ),
    ),
    validate=_validate,
    extend=_extend,
    needs=(
        *("naissance", "ddn", " ne ", " nee ", " age", "majeur", "mineur"),
        *("dob", "birth", "born", "how old"),
    ),
)

HITS = (
    ("dates de naissance\n- Inès Morel : 12.09.2015\n", "12.09.2015"),
    ("Birthdays\n* Tom Roy (11 Feb 2015)", "11 Feb 2015"),
    ("Players with dob\nSmith J 12/3/09", "12/3/09"),
    ("flag missing dob\n\nRoyce, Noah 12/03/2014\nBose, Ishaan 30/09/2013", "30/09/2013"),
    ("Ajoute l'âge :\n- Paul Roy : 4 mai 1988\n- Zoé Le Goff : 7/8/92", "4 mai 1988"),
    ("Ajoute l'âge :\n- Paul Roy : 4 mai 1988\n- Zoé Le Goff : 7/8/92", "7/8/92"),
    ("how old are they?\nAnna Reid (1999-02-14)", "1999-02-14"),
    ("Dates de naissance\nIlyes Hamid\t03.04.2001", "03.04.2001"),
)
MISSES = (
    "Rafferty, Noah 12/03/2014",
    "the birth certificate\nMarie Dupont 12/03/2026",
    "Relances :\nPaul Roy : 4 mai 2024",
    "Âge du parc :\nServeur Alpha : 04/05/2024",
    "flag missing dob\nInvoice 12/03/2014",
    "Les naissances ont baissé.\nLe 4 mai 1988",
    "Born to Run\nTrack 12 (Live) 1985",
)

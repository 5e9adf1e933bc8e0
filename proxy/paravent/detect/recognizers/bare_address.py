"""An address without postcode, street number or capitals, as it is noted for a round.

A house by its name in quotes, a court of an old census, a flat before a street in small letters, a
postcode that is spelled, the home of a next of kin, a French room or residence before its street.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, UPPER, Form, Recognizer, grow
from paravent.detect.english_streets import CAP, TOWN, WAYS
from paravent.detect.recognizers import address
from paravent.detect.streets import STREET
from paravent.detect.streets import WAYS as FRENCH_WAYS

_SURE = (
    r"(?:Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Lane|Ln\b\.?|Drive|Close|Terrace|Mews|Crescent"
    r"|Brae|Wynd|Gardens|Grove|Row)"
)
_STREET = rf"(?:{CAP}[ ]){{1,3}}{_SURE}"
_LOWER = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|close|court|ct|crescent|terrace|mews|gardens"
    r"|gdns|grove|place|pl|square|sq|boulevard|blvd|row|way|circle|cir)"
)
_FLAT = r"(?:flat|apt|apartment|unit|room|rm|floor)\.? ?#?[\w/\-]{1,6}"
_STATE = (
    r"(?:a[lkzr]|c[aot]|d[ce]|fl|ga|hi|i[adl]|k[sy]|la|m[adinost]|n[cdhjmvy]|oh|pa|ri|s[cd]|t[nx]"
    r"|ut|v[at]|w[aivy])"
)
_FIGURE = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_SAID_NUMBER = rf"(?i:{_FIGURE}(?:[ \-]{_FIGURE})?)"
_SPELLED = (
    rf"[A-Z](?: [A-Z])? (?:{_SAID_NUMBER}|\d{{1,2}})(?: [A-Z])?,? (?i:{_FIGURE}|\d) [A-Z],? [A-Z]\b"
)
_KIN = r"(?:N\.?O\.?K\.?|(?i:next of kin)|(?i:liv(?:es?|ing)|resid(?:es?|ing)|home) at)"
_NAMED = rf"[{UPPER}][{LETTER}'’\-]{{3,}}"
_NO_HOUSE = (
    r"(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|Years?|Days?|Months?)"
)
_ROOM = (
    r"(?i:app?t?\.?|appartement|chambre|ch\.|b[âa]t\.?|b[âa]timent|esc\.?|escalier|logement|bureau"
    r"|porte|lot|studio)[ ]?(?:n°[ ]?)?(?:\d{1,4}[ ]?[A-Z]?|[A-Z]\d{0,3})\b"
)
_RESIDENCE = (
    r"(?i:r[ée]sidence|foyer|ehpad|immeuble|pavillon)(?: (?i:de la|de l['’]|des|du|de|les|le|la))?"
    rf"(?:[ ][{UPPER}][{LETTER}'’\-]+){{1,3}}"
)
_CALENDAR = re.compile(rf"\d+[a-z]? {_NO_HOUSE}\b")


def _validate(text: str) -> float | None:
    return None if _CALENDAR.match(text) else 0.6


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    return grow(text, start, end, "", rf"(?:,[ ]{TOWN}){{1,2}}(?:,? {_SPELLED})?")


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(rf"[\"“‘«] ?(?:{CAP}[ ]?){{1,3}} ?[\"”’»],? {_STREET}, (?:{CAP})", WAYS),
        Form(
            rf"\b\d{{1,3}} (?:Court|Ct\.?),? \d{{1,3}} (?:House|Hse)\b(?:,? {_STREET})?"
            rf"|\b(?:No\.? )?\d{{1,3}} (?:House|Hse),? (?:\d{{1,3}} (?:Court|Ct)|Court \d{{1,3}})\b"
            rf"(?:,? {_STREET})?"
            rf"|\b(?i:back of|rear of|b/?o) \d{{1,4}},? {_STREET}",
            (*WAYS, "house", " hse"),
            1,
        ),
        Form(
            rf"(?i)\b{_FLAT},? \d{{1,5}}[a-z]? (?:[a-z'’\-]+ ){{1,3}}{_LOWER}\b",
            WAYS,
            1,
        ),
        Form(
            rf"\b\d{{1,5}}[a-z]? (?:[nsew] )?(?:[a-z'’\-]+ ){{1,2}}{_LOWER}\b\.?,"
            rf" [a-z]+(?: [a-z]+)?,? {_STATE}\b",
            WAYS,
            1,
        ),
        Form(
            rf"(?i:\b(?:house|home|address|deliver to|drop off at|pick up at|liv(?:es?|ing) at))"
            rf" ?:? (?P<v>\d{{1,5}}[a-z]? (?:[a-z'’\-]+ ){{1,2}}{_LOWER})\b",
            ("house", "home", "address", "deliver", "drop off", "pick up", " live", " living"),
            1,
        ),
        Form(
            rf"\b(?:{_SAID_NUMBER}|\d{{1,4}}[A-Za-z]?),? (?:{CAP}[ ,]{{1,2}}){{2,6}}{_SPELLED}",
            WAYS,
        ),
        Form(
            rf"\b{_KIN}[^\d\n]{{1,25}}(?P<v>\d{{1,4}}[A-Za-z]?,? {_NAMED}(?: {_NAMED})?, {_NAMED})",
            ("n.o.k", " nok", "next of kin", " at "),
            1,
        ),
        Form(rf"\b(?:{_RESIDENCE},? )?{_ROOM}, (?:\d{{1,4}},? )?{STREET}", FRENCH_WAYS, 1),
        Form(rf"\b{_RESIDENCE}, (?:{_ROOM}, )?{STREET}", FRENCH_WAYS),
    ),
    validate=_validate,
    extend=_extend,
)

HITS = (
    (
        'Mrs Reid / "Braeside", Station Rd, Killearn / ring twice',
        '"Braeside", Station Rd, Killearn',
    ),
    ("“Rose Cottage”, Mill Lane, Bures", "“Rose Cottage”, Mill Lane, Bures"),
    ("Schedule 9, 4 Court, 2 House, Bagot Street, Aston", "4 Court, 2 House, Bagot Street, Aston"),
    ("born at 3 House, 7 Court, Cheapside Street", "3 House, 7 Court, Cheapside Street"),
    ("lodged back of 61 Tower Street in 1881", "back of 61 Tower Street"),
    ("Coll / flat 0/1 17 otago st / back soon", "flat 0/1 17 otago st"),
    ("parcel for apt 4b, 220 west oak ave please", "apt 4b, 220 west oak ave"),
    ("House: 306 sycamore st, decatur, ga. Write", "306 sycamore st, decatur, ga"),
    ("we moved to 41 n mill rd, athens oh", "41 n mill rd, athens oh"),
    ("deliver to 9 harbour row before noon", "9 harbour row"),
    (
        "it's fourteen Tollgate Mews, Ely, C B thirteen, eight Z Q. Thanks",
        "fourteen Tollgate Mews, Ely, C B thirteen, eight Z Q",
    ),
    ("9 Mill Lane, York, Y O 1, 7 H B", "9 Mill Lane, York, Y O 1, 7 H B"),
    ("N.O.K. mother, 11 Shuffleton, Goole.", "11 Shuffleton, Goole"),
    ("next of kin: wife, 7 Ropery Garth, Hedon", "7 Ropery Garth, Hedon"),
    (
        "domicile, résidence Bel Air, chambre 12, rue de l'Épeule",
        "résidence Bel Air, chambre 12, rue de l'Épeule",
    ),
    ("foyer Les Tilleuls, rue Pasteur", "foyer Les Tilleuls, rue Pasteur"),
    ("chez lui, appt 31, avenue Foch", "appt 31, avenue Foch"),
)
MISSES = (
    'He sang "Yesterday", Abbey Road was next',
    "I read 3 court cases, 2 house rules",
    "the House passed 3 bills, Court 7 sits",
    "unit 4 has 12 lessons by the way",
    "deliver to 12 people by the way we agreed",
    "3 cats, 2 dogs, ok",
    "next of kin: wife, 11 March, Paris",
    "lives at 30 degrees, Fahrenheit",
    "chambre 12, vue sur mer",
    "la résidence Bel Air, rénovée, est rue calme",
    "Plan B twelve, eight Z",
    "step 2 st, ok, la",
    "back of 20 Top Songs",
)

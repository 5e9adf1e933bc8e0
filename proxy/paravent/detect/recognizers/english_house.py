"""A postal address in English that no number leads: a house, a flat, a plot, a corner, a block.

Also a street whose number is written in words, a box of Australia's post, and
a street in small letters before its postcode. What begins with a number and a street is found by
``english_address``.
"""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer, grow
from paravent.detect.english_streets import (
    AUSTRALIA,
    CAP,
    CODE,
    COUNTRY,
    HOUSE,
    SEP,
    STATE,
    TOWN,
    UK_CODE,
    UNIT,
    WAY,
    WAYS,
    ZIP,
)
from paravent.detect.recognizers import address

_SURE = r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Drive|Dr\.?|Boulevard|Terrace|Close|Mews)\b"
_STREET = rf"(?:{CAP}[ ]){{1,3}}{WAY}"
_TENS = r"(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)"
_ONES = (
    r"(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Thirteen|Fourteen|Fifteen"
    r"|Sixteen|Seventeen|Eighteen|Nineteen)"
)
_IN_WORDS = rf"(?:(?:{_ONES}|{_TENS}|Hundred|Thousand)(?:[ -]|\b)){{1,5}}"
_LOWER = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|close|court|grove|terrace|place|way|hill|row)"
)
_AREA = rf"{TOWN}(?:[ ]\d{{1,2}}\b)?"
_HOME = r"(?i:\b(?:liv\w*|home|house|flat|resid\w*|office|studio|meet\w*|at)\b)[^.\n]{0,40}"
_AFTER = (
    rf"(?:{SEP}{UNIT})?(?:{SEP}{_AREA}){{0,4}}{SEP}(?:{CODE}|{ZIP}|\d{{6}}\b){COUNTRY}"
    rf"|(?:,[ ]{_AREA}){{1,3}}(?:,? {STATE}\b)?"
)
_COUNTY = (
    r"(?:Antrim|Armagh|Carlow|Cavan|Clare|Cork|Derry|Donegal|Down|Dublin|Durham|Fermanagh|Galway"
    r"|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Longford|Louth|Mayo|Meath|Monaghan|Offaly"
    r"|Roscommon|Sligo|Tipperary|Tyrone|Waterford|Westmeath|Wexford|Wicklow)"
)
_NO_NUMBER = re.compile(r"(?:One|Two|Three|Four|Six)[ -](?:Way|Lane|Hundred Years|Tree)\b")


def _validate(text: str) -> float | None:
    return None if _NO_NUMBER.match(text) else 0.6


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    return grow(text, start, end, rf"\b(?:{UNIT}{SEP}){{1,2}}", _AFTER)


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(rf"\b{HOUSE},[ ]{_STREET}", WAYS),
        Form(rf"\b{HOUSE}(?:,[ ]{TOWN}){{1,3}},[ ](?:Co\.?|County)[ ]{CAP}", (" co ", "county")),
        Form(
            rf"\b{TOWN}(?:,[ ]{TOWN}){{1,3}},[ ](?:Co\.|County)[ ]{_COUNTY}\b", (" co ", "county")
        ),
        Form(rf"\bRD \d{{1,2}},[ ]{TOWN} \d{{4}}\b", (" rd ",), 4),
        Form(
            rf"\b(?:(?i:plot|house|villa|block|flat|apartment|unit|shop|lot|stand)[ ](?i:no\.? ?)?"
            rf"[A-Z]?-?\d{{1,5}}[A-Z]?),?[ ](?:{_STREET}|(?:Road|Street|Close|Sector) \d{{1,3}})",
            WAYS,
            1,
        ),
        Form(
            rf"\b(?:No\.? )?[A-Z]?-?\d{{1,4}}-?[A-Z]?,?[ ](?:{CAP}[ ,]{{1,2}}){{2,14}}"
            r"(?:-[ ])?\d{3} ?\d{3}\b",
            digits=6,
        ),
        Form(
            r"(?i)[\"'](?:(?:address|adresse)[ _]?)?(?:line[ _]?[123]|street\w*|house\w*"
            r"|addr\w*)[\"'] ?: ?[\"'](?P<v>(?-i:[A-Z])[^\"\n@/:<>.]{4,60})[\"']",
            ("line", "street", "house", "addr", "adress"),
        ),
        Form(
            rf"\b{UNIT}(?:,[ ](?:{UNIT}|{TOWN})){{1,4}},[ ](?:Co\.?|County)[ ]{CAP}",
            (" co ", "county"),
        ),
        Form(
            r"\b(?:(?i:flat|apt\.?|apartment|maisonette|studio) [A-Z\d]{1,4}"
            r"|(?:Top|Ground|First|Basement|Garden|Upper|Lower) (?:Floor )?Flat),? "
            rf"\d{{1,4}}[A-Za-z]? {CAP}(?: {CAP}){{1,2}}",
            (" flat", " apt", "apartment", "maisonette", "studio"),
            1,
        ),
        Form(rf"\b{_IN_WORDS}[ ]?(?:{CAP}[ ]){{1,2}}{_SURE}", WAYS),
        Form(rf"\b\d{{1,3}}00 block of (?:{CAP}[ ]){{1,3}}{_SURE}", ("block of",), 1),
        Form(
            rf"{_HOME}\b(?i:corner|junction|intersection) of (?P<v>{_STREET}"
            rf" (?:and|&) (?:{_STREET}|{CAP}))",
            ("corner of", "junction of", "intersection of"),
        ),
        Form(
            r"\b(?:GPO Box|Locked Bag|Private Bag|Postnet Suite) \d{1,6}",
            ("box", " bag ", "suite"),
            1,
        ),
        Form(
            rf"\b(?:[a-z'.\-]+ ){{1,2}}{_LOWER},? (?:[a-z'\-]+,? ){{0,3}}(?i:{UK_CODE})",
            WAYS,
            2,
        ),
        Form(rf"(?m)^[ >]*(?P<v>\d{{1,4}} {_STREET}(?:\n[ >]*{TOWN}){{1,2}} \d{{4}})$", WAYS, 4),
        Form(rf"\b{_STREET},[ ]{TOWN} {AUSTRALIA}", WAYS, 4),
    ),
    validate=_validate,
    extend=_extend,
)

HITS = (
    ("chase him, Flat C, 19 Lavender Sweep, and", "Flat C, 19 Lavender Sweep"),
    ("we saw Quarry Lodge, Station Road on Friday", "Quarry Lodge, Station Road"),
    ("Plot 7, Ozumba Way, Ikoyi, Lagos", "Plot 7, Ozumba Way, Ikoyi, Lagos"),
    ('{"line1": "Quarry Lodge", "town": "Ely"}', "Quarry Lodge"),
    ("Lot 9 Stock Route Rd is mine", "Lot 9 Stock Route Rd"),
    ("The Mill House, Rathcoole, Mallow, Co. Cork", "The Mill House, Rathcoole, Mallow, Co. Cork"),
    ("meter at Knockmore, Ballina, Co. Mayo", "Knockmore, Ballina, Co. Mayo"),
    ("RD 2, Katikati 3178", "RD 2, Katikati 3178"),
    ("House 7, Road 12, Maple Estate, Abuja", "House 7, Road 12, Maple Estate, Abuja"),
    ("House 12, Ring Road, Accra", "House 12, Ring Road, Accra"),
    (
        "C-118, Laxmi Towers, Link Road, Mumbai 400064",
        "C-118, Laxmi Towers, Link Road, Mumbai 400064",
    ),
    (
        "Flat 4, Block B, The Maltings, Naas, Co Kildare",
        "Flat 4, Block B, The Maltings, Naas, Co Kildare",
    ),
    ("reside at Two Hundred Six Walnut Street since", "Two Hundred Six Walnut Street"),
    ("Twenty-One Abbey Road, Malvern", "Twenty-One Abbey Road, Malvern"),
    ("attended 2300 block of Harmon Ave", "2300 block of Harmon Ave"),
    ("my flat is on the corner of Mill Lane and 9th Avenue", "Mill Lane and 9th Avenue"),
    ("14-A Gandhi Nagar, Jaipur 302015", "14-A Gandhi Nagar, Jaipur 302015"),
    ("GPO Box 1190, Sydney NSW 2001", "GPO Box 1190, Sydney NSW 2001"),
    ("locked gate, abbey lane, selby yo8 4ql", "abbey lane, selby yo8 4ql"),
    (
        "Anna Reid\n14 Rimu Street\nNorthland\nWellington 6012\n",
        "14 Rimu Street\nNorthland\nWellington 6012",
    ),
)
MISSES = (
    "A Two Way Street",
    "the corner of Broadway and 42nd is busy",
    "One Direction sang on the street",
    "The House of Lords, Parliament Square",
    "Unit 5, Lesson 3, Exercise 2",
    "Flat 4, no pets",
    "block of flats",
    "a suite of 12 tools, 3 plans",
    "Smith, Jones, Co. Ltd",
)

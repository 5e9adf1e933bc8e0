"""A house in English by its number and one word, as neighbours and carers note it.

*the house at 14 Elm*, *a half share in 1-3 Skellbank*: words around have to tell of homes. And a
street in small letters that is cut short: *12 hopkins st footscray*.
"""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer, grow
from paravent.detect.recognizers import address

_NUMBER = r"\d{1,4}[A-Za-z]?(?:-\d{1,4})?"
_NAME = r"[A-Z][a-z'’]{2,}"
_ENDS = (
    r"(?:[.,;:!?)\n]|$|[ ](?i:and|who|where|with|was|is|were|had|has|on|in|said|says|called"
    r"|complain\w*|again|for|to|reports?|reported|wants?|about|because|when|while|since|then|next"
    r"|that|which|this|last|today|yesterday)\b)"
)
_OWNED = (
    r"(?i:(?:half )?shares? (?:in|of)|freehold (?:of|in)|leasehold (?:of|in)|leases? (?:of|on|for)"
    r"|title (?:to|of)|sale of|possession of|tenan(?:t|ts|cy) (?:of|at)|house at|bungalow at"
    r"|flat at|home at|property at|premises at|living at|lives at|lived at|staying at"
    r"|couple (?:at|from)|family (?:at|from)|neighbou?rs? (?:at|from)|caretaker (?:at|of)"
    r"|owners? of"
    r"|lady (?:at|from)|man (?:at|from)|woman (?:at|from)|people (?:at|from)|boys? from|kids from)"
)
_UNSURE = r"(?:drive|court|close|parade|place|terrace|dr|cl|pl|gr|sq)"
_ABBREVIATED = (
    r"(?:st|rd|ave?|ln|cres|cct|crt|tce|pde|gdns|hwy|blvd|street|road|avenue|lane|crescent|grove"
    rf"|{_UNSURE})"
)
_LOWER = (
    rf"(?:\d{{1,3}} ?/ ?)?\d{{1,4}}[a-f]? (?:[nsew] )?[a-z'’]{{3,}}(?: [a-z'’]{{3,}})?"
    rf" {_ABBREVIATED}"
)
_UNSURE_END = re.compile(rf"{_UNSURE}\.?$")
_NO_STREET = re.compile(
    r"(?:[\d/ ]+[a-z]? )(?:[nsew] )?(?:\S+ )?"
    r"(?:mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|miles?|kms?|met(?:er|re)s?|feet"
    r"|people|adults?|kids|children|beds?|bedrooms?|rows?|nights?|cups?|times|pounds?|blocks?|doors?"
    r"|stops?|lanes?|cars?|sts|the|of|at|to|and|in|for|from|with|on|per|by|down|up|past|off|into|no"
    r"|new|more|other|big|small|good|first|last|next|each|extra|way|dead|free|red|tennis|food"
    r"|squash|supreme|high court|clay|test|hard|disk|flash|usb|ssd|zip|fast|memory|bus|slow|left"
    r"|right|traffic|cycle|swimming|over|under|between|along|via|near|or|but|is|are|was"
    r"|bis|ter|sur|des?|du|las?|les?|une?|par|pour|aux?|mois|jours|ans|fois|grande?s?|petite?s?|dans|sans)\b"
)
_NOT_TOWN = (
    "please|thanks?|today|tomorrow|asap|side|rear|front|again|before|after|when|where|with|and"
    "|dog|key"
)
_NO_NAME = re.compile(
    r"\S+ (?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|Celsius|Fahrenheit|Kelvin|Euro|Dollar|Percent|North|South|East|West|Million|Billion"
    r"|Labour|Tory|Commando|Squadron|Para)$"
)


def _validate(text: str) -> float | None:
    if text[-1:] == "s" and not text[-2:-1].isspace() and "-" not in text and text != text.lower():
        return None  # nations, people: many, and no street
    if _NO_NAME.fullmatch(text) or _NO_STREET.match(text):
        return None
    unsure = text.lower() != text or _UNSURE_END.search(text)
    return 0.35 if unsure else 0.65


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    if text[start:end] != text[start:end].lower():
        return start, end
    left, right = grow(
        text,
        start,
        end,
        r"\b(?:flat|apt|unit|room|shop) \w{1,4}(?:,| /|/)? ",
        r" [a-z]{4,}(?: [a-z]{4,})?(?:[ ]?[|;,\n$£€(]|[ ]?$)",
    )
    end = grow(text, start, end, "", r",? (?:apt|unit|suite|flat|#)\.? ?\w{1,4}\b")[1]
    town = text[end:right].strip(" ,|;\n$£€(")
    if not town or re.search(rf"\b(?:{_NOT_TOWN})\b", town):
        return left, end
    return left, text.index(town, end) + len(town)


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"\b(?:at|from|of|in|outside|opposite|behind|between|near|past|by|to|and|on)"
            rf" (?P<v>{_NUMBER}"
            rf" {_NAME})"
            rf"{_ENDS}",
            (
                *("house", "bungalow", " flat", " home", "propert", "premises", " liv", "neighbo"),
                *("tenan", "caretaker", "couple", " lady", "owner", " share", "freehold", "leas"),
                *(
                    "garden",
                    "hedge",
                    "fence",
                    "occup",
                    "grew up",
                    "title to",
                    "sale of",
                    "possession",
                    "door",
                    "parcel",
                    "deliver",
                    "landlord",
                ),
            ),
            1,
        ),
        Form(
            rf"\b{_OWNED} (?P<v>{_NUMBER} {_NAME}(?: (?:Upper|Lower|Old|New|North|South))?){_ENDS}",
            (" at ", " of ", " in ", " from ", " on ", " to "),
            1,
        ),
        Form(
            rf"\b{_LOWER}\b",
            (
                *(
                    " st ",
                    " rd ",
                    " av ",
                    " ave ",
                    " dr ",
                    " ln ",
                    " cres",
                    " cct ",
                    " crt ",
                    " ct ",
                ),
                *(
                    " tce ",
                    " ter",
                    " pde ",
                    " gdns ",
                    " hwy ",
                    " blvd ",
                    " cl ",
                    " gr ",
                    " pl",
                    " sq ",
                ),
                *(
                    "street",
                    " road",
                    "avenue",
                    "drive",
                    " lane",
                    " court",
                    "parade",
                    "close",
                    "grove",
                ),
            ),
            1,
        ),
    ),
    validate=_validate,
    extend=_extend,
    context=(
        "house",
        "gardens?",
        "hedge",
        "fence",
        "keys",
        "occup(?:ier|ant)s?",
        "grew up",
        "bungalow",
        "flat",
        "home",
        "propert(?:y|ies)",
        "premises",
        "liv(?:es?|ing|ed)",
        "neighbou?rs?",
        "tenants?",
        "tenancy",
        "caretaker",
        "couple",
        "lady",
        "owners?",
        "shares? in",
        "freehold",
        "leasehold",
        "lease",
        "title to",
        "sale of",
        "possession of",
        "next door",
        "front door",
        "parcel",
        "deliver\\w*",
        "landlord",
    ),
    boost=0.3,
)

HITS = (
    ("the fall happened at the house at 14 Elm, the one with", "14 Elm"),
    ("found by the neighbour from 16 Elm. He", "16 Elm"),
    ("leaving a half share in 1-3 Skellbank.", "1-3 Skellbank"),
    ("and the freehold of 11 Fossgate.", "11 Fossgate"),
    ("The couple at 9 Linden complained about the dog", "9 Linden"),
    ("seen outside 33 Beech, then the caretaker called", "33 Beech"),
    ("thuy | 12 hopkins st footscray | 0491", "12 hopkins st footscray"),
    ("share house, 7 gamon st | 0491", "7 gamon st"),
    ("jas, 45 wattle rd brunswick, side gate", "45 wattle rd brunswick"),
    ("moana, 3/12 nelson st petone\n", "3/12 nelson st petone"),
    ("text him: flat 3 22 abbey rd, buzzer broken", "flat 3 22 abbey rd"),
)
MISSES = (
    "the house at 14 Celsius",
    "the house of 3 Labour councillors",
    "He left the house at 9 March",
    "the team from 12 Nations. They own a house",
    "at 14 Elm street was",
    "10 mins st pancras",
    "go 3 blocks down main st then left",
    "5 min walk, 2nd st",
    "2 adults st ives",
    "64 gb flash dr",
    "a 2 lane road, 3 lane highway",
    "cast on 84 sts, 4 ply",
)

"""A home in English by its name and its village, without a number in a street or a postcode.

*Bungalow 6, St Cuthbert's Almshouses, Darlington*; *of Larkfield House, Kirkby Malzeard, near
Ripon*; *Sea Pinks, Harbour Rd* in a list of homes; *Al-Mina Road, Building Sabra, 2nd floor*.
"""

from __future__ import annotations

import re

import re2

from paravent.detect.base import Form, Recognizer, grow
from paravent.detect.english_streets import CAP, TOWN, UNIT, WAY, WAYS
from paravent.detect.recognizers import address

_NEAR = r"(?:(?i:near|nr\.?|by|outside) )?"
_HOME = (
    r"(?:Bungalow|Cottage|Chalet|Caravan|Cabin|Villa|Almshouse|Trailer|Flat|Apartment|Apt\.?"
    r"|Maisonette|Studio|Lodge|Pod|Houseboat|Mobile Home)"
)
_PART = r"(?:Unit|Room|Suite|Ward|Plot|Pitch|Berth|House|Block|Bay)"
_SITE = (
    r"(?:House|Court|Park|Home|Hotel|Hostel|Centre|Center|Estate|Mill|Works|Wharf|Tower|Lodge|Hall"
    r"|Gardens|Almshouses|Buildings?|Mansions|Maltings|Tannery|Farm|Marina|Barracks|Foundry|Yard"
    r"|Warehouse|Granary|Brewery|Village|Residence|Quarters)"
)
_NAMED = (
    rf"(?:(?:{CAP}[ ]){{1,3}}(?:Cottage|Lodge|Farm|Farmhouse|Rectory|Vicarage|Barn|Forge|Mill|Manor"
    r"|Grange|House|Hall|Croft|Bungalow|Villa|Steading|Smithy|Granary)"
    rf"|The (?:Old|New) {CAP}(?: {CAP})?|(?:Tigh?|Teach|Taigh|T[yŷ]) (?:na|an|nan|yr?|'n) {CAP})"
)
_COTTAGE = (
    rf"(?:(?:{CAP}[ ]){{1,3}}(?:Cottage|Farmhouse|Rectory|Vicarage|Barn|Forge|Croft|Bungalow"
    rf"|Steading|Smithy|Granary)|The (?:Old|New) {CAP}(?: {CAP})?"
    rf"|(?:Tigh?|Teach|Taigh) (?:na|an|nan) {CAP})"
)
_LIVES = (
    r"(?:(?i:liv(?:es?|ed|ing)|resid(?:es?|ed|ing|ent)|home|address|moved?|moving|deliver(?:y|ed)?"
    r"|staying|tenants?|owners?|left|late|property|visit(?:ed|ing)?|born|died"
    r"|title deeds?|deeds?|freehold|probate|estate)\b[^.\n\d]{0,40}?"
    r"(?i: at| to| is| of| from| left|:|,) )"
)
_ROAD = (
    r"(?:Street|St\b\.?|Road|Rd\b\.?|Lane|Ln\b\.?|Avenue|Ave\b\.?|Close|Drive|Terrace|Brae|Row|Hill"
    r"|Green|Way|Grove)"
)
_ITEM = r"(?:^|\n|[;|•] ?|: |[\-–*] )"
_ITEM_ENDS = r"(?:[ ]?[;|\n]|[ ]?$| [\-–—] |, |\. |\.$|\()"
_BUILDING = (
    rf"(?:(?:Building|Bldg\.?|Tower|Villa)[ ]{CAP}|(?:{CAP}[ ]){{1,2}}(?:Building|Bldg\.?|Tower))"
)
_AROUND = 400  # characters before and behind in which a list says that it is of homes
_OF_HOMES = re2.compile(
    r"(?i)\b(?:viewings?|propert(?:y|ies)|address(?:es)?|lettings?|lets|tenants?|landlords?|tenanc\w+"
    r"|to let|for sale|deliver(?:y|ies)|visits?|rounds?|care ?plan|lives|carers?|cleaning|parcels?"
    r"|estate agents?|bedrooms?|keys?)\b"
)
_is_by_road = re.compile(rf"[^,]*, [^,]*{_ROAD}").fullmatch
_CALENDAR = re.compile(
    r".*, (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Year|Paper|Lesson|Chapter|Grade|Week|Part)\b"
)


def _validate(text: str) -> float | None:
    return None if not text or _CALENDAR.match(text) else 0.6


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    """With its towns; a name before a road is a home only where homes are spoken of."""
    if _is_by_road(text, start, end) and not _OF_HOMES.search(
        text[max(0, start - _AROUND) : end + _AROUND]
    ):
        return start, start
    return grow(text, start, end, "", rf"(?:,[ ]{_NEAR}(?:{UNIT}|{TOWN})){{1,3}}")


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"\b(?:{_HOME} (?:No\.? ?)?\d{{1,4}}[A-Za-z]?,[ ](?:The )?(?:{CAP}[ ]){{0,3}}{CAP}"
            rf"|{_PART} (?:No\.? ?)?\d{{1,4}}[A-Za-z]?,[ ](?:(?:{CAP}[ ]){{1,3}}{_SITE}|The {CAP}))"
            rf",[ ]{_NEAR}{TOWN}",
            digits=1,
        ),
        Form(
            rf"{_LIVES}(?P<v>{_NAMED}(?:,[ ](?:{CAP}[ ]){{1,2}}{_ROAD})?,[ ]{_NEAR}{TOWN})",
            (
                *("cottage", "lodge", " farm", "rectory", "vicarage", " barn", " forge", " mill "),
                *("manor", "grange", "house", " hall", "croft", "bungalow", "villa", "steading"),
                *("smithy", "granary", " the old ", " the new ", " na "),
            ),
        ),
        Form(
            rf"\b(?i:to|of|at|left|visit|for|from|is|address:|by) "
            rf"(?P<v>{_COTTAGE}(?:,[ ](?:{CAP}[ ]){{1,2}}{_ROAD})?,[ ]{_NEAR}{TOWN})",
            (
                *("cottage", "farmhouse", "rectory", "vicarage", " barn", " forge", " croft"),
                *("bungalow", "steading", "smithy", "granary", " the old ", " the new "),
            ),
        ),
        Form(rf"\b{_NAMED},[ ]{TOWN},[ ](?i:near|nr\.?) {TOWN}", (" near ", " nr ")),
        Form(
            rf"{_ITEM}(?P<v>(?:{CAP}[ ]){{0,2}}{CAP}, (?:{CAP}[ ]){{1,2}}{_ROAD}){_ITEM_ENDS}", WAYS
        ),
        Form(
            rf"{_ITEM}(?P<v>[A-Z][a-z]{{2,}} (?:na|an|nan|y|yr) {CAP}, (?:{CAP}["
            rf" ]){{1,2}}{_ROAD})\b",
            WAYS,
        ),
        Form(
            rf"\b(?:(?:{CAP}[ ]){{1,3}}(?:{WAY})|(?:Rue|Avenue|Boulevard|Calle|Jalan)(?:["
            rf" ]{CAP}){{1,3}})"
            rf",[ ]{_BUILDING}",
            ("building", "bldg", "tower", "villa"),
        ),
    ),
    validate=_validate,
    extend=_extend,
)

HITS = (
    (
        "Deliver to Rue Hamra, Sabbagh Building, 3rd Floor, Beirut.",
        "Rue Hamra, Sabbagh Building, 3rd Floor, Beirut",
    ),
    ("Title deeds: Hollin Bank Farm, Cartmel Fell passed", "Hollin Bank Farm, Cartmel Fell"),
    (
        "Lives: Bungalow 6, St Anne's Almshouses, Ripon\n",
        "Bungalow 6, St Anne's Almshouses, Ripon",
    ),
    ("sister at Cottage 2, The Maltings, Thirsk. Tidy", "Cottage 2, The Maltings, Thirsk"),
    ("to Unit 9, The Tannery, Bermondsey, the invoice", "Unit 9, The Tannery, Bermondsey"),
    ("Room 12, Willowbank Care Home, Hexham.", "Room 12, Willowbank Care Home, Hexham"),
    (
        "The late Ann Roy, of Larkfield House, Kirk Hammerton, near Ripon, died",
        "Larkfield House, Kirk Hammerton, near Ripon",
    ),
    ("left The Old Dairy, Kirk Hammerton to his", "The Old Dairy, Kirk Hammerton"),
    (
        "She is moving to Rose Cottage, Nether Wallop in May",
        "Rose Cottage, Nether Wallop",
    ),
    ("Viewings:\nSea Pinks, Harbour Rd - no show", "Sea Pinks, Harbour Rd"),
    (
        "Viewings: Tigh na Mara, Shore Street, Ullapool - second",
        "Tigh na Mara, Shore Street, Ullapool",
    ),
    (
        "resident of Hamra Street, Daher Building, 4th floor, declares",
        "Hamra Street, Daher Building, 4th floor",
    ),
    (
        "Corniche Road, Building Noor, Apt 5, Tripoli.",
        "Corniche Road, Building Noor, Apt 5, Tripoli",
    ),
)
MISSES = (
    "Unit 9, Organic Chemistry, Paper 2",
    "Room 4, Data Science, Monday",
    "set in Rose Cottage, a house near Ripon",
    "the White House, Washington",
    "Songs:\nPenny Lane, Abbey Road - tracks",
    "Sherlock Holmes, Baker Street - a tour",
    "He works at Random House, New York",
    "Flat 9, by the sea, Monday",
    "We toured Empire State Building, twice",
)

"""A postal address in English as one stretch: unit, number, street, town, postcode.

Forms of Great Britain, the United States and Canada (Royal Mail, USPS publication 28, Canada Post).
A postcode alone is no address; a number before capitals that end in an ordinary word (``Drive``) is
one only where a town or a word around says so.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, Recognizer
from paravent.detect.recognizers import address

_SEP = r"(?:[ \t]*,?[ \t]*\n[ \t]*|[ \t]*,[ \t]*|[ \t]+)"
_STREET = (
    r"Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Parkway|Pkwy|Highway|Hwy|Terrace|Crescent|Cres"
)
_WAY = (
    rf"(?:{_STREET}|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Ter|Circle|Cir|Square|Sq|Close|Gardens"
    r"|Gdns|Grove|Mews|Row|Hill|Trail|Walk|Broadway|Quay|Loop|Park|Green)\b\.?"
    r"(?:[ ](?:[NS][EW]?|[EW])\b\.?)?"
)
_UNIT = r"(?:(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm)\.? ?[\w-]{1,8}|#[ ]?\w{1,6})"
_CAP = rf"(?:[A-Z][{LETTER}'’.\-]*|\d{{1,3}}(?:st|nd|rd|th))"
_HOUSE = (
    rf"(?:{_CAP}[ ]){{1,3}}(?:House|Cottage|Lodge|Mansions?|Building|Tower|Farm|Rectory|Vicarage"
    r"|Barn|Hall|Court|Mill|Wharf|Heights|Apartments|(?:Business|Retail|Science|Industrial) Park"
    r"|(?:Industrial|Trading) Estate)"
)
_UK_CODE = r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)\b"  # and Canada's
_ZIP = r"\d{5}(?:-\d{4})?\b"
_STATE = (
    r"(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|QC|BC|AB|MB|SK|N[SBL]|PE"
    r"|California|New York|Texas|Florida|Illinois|Massachusetts|Washington|Oregon|Colorado"
    r"|Georgia|Ohio|Virginia|Pennsylvania|Arizona|Michigan|New Jersey|North Carolina|Ontario)"
)
_CODE = rf"(?:{_UK_CODE}|{_STATE},? {_ZIP})"
_TOWN = rf"{_CAP}(?:[ -]{_CAP}){{0,3}}\b"
_COUNTRY = r"(?:,? (?:UK|USA|United Kingdom|England|Scotland|Wales|Canada|United States)\b)?"
_SIDE = r"(?:[NSEW]\.? |[NS][EW] |(?:North|South|East|West) )?"
_BEFORE = rf"(?:{_UNIT}{_SEP})?(?:{_HOUSE}{_SEP})?"
_TAIL = (
    rf"(?:{_SEP}{_UNIT})?(?:(?:{_SEP}{_TOWN}){{0,3}}{_SEP}{_CODE}{_COUNTRY}"
    rf"|,[ ]{_TOWN}(?:,[ ]{_TOWN})?(?:,? {_STATE}\b)?)?"
)
_CODED = re.compile(_CODE)
_SURE_STREET = re.compile(rf"[ ](?:{_STREET})\b|(?i:box) \d")


def _validate(text: str) -> float | None:
    if _CODED.search(text):
        return 0.85
    if _SURE_STREET.search(text):
        return 0.6
    return 0.45 if "," in text else 0.3


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        rf"\b{_BEFORE}\d{{1,5}}[A-Za-z]?,?[ ]{_SIDE}(?:{_CAP}[ ]){{1,4}}{_WAY}{_TAIL}",
        rf"\b{_BEFORE}\d{{1,5}}[A-Za-z]?,?[ ](?:{_CAP}{_SEP}){{1,8}}{_CODE}{_COUNTRY}",
        rf"\b(?:{_UNIT}{_SEP})?{_HOUSE}{_SEP}(?:{_CAP}{_SEP}){{1,8}}{_UK_CODE}{_COUNTRY}",
        (
            rf"(?i)\b\d{{1,5}} (?:[a-z'.]+ ){{1,3}}(?:street|avenue|ave|road|rd|boulevard|blvd"
            rf"|lane|drive|court)\b(?:,? [a-z]+,?)?(?: {_STATE})? (?:{_ZIP}|{_UK_CODE})"
        ),
        (rf"\b(?i:p\.?o\.? ?box) \d{{1,6}}(?:(?:{_SEP}{_TOWN}){{0,2}}{_SEP}{_CODE}{_COUNTRY})?"),
    ),
    validate=_validate,
    context=(
        "address",
        "lives?",
        "living",
        "resid\\w+",
        "ship\\w* to",
        "deliver\\w* to",
        "located at",
        "home",
        "office at",
        "tenant",
        "property",
    ),
    boost=0.3,
    digits=1,
)

HITS = (
    ("She lives at 221B Baker Street, London NW1 6XE.", "221B Baker Street, London NW1 6XE"),
    (
        "Ship to 1600 Oak Ave, Apt 4B, Springfield, IL 62704 today",
        "1600 Oak Ave, Apt 4B, Springfield, IL 62704",
    ),
    ("Flat 3, 48 Mill Road\nCambridge CB1 2AB", "Flat 3, 48 Mill Road\nCambridge CB1 2AB"),
    ("500 5th Avenue, New York, NY 10036", "500 5th Avenue, New York, NY 10036"),
    ("15 Maple Drive, Toronto, ON M4B 1B3", "15 Maple Drive, Toronto, ON M4B 1B3"),
    ("P.O. Box 442, Austin, TX 78701", "P.O. Box 442, Austin, TX 78701"),
    ("27 High Street\nGuildford\nSurrey\nGU1 3AA", "27 High Street\nGuildford\nSurrey\nGU1 3AA"),
    (
        "Flat 12B, Rosewood House, 14 Park Lane, Manchester M1 4BT",
        "Flat 12B, Rosewood House, 14 Park Lane, Manchester M1 4BT",
    ),
    (
        "The Old Rectory, Church Lane, Oxford OX1 2JD",
        "The Old Rectory, Church Lane, Oxford OX1 2JD",
    ),
    (
        "Unit 5, Riverside Business Park, Leeds LS10 1AB",
        "Unit 5, Riverside Business Park, Leeds LS10 1AB",
    ),
    ("1 Infinite Loop, Cupertino, CA 95014", "1 Infinite Loop, Cupertino, CA 95014"),
    ("100 Queen St W, Toronto, ON M5H 2N2", "100 Queen St W, Toronto, ON M5H 2N2"),
    ("his address: 14 Willow Drive", "14 Willow Drive"),
    ("10 Downing Street", "10 Downing Street"),
    ("I live at 5 Main Street", "5 Main Street"),
)
MISSES = (
    "We walked down the street for 5 minutes",
    "2 Internal Solid State Hard Drive",
    "Windows 11 Start Menu Drive",
    "12 Angry Men Court Scene",
    "Postcode: NW1 6XE",
    "Google Drive 15 GB",
    "TX 78701",
)

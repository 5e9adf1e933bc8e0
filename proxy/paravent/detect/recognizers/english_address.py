"""A postal address in English as one stretch: unit, number, street, town, postcode.

Forms of Great Britain, Ireland, the United States, Canada, Australia and New Zealand (Royal Mail,
An Post, USPS publication 28, Canada Post, AS 4590), in any case. A postcode alone is no address; a
number before capitals that end in an ordinary word (``Drive``) is one only where a town or a word
around says so. A pattern finds the street, or the postcode with what leads to it.
"""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer, grow
from paravent.detect.english_streets import (
    AUSTRALIA,
    CAP,
    CODE,
    COUNTRY,
    EIRCODE,
    HOUSE,
    SEP,
    SIDE,
    STATE,
    STREET,
    TOWN,
    UK_CODE,
    UNIT,
    WAY,
    WAYS,
    ZIP,
)
from paravent.detect.recognizers import address

_AREA = (  # the first half of a British postcode
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LU]?|H[ADGPRSUX]|I[GMPV]"
    r"|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?"
    r"|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)\d[\dA-Z]?"
)
_BEFORE = (
    rf"\b(?:(?:{UNIT}|{HOUSE}){SEP}){{1,3}}|\b(?i:c/o)[ ]"
    r"|\b\d{1,3}[a-z]?(?: (?:and|&|or) )"
    r"|\b(?i:unit|flat|shop|apt)[ ]|\b\d{1,2}/\d{1,2},[ ]"  # Unit 4/18; 3/1, 25 in Scotland
)
_AFTER = (
    rf"(?:{SEP}{UNIT})?(?:(?:{SEP}{TOWN}){{0,4}}{SEP}{CODE}{COUNTRY}"
    rf"|(?:,[ ]{TOWN}){{1,2}},?[ ]{_AREA}\b"
    rf"|(?:,[ ]{TOWN}){{1,3}}(?:,?[ ]|[ ]-[ ]|[ ]?–[ ]?)\d{{6}}\b"
    rf"|,[ ]{TOWN}[ ]\d{{4}}\b(?:, New Zealand)?|,[ ]{TOWN}(?:,[ ]{TOWN})?(?:,? {STATE}\b)?)"
    rf"|{SEP}{UNIT}"
)
_TO_CODE = (  # what leads to a postcode, up to it
    rf"\b(?:{UNIT}|{HOUSE}|\d{{1,5}}[A-Za-z]?(?:-\d{{1,4}})?,?[ ]{{1,2}}{TOWN})"
    rf"(?:{SEP}(?:{UNIT}|\d{{1,5}}[A-Za-z]?|{TOWN}))*{SEP}(?:\(?{STATE}\)?,? )?"
)
_TO_LOWER_CODE = (
    r"\b(?:(?:flat|apt|unit|suite) \w{1,4},? )?\d{1,5}[a-z]? (?:[a-z'.\-]+,? ){1,3}"
    r"(?:street|st|avenue|ave|road|rd|lane|drive|close|gardens|grove|court|place|way|crescent"
    r"|terrace|hill|row|mews|square|park|green|view|walk),?(?: [a-z'\-]+,?){0,4} "
)
_LOWER_WAY = r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|court|close|grove)"
_CODED = re.compile(CODE, re.IGNORECASE)
_ONLY = re.compile(rf"{CODE}{COUNTRY}", re.IGNORECASE)
_SURE_STREET = re.compile(
    rf"[ ](?:{STREET}|Lane|Ln|Close|Gardens|Gdns|Grove|Mews|Brae|Wynd|Vennel)\b|(?i:box) \d"
)


def _validate(text: str) -> float | None:
    if _ONLY.fullmatch(text):
        return 0.1
    if _CODED.search(text):
        return 0.85
    if _SURE_STREET.search(text):
        return 0.6
    if ";" in text:
        return 0.85
    return 0.55 if "," in text or text.islower() else 0.3


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    if not _ONLY.fullmatch(text, start, end):
        return grow(text, start, end, _BEFORE, _AFTER)
    lower = text[start:end].islower()
    return grow(text, start, end, _TO_LOWER_CODE if lower else _TO_CODE, "")


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"\b(?:\d{{1,4}}[A-Z]?/)?\d{{1,5}}[A-Za-z]?(?:-\d{{1,4}})?,?[ ]{{1,2}}{SIDE}"
            rf"(?:{CAP}[ ]{{1,2}}){{1,4}}{WAY}",
            WAYS,
            1,
        ),
        Form(rf"\b(?i:{UK_CODE}){COUNTRY}", digits=2),
        Form(rf"\b(?i:{EIRCODE}){COUNTRY}", digits=2),
        Form(rf"\b{STATE},? {ZIP}{COUNTRY}", digits=5),
        Form(rf"\b{AUSTRALIA}{COUNTRY}", digits=4),
        Form(
            rf"(?i)\b\d{{1,5}} (?:(?:[a-z'.]+|\d{{1,3}}[a-z]{{2}}) ){{1,3}}{_LOWER_WAY}\b"
            rf"(?: {UNIT})?(?:,? [a-z]+,?)?(?: {STATE})? {ZIP}",
            WAYS,
            5,
        ),
        Form(
            r"\b(?i:liv(?:es?|ing)|resid\w+|address|home|moved)(?:[ ]?:)? "
            rf"(?i:is |at |on |in |to )?(?P<v>(?:{CAP}[ ]){{1,3}}(?:{STREET}|Lane|Close|Gardens"
            r"|Grove|Mews)\b)",
            ("live", "living", "resid", "address", "home", "moved"),
        ),
        Form(
            r"\b(?i:liv(?:es?|ing)|resid\w+|moved|home is) (?:on|at) "
            rf"(?P<v>(?:{CAP}[ ]){{1,3}}{WAY})",
            ("live", "living", "resid", "moved", "home is"),
        ),
        Form(r"(?i)\b\d{1,5}[a-z]?,? (?:[a-z']+ ){1,2}(?:street|road|lane|avenue)\b", WAYS, 1),
        Form(r"\b(?i:p\.? ?o\.? ?box) \d{1,6}(?:-\d{3,5})?", ("box",)),
        Form(r"(?m)^ADR[^:\n]{0,40}:;{0,2}(?P<v>[^\n]*;[^\n]*\w)", (" adr",)),
    ),
    validate=_validate,
    extend=_extend,
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
)

HITS = (
    ("the lane behind 77 and 79 Stoke Road?", "77 and 79 Stoke Road"),
    ("we live on Tanglewood Ct, the blue one", "Tanglewood Ct"),
    ("She lives at 221B Baker Street, London NW1 6XE.", "221B Baker Street, London NW1 6XE"),
    (
        "Ship to 1600 Oak Ave, Apt 4B, Springfield, IL 62704 today",
        "1600 Oak Ave, Apt 4B, Springfield, IL 62704",
    ),
    ("Flat 3, 48 Mill Road\nCambridge CB1 2AB", "Flat 3, 48 Mill Road\nCambridge CB1 2AB"),
    ("500 5th Avenue, New York, NY 10036", "500 5th Avenue, New York, NY 10036"),
    ("15 Maple Drive, Toronto, ON M4B 1B3", "15 Maple Drive, Toronto, ON M4B 1B3"),
    ("P.O. Box 442, Austin, TX 78701", "P.O. Box 442, Austin, TX 78701"),
    (
        "send to 56c Harehills Lane, rear entrance, Leeds, LS8 today",
        "56c Harehills Lane, rear entrance, Leeds, LS8",
    ),
    (
        "cheque to 3rd Floor, Albion House, 12 Queen Sq, Leeds LS2 8AJ.",
        "3rd Floor, Albion House, 12 Queen Sq, Leeds LS2 8AJ",
    ),
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
    ("parking outside 3 Manse Brae", "3 Manse Brae"),
    ("12B/40 Wattle Parade, Manly NSW 2095", "12B/40 Wattle Parade, Manly NSW 2095"),
    (
        "Pontoon C, Haven Quay, Lymington SO41 3QD",
        "Pontoon C, Haven Quay, Lymington SO41 3QD",
    ),
    ("She lives on Elm Grove", "Elm Grove"),
    ("send it to 12 baker street please", "12 baker street"),
    ("42 Willow Lane, Bristol", "42 Willow Lane, Bristol"),
    ("I live at 5 Main Street", "5 Main Street"),
    ("7 Abbey View, Kenmare, Co. Kerry, V93 T2YX", "7 Abbey View, Kenmare, Co. Kerry, V93 T2YX"),
    ("Ann Roche of 31 Shop Street, Galway H91 R8F3 ('Seller')", "31 Shop Street, Galway H91 R8F3"),
    ("5 Wattle Ct, Ballarat VIC 3350, born", "5 Wattle Ct, Ballarat VIC 3350"),
    ("<ship>40 Davey Street, Hobart TAS 7000</ship>", "40 Davey Street, Hobart TAS 7000"),
    ("612 Birch Avenue, Fargo, North Dakota 58102.", "612 Birch Avenue, Fargo, North Dakota 58102"),
    (
        "addr=Basement, 9 Lamb's Yard Passage, London, WC1N 3NG",
        "Basement, 9 Lamb's Yard Passage, London, WC1N 3NG",
    ),
    ("he lives at 27 rowan grove hull hu6 7bx and", "27 rowan grove hull hu6 7bx"),
    ("Write to P O Box 204 , Swindon SN2 8XY", "P O Box 204 , Swindon SN2 8XY"),
    (
        "LOCATION:Unit 3, The Old Granary, Station Rd, Ely CB7 4DJ",
        "Unit 3, The Old Granary, Station Rd, Ely CB7 4DJ",
    ),
    ("The Old Smithy, Church Lane, Ludlow SY8 2AP", "The Old Smithy, Church Lane, Ludlow SY8 2AP"),
    (
        "Lease of Flat 2, Harbour Buildings, 11 Dock Street, Hull HU1 3AE",
        "Flat 2, Harbour Buildings, 11 Dock Street, Hull HU1 3AE",
    ),
    ("the shop is 8 mill st sligo f91 x2cf thanks", "8 mill st sligo f91 x2cf"),
    ("7 Heol y Bryn\nCardiff\nCF14 6TL", "7 Heol y Bryn\nCardiff\nCF14 6TL"),
    (
        "8 Gandhi Street, K. K. Nagar, Madurai - 625020",
        "8 Gandhi Street, K. K. Nagar, Madurai - 625020",
    ),
    ("2 Marina Pl, Singapore 018987", "2 Marina Pl, Singapore 018987"),
    ("ADR:;;14 Mill Road;Astoria;OR;97103;USA", "14 Mill Road;Astoria;OR;97103;USA"),
    ("3 Queen Street, Auckland 1010, New Zealand", "3 Queen Street, Auckland 1010, New Zealand"),
)
MISSES = (
    "We walked down the street for 5 minutes",
    "2 Internal Solid State Hard Drive",
    "Windows 11 Start Menu Drive",
    "12 Angry Men Court Scene",
    "Postcode: NW1 6XE",
    "Google Drive 15 GB",
    "TX 78701",
    "Version A12 BC34 and CA 90210 in a song",
    "in ab1 2cd the code is wrong",
    "WA 6000 rpm",
)

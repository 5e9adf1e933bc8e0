"""A postcode by itself or behind its town, where its form or a word beside it leaves no doubt.

Codes of Great Britain, Ireland and Canada say by their form what they are: their areas are known
(ONS Postcode Directory, Eircode's routing keys, Canada Post); those of other countries are figures,
and need a label or a heading. What is written as a postcode but measures something is none.
"""

from __future__ import annotations

import re

from paravent.detect.base import LETTER, UPPER, Column, Form, Recognizer, grow
from paravent.detect.recognizers import address

_AREA = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]"
    r"|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?"
    r"|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)
_BRITISH = rf"{_AREA}\d[A-Z\d]?[ ]?\d[ABD-HJLNP-UW-Z]{{2}}"
_IRISH = (
    r"(?:A4[125]|A6[37]|A75|A8[1-6]|A9[12468]|C15|D(?:0[1-9]|1[0-8]|2[024]|6W)|E(?:2[15]|3[24]|4[15]"
    r"|53|91)|F(?:12|2[368]|3[15]|4[25]|5[26]|9[1-4])|H(?:1[2468]|23|5[34]|6[25]|71|91)|K(?:3[246]|45"
    r"|56|67|78)|N(?:37|39|41|91)|P(?:1[247]|2[45]|3[126]|4[37]|5[16]|6[17]|7[25]|8[15])|R(?:14|21"
    r"|3[25]|4[25]|5[16]|9[35])|T(?:12|23|34|45|56)|V(?:1[45]|23|3[15]|42|9[2-5])|W(?:12|23|34|91)"
    r"|X(?:35|42|91)|Y(?:14|2[15]|3[45]))[ ]?[\dAC-FHKNPRTV-Y]{4}"
)
_CANADIAN = r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d"
_CODE = rf"(?:{_BRITISH}|{_IRISH}|{_CANADIAN})"
_FIGURES = r"(?:\d{5}-\d{4}|(?:[A-Z]{1,2}-)?\d{2}[ ]?\d{3}|(?:[A-Z]{1,2}-)?\d{4}|\d{6})"
_THING = (
    r"(?i:parts?|models?|errors?(?: codes?)?|chips?|ref\.?|reference|skus?|version|serial|firmware"
    r"|board|article|item|type|series|seat|flight|bus|train|room|gate|lot|batch|such as"
    r"|for example,?|e\.g\.,?|like|par exemple|tels? que)"
)
_LABEL = (
    r"(?i:(?:code[ _-]?postal|cp|npa|zip(?:[ _-]?code)?|(?:post|postal)[ _-]?code|eircode"
    r"|code postal et (?:localit[ée]|ville|commune))[\"']?[ ]{0,2}(?:[:=>]|\bis\b)[ ]{0,2}[\"']?)"
)
_MEASURE = re.compile(
    r"(?i)[ ]?\d(?:gb|tb|db|hz|gx|st|nd|rd|th|lb|ft|hr|px|pt|wh|ah|bn|ed|dp|fa|ds|ss)$"
)
_ROAD = re.compile(r"[A-Z]\d\w[ ]?\d{4}")  # the A41 in 2024
_CAP = rf"[{UPPER}][{LETTER}'’.\-]+"
_PLACE = rf"\b{_CAP}(?:[ ](?:(?:on|upon|of|le|in|and)[ ])?{_CAP}){{0,3}}"
_TOWN = rf"(?:{_PLACE}(?:,[ ]?|[ ]|[ ]?\n[ ]*))"
_LED = re.compile(
    r"(?i)\b(?:road|rd|street|st|lane|ln|avenue|ave|drive|close|court|house|cottage|farm|hill|way"
    r"|barn|lodge|hall|estate|terrace|row|co\.?|county|nr|apartments|room|flat|unit|block)\b"
)
_NO_TOWN = re.compile(
    rf"\b(?:{_THING}|(?i:the|a|in|at|to|for|from|near|postcodes?|code|zip|eircode|post|is|my|our|uk"
    r"|mr|mrs|ms|dr|miss|compare|via|and|or))[ ,.:]*\Z"
)


def _validate(text: str) -> float | None:
    if re.fullmatch(_FIGURES, text):
        return 0.85
    if _MEASURE.search(text):
        return None
    if _ROAD.fullmatch(text):
        return 0.3
    return 0.6 if " " in text and text != text.lower() else 0.3


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    """With the town before it, and the house and the road where they are named."""
    if not re.fullmatch(_CODE, text[start:end]):
        return start, end
    town, _ = grow(text, start, end, _TOWN, "")
    if town == start or _NO_TOWN.search(text, town, start):
        return start, end
    whole, _ = grow(
        text,
        start,
        end,
        rf"(?:[\w'’.\- ]{{0,12}}{_PLACE}(?: \d{{1,4}}[A-Za-z]?)?[\"'”]?,[ \n])*{_TOWN}",
        "",
    )
    return (whole, end) if _LED.search(text, whole, town) else (town, end)


RECOGNIZER = Recognizer(
    address.RECOGNIZER.entity,
    patterns=(
        Form(rf"\b{_THING}[ :#]{{1,3}}{_CODE}\b|\b(?P<v>(?i:{_CODE}))\b", digits=2),
        Form(
            rf"\b{_LABEL}(?P<v>(?i:{_CODE})|{_FIGURES})\b",
            ("postal", " cp ", " npa ", " zip", "post code", "postcode", "post_code", "eircode"),
            2,
        ),
    ),
    validate=_validate,
    extend=_extend,
    context=(
        "post ?codes?",
        "postal",
        "eircodes?",
        "sat ?nav",
        "address",
        "liv(?:es?|ing)",
        "deliver\\w*",
        "(?:road|rd|street|lane|close|avenue|drive|flat|court)",
        "mov(?:ed|ing)",
    ),
    boost=0.3,
    column=Column(
        r"cp|npa|code[ _]?postal|zip(?:[ _]?code)?|(?:post|postal)[ _]?code|eircode|plz",
        rf"(?i:{_CODE})|{_FIGURES}",
        needs=(" cp ", " npa ", "postal", " zip", "post", "eircode", " plz "),
    ),
)

HITS = (
    ("The gate is at SW1P 4RG if you drive", "SW1P 4RG"),
    ("Which school is near EH6 7LT?", "EH6 7LT"),
    ("my postcode is ls62qt thanks", "ls62qt"),
    ("the van goes to s70 4pw, mill road", "s70 4pw"),
    ("her Eircode is T23 X0KP", "T23 X0KP"),
    ("Code postal H3Z 2Y7 au Québec", "H3Z 2Y7"),
    ("from Derby DE1 3QT and York YO30 7ZB to", "York YO30 7ZB"),
    ("He works from Preston PR2 8NB now", "Preston PR2 8NB"),
    ("Yard 3, Station Road, Melksham SN12 8BX", "Yard 3, Station Road, Melksham SN12 8BX"),
    ("Glebe House, Nr Oakham, Rutland LE15 7QH.", "Glebe House, Nr Oakham, Rutland LE15 7QH"),
    ("<ville>Foix</ville><cp>09000</cp>", "09000"),
    ("Billing zip: 97215", "97215"),
    ("Code postal : 31 400", "31 400"),
    ('{"postcode": "NR2 4HT"}', "NR2 4HT"),
    ('{"codePostal": "69100"}', "69100"),
    ("nom;cp;ville\nKerbrat;29160;Crozon", "29160"),
    ("| name | zip |\n| --- | --- |\n| Okafor | 90731 |", "90731"),
)
MISSES = (
    "Windows W11 4GB or M2 8GB",
    "Error code E11 2BD on the display",
    "Model S22 5GX is out",
    "Part B12 3DL is late",
    "Le code postal 12345 n'existe pas",
    "Réunion à 69003 Lyon",
    "in ab1 2cd the code is wrong",
    "N100 4TR and T3 2AA",
    "unzip: 12345 files",
    "codes such as NW1 6XE",
    "A41 2024",
)

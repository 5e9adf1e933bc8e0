"""A number plate: French ones by their form, old and foreign ones where the text says so.

Forms: SIV ``AA-123-AA`` without I, O and U, neither SS nor WW in front nor SS behind, except that
WW opens provisional ones (arrêté du 9 février 2009); FNI ``1234 AB 75`` of before 2009.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import TIGHT, Column, Form, Recognizer, announced

_PAIR = r"[A-HJ-NP-TV-Z]{2}"
_SIV = rf"{_PAIR}[ ]?-[ ]?\d{{3}}[ ]?-[ ]?{_PAIR}"
_ANY_SIV = rf"(?:{_PAIR}[ .\-]?\d{{3}}[ .\-]?{_PAIR}|(?i:{_PAIR}-?\d{{3}}-?{_PAIR}))"
_FNI = r"\d{1,4}[ \-]?[A-HJ-NP-TV-Z]{1,3}[ \-]?(?:97[1-6]|2[AB]|\d{2})"
_ABROAD = (
    r"(?:[0-9][ \-]?[A-Z]{3}[ \-]?\d{3}|[A-Z]{2}\d{2}[ ]?[A-Z]{3}"
    r"|(?:AG|A[IR]|B[ELS]|FR|G[ELR]|JU|LU|N[EW]|OW|S[GHOZ]|T[GI]|UR|V[DS]|Z[GH])[ \-]?\d{3,6}"
    r"|[A-Z]{2,3}[ \-]?\d{3,4}|\d{3}[ \-]?[A-Z]{3})"
)
_CUE = (
    r"immatricul[ée]*(?:ation)?s?|immat\b|plaques?(?: d['’ ]immatriculation)?|carte grise"
    r"|(?:(?:number|licen[cs]e)[ _]?)?plates?(?:['’]s)?(?: (?:number|no\.?))?|registered"
    r"|(?:vehicle|car)[ _]reg(?:istration)?"
    r"(?:[ _](?:number|no|mark))?"
)
_UK = r"[A-Z]{2}(?:0[1-9]|1\d|2\d|5[1-9]|6\d|7\d)[ ]?[A-Z]{3}"
_BRITISH = rf"(?i:{_UK})"
_AMERICAN = (
    r"(?:\d[A-Z]{2,3}[ \-]?[A-Z]?\d{2,4}|[A-Z]{2,3}[ \-]?\d[A-Z0-9]{2,4}|\d{2,3}[ \-][A-Z]{3})"
)
_MAKE = (
    r"(?:clio|twingo|m[ée]gane|sc[ée]nic|kangoo|captur|zoe|dacia|duster|sandero|renault"
    r"|peugeot|citro[ëe]n"
    r"|berlingo|fiat|panda|ford|fiesta|focus|transit|vauxhall|corsa|astra|opel|volkswagen"
    r"|vw|golf|polo|passat|audi|bmw|mercedes|volvo|toyota|yaris|corolla|nissan|micra|qashqai"
    r"|hyundai|kia"
    r"|skoda|octavia|seat|ibiza|honda|civic|mazda|tesla|mini|land rover|jaguar|yamaha|suzuki"
    r"|kawasaki"
    r"|vespa|ducati|triumph|ducato)"
)
_CAR = r"(?:immatricul|v[ée]hicule|voiture|camion|moto|scooter|vehicle|\bcar\b)[^\d\n]{0,25}?"
_NEVER = re.compile(r"(?i)^ss|ss$|[ .\-]?000|^AB12 ?CDE$")


def _validate(text: str) -> float | None:
    return None if _NEVER.search(text) else 0.75


RECOGNIZER = Recognizer(
    EntityType("PLATE", "PLAQUE", Category.IDENTITY, "plaque d'immatriculation", "number plate"),
    patterns=(
        Form(rf"\b{_SIV}\b", digits=3),
        Form(
            announced(
                rf"(?:{_CUE})(?: (?:fran[çc]aise?|belge|suisse|du v[ée]hicule|sous|le)){{0,3}}",
                rf"{_ANY_SIV}|{_FNI}|{_ABROAD}|{_AMERICAN}",
                TIGHT,
            ),
            ("immat", "plaque", "plate", "carte grise", " reg"),
        ),
        Form(
            announced(
                r"\breg\b\.?(?:istration)?(?: (?:numbers?|no\b\.?|mark|plates?))?|vehicle"
                r"|\bcar\b|\bvan\b",
                _BRITISH,
                TIGHT,
            ),
            (" reg", "vehicle", " car ", " van "),
            2,
        ),
        Form(
            rf"\b(?i:{_MAKE})(?: [\w\-]{{1,12}}){{0,3}}[ ,(]{{1,3}}(?P<v>{_ANY_SIV}"
            rf"|{_UK})\b",
            digits=2,
        ),
        Form(
            r"\b(?i:mine|his|hers|theirs|(?:my|his|her|their|the other) (?:car|van|bike|driver))"
            rf"(?:['’]s)?(?: is| was|:)? (?P<v>{_UK})\b",
            ("mine", " his ", " hers", "theirs", " car", " van", " bike", "driver"),
            2,
        ),
        Form(
            r"\b(?i:cars?|vans?|vehicles?|lorry|driver|plates?|registration|parked|witness|dvla"
            rf"|hit[ -]and[ -]run)\b[^\n]{{0,80}}?\b(?P<v>{_UK})\b",
            (
                " car",
                " van",
                "vehicle",
                "lorry",
                "driver",
                "plate",
                "registration",
                "parked",
                "witness",
                " dvla",
            ),
            2,
        ),
        # Belgium, since 2010.
        Form(
            r"(?i:v[ée]hicule|voiture|vehicle|\bcar\b|\bvan\b|moto|conduit)[^\n]{0,40}?"
            r"\b(?P<v>[12]-[A-Z]{3}-\d{3})\b",
            ("vehic", "voiture", " car ", " van ", "moto", "conduit"),
            4,
        ),
        Form(
            r"\b(?i:v[ée]hicule|vehicle)(?: [AB])? (?P<v>[A-Z]{2} ?\d{4})\b",
            ("vehic",),
            4,
        ),
        Form(
            announced(_CAR, _ANY_SIV, ""),
            ("immatricul", "vehic", "voiture", "camion", "moto", "scooter", " car "),
        ),
    ),
    validate=_validate,
    column=Column(
        r"(?:plaque|immatriculation|immat|plate|registration)",
        rf"(?:{_ANY_SIV}|{_FNI}|{_ABROAD})",
        needs=("plaque", "immat", "plate", "registration"),
    ),
)

HITS = (
    ("the witness noted OU14 KSM.", "OU14 KSM"),
    ("His plate's BD71 OWX, hers", "BD71 OWX"),
    ("reg LR19 VKE, mine WN65 DYP. He", "WN65 DYP"),
    ("véhicule A LX 4417 conduit par", "LX 4417"),
    ("Véhicule B 1-XKD-704 conduit par", "1-XKD-704"),
    ("Véhicule AB-123-CD garé devant", "AB-123-CD"),
    ("ww-456-fg, immatriculation ww-456-fg", "ww-456-fg"),
    ("immatriculé 1234 AB 75 depuis 1998", "1234 AB 75"),
    ("plaque : FG 456 HJ", "FG 456 HJ"),
    ("immat fg456hj", "fg456hj"),
    ("la voiture grise CD456EF du voisin", "CD456EF"),
    ("immatriculation 456 ABC 2A", "456 ABC 2A"),
    ("plaque belge, plaque 1-ABC-123", "1-ABC-123"),
    ("number plate: LB07 SEO", "LB07 SEO"),
    ("plaque VD 123456", "VD 123456"),
    ("client;immatriculation\nKerbrat;GH-789-JK", "GH-789-JK"),
    ("a vehicle registered LD18 KXR", "LD18 KXR"),
    ("I own a Clio, reg YK19 FTB", "YK19 FTB"),
    ("La Clio EV 204 KS de Zoé", "EV 204 KS"),
    ("My Volvo WN20 KSV was towed", "WN20 KSV"),
    ("car reg is lc19 hjx", "lc19 hjx"),
    ("silver F-150 PLATE 7TR K42", "7TR K42"),
    ("other driver, plate 6JXN203", "6JXN203"),
)
MISSES = (
    "the car maker's FY24 targets, AB12 cables, PM10 in vans",
    "the part 1-ABC-123 fits, 3-ABC-123, vehicle EN 12, a vehicle in 2024",
    "AO-123-CD",
    "SS-123-CD",
    "AB-000-CD",
    "Vis 1234 AB 75 en stock",
    "Réf. AB 123 CD",
    "Société immatriculée au RCS de Lyon",
    "Le véhicule a 5 portes et 75 ch",
    "ISO-123-AB",
    "plate 4 of 12, dinner plate 28 cm",
    "reg 4 is unused, car AB12",
    "voiture de 120 ch achetée 4500 euros",
    "Un véhicule de 5 CV 75 000 km",
)

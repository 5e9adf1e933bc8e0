"""A position on the earth, precise enough for a house: decimal degrees, or degrees and seconds.

Four decimals are eleven metres. Pairs of figures are everywhere in code and statistics: outside
of Western Europe, or with nine decimals, a word near them has to say what they are.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import Form, Recognizer

_NUMBER = re.compile(r"[+\-]?\d+\.\d+")
_COMPUTED = re.compile(r"\.\d{9}")
_LAT = r"[+\-]?[0-8]?\d\.\d{4,15}"
_LON = r"[+\-]?(?:1[0-7]\d|\d?\d)\.\d{4,15}"
_FEET = r"[ ]?['′’][ ]?"
_INCHES = r"[ ]?(?:[\"″”]|''|′′|’’)[ ]?"
_ANGLE = rf"\d{{1,3}}[ ]?°[ ]?\d{{1,2}}{_FEET}(?:\d{{1,2}}(?:[.,]\d{{1,4}})?{_INCHES})?"
_PLUS_CODE = "23456789CFGHJMPQRVWX"  # Open Location Code, section "Encoding"


def _validate(text: str) -> float | None:
    if "°" in text:
        return 0.9 if text.count("°") < len(re.findall("['′’\"″”]", text)) else 0.45
    numbers = [float(number) for number in _NUMBER.findall(text)]
    if len(numbers) != 2:
        return 0.75 if not numbers or len(numbers) == 1 else 0.1
    latitude, longitude = numbers
    if abs(latitude) < 1 and abs(longitude) < 1:
        return 0.1
    near = 35 <= latitude <= 61 and -10 <= longitude <= 25
    return 0.7 if near and not _COMPUTED.search(text) else 0.4


RECOGNIZER = Recognizer(
    EntityType("GPS_POSITION", "POSITION", Category.LOCATION, "position GPS", "GPS position"),
    patterns=(
        # A third number makes it a vector.
        Form(
            rf"(?:^|[\n(\[{{\"'=:@]|%40|[A-Za-zÀ-ÿ°)][ :]{{1,3}}|[:=][ ]{{1,3}}|geo:)"
            rf"(?P<v>{_LAT}[ ]?[,;][ ]{{0,2}}{_LON}(?:[ ]?[,;][ ]{{0,2}}[+\-]?\d+\.\d+)*)\b",
            digits=10,
        ),
        Form(
            r"(?i)\b(?:(?:lat(?:itude)?|lng|long?(?:itude)?)[\"']?[ ]?[:=]|l(?:at|ong)itude)"
            r"[ ]?[\"']?"
            r"(?P<v>[+\-]?\d{1,3}[.,]\d{4,15})\b",
            (" lat ", " latitude ", " lng ", " lon ", " long ", " longitude "),
        ),
        Form(rf"{_ANGLE}[NSns][ ]{{0,2}}[,;/]?[ ]{{0,2}}{_ANGLE}[EWOewo]\b", digits=4),
        Form(rf"\b[NSns][ ]?{_ANGLE}[ ]{{0,2}}[,;/]?[ ]{{0,2}}[EWOewo][ ]?{_ANGLE}", digits=4),
        Form(rf"\b[{_PLUS_CODE}]{{8}}\+[{_PLUS_CODE}]{{2,3}}\b", ("+",)),
        Form(r"!3d-?\d{1,2}\.\d{4,15}!4d-?\d{1,3}\.\d{4,15}", ("!3d",)),
    ),
    validate=_validate,
    context=(
        "gps",
        "coordonnees?",
        "coordinates?",
        "coords?",
        "lat(?:itude)?",
        "long?(?:itude)?",
        "lng",
        "position",
        "localis\\w*",
        "location",
        "geoloc\\w*",
        "maps?",
        "situee?",
    ),
    boost=0.3,
)

HITS = (
    ("Le chalet est à 45.92375, 6.86933.", "45.92375, 6.86933"),
    ("GPS 48.8584;2.2945", "48.8584;2.2945"),
    ("coordinates: -33.8568, 151.2153", "-33.8568, 151.2153"),
    ("geo:48.85837,2.29448", "48.85837,2.29448"),
    ("https://www.google.com/maps/@48.8583701,2.2922926,17z", "48.8583701,2.2922926"),
    ("48°51'30.2\"N 2°17'40.2\"E", "48°51'30.2\"N 2°17'40.2\"E"),
    ("48° 51′ 30″ N, 2° 17′ 40″ O", "48° 51′ 30″ N, 2° 17′ 40″ O"),
    ("N 48° 51' 30\" E 2° 17' 40\"", "N 48° 51' 30\" E 2° 17' 40\""),
    ("Latitude 48,858370 Longitude 2,294480", "2,294480"),
    ('{"lat": 48.85837, "lng": 2.29448}', "2.29448"),
    ("Plus code 8FW4V75V+8Q", "8FW4V75V+8Q"),
)
MISSES = (
    "versions 3.12, 3.13",
    "prix : 48.85, 2.29",
    "[0.1234, -0.5678, 0.9012]",
    "x = vec3(45.92375, 6.86933, 12.00001)",
    "loss 12.3456, 34.5678",
    "pages 48, 22945",
    "array([0.17157288, 5.82842712])",
    "desired = [[55.4243733880198, 15.4209797925213]]",
    "Paris est vers 48,85° nord",
    "une long. de 3,1415 m",
    "long 2,2945 km",
    "let x = 1234.56789, y = 9.87654",
)

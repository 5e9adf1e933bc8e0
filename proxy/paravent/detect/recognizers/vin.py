"""A vehicle identification number (VIN, ISO 3779): 17 characters without I, O and Q.

Its ninth character is a check digit in North America only (49 CFR 565): where it is right it
raises confidence, where it is wrong it says nothing. A hash or an order number has that length too.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Recognizer

_VIN = r"[A-HJ-NPR-Z0-9]{12}\d{5}|[A-HJ-NPR-Z0-9]{13}\d{4}"
_VALUES = str.maketrans("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
# Makers of most cars in French-speaking countries, first three characters (SAE's WMI codes).
_MAKERS = re.compile(
    r"VF[1-9ABFNRSVX]|VR[1-7]|VN[1KV]|W[AFV][ABFUWZ12]|WBA|WBS|WDB|WDD|W0[LV]|W1[KV]|WP[01]|WME|TMB"
    r"|VS[SEKX]|ZF[AF]|ZAR|SAL|SAJ|UU1|TSM|JT[DEHMN]|JH[LM]|JN1|JMZ|KM[HF]|KN[AE]|YV[14]|5YJ|LRW|XP7"
)


def _validate(text: str) -> float | None:
    number = text.upper()
    if len(set(number)) < 6 or not any(map(str.isalpha, number)):
        return None
    total = sum(
        int(value) * weight
        for value, weight in zip(number.translate(_VALUES), _WEIGHTS, strict=True)
    )
    checked = number[8] == "0123456789X"[total % 11]
    made = _MAKERS.match(number) is not None
    return 0.85 if checked and made else 0.6 if made else 0.45 if checked else 0.3


RECOGNIZER = Recognizer(
    EntityType(
        "VIN", "VIN", Category.IDENTITY, "numéro de série d'un véhicule", "vehicle number (VIN)"
    ),
    patterns=(rf"\b(?:{_VIN})\b", rf"(?i)\b(?:vin|ch[âa]ssis)\b[^\n]{{0,20}}?\b(?P<v>{_VIN})\b"),
    validate=_validate,
    context=(
        "vin",
        "chassis",
        "numero de serie",
        "n de serie",
        "vehicule",
        "vehicle",
        "voiture",
        "carte grise",
        "car",
    ),
    boost=0.35,
    column=Column(r"(?:n°[ _])?(?:vin|ch[âa]ssis)", _VIN, needs=(" vin ", "chassis")),
    digits=4,
)

HITS = (
    ("VIN : VF1RFB00X61234567", "VF1RFB00X61234567"),
    ("1HGCM82633A004352, a used car", "1HGCM82633A004352"),
    ("numéro de châssis WVWZZZ1KZ6W123456", "WVWZZZ1KZ6W123456"),
    ("VF3LCYHZPFS123456", "VF3LCYHZPFS123456"),
    ("vin vf1rfb00x61234567", "vf1rfb00x61234567"),
    ("E. carte grise : ZAR94000007123456", "ZAR94000007123456"),
)
MISSES = (
    "commit A1B2C3D4E5F612345",
    "VF1RFB0OX61234567",
    "Commande 12345678901234567",
    "session 9K3H5T7M2N4P81234",
    "VIN ROUGE DE BORDEAUX 2019",
    "AAAAAAAAAAAAA1111",
)

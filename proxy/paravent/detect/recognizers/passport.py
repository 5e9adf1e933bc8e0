"""The number of a passport, where the text says that it is one.

Forms: France two digits, two letters, five digits (ministère de l'Intérieur); two letters and six
or seven digits (Belgium, Italy), a letter and seven or eight (Switzerland, United States), nine
digits (United Kingdom, United States), a letter and eight of either (Germany). None of them has a
public check digit outside of the lines for machines.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import LOOSE, TIGHT, Column, Recognizer, announced

_CUE = (
    r"passe[\- ]?ports?|passport|reisepass(?:nummer)?|personalausweis|pasaporte"
    r"|passaport[oe]|paspoort|paszport"
)
_KEY = (
    r"(?:(?:kyc|naissance|pr[ée]nom)[^\n]{0,80}\bpi[èe]ce|pi[èe]ce_?(?:identit[ée]|id)|ppt|pass_?no|passport_?(?:no|num|number)|passeport"
    r"|travel_?doc(?:ument)?|doc_?(?:no|num|number)|cni|id_?card)"
)
_FRENCH = r"\d{2}[ ]?[A-Za-z]{2}[ ]?\d{2}[ ]?\d{3}"
_OTHER = r"(?:[A-Z]{2}[ ]?\d{6,7}|[A-Z][ ]?\d{7,8}|[A-Z][0-9A-Z]{8}|\d{3}[ ]?\d{3}[ ]?\d{3})"
_DAY = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")


def _validate(text: str) -> float | None:
    if _DAY.fullmatch(text):
        return None
    return 0.9 if sum(map(str.isdecimal, text)) >= 4 else None


RECOGNIZER = Recognizer(
    EntityType(
        "PASSPORT", "PASSEPORT", Category.IDENTITY, "numéro de passeport", "passport number"
    ),
    patterns=(
        announced(_CUE, _FRENCH, LOOSE),
        announced(
            rf"(?:{_CUE})(?:[ _](?:fran[çc]ais|belge|suisse|n[°o]|num[ée]ro|number|no))?",
            _OTHER,
            TIGHT,
        ),
        announced(rf"(?:{_CUE})[^\d\n]{{0,30}}(?:n[°º]|num[ée]ro|number|no\.)", _OTHER, TIGHT),
        # Whose it is may stand between: the passport of the respondent, 533401882.
        announced(rf"(?:{_CUE}) (?:of|de|du|d['’]) ?[^\d\n.;]{{2,40}}[,:(]", _OTHER, " ?"),
        # The key of an object or of a line of a log.
        rf"(?i:\b{_KEY})[\"']?[ ]?[:=][ ]?[\"']?(?P<v>[A-Z0-9]{{8,9}}|\d{{12}})\b",
        rf"\b(?P<v>{_FRENCH})\b[ ]?\((?i:passe[\- ]?port|passport)\)",
    ),
    validate=_validate,
    column=Column(
        r"(?:(?:n°|num[ée]ro|num)[ _](?:de )?)?(?:passeport|passport)(?:[ _](?:no|number))?",
        rf"(?:{_FRENCH}|{_OTHER})",
    ),
    needs=(
        "passe",
        "passport",
        *("reisepass", "personalausweis", "pasaporte", "passapor", "paspoort", "paszport"),
        *(
            "piece",
            "ppt",
            "pass_no",
            "passno",
            "travel",
            "doc_n",
            "docn",
            " cni",
            "id_card",
            "idcard",
        ),
    ),
)

HITS = (
    ('kyc nom="X" piece=T7X4P19K2 valid_until=2033', "T7X4P19K2"),
    ("INFO piece_identite=880692310285 ok", "880692310285"),
    ('{"dob": "1987-11-02", "ppt": "533180724", "exp"', "533180724"),
    ("renouveler son Reisepass C4K2H81T9, gültig bis", "C4K2H81T9"),
    ("Passeport n° 12AB34567 délivré à Lyon", "12AB34567"),
    ("son passeport français porte le numéro 08 CK 12 345", "08 CK 12 345"),
    ("passport number: 533380006", "533380006"),
    ("numéro de passeport : 14dk45678", "14dk45678"),
    ('"passport_no": "EH123456"', "EH123456"),
    ("passeport suisse X1234567", "X1234567"),
    ("nom,passeport\nKerbrat,19FV12345", "19FV12345"),
    ("F. Passport of the second tenant, 518820446", "518820446"),
    ("le passeport de la mère (XK4410287)", "XK4410287"),
)
MISSES = (
    "piece=20260112, doc_no=INVOICE7",
    '"piece": "moteur12", "piece": "A1234567"',
    "12AB34567",
    "Le passeport est valable 10 ans et coûte 86 euros",
    "passeport demandé le 12/03/2026",
    "Renouveler un passeport en 2026 : 5 pièces à fournir",
    "passport.js 0.7.0 strategy",
    "passport of the week. 518820446 downloads",
    "Réf. produit 12AB34567",
)

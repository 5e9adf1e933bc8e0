"""The number of a French identity card, where the text says that it is one.

Forms: twelve digits on cards of before 2021, nine capitals and digits on those after (Agence
nationale des titres sécurisés). Neither carries a key of its own.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import LOOSE, TIGHT, Column, Recognizer, announced

_CUE = (
    r"carte (?:nationale )?d['’ ]identit[ée]|c\.?n\.?i(?:e|\b)\.?|pi[èe]ce d['’ ]identit[ée]"
    r"|(?:national )?(?:identity|id)[ _]card"
)
_OLD = r"\d{4}[ ]?\d{2}[ ]?[0-9A-Z][ ]?\d{5}|\d{4}[ ]?\d{4}[ ]?\d{4}"
_NEW = r"[0-9A-Z]{9}"


def _validate(text: str) -> float | None:
    count = sum(map(str.isdecimal, text))
    return 0.9 if count >= 2 and (count < len(text) or count == 12) else None


RECOGNIZER = Recognizer(
    EntityType(
        "ID_CARD", "CNI", Category.IDENTITY, "numéro de carte d'identité", "identity card number"
    ),
    patterns=(
        announced(_CUE, _OLD, LOOSE),
        announced(rf"(?:{_CUE})(?: (?:fran[çc]aise|[ée]lectronique))?", _NEW, TIGHT),
        announced(rf"(?:{_CUE})[^\d\n]{{0,30}}(?:n[°º]|num[ée]ro|number|no\.)", _NEW, TIGHT),
    ),
    validate=_validate,
    column=Column(
        r"(?:(?:n°|num[ée]ro|num)[ _](?:de )?)?(?:cni|carte d'identit[ée])", rf"(?:{_OLD}|{_NEW})"
    ),
    needs=("identi", "cni", " c n i ", "id card", "id_card"),
)

HITS = (
    ("CNI n° 880692310285", "880692310285"),
    ("carte nationale d'identité X4RTBPFW4", "X4RTBPFW4"),
    ("Carte d'identité délivrée à Brest sous le numéro 9501 7720 0318", "9501 7720 0318"),
    ("sa CNI : D2H6862M2 expire en 2031", "D2H6862M2"),
    ("pièce d'identité numéro 050169A00456", "050169A00456"),
    ("ID card no. T7X62TZ79", "T7X62TZ79"),
    ("nom;cni\nKerbrat;880692310285", "880692310285"),
)
MISSES = (
    "880692310285",
    "Une carte d'identité est valable 10 ans",
    "CNI DEMANDEE lundi",
    "Joindre la copie de la CNI et 2 photos",
    "carte d'identité perdue le 12/03/2026",
    "ID card reader USB 2.0",
)

"""The French social security number (NIR): sex, birth year, month, place, order, key.

Structure and key: INSEE, "Numéro de sécurité sociale"; Corsica counts as 19 (2A) and 18 (2B) in
the key; 3, 4, 7 and 8 open provisional numbers; months above 12 stand for unknown ones.
"""

from __future__ import annotations

from stdnum.fr import nir

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Recognizer

_BODY = (
    rf"[1-478]{GAP}\d{{2}}{GAP}(?:0[1-9]|1[0-2]|[2-9]\d){GAP}(?:\d{{2}}|2[ABab])"
    rf"{GAP}\d{{3}}{GAP}\d{{3}}"
)


def _validate(text: str) -> float | None:
    number = "".join(filter(str.isalnum, text))
    if len(number) == 15 and nir.is_valid(number):
        return 1.0
    # Without its key, or with a slip of the pen, only the words around can tell.
    return 0.3 if len(number) == 15 else 0.15


RECOGNIZER = Recognizer(
    EntityType(
        "NIR",
        "NIR",
        Category.NIR,
        "numéro de sécurité sociale",
        "French social security number",
        True,
    ),
    patterns=(rf"\b{_BODY}{GAP}\d{{2}}\b", rf"\b{_BODY}\b"),
    validate=_validate,
    context=(
        "securite sociale",
        "secu",
        "social security",
        "nir",
        "n ss",
        "no ss",
        "num ss",
        "numero ss",
        "carte vitale",
        "vitale",
        "assuree?",
        "immatriculation",
        "cpam",
        "ameli",
        "insee",
        "matricule",
    ),
    boost=0.6,
)

HITS = (
    ("NIR : 2 85 05 78 006 084 41", "2 85 05 78 006 084 41"),
    ("sécu 285057800608441 merci", "285057800608441"),
    ("Corse : 2 53 07 2B 073 004 70.", "2 53 07 2B 073 004 70"),
    ("n° de sécurité sociale 2 85 05 78 006 084 (clé manquante)", "2 85 05 78 006 084"),
    ("sécurité sociale 2 85 05 78 006 084 99", "2 85 05 78 006 084 99"),
    ("2 85 05 78\n006 084 41", "2 85 05 78\n006 084 41"),
    ("Son NIR provisoire est 7 85 05 99 006 084 19", "7 85 05 99 006 084 19"),
)
MISSES = (
    "Référence de commande 285057800608",
    "2850578006084411234",
    "Réf. 2 85 05 78 006 084 99",
    "Total : 2 850 578 006 euros",
    "IMEI 356938035643809",
)

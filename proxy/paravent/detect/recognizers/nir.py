"""The French social security number (NIR): sex, birth year, month, place, order, key.

Structure and key: INSEE, "Numéro de sécurité sociale"; Corsica counts as 19 (2A) and 18 (2B) in
the key; 97 and 98 open overseas places, 99 foreign countries; 3, 4, 7 and 8 open provisional
numbers; months above 12 stand for unknown ones. Without its key, only words around can tell.
"""

from __future__ import annotations

import re

from stdnum.fr import nir

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Column, Recognizer

_PLACE = rf"(?:(?:\d{{2}}|2[ABab]){GAP}\d{{3}}|9[78]\d{GAP}\d{{2}})"
_BODY = rf"[1-478]{GAP}\d{{2}}{GAP}(?:0[1-9]|1[0-2]|[2-9]\d){GAP}{_PLACE}{GAP}\d{{3}}"
_KEY = rf"(?:{GAP}|[ ][|/\-][ ]|[ ]?[|,;/(\-]{{0,2}}[ ]?(?i:cl[ée])[ :=]{{0,3}})\d{{2}}"
_LABEL = re.compile(r"(?i)cl[ée]")


def _validate(text: str) -> float | None:
    number = "".join(filter(str.isalnum, _LABEL.sub("", text)))
    if len(number) == 15 and nir.is_valid(number):
        return 1.0
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
    patterns=(rf"\b{_BODY}{_KEY}\b", rf"\b{_BODY}\b"),
    validate=_validate,
    context=(
        "securite sociale",
        "secu",
        "social security",
        "nir",
        "n ss",
        "no ss",
        "num ss",
        "nss",
        "n[ °]?secu",
        "ssn",
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
    column=Column(
        r"nir|nss|(?:(?:n°|num[ée]ro|num)[ _])?(?:de )?(?:s[ée]cu|s[ée]curit[ée] sociale|ss)",
        rf"{_BODY}(?:{_KEY})?",
        needs=(" nir ", " nss ", "secu", " ss "),
    ),
    digits=12,
)

HITS = (
    ("NIR : 2 85 05 78 006 084 41", "2 85 05 78 006 084 41"),
    ("sécu 285057800608441 merci", "285057800608441"),
    ("Corse : 2 53 07 2B 073 004 70.", "2 53 07 2B 073 004 70"),
    ("n° de sécurité sociale 2 85 05 78 006 084 (clé manquante)", "2 85 05 78 006 084"),
    ("sécurité sociale 2 85 05 78 006 084 99", "2 85 05 78 006 084 99"),
    ("2 85 05 78\n006 084 41", "2 85 05 78\n006 084 41"),
    ("Son NIR provisoire est 7 85 05 99 006 084 19", "7 85 05 99 006 084 19"),
    ("née à l'étranger : 1 85 05 99 350 123 29", "1 85 05 99 350 123 29"),
    ("La Réunion : 2 84 07 974 11 056 97", "2 84 07 974 11 056 97"),
    ("Polynésie 184079873512333", "184079873512333"),
    ("Ajaccio : 1 84 12 2A 004 015 34", "1 84 12 2A 004 015 34"),
    ("2 85 05 78 006 084 (clé 41)", "2 85 05 78 006 084 (clé 41"),
    ("N° SS : 1-85-05-99-350-123", "1-85-05-99-350-123"),
    ("mois inconnu 1 85 20 99 100 012 23, sécu", "1 85 20 99 100 012 23"),
    ("nom;nir\nKerbrat;2850578006084", "2850578006084"),
)
MISSES = (
    "Référence de commande 285057800608",
    "2850578006084411234",
    "Réf. 2 85 05 78 006 084 99",
    "Total : 2 850 578 006 euros",
    "IMEI 356938035643809",
)

"""A French account number as banks print it (RIB): bank, branch, account, key, 23 characters.

Key: letters count 1-9, 1-9, 2-9 (A-I, J-R, S-Z), and the whole is a multiple of 97 (Comité
français d'organisation et de normalisation bancaires). An account alone counts where it is said.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Form, Recognizer

_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_BETWEEN = r"(?:[ \t]{0,4}[|;:,/\-][ \t]{0,4}|[ \t]{1,4}|[ \t]{0,2}\n[ \t]{0,4})?"
_ACCOUNT = r"[0-9A-Z](?:[ .]?[0-9A-Z]){10}"
_WHOLE = rf"\d{{5}}{_BETWEEN}\d{{5}}{_BETWEEN}{_ACCOUNT}{_BETWEEN}\d{{2}}"
_TELL = r"[\s|:;,=\-]{0,6}"
_LABELS = re.compile(
    r"(?i)code|banque|guichet|num[ée]ro|n[°º]|compte|bancaire|\bd[eu]\b|cl[ée]|rib"
)


def _validate(text: str) -> float | None:
    number = "".join(filter(str.isalnum, _LABELS.sub("", text))).upper()
    if len(number) < 23:
        return 0.3
    if int(number.translate(_VALUES)) % 97 == 0 and len(set(number)) > 3:
        return 0.95
    return 0.3 if sum(map(str.isdecimal, number)) > 16 else None


RECOGNIZER = Recognizer(
    EntityType("RIB", "RIB", Category.FINANCIAL, "RIB", "French bank account", True),
    patterns=(
        Form(rf"(?i)\b{_WHOLE}\b", digits=10),
        Form(
            r"(?i)\b\d{4} \d{4} \d{2}[0-9A-Z]{2} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]\d{2}\b",
            digits=10,
        ),
        Form(
            rf"(?i)\b(?:code[ _])?banque{_TELL}\d{{5}}{_TELL}"
            rf"(?:code[ _])?guichet{_TELL}\d{{5}}{_TELL}"
            rf"(?:(?:num[ée]ro|n[°o])[ _](?:d[eu] )?)?compte(?: bancaire)?{_TELL}{_ACCOUNT}"
            rf"(?:{_TELL}cl[ée](?:[ _]rib)?{_TELL}\d{{2}})?\b",
            ("banque",),
        ),
        Form(
            rf"(?i)\b(?:compte(?: bancaire)?[ ]?(?:n[°o]\.?|num[ée]ro)|(?:num[ée]ro|n[°o]\.?)"
            rf"[ _](?:d[eu] )?compte(?: bancaire)?){_TELL}(?P<v>[0-9A-Z]{{11}})\b",
            ("compte",),
        ),
    ),
    validate=_validate,
    context=("rib", "compte", "banque", "guichet", "agence", "virement", "domiciliation"),
    boost=0.25,
    column=Column("rib", _WHOLE, needs=(" rib ",)),
)

HITS = (
    ("RIB : 30006 00001 12345678901 89", "30006 00001 12345678901 89"),
    ("20041 01005 0500013M026 06", "20041 01005 0500013M026 06"),
    ("30006000011234567890189", "30006000011234567890189"),
    ("30006 | 00001 | 12345678901 | 89", "30006 | 00001 | 12345678901 | 89"),
    (
        "Code banque : 30006 Code guichet : 00001 N° de compte : 12345678901 Clé RIB : 89",
        "Code banque : 30006 Code guichet : 00001 N° de compte : 12345678901 Clé RIB : 89",
    ),
    (
        "Banque 30006\nGuichet 00001\nCompte 12345678901\nClé 89",
        "Banque 30006\nGuichet 00001\nCompte 12345678901\nClé 89",
    ),
    ("sur le compte n° 0500013M026 demain", "0500013M026"),
    ("RIB 30006 00001 12345678901 88 (une faute)", "30006 00001 12345678901 88"),
    ("3000 6000 0112 3456 7890 189", "3000 6000 0112 3456 7890 189"),
)
MISSES = (
    "30006 00001 12345678901 88",
    "Le RIB compte 23 caractères",
    "Codes postaux : 75001 69003 13008 33000 59",
    "Compte 512000 au débit, compte 401000 au crédit",
    "Total : 30006 00001 12",
    "20041 01005",
)

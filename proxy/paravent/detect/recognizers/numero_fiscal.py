"""The French tax number of a person (SPI): 13 digits, the last three being the first ten mod 511.

Key: European Commission, TIN by country, as python-stdnum has it. A number in a row may meet the
key by chance, and times in milliseconds have 13 digits too: without its name it is not sure.
"""

from __future__ import annotations

from stdnum.fr import nif

from paravent.core.types import Category, EntityType
from paravent.detect.base import GAP, Column, Recognizer, digits

_NUMBER = rf"[0-3]{GAP}\d{GAP}\d{GAP}\d(?:{GAP}\d{{3}}){{3}}"

_NAMED = r"(?:(?:n[°º]|num[ée]ro|num\.?|identifiant) ?fiscal|num fisc|spi)"


def _validate(text: str) -> float | None:
    if not nif.is_valid(digits(text)):
        return 0.1
    return 0.55 if len(text) > 13 else 0.45


RECOGNIZER = Recognizer(
    EntityType(
        "FR_TAX_NUMBER", "FISCAL", Category.IDENTITY, "numéro fiscal", "French tax number", True
    ),
    patterns=(
        rf"\b{_NUMBER}\b",
        # In groups of any size, whosoever it is called: N° fiscal Roy : 36 55 71 27 20 32 4
        rf"(?i)\b{_NAMED}[^\d\n]{{1,40}}(?P<v>[0-3](?:[ .]?\d){{12}})\b",
    ),
    validate=_validate,
    context=(
        "(?:numeros?|n ?o?\\.?|num|identifiant|id)[ _]?(?:fisca(?:l|ux)|de contribuable|d'impots?)",
        "reference (?:fiscale|de l'avis)",
        "fiscal[ _]?(?:number|id)",
        "spi",
        "tin",
        "tax[ _]?(?:id|no|number|payer|identification)\\w*",
        "(?:aux|services? des|centre des) impots",
        "declarant",
        "impots\\.gouv(?:\\.fr)?",
        "contribuable",
    ),
    boost=0.45,
    column=Column(
        r"(?:(?:n°|num[ée]ro|num)[ _]?)?(?:fiscal|spi)", _NUMBER, needs=("fiscal", " spi ")
    ),
    digits=13,
)

HITS = (
    ("N° fiscal Marécaux : 36 55 71 27 20 32 4", "36 55 71 27 20 32 4"),
    ("identifiant fiscal de ma mère 07 12 34 56 78 43 7", "07 12 34 56 78 43 7"),
    ("Numéro fiscal : 30 23 217 600 053", "30 23 217 600 053"),
    ("n° fiscal 3023217600053", "3023217600053"),
    ("mon identifiant fiscal est 12 34 567 890 066", "12 34 567 890 066"),
    ("SPI 0712345678436 (déclarant 1)", "0712345678436"),
    ('{"numero_fiscal": "2055516678271"}', "2055516678271"),
    ("30 23 217 600 053", "30 23 217 600 053"),
    ("mon identifiant impots.gouv, 3023217600053", "3023217600053"),
    ("signaler le déménagement aux impôts (2055516678271)", "2055516678271"),
    ("Numéro fiscal 30 23 217 600 054, recopié de travers", "30 23 217 600 054"),
    ("nom;numero_fiscal\nKerbrat;2055516678271", "2055516678271"),
)
MISSES = (
    "timestamp 1700000000123",
    "EAN 3017620422003",
    "Le numéro fiscal compte 13 chiffres",
    "30 23 217 600 054",
    "Chiffre d'affaires : 1 234 567 890 123 euros",
    "3023217600053",
)

"""An Italian tax code: letters of the name, date and place of birth, a check letter.

Where two people would share one, digits become letters (*omocodia*); python-stdnum knows that.
"""

from __future__ import annotations

from stdnum.it import codicefiscale

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer

_DIGIT = "[0-9LMNP-V]"
_GAP = r"(?:[ \-]|[ \t]{0,2}\n[ \t]{0,4})?"


def _validate(text: str) -> float | None:
    number = "".join(filter(str.isalnum, text))
    if codicefiscale.is_valid(number):
        return 0.98
    # What looks like one is one with a typing error, unless it is a word with letters only.
    return 0.3 if sum(map(str.isdecimal, number)) >= 4 else None


RECOGNIZER = Recognizer(
    EntityType(
        "IT_CODICE_FISCALE",
        "CODICEFISCALE",
        Category.IDENTITY,
        "code fiscal italien",
        "Italian tax code",
        True,
    ),
    patterns=(
        (
            rf"(?i)\b[A-Z]{{3}}{_GAP}[A-Z]{{3}}{_GAP}{_DIGIT}{{2}}[A-EHLMPR-T]{_DIGIT}{{2}}{_GAP}"
            rf"[A-Z]{_DIGIT}{{3}}[A-Z]\b"
        ),
    ),
    validate=_validate,
    context=("codice fiscale", "cod\\.? ?fisc\\w*", "c\\.?f", "code fiscal", "tax code"),
    boost=0.4,
)

HITS = (
    ("Codice fiscale: RCCMNL83S18D969H", "RCCMNL83S18D969H"),
    ("rccmnl83s18d969h", "rccmnl83s18d969h"),
    ("CF RCC MNL 83S18 D969H", "RCC MNL 83S18 D969H"),
    ("RSSMRA85T10A562S", "RSSMRA85T10A562S"),
    ("codice fiscale CNTCHR83T41D969D.", "CNTCHR83T41D969D"),
    ("codice fiscale RCCMNL83S18D969A (errato)", "RCCMNL83S18D969A"),
)
MISSES = (
    "RCCMNL83S18D969A",
    "Il codice fiscale ha sedici caratteri",
    "ABCDEF12G34H567",
    "sha1 a83s18d969hrccmn",
    "PRODUCTION-LOT-83S18",
)

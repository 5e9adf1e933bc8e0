"""An Irish personal public service number (PPS): seven digits, a check letter, perhaps another.

Check letter: modulus 23, Department of Social Protection, as python-stdnum has it.
"""

from __future__ import annotations

from stdnum.ie import pps

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer


def _validate(text: str) -> float | None:
    number = "".join(filter(str.isalnum, text)).upper()
    return 0.6 if pps.is_valid(number) else 0.1


RECOGNIZER = Recognizer(
    EntityType(
        "IE_PPS",
        "PPS",
        Category.IDENTITY,
        "numéro PPS irlandais",
        "Irish personal public service number (PPS)",
        True,
    ),
    patterns=(r"(?i)\b\d{7}[ \-]?[A-W](?:[ ]?[A-IW])?\b",),
    validate=_validate,
    context=("ppsn?", "personal public service", "rsi", "social welfare", "revenue"),
    boost=0.5,
    digits=7,
)

HITS = (
    ("PPS number 6433435F", "6433435F"),
    ("PPSN: 6433435OA", "6433435OA"),
    ("My PPS is 6433435 F, thanks", "6433435 F"),
    ("pps no. 6433435f", "6433435f"),
    ("employee 6433435F starts on Monday", "6433435F"),
    ("Her PPSN (6433436F, with a typo)", "6433436F"),
)
MISSES = (
    "Part no. 6433436F",
    "1234567A",
    "a PPS number has seven digits and one or two letters",
    "64334350F",
    "6433435 Files copied",
    "invoice 2026001F",
)

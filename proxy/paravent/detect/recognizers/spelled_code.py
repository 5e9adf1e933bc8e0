"""A number plate or a file number said aloud: *yankee delta seventeen oscar papa lima*.

The alphabet of aviation with figures among it, or figures in words that a dash or a stroke parts.
The alphabet recited, without a figure, is nobody's.
"""

from __future__ import annotations

import re

from paravent.detect.base import Form, Recognizer
from paravent.detect.recognizers import client_number

_NATO = (
    r"(?:alf?pha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike"
    r"|november|oscar|papa|qu[ée]bec|romeo|sierra|tango|uniform|victor|whisk[e]?y|x-?ray|yankee"
    r"|zulu)"
)
# The letters that are seldom said of anything else, as words that a text needs.
_LETTERS_SAID = (
    *(
        " alpha ",
        " alfa ",
        " bravo ",
        " delta ",
        " echo ",
        "foxtrot",
        " juliet",
        " kilo ",
        " lima ",
    ),
    *(" romeo ", " sierra ", " tango ", " uniform ", " whisk", " xray ", " x ray ", " yankee "),
    " zulu ",
)
_ENGLISH = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|niner|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|double)"
)
_FRENCH = (
    r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
    r"|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|nonante|cents?|mille"
    r"|et une?)"
)
_SIGN = rf"(?:{_NATO}|{_ENGLISH}|{_FRENCH}|\d{{1,4}})"
_S = r"[ ,\-]{1,2}"
_PARTS = (
    r"(?:tiret(?: du (?:six|huit|bas))?|trait d['’]union|slash|barre(?: oblique)?|dash"
    r"|hyphen|stroke)"
)
_CUE = (
    r"(?:num[ée]ro|dossier|r[ée]f(?:[ée]rence)?|code|number|case|policy|claim|file|account|reference"
    r"|contrat|facture|crime|member(?:ship)?|p\.?v|client|colis|booking)"
)
_NUMBERS = re.compile(rf"(?i)\b(?:{_ENGLISH}|{_FRENCH})\b|\d")
_LETTERS = re.compile(rf"(?i)\b{_NATO}\b")


def _validate(text: str) -> float | None:
    numbers = len(_NUMBERS.findall(text))
    if numbers > 2 and re.search(rf"(?i)\b{_PARTS}\b", text):
        return 0.7
    return 0.7 if numbers and len(_LETTERS.findall(text)) > 2 else None


RECOGNIZER = Recognizer(
    client_number.RECOGNIZER.entity,
    patterns=(
        Form(
            rf"(?i)\b{_SIGN}(?:{_S}{_SIGN}){{4,11}}\b",
            _LETTERS_SAID,
        ),
        Form(
            rf"(?i)\b{_CUE}\b[^\n]{{0,30}}?\b(?P<v>(?:{_SIGN}{_S}|[a-z]{_S}){{1,6}}{_PARTS}(?:{_S}{_SIGN}|{_S}[a-z]\b){{1,6}})\b",
            ("tiret", "trait d", "slash", "barre", " dash ", "hyphen", "stroke"),
        ),
    ),
    validate=_validate,
)

HITS = (
    (
        "okay plate is yankee delta seventeen oscar papa lima white",
        "yankee delta seventeen oscar papa lima",
    ),
    (
        "the plate is lima romeo sixty eight victor kilo echo and",
        "lima romeo sixty eight victor kilo echo",
    ),
    (
        "ma plaque alpha bravo deux cent onze charlie delta, dit",
        "alpha bravo deux cent onze charlie delta",
    ),
    (
        "dossier c'est le sept cent douze tiret quarante-quatre rappelez",
        "sept cent douze tiret quarante-quatre",
    ),
    ("case number is seven one two dash forty four, thanks", "seven one two dash forty four"),
    ("référence kilo lima papa quatre quatre deux", "kilo lima papa quatre quatre deux"),
)
MISSES = (
    "alpha bravo charlie delta echo foxtrot",
    "Oscar and Papa have two hotels in Lima",
    "Charlie, Victor and Juliet won three golf games",
    "two steps, then a dash of salt",
    "un tiret entre deux mots",
    "the delta of the india river is one mile",
)

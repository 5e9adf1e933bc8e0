"""A first name and a surname that are nothing else: somebody, whatever a model says.

*Gilles Ansart – condoléances*. Neither may be an ordinary word or a town, no street may be called
so, and nothing with a capital may stand beside them. Of a surname in no list the first name must be
frequent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, UPPER
from paravent.detect.name_form import PART, PARTICLE
from paravent.detect.sieve import SIEVE
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.encoded import Encoded
    from paravent.detect.lexicon import Lexicon

_PART = rf"[{UPPER}][{LETTER}\-]{{2,}}"
_PAIR = SIEVE.add(rf"(?:^|[^\w'’\-.]|\n)(?P<v>{_PART} (?:{PARTICLE} )?{_PART})")
_NICKNAMED = SIEVE.add(
    rf"(?P<v>{PART} (?:\([\"'“‘«]? ?{PART} ?[\"'”’»]?\)|[\"“«] ?{PART} ?[\"”»]) {PART})"
)
_BEFORE = re.compile(
    r"(?:[^\W\d_a-zà-ÿ][^\W\d_]*[ \-]|(?i:rue|avenue|place|lyc[ée]e|coll[èe]ge|[ée]cole|prix|street"
    r"|road|saint|st|h[ôo]pital|stade|quai|square|boulevard|all[ée]e|impasse|effet|loi|m[ée]thode)"
    r"(?: de| du)? )$"
)
_AFTER = re.compile(r"[ \-]?[^\W\d_a-zà-ÿ]|['’]s [a-z]+|[\w.]*[@/_(]")
_BORNE, _FREQUENT = 300, 5_000  # bearers of a first name, before a surname known and unknown


def full_names(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where such names stand."""
    text = encoded.text
    for start, end in encoded.spans(_PAIR, 1, within=True):
        first, *particles, last = (fold(word) for word in text[start:end].split(" "))
        borne = lexicon.first_names.get(first.split("-")[0], 0)
        if (
            borne >= (_BORNE if particles or last in lexicon.surnames else _FREQUENT)
            and not lexicon.is_plain(first)
            and not (lexicon.is_plain(last) or last in lexicon.towns)
            and not _BEFORE.search(text, max(0, start - 24), start)
            and not _AFTER.match(text, end)
        ):
            yield start, end


def nicknamed(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Names around a nickname: *Priscilla "Pip" Lattimore*."""
    for start, end in encoded.spans(_NICKNAMED, 1):
        if lexicon.is_first_name(fold(encoded.text[start : encoded.text.index(" ", start)])):
            yield start, end

"""Names in the names of files: *cv_priya_nair.pdf*, *tomlinson-eve-lease.docx*.

Only first names that no thing has, or a first name beside a surname; the rest of a file's name
says what is in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.homonyms import is_homonym
from paravent.detect.sieve import SIEVE
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.encoded import Encoded
    from paravent.detect.lexicon import Lexicon

_FILE = SIEVE.add(
    r"(?P<v>[^\s/\\\"'<>|:*?,;()\[\]{}=]{3,80})"
    r"\.(?i:pdf|docx?|odt|rtf|pages|xlsx?|ods|csv|pptx?|jpe?g|png|heic|tiff?|mp3|mp4|mov|wav|m4a|zip|eml"
    r"|msg|vcf|txt)\b"
)
_PART = re.compile(r"[^\W\d_]{2,}")
_BETWEEN = re.compile(r"(?:[_\-. +]|%20){1,3}")
_SHORTEST = 3  # letters of a name that only a list knows


def file_names(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The people in names of files, each first name with the surname beside it."""
    for start, end in encoded.spans(_FILE, 1):
        parts = list(_PART.finditer(encoded.text, start, end))
        for number, part in enumerate(parts):
            around = (*parts[max(0, number - 1) : number], *parts[number + 1 : number + 2])
            beside = [one for one in around if _is_beside(encoded.text, part, one)]
            surname = next((one for one in beside if _is_surname(one.group(), lexicon)), None)
            first = fold(part.group())
            if _is_first(first, lexicon, alone=surname is None):
                both = sorted((part, surname or part), key=re.Match.start)
                yield both[0].start(), both[1].end()


def _is_beside(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    left, right = sorted((one, other), key=re.Match.start)
    return _BETWEEN.fullmatch(text, left.end(), right.start()) is not None


def _is_first(folded: str, lexicon: Lexicon, *, alone: bool) -> bool:
    if not alone:
        return folded in lexicon.first_names
    known = lexicon.products, lexicon.products_alone, lexicon.towns
    return (
        len(folded) > _SHORTEST
        and lexicon.is_first_name(folded)
        and not is_homonym(folded, lexicon)
        and not any(folded in names for names in known)
    )


def _is_surname(word: str, lexicon: Lexicon) -> bool:
    folded = fold(word)
    return folded in lexicon.surnames and not lexicon.is_plain(folded)

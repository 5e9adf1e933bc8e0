"""Which sentences may hold a name, so that a slow model reads no others.

A sentence is left out only if its every capital stands on its first word, and that word is an
ordinary one; what a model would find there is dropped by ``names`` anyway.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.lexicon import Lexicon

_SENTENCE = re.compile(r"(?:[^\n.!?]|[.!?](?!\s))*(?:[.!?]*\n|[.!?]+[^\S\n]+|$)")


def worth_reading(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences in ``start:end`` that may hold a name."""
    left = right = start
    for sentence in _SENTENCE.finditer(text, start, end):
        if not _may_name(sentence.group(), lexicon):
            continue
        if sentence.start() > right:
            if right > left:
                yield left, right
            left = sentence.start()
        right = sentence.end()
    if right > left:
        yield left, right


def _may_name(sentence: str, lexicon: Lexicon) -> bool:
    for number, word in enumerate(WORD.finditer(sentence)):
        if not word.group()[0].isupper():
            continue
        folded = fold(word.group())
        if (
            number
            or len(folded) < 2
            or not lexicon.is_word(folded)
            or lexicon.is_first_name(folded)
        ):
            return True
    return False

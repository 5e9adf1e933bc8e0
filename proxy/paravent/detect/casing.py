"""Capitals where a reader expects them, for models that know names by their capitals.

Lines in capitals are brought down, first names in lower-case lines brought up; the text keeps its
length, so every offset stays what it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.words import WORD, fold

if TYPE_CHECKING:
    from paravent.detect.lexicon import Lexicon

_LINE = re.compile(r"[^\n]+")
_UNMISTAKABLE = 1_000_000  # marie, jean, pierre, louis: rather names, even as plain words


def recase(text: str, lexicon: Lexicon) -> str:
    """The text with its lines in natural case, of the same length."""
    return _LINE.sub(lambda line: _line(line.group(), lexicon), text)


def _line(line: str, lexicon: Lexicon) -> str:
    upper, lower = sum(map(str.isupper, line)), sum(map(str.islower, line))
    if upper >= 8 and upper > 4 * lower:
        return _same_length(line, WORD.sub(lambda word: _lowered(word.group(), lexicon), line))
    if lower >= 8 and not upper:
        return _same_length(line, _raised(line, lexicon))
    return line


def _lowered(word: str, lexicon: Lexicon) -> str:
    folded = fold(word)
    common = lexicon.is_word(folded) and not lexicon.is_first_name(folded)
    return word.lower() if common else word.capitalize()


def _raised(line: str, lexicon: Lexicon) -> str:
    pieces, at, after_name = [], 0, False
    for word in WORD.finditer(line):
        folded = fold(word.group())
        is_name = (
            lexicon.first_names.get(folded, 0) >= _UNMISTAKABLE
            or (lexicon.is_first_name(folded) and not lexicon.is_word(folded))
            or (after_name and not lexicon.is_word(folded))
        )
        pieces += [line[at : word.start()], word.group().capitalize() if is_name else word.group()]
        at, after_name = word.end(), is_name
    return "".join([*pieces, line[at:]])


def _same_length(line: str, changed: str) -> str:
    # Some letters change their length with their case: such a line stays as it was.
    return changed if len(changed) == len(line) else line

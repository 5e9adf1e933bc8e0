"""Capitals where a reader expects them, for models that know names by their capitals.

Lines in capitals are brought down, first names in lower-case lines brought up; the text keeps its
length, so every offset stays what it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.detect.words import WORD, cases, fold

if TYPE_CHECKING:
    from paravent.detect.lexicon import Lexicon

_LINE = re.compile(r"[^\n]+")
_UNMISTAKABLE = 1_000_000  # marie, jean, pierre, louis: rather names, even as plain words


def recase(text: str, lexicon: Lexicon) -> str:
    """The text with its lines in natural case, of the same length."""
    return _LINE.sub(lambda line: _line(line.group(), lexicon), text)


def _line(line: str, lexicon: Lexicon) -> str:
    upper, lower = cases(line)
    if upper >= 8 and upper > 4 * lower:
        return _rewritten(line, lexicon, shouted=True)
    if lower >= 8 and not upper:
        return _rewritten(line, lexicon, shouted=False)
    return line


def _rewritten(line: str, lexicon: Lexicon, *, shouted: bool) -> str:
    pieces: list[str] = []
    at, after_name = 0, False
    for word in WORD.finditer(line):
        written = word.group()
        folded = fold(written).rsplit("'", 1)[-1]
        if len(written) > 1:
            capital = _is_capital(folded, lexicon, shouted=shouted, after_name=after_name)
            written = written.capitalize() if capital else written.lower()
        pieces += [line[at : word.start()], written]
        at, after_name = word.end(), lexicon.is_first_name(folded)
    changed = "".join([*pieces, line[at:]])
    # Some letters change their length with their case: such a line stays as it was.
    return changed if len(changed) == len(line) else line


def _is_capital(folded: str, lexicon: Lexicon, *, shouted: bool, after_name: bool) -> bool:
    """Whether a word has a capital: a first name, what follows one, and in shouting the unknown."""
    if not lexicon.is_word(folded):
        return shouted or after_name or lexicon.is_first_name(folded)
    if shouted:
        return lexicon.is_first_name(folded) or (after_name and folded not in lexicon.words)
    return lexicon.first_names.get(folded, 0) >= _UNMISTAKABLE

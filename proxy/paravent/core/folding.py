"""Texts as names are compared: without case and accents, whatever stands between their words.

Pure, and exact about places: a folded text has the length of the original.
"""

from __future__ import annotations

import unicodedata

HIDDEN = "\0"
"""What stands in a folded text for a character that is not seen, or belongs to the one before."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_LETTERS = "éèêëàâäçîïôöùûüñ’\xa0\u202f«»…€°–"
"""What French texts have beyond ASCII: replaced first, since plain ASCII is ten times faster."""


class _Plain(dict[int, str]):
    """What becomes of each lower-case character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


def _plain(char: str) -> str:
    """A letter without its accent, a digit, ``HIDDEN``, or a space; always one character."""
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Mn", "Me"}:
        return HIDDEN
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", char) if not unicodedata.combining(sign)
    ).lower()
    if len(bare) == 1 and bare.isalnum():
        return bare
    return char if char.isalnum() else " "


_PLAIN = _Plain()
_FIRST = tuple((char, _plain(char)) for char in _LETTERS)


def fold(text: str) -> str:
    """The text of the same length in lower case, its accents gone, a space for every other sign."""
    lower = text.lower()
    if len(lower) != len(text):  # some letters change their length with their case
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if not lower.isascii():
        for char, plain in _FIRST:
            if char in lower:
                lower = lower.replace(char, plain)
    return lower.translate(_PLAIN)


def squeeze(text: str) -> str:
    """Letters and digits alone, folded, ligatures spelled out: equal for spellings of one name."""
    return expand(fold(text).replace(HIDDEN, "").replace(" ", ""))


def expand(word: str) -> str:
    """A folded word with its ligatures spelled out; it may become longer."""
    return word if word.isascii() else word.translate(_LIGATURES)

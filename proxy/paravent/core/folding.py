"""Texts as names are compared: without case and accents, whatever stands between their words.

Pure, and exact about places: a folded text has the length of the original.
"""

from __future__ import annotations

import unicodedata

HIDDEN = "\0"
"""What stands in a folded text for a character that is not seen, or belongs to the one before."""

_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"), ("ø", "o"), ("ł", "l"), ("đ", "d"))
_TYPED = "’‘“”…€–—\u202fµ"
"""What texts of Western Europe have beyond Latin-1, which is ten times faster."""
_LETTERS = "éèêëàâäçîïôöùûüñ\xa0«»°"
"""What French texts have beyond ASCII, which is faster as well."""

_ASCII = bytes(range(0x80))
_FEW = 16
"""Characters beyond ASCII that are replaced one by one: beyond that, a table is faster."""


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
_FIRST = tuple((char, _plain(char)) for char in _TYPED)
_SECOND = tuple((char, _plain(char)) for char in _LETTERS)
_LATIN = "".join(_plain(chr(code).lower()) for code in range(0x100)).encode("latin-1", "replace")
"""What becomes of the signs of Latin-1 that are not among those typed."""
_SIGNS = "".join(map(_plain, map(chr, range(0x80)))).encode() + bytes(range(0x80, 0x100))
"""The same of ASCII, in UTF-8: the bytes of other characters stay."""


def fold(text: str) -> str:
    """The text of the same length in lower case, its accents gone, a space for every other sign."""
    for char, plain in _FIRST:
        text = text.replace(char, plain)
    try:
        signs = text.encode("latin-1")
    except UnicodeEncodeError:
        return _fold_others(text)
    return signs.translate(_LATIN).decode("latin-1")


def _fold_others(text: str) -> str:
    """The same for what has letters that Latin-1 has not: an emoji, a name in another script."""
    # The only letter whose length changes with its case: Turkish I with a dot.
    lower = text.replace("\u0130", "i").lower()
    for char, plain in _SECOND:
        lower = lower.replace(char, plain)
    beyond = lower.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    others = set(beyond.decode("utf-8", "surrogatepass"))
    changed = [(char, plain) for char in others if (plain := _PLAIN[ord(char)]) != char]
    if len(changed) > _FEW:
        return lower.translate(_PLAIN)
    for char, plain in changed:
        lower = lower.replace(char, plain)
    return lower.encode().translate(_SIGNS).decode()


def squeeze(text: str) -> str:
    """Letters and digits alone, folded, ligatures spelled out: equal for spellings of one name."""
    return expand(fold(text).replace(HIDDEN, "").replace(" ", ""))


def expand(text: str) -> str:
    """What is folded with its ligatures spelled out; it may become longer."""
    if not text.isascii():
        for char, letters in _LIGATURES:
            text = text.replace(char, letters)
    return text

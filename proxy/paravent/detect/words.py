"""Words as lexicons compare them: without case, accents and ligatures.

Pure text functions; nothing here knows what a name is.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A run of letters, with inner apostrophes."""

_LIGATURES = (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"), ("ß", "ss"), ("’", "'"))
_ASCII = bytes(range(0x80))
_CAPITALS, _SMALL = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
UUID = re.compile(r"\b[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}\b")
"""A UUID (RFC 9562), in either case."""

_UUID_LENGTH = 36
_LONG = 24  # characters of no word
_ATTACHED = re.compile(r"°(?=[^\W\d_])")  # n°RPPS: the word begins after the sign


def fold(text: str) -> str:
    """Lower case, Latin letters without accents; letters of other scripts are dropped."""
    if text.isascii():
        return text.lower()
    return _folded_word(text) if len(text) < _LONG else _folded(text)


def _folded(text: str) -> str:
    for ligature, letters in _LIGATURES:
        text = text.replace(ligature, letters)
    if "°" in text:
        text = _ATTACHED.sub(" ", text)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


_folded_word = lru_cache(2_000)(_folded)
"""The same of what may be a word, and is asked for again."""


def cases(text: str) -> tuple[int, int]:
    """How many capitals and how many small letters a text has."""
    data = text.encode("utf-8", "surrogatepass")
    others = data.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    upper, lower = (len(data) - len(data.translate(None, some)) for some in (_CAPITALS, _SMALL))
    return upper + sum(map(str.isupper, others)), lower + sum(map(str.islower, others))


def label_text(label: str) -> str:
    """A key or column name as plain words: ``dateNaissance`` gives ``date Naissance``."""
    spaced = re.sub(r"(?<=[a-z\d])(?=[A-Z])|[_\-.]+", " ", label)
    return " ".join(spaced.split())[:60]


def inside_uuid(text: str, start: int, end: int) -> bool:
    """Whether these are some digits of a UUID, which are nobody's number by chance."""
    first = max(0, start - _UUID_LENGTH)
    return any(
        (first + uuid.start() < start < first + uuid.end())
        or (first + uuid.start() < end < first + uuid.end())
        for uuid in UUID.finditer(text[first : end + _UUID_LENGTH])
    )

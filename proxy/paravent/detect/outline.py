"""Patterns of Python tried only where RE2, twenty times as fast, finds their outline in a text.

What RE2 cannot say, what stands around a match and where words end, is left away in an outline: it
matches wherever the pattern does, and a little more.
"""

from __future__ import annotations

import re

import re2

from paravent.detect.base import LETTER

_AROUND = ("(?=", "(?!", "(?<=", "(?<!")
_LETTERS = rf"[{LETTER}\d_]"
_END = re.compile(r"(?<!\\)\$")


class Outlined:
    """A pattern that seldom matches, for texts of which most have nothing like it.

    Args:
        pattern: as for ``re``, without possessive quantifiers, its brackets without ``w`` classes.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._outline = re2.compile(_outline(pattern))

    def search(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return self._pattern.search(text) if self._outline.search(text.encode()) else None


def _outline(pattern: str) -> str:
    plain = _without_surroundings(pattern).replace(r"\w", _LETTERS).replace(r"\b", "")
    return _END.sub(r"\\n?\\z", plain)


def _without_surroundings(pattern: str) -> str:
    """The pattern without its lookaheads and lookbehinds."""
    kept, at = [], 0
    while at < len(pattern):
        if pattern.startswith(_AROUND, at):
            at = _end_of_group(pattern, at)
        else:
            size = 2 if pattern[at] == "\\" else 1
            kept.append(pattern[at : at + size])
            at += size
    return "".join(kept)


def _end_of_group(pattern: str, at: int) -> int:
    depth, bracket = 0, False
    while True:
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif bracket:
            bracket = sign != "]"
        elif sign == "[":
            bracket = True
        else:
            depth += (sign == "(") - (sign == ")")
        at += 1
        if not depth:
            return at

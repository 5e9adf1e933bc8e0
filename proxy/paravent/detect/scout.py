"""A pattern of Python's behind one of RE2's, which says much sooner where it may match.

RE2 knows letters and edges of words in ASCII only, and nothing of what stands around a match: what
it finds is a little more than what there is, and is looked at again.
"""

from __future__ import annotations

import re
from itertools import pairwise

import re2

from paravent.detect.base import LETTER

_FLAG = "(?i)"
_AROUND = ("(?=", "(?!", "(?<=", "(?<!")
_BEFORE, _AFTER = r"(?:^|[^\w])", r"(?:$|[^\w])"
_SIGN = re.compile(r"\\.|.", re.DOTALL)


class Scout:
    """A pattern that seldom matches, for texts of which most have nothing like it.

    Args:
        pattern: without possessive quantifiers.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        flag = _FLAG * pattern.startswith(_FLAG)
        self._rough = re2.compile(flag + _rougher(pattern.removeprefix(flag)))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text, if there is any."""
        data = text.encode()
        rough = self._rough.search(data)
        if rough is None:
            return None
        return self._pattern.search(text, len(data[: rough.start()].decode()))


def _rougher(pattern: str) -> str:
    """What RE2 is to look for instead, to find all that Python does.

    Edges of words count only where nothing else of the pattern can want the sign beyond them.
    """
    kept: list[str] = []
    depth, bracket = 0, False
    signs = ["|", *_SIGN.findall(_without_surroundings(pattern)), "|"]
    for (before, sign), (_, after) in pairwise(pairwise(signs)):
        if sign == r"\b":
            ends = _AFTER if after == "|" else ""
            kept.append("" if depth else _BEFORE if before == "|" else ends)
        elif sign == r"\w":
            kept.append(rf"{LETTER}\d_" if bracket else rf"[{LETTER}\d_]")
        elif sign == "$" and not bracket:
            kept.append(r"\n?\z")
        else:
            kept.append(sign)
            bracket = sign != "]" if bracket else sign == "["
            depth += 0 if bracket else (sign == "(") - (sign == ")")
    return "".join(kept)


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

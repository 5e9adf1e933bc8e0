"""How a guess at a name stands in its text: as code, as an acronym, where a sentence begins.

Pure; what is asked about one place costs no more than its line.
"""

from __future__ import annotations

import re

from paravent.detect.manner import ACTS, is_addressed
from paravent.detect.words import cases

_CAMEL = re.compile(r"\b(?!(?:Mc|Mac|De|Le|La|Di|Fitz|O)[A-Z])[a-z]*[A-Za-z]*[a-z][A-Z]")
_CODE_BEFORE = re.compile(r"(?:[#$&\\*]|::|->|\w\.)$")
_CODE_AFTER = re.compile(r"\(|::|\s?=[^=]|\+\+|\d(?![^\W\d_])|[\\\[]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n•*\-–—>\"«(\[|])\s*$")
_FAREWELL = re.compile(
    r"(?i)\b(?:regards|rgds|sincerely|yours|cheers|thanks|thx|ta|love|best|wishes|cordialement|cdlt"
    r"|bises|merci)[ ,.!]{0,3}\n\s{0,3}\Z"
)
_KISSES = re.compile(r"(?i)[ ,]{1,2}(?:x{1,5}|xo|xoxo)[ .!]{0,2}(?:\n|\Z)")
_END = re.compile(r"[ .]{0,3}(?:\n|\Z)")
_AROUND = 300  # characters of a line on either side that are looked at


def is_met(text: str, start: int, end: int) -> bool:
    """Whether somebody is addressed here, or does what only people do: *ask hope*, *rob said*."""
    return is_addressed(text, start) or ACTS.match(text, end) is not None


def is_signed(text: str, start: int, end: int) -> bool:
    """Whether this has the line to itself below a farewell, or kisses behind it: *Gemma x*."""
    if _KISSES.match(text, end):
        return True
    before, after = _FAREWELL.search(text, max(0, start - 40), start), _END.match(text, end)
    return before is not None and after is not None


def has_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line around a stretch has a capital."""
    begin = text.rfind("\n", max(0, start - _AROUND), start) + 1
    stop = text.find("\n", end, end + _AROUND)
    line = text[max(begin, start - _AROUND) : stop if stop >= 0 else end + _AROUND]
    return any(map(str.isupper, line))


def opens(text: str, start: int) -> bool:
    """Whether a sentence, a line or an item begins here, where any word has a capital."""
    return _SENTENCE_START.search(text, max(0, start - 20), start) is not None


def is_acronym(text: str, word: str) -> bool:
    """Whether a word in capitals stands among others: SDHC, Mo; not in a form all in capitals."""
    if not word.isupper() or len(word) > 6:
        return False
    upper, lower = cases(text)
    return lower > upper


def is_code(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands as a piece of code does: ledAny, uint8, a::b, x_y(."""
    return bool(
        _CAMEL.search(text, start, end)
        or _CODE_BEFORE.search(text, max(0, start - 2), start)
        or _CODE_AFTER.match(text, end)
    )

"""The view of a text in which detectors look, with the way back to the text as it was given.

Spaces of every kind become a space, invisible characters vanish, digits and letters of other
widths become plain ones, accents join their letters, escapes are spelled out (see ``disguise``): a
value cannot hide behind them. Nothing is lost: every stretch of the view maps to the original
stretch that made it, offsets in code points.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.detect.disguise import uncover

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Invisible: controls, soft hyphen, zero width, direction marks, variation selectors, tags.
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff"
)
_MARKS = (
    r"\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20e2\u20e4-\u20f0\ufe20-\ufe2f"
)
_OTHER = (
    r"\r\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2010-\u2013\u2028\u2029\u202f\u205f\u2212\u3000"
    r"\ud800-\udfff\u2460-\u24ff\ufb00-\ufb06\uff00-\uffef\U0001d400-\U0001d7ff"
)
_USUAL = re.compile(r"[\t\n -~¡-¬®-ɏ’‘“”…€—•]*+")  # told twenty times sooner than all the others
_EXOTIC = re.compile(rf"[{_INVISIBLE}{_MARKS}{_OTHER}]|[^\D0-9]")
_MOVING = re.compile(rf"[{_INVISIBLE}{_MARKS}]")
_GONE = re.compile(rf"[{_INVISIBLE}]")
_SAME = (
    dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | {"\r": " "}
)


@dataclass(frozen=True, slots=True)
class View:
    """A text to look at. ``text`` holds no lone surrogate, so it can always be encoded."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original stretch behind a non-empty stretch of the view, what vanished included."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


class Letters(dict[int, str]):
    """What ``str.translate`` makes of each character, filled as characters are met.

    Args:
        plain: what to make of one.
    """

    def __init__(self, plain: Callable[[str], str]) -> None:
        super().__init__()
        self._plain = plain

    def __missing__(self, code: int) -> str:
        plain = self[code] = self._plain(chr(code))
        return plain


def _plain(char: str) -> str:
    """The plain form of one character, always one character long."""
    if char in _SAME:
        return _SAME[char]
    if not _EXOTIC.match(char):
        return char
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    if unicodedata.category(char) == "Zs":
        return " "
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    same = unicodedata.normalize("NFKC", char)
    return same if len(same) == 1 else char


_PLAIN = Letters(_plain)


def view(text: str) -> View:
    """The view of a text; costs next to nothing where the text is plain."""
    seen = _look(text)
    plain = uncover(seen.text)
    if plain is None:
        return seen
    shown = _look(plain.text)
    starts: Sequence[int] = plain.starts
    ends: Sequence[int] = plain.ends
    if shown.starts is not None and shown.ends is not None:
        starts, ends = [starts[at] for at in shown.starts], [ends[at - 1] for at in shown.ends]
    if seen.starts is not None and seen.ends is not None:
        starts, ends = [seen.starts[at] for at in starts], [seen.ends[at - 1] for at in ends]
    return View(shown.text, starts, ends)


def _look(text: str) -> View:
    if _USUAL.fullmatch(text) or not _EXOTIC.search(text):
        return View(text)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for moving in _MOVING.finditer(text):
        at = moving.start()
        if done < at:
            parts.append(_plainly(text[done:at]))
            starts += range(done, at)
            ends += range(done + 1, at + 1)
        done = at + 1
        if _GONE.match(moving[0]):
            continue
        before = parts[-1] if parts else ""
        joined = unicodedata.normalize("NFC", before[-1:] + moving[0])
        if before and len(joined) == 1:
            parts[-1], ends[-1] = before[:-1] + joined, done
        else:
            parts.append(_plainly(moving[0]))
            starts.append(at)
            ends.append(done)
    rest = _plainly(text[done:])
    if not done:
        return View(rest)
    starts += range(done, len(text))
    ends += range(done + 1, len(text) + 1)
    return View("".join([*parts, rest]), starts, ends)


def _plainly(text: str) -> str:
    return _EXOTIC.sub(lambda found: _PLAIN[ord(found[0])], text)

"""Labels back into values, in a text that arrives in pieces cut anywhere.

Only a proper prefix of a label is held back; everything else is let go at once. A label is left
standing where its value would become part of a URL (see ``urls``), and where the vault does not
know it. After too many unknown labels in one answer restoring stops: somebody is guessing.

A model that was asked for JSON writes it as its text: a value that takes several lines, or holds a
quotation mark, is escaped where it is put into a string of that, or the JSON would break.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from paravent.core.placeholders import LABEL, URL_WORD, held_back, parse
from paravent.core.types import Placeholder
from paravent.core.urls import WINDOW, Where, position, stands_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.core.types import Tally

type Lookup = Callable[[Placeholder], str | None]
"""The value that a label stands for on this site, or None."""

_RAW = re.compile(r'["\x00-\x1f]')
_INSIDE = (
    re.compile(r'\\{3}"\s*:\s*\\{3}"(?:[^"\\\n]|\\(?!")[^\n])*\Z'),
    re.compile(r'(?<!\\)\\"\s*:\s*\\"(?:[^"\\\n]|\\(?!")[^\n])*\Z'),
    re.compile(r'(?<!\\)"\s*:\s*"(?:[^"\\\n]|\\[^\n])*\Z'),
)
"""The value of a member that is still open: in JSON in JSON in JSON, in JSON in JSON, in JSON."""

_ELEMENT = re.compile(r'[\[,]\s*"(?:[^"\\\n]|\\[^\n])*\Z')
_JSON_BEGINS = re.compile(r'\s*(?:\{\s*"|\[\s*["\[{])')
_HEAD = 64

MAX_UNKNOWN = 50
"""Unknown labels in one answer after which nothing more is restored in it."""


class StreamRestorer:
    """Restores one channel of text: feed it pieces in order, then flush it.

    The pieces that come out, joined, do not depend on how those that went in were cut.
    """

    def __init__(self, lookup: Lookup, tally: Tally) -> None:
        self._lookup = lookup
        self._tally = tally
        self._held = ""
        self._said = ""
        self._head = ""

    @property
    def holds(self) -> bool:
        """Whether text is held back that only ``flush`` or more text will let go."""
        return bool(self._held)

    def feed(self, text: str) -> str:
        """The text that may be shown now that ``text`` has come."""
        self._tally.characters += len(text)
        return self._run(self._held + text, final=False)

    def flush(self) -> str:
        """What was held back, at the end of the channel."""
        return self._run(self._held, final=True)

    def _run(self, text: str, *, final: bool) -> str:
        out: list[str] = []
        done = 0
        kept = 0 if final else held_back(text)
        for match in LABEL.finditer(text) if "[" in text else ():
            self._say(text[done : match.start()], out)
            after = text[match.end() :]
            shown = self._shown(match, after, final=final)
            if shown is None:
                done, kept = match.start(), len(text) - match.start()
                break
            self._say(shown, out)
            done = match.end()
        end = len(text) - kept
        self._say(text[done:end], out)
        self._held = text[end:]
        return "".join(out)

    def _say(self, text: str, out: list[str]) -> None:
        if text:
            out.append(text)
            self._said = (self._said + text)[-WINDOW:]
            self._head = (self._head + text)[:_HEAD] if len(self._head) < _HEAD else self._head

    def _shown(self, match: re.Match[str], after: str, *, final: bool) -> str | None:
        """What is shown for a label, or None while what follows it decides and is not there."""
        label = parse(match)
        at = len(self._said)
        if label.word == URL_WORD:
            whole = stands_whole(self._said, at, after, final=final)
            if whole is None:
                return None
            barred = Where.TEXT if whole else Where.URL
        else:
            barred = position(self._said, at).where
        if self._tally.unknown > MAX_UNKNOWN:
            return match.group()
        value = self._lookup(label)
        if value is None:
            self._tally.unknown += 1
            return match.group()
        if barred is not Where.TEXT:
            self._tally.refuse("attribute" if barred is Where.ATTRIBUTE else "url")
            return match.group()
        self._tally.restored += 1
        return self._spelled(value)

    def _spelled(self, value: str) -> str:
        """A value as it must be written here; one with a backslash was found escaped."""
        if not _RAW.search(value) or "\\" in value:
            return value
        levels = next((3 - n for n, inside in enumerate(_INSIDE) if inside.search(self._said)), 0)
        if not levels and _JSON_BEGINS.match(self._head):
            levels = 1 if _ELEMENT.search(self._said) else 0
        for _ in range(levels):
            value = _escape(value)
        return value


def restore(text: str, lookup: Lookup, tally: Tally) -> str:
    """A whole text with its labels restored."""
    restorer = StreamRestorer(lookup, tally)
    return restorer.feed(text) + restorer.flush()


_PIECE = re.compile(
    r'(?P<quote>")|(?P<plain>[^"\\]+)'
    r"|(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?P<high>\\u[dD][89abAB][0-9a-fA-F]{2})|\\u[0-9a-fA-F]{4}|\\[^u]"
)
_LOW = re.compile(r"(?:\\(?:u(?:[dD](?:[c-fC-F][0-9a-fA-F]?)?)?)?)?")
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonRestorer:
    """Restores inside the strings of a JSON text that arrives in pieces.

    Tool calls carry their arguments as JSON within JSON: a value that is put back there must be
    escaped one level more, and an escape may be cut in two. Each string is a text of its own, so
    a URL in one of them says nothing about the next.
    """

    def __init__(self, lookup: Lookup, tally: Tally) -> None:
        self._lookup = lookup
        self._tally = tally
        self._inner: StreamRestorer | None = None
        self._cut = ""

    @property
    def holds(self) -> bool:
        """Whether text is held back that only ``flush`` or more text will let go."""
        return bool(self._cut) or (self._inner is not None and self._inner.holds)

    def feed(self, text: str) -> str:
        """The JSON that may be passed on now that ``text`` has come."""
        text = self._cut + text
        out: list[str] = []
        done = 0
        while done < len(text):
            piece = _PIECE.match(text, done)
            if piece is None or (piece["high"] and _LOW.fullmatch(text, piece.end())):
                break
            out.append(self._take(piece))
            done = piece.end()
        self._cut = text[done:]
        return "".join(out)

    def flush(self) -> str:
        """What was held back; a JSON text that ended inside a string stays unfinished."""
        rest = _escape(self._inner.flush()) if self._inner else ""
        self._inner = None
        rest, self._cut = rest + self._cut, ""
        return rest

    def _take(self, piece: re.Match[str]) -> str:
        if piece["quote"]:
            if self._inner is None:
                self._inner = StreamRestorer(self._lookup, self._tally)
                return '"'
            rest = _escape(self._inner.flush())
            self._inner = None
            return rest + '"'
        if self._inner is None:
            return piece.group()
        return _escape(self._inner.feed(_unescape(piece)))


def _unescape(piece: re.Match[str]) -> str:
    plain: str | None = piece["plain"]
    if plain:
        return plain
    try:
        return str(json.loads(f'"{piece.group()}"'))
    except ValueError:
        return piece.group()


def _escape(text: str) -> str:
    if not text:
        return ""
    return json.dumps(text, ensure_ascii=_SURROGATE.search(text) is not None)[1:-1]

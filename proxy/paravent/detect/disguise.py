r"""Text that stands in a text under another spelling: ``H\u00e9l\u00e8ne``, ``H%C3%A9``, base64.

What a program has written is read as its receiver would read it, so that nothing hides behind an
escape. Every character that is uncovered leads back to the signs that spell it; those of a stretch
of base64 lead back to all of it, since a part of one says nothing.
"""

from __future__ import annotations

import base64
import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

import re2

if TYPE_CHECKING:
    from collections.abc import Iterator

from paravent.core.pieces import read_pieces

_PERCENT = r"%(?:25)*[0-9A-Fa-f]{2}"
_QUOTED = r"=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3}"  # quoted-printable, where it is not ASCII
_SIGN = "[A-Za-z0-9+/_-]"
_FIRST = re2.compile(rf"[\\%&]|=[C-F]|{_SIGN}{{16,}}")
"""How all that may be spelled otherwise begins."""
_CODED = re.compile(
    r"(?<!\\)\\+(?:u(?P<code>[0-9A-Fa-f]{4})|x(?P<short>[0-9A-Fa-f]{2})|(?P<line>[nrt])(?![a-z]))"
    rf"|(?P<bytes>(?:{_PERCENT})+|{_QUOTED})"
    r"|&(?:amp;)*(?P<entity>\#\d{1,7};|\#[xX][0-9A-Fa-f]{1,6};|[A-Za-z]{2,8}\d{0,2};)"
    rf"|(?<![\w.+/=-])(?P<base64>(?:{_SIGN}{{60,76}}\r?\n)*{_SIGN}{{16,}}={{0,2}})(?![\w+/=-]|\.\w)"
)
_BYTE = re.compile(rf"{_PERCENT}|=[0-9A-F]{{2}}")
_BLANKS = "\t\r\n\u00a0\u200b\ufeff"
_LEGACY = 24
"""Bytes from which on text in an older encoding can be told from noise."""

_LAYERS = 3

type Pieces = list[tuple[str, int, int]]
"""Characters, each with the start and the end of what spells it."""


class Uncovered(NamedTuple):
    """A text, and for each of its characters where what spells it starts and ends."""

    text: str
    starts: list[int]
    ends: list[int]


_LONE = re.compile("[\ud800-\udfff]")
"""Halves of a sign that escapes spell: no text, and no detector takes them."""


def uncover(text: str) -> Uncovered | None:
    """The text with everything spelled out, or None where nothing is spelled otherwise.

    It must hold no lone surrogate.
    """
    found = _uncover(text)
    for _ in range(_LAYERS - 1):  # escapes in base64, and the like
        below = _uncover(found.text) if found else None
        if found is None or below is None:
            break
        starts = [found.starts[at] for at in below.starts]
        ends = [found.ends[at - 1] for at in below.ends]
        found = Uncovered(below.text, starts, ends)
    return found


def _uncover(text: str) -> Uncovered | None:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _coded(text):
        pieces = _read(match)
        if pieces:
            out.append(text[done : match.start()])
            starts += range(done, match.start())
            ends += range(done + 1, match.start() + 1)
            for char, start, end in pieces:
                out.append(char)
                starts.append(start)
                ends.append(end)
            done = match.end()
    if not done:
        return None
    out.append(text[done:])
    starts += range(done, len(text))
    ends += range(done + 1, len(text) + 1)
    return Uncovered(_LONE.sub("\ufffd", "".join(out)), starts, ends)


def disguised(text: str) -> list[int]:
    """Where what ``uncover`` spells out begins, in order."""
    return [match.start() for match in _coded(text) if _read(match)]


def _coded(text: str) -> Iterator[re.Match[str]]:
    """What is written as what is spelled otherwise, in order; it may but look like it."""
    done = 0
    # What is not ASCII begins nothing, so that places in the bytes are those in the text.
    for first in _FIRST.finditer(text.encode("ascii", "replace")):
        start = first.start()
        if start >= done and (match := _CODED.match(text, start)):
            done = match.end()
            yield match


def _read(match: re.Match[str]) -> Pieces:
    """What a match spells; nothing where it only looks like it."""
    code = match["code"] or match["short"]
    if match["bytes"]:
        return _read_bytes(match)
    if code:
        shown = chr(int(code, 16))
    elif match["line"]:
        shown = "\n"
    elif match["entity"]:
        entity = f"&{match['entity']}"
        shown = unescape(entity)
        shown = "" if shown == entity else shown
    else:
        shown = _read_base64(match["base64"])
        if not shown:
            return _read_pieces(match)
    return [(char, *match.span()) for char in shown]


def _read_pieces(match: re.Match[str]) -> Pieces:
    """The pieces of text in base64 that is more than text, behind it: it may be a key as well."""
    shown = read_pieces(match["base64"])
    if not shown or match.string.startswith(f"\n{shown}", match.end()):
        return []
    itself = [(char, at, at + 1) for at, char in enumerate(match[0], match.start())]
    return [*itself, *((char, *match.span()) for char in f"\n{shown}")]


def _read_bytes(match: re.Match[str]) -> Pieces:
    """Percent-encoded or quoted-printable UTF-8, as far as it is that."""
    found = list(_BYTE.finditer(match.string, *match.span()))
    data = bytes(int(one.group()[-2:], 16) for one in found)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return []
    pieces: Pieces = []
    at = 0
    for char in text:
        size = len(char.encode())
        pieces.append((char, found[at].start(), found[at + size - 1].end()))
        at += size
    return pieces


def _read_base64(coded: str) -> str:
    """The text in base64 of either alphabet (RFC 4648), or nothing where it is something else."""
    bare = "".join(coded.split()).rstrip("=").replace("-", "+").replace("_", "/")
    if len(bare) % 4 == 1:
        return ""
    data = base64.b64decode(bare + "=" * (-len(bare) % 4))
    zeros = data.count(0)
    try:
        text = data.decode("utf-16-le" if 3 * zeros > len(data) else "utf-8").lstrip("\ufeff")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace") if len(data) >= _LEGACY else ""
        plain = sum(char.isascii() and (char.isalnum() or char == " ") for char in text)
        text = text if 10 * plain >= 8 * len(text) else ""
    return text if all(char.isprintable() or char in _BLANKS for char in text) else ""

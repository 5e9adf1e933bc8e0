"""Where in a text a value would become part of a URL.

A model that is told to can try to smuggle a restored value out through a link or an image that
the page then fetches (EchoLeak, CVE-2025-32711). So nothing is ever restored inside a URL, the
target of a Markdown link or image, or an HTML attribute. The same judgement serves on the way
out: personal data inside a URL makes the whole URL one finding, which comes back whole or not.

It errs on the side of seeing a URL: the price is a label left standing, not a value let out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

WINDOW = 4096
"""Characters before a position that are looked at; a blank line ends the look earlier."""

_END = r"\s<>\"`«»|\x00-\x1f"
_BREAK = re.compile(rf"[{_END}]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
_OPAQUE = re.compile(
    r"(?<![A-Za-z0-9])(?:mailto|tel|sms|data|javascript|blob|file|urn|cid):", re.IGNORECASE
)
_HOST = re.compile(
    r"(?<![\w@])(?:www\.|(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,24}(?::\d{1,5})?[/?#])"
    r"|(?<![\w:/])//[\w.\-]"
    r"|\[URL\\?_"  # a URL's label that was left standing is still a URL
)
_OPENER = re.compile(r"\]\(<?|url\(", re.IGNORECASE)  # a Markdown link, a CSS image
_TAG = re.compile(
    r"<[A-Za-z][\w:.\-]*\s"
    r"(?:=\s*\"[^\"]*\"|=\s*'[^']*'|=(?!\s*[\"'])|[^<>=])*+"
    r"(?:=\s*(?P<quoted>\"[^\"]*|'[^']*))?"
)
_UNQUOTED = re.compile(r"=[ \t\r\n\f]*(?P<value>[^ \t\r\n\f\"'=<>`]*)\Z")
_TRAILING = ".,;:!?*_~)]}'”’…"
_LOOKAHEAD = 16
_QUOTES = ('"', "'")


class Where(StrEnum):
    """What a position in a text belongs to."""

    TEXT = "text"
    URL = "url"
    TARGET = "target"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Position:
    """What a position belongs to, and the index at which that stretch of the text begins."""

    where: Where
    start: int


def position(text: str, at: int) -> Position:
    """What the position ``at`` of a text belongs to, judged by what stands before it.

    ``start`` is the first character of the URL, of the link's target, or of the attribute's
    value; in plain text it is ``at`` itself.
    """
    left = max(0, at - WINDOW)
    left = max(left, text.rfind("\n\n", left, at) + 1, text.rfind("\n\r\n", left, at) + 1)
    before = text[left:at]
    for where, find in _FINDERS:
        start = find(before)
        if start is not None:
            return Position(where, left + start)
    return Position(Where.TEXT, at)


def region_end(text: str, inside: Position, at: int) -> int:
    """Where the stretch that ``inside`` begins and that holds the index ``at`` ends in ``text``."""
    if inside.where is Where.ATTRIBUTE:
        quote = text[inside.start - 1] if inside.start else ""
        found = re.compile(quote if quote in _QUOTES else r"[ \t\r\n\f>]").search(text, at)
        return found.start() if found else len(text)
    if inside.where is Where.TARGET:
        return _target_end(text, inside.start, at)
    stop = _BREAK.search(text, at)
    end = stop.start() if stop else len(text)
    while end > at and text[end - 1] in _TRAILING:
        end -= 1
    return end


def stands_whole(text: str, at: int, after: str, *, final: bool) -> bool | None:
    """Whether what stands at ``at``, between ``text[:at]`` and ``after``, is a URL all of its own.

    None means that more of ``after`` is needed to tell; ``final`` says that there is no more.
    """
    inside = position(text, at)
    if inside.where is Where.URL or inside.start != at:
        return False
    rest = after[:_LOOKAHEAD].lstrip(_TRAILING) if inside.where is Where.TEXT else after
    if not rest:
        return True if final or len(after) >= _LOOKAHEAD else None
    if inside.where is Where.ATTRIBUTE:
        quote = text[at - 1] if at else ""
        return rest[0] == quote if quote in _QUOTES else rest[0] in " \t\r\n\f>"
    if inside.where is Where.TARGET:
        return rest[0] in ")> \t\r\n\f"
    return _BREAK.match(rest) is not None


def ends_url(text: str, start: int, after: str) -> bool:
    """Whether ``after`` holds something that ends the URL that begins at ``start``."""
    if position(text, start).where is Where.TEXT:
        return _BREAK.search(after) is not None
    return bool(after)


def url_stop(text: str, inside: Position, end: int) -> int:
    """The index after the sign that ends the URL whose last character is before ``end``."""
    if inside.where is not Where.URL:
        return min(end + 1, len(text))
    stop = _BREAK.search(text, end)
    return stop.end() if stop else len(text)


def _attribute(text: str) -> int | None:
    opened = len(text)
    while (opened := text.rfind("<", 0, opened)) >= 0:
        tag = _TAG.fullmatch(text, opened)
        if tag:
            if tag["quoted"] is not None:
                return tag.start("quoted") + 1
            value = _UNQUOTED.search(text, opened)
            return value.start("value") if value else None
    return None


def _target(text: str) -> int | None:
    if "](" not in text and "l(" not in text and "L(" not in text:  # most texts, and much faster
        return None
    opened = None
    for opened in _OPENER.finditer(text):  # noqa: B007 -- the last one counts
        pass
    if opened is None:
        return None
    rest = text[opened.end() :]
    if opened.group().endswith("<"):
        return None if ">" in rest else opened.end()
    return opened.end() if rest.count(")") <= rest.count("(") else None


def _target_end(text: str, start: int, at: int) -> int:
    if text[start - 1] == "<":
        end = text.find(">", at)
        return end if end >= 0 else len(text)
    depth = max(1, 1 + text.count("(", start, at) - text.count(")", start, at))
    for index in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return len(text)


def _bare(text: str) -> int | None:
    start = len(text)
    while start and not _BREAK.match(text, start - 1):
        start -= 1
    if start == 0 and len(text) == WINDOW:
        return 0
    found = [m.start() for p in (_SCHEME, _OPAQUE, _HOST) if (m := p.search(text, start))]
    return min(found) if found else None


_FINDERS = ((Where.ATTRIBUTE, _attribute), (Where.TARGET, _target), (Where.URL, _bare))

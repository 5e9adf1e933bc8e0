"""Names told by the address of mail that is made of them: *Ravi | ravi@…*, Xanthe, Jonty.

A word with a capital that is also a part of an address before its ``@``. A first name is enough; of
names that nobody knows, all parts of the address must stand in the text so.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from paravent.detect.cast import NOBODY
from paravent.detect.company import TIMES
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.lexicon import Lexicon

_LOCAL = re.compile(r"[\w.+\-]*+\Z")
_NAMED = re.compile(r"[A-Za-z][A-Za-z._+\-]{1,63}")
_DOMAIN = re.compile(r"@([\w\-]{1,63})\.")
_APART = re.compile(r"[._+\-]")
_LINKS = frozenset({"and", "et", "e", "y"})
_WORD = re.compile(r"(?<![\w@./\-+])[^\W\d_a-zà-ÿ][^\W\d_]{2,20}+(?![\w@]|[.\-/]\w)")
_CELL = re.compile(r"[ \t]*[|;,\t<(]")
_LONGEST = 66  # characters before an @, and some more
_MOST = 50  # addresses of a text that are looked at


def mailed(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where words stand that an address of mail says are somebody's name."""
    boxes = [
        ([part for part in _APART.split(local.lower()) if part not in _LINKS], domain.lower())
        for local, domain in islice(_mailboxes(text), _MOST)
    ]
    if not boxes:
        return
    words = [(word, fold(word.group())) for word in _WORD.finditer(text)]
    written = {folded for _, folded in words}
    names = {
        part
        for parts, domain in boxes
        if NOBODY.isdisjoint(parts)
        for part in parts
        if part in written and part not in domain and _is_name(part, parts, written, lexicon)
    }
    for word, folded in words:
        if folded in names and (not lexicon.is_plain(folded) or _CELL.match(text, word.end())):
            yield word.span()


def _mailboxes(text: str) -> Iterator[tuple[str, str]]:
    """What stands before the ``@`` of an address, and the first part of what stands behind it."""
    done = 0
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text, max(0, at - _LONGEST), at)
        domain = _DOMAIN.match(text, at)
        if domain and local and _NAMED.fullmatch(local.group()) and local.start() >= done:
            yield local.group(), domain[1]
            done = domain.end() + 1  # behind a dot no address begins
        at = text.find("@", at + 1)


def _is_name(part: str, parts: list[str], written: set[str], lexicon: Lexicon) -> bool:
    if part in TIMES or part in lexicon.products:
        return False
    if lexicon.is_given(part):
        return part not in lexicon.towns or len(parts) > 1
    unheard = len(parts) > 1 and written.issuperset(parts)
    return unheard and not any(
        lexicon.is_plain(one) or one in lexicon.products or one in lexicon.towns for one in parts
    )

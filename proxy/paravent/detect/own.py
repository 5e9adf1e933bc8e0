"""Identifiers of the person's own, found by patterns that their rules bring along.

A pattern is RE2 and is gone through once, so that its time is linear in the text whatever it says.
It is tried on the view of a text, like every other.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import re2

from paravent.detect.base import Hit, inside_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paravent.core.types import Pattern

type Order = Sequence[tuple[str, str, float]]
"""Id, regular expression and confidence of each pattern, as it is sent to a process."""


def order_of(patterns: Sequence[Pattern]) -> Order:
    """Patterns as they are sent to a detection process."""
    return [(one.entity.id, one.regex, one.score) for one in patterns]


def stamp(patterns: Sequence[Pattern]) -> str:
    """What findings depend on besides the text and the detectors; empty for no pattern."""
    if not patterns:
        return ""
    return blake2b(repr(order_of(patterns)).encode(), digest_size=16).hexdigest()


def find_own(text: str, order: Order) -> Iterator[Hit]:
    """Every value in a view: the group named ``v``, or the whole match, unless within a word."""
    for kind, regex, score in order:
        compiled = _compiled(regex)
        group = compiled.groupindex.get("v", 0)
        for match in compiled.finditer(text):
            start, end = match.span(group)
            if 0 <= start < end and not inside_word(text, start, end):
                yield Hit(start, end, kind, score, "own")


@cache
def _compiled(regex: str) -> re2._Regexp:
    return re2.compile(regex)

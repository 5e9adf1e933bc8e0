"""The patterns of recognizers, each compiled once, and which of them cannot match in a text.

Those that are looked for in every text are compiled together, when the first one is read: the
processes that are forked then have them, and none compiles its own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import re2

from paravent.detect.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Iterable

_MEMORY = 6 << 20
"""Bytes for a pattern and its states: three quarters of what RE2 takes by itself, and as fast.

In 4 MB the IBAN's, the longest, has no room for states, and takes twenty times as long.
"""


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False  # it would write to stderr; a bad pattern raises all the same
    options.max_mem = _MEMORY
    return options


_SIEVE = Sieve(_options())
_everywhere: set[str] = set()
_uncompiled: list[str] = []  # of them


def look_everywhere(patterns: Iterable[str]) -> None:
    """From now on, be told of these which cannot match."""
    for pattern in patterns:
        _everywhere.add(pattern)
        _uncompiled.append(pattern)


def vain(data: bytes) -> frozenset[re2._Regexp]:
    """Those of the patterns that cannot match anywhere in a text."""
    while _uncompiled:
        compiled(_uncompiled.pop(0))
    return _SIEVE.vain(data)


@cache
def compiled(pattern: str) -> re2._Regexp:
    """The pattern for use; it raises ``re2.error`` where it is none of RE2's."""
    return _SIEVE.add(pattern) if pattern in _everywhere else re2.compile(pattern, _options())


@cache
def group(pattern: str) -> int:
    """The number of the group that is the value, named v; 0 where there is none."""
    return int(compiled(pattern).groupindex.get("v", 0))


@cache
def context(words: tuple[str, ...]) -> re2._Regexp:
    """The pattern of any of these words."""
    return compiled(rf"\b(?:{'|'.join(words)})\b")

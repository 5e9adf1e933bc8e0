"""Every word that some recognizer cannot do without, looked for in a text in one go.

What has none of its words in a text is not searched for there. Words are plain strings: patterns
beside each other make so many states of RE2's machine that every new text adds some. If the search
itself fails, which RE2 tells by silence, all of them count as found: nothing is ever missed for
want of memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

from paravent.detect.sieve import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS = bytes(
    byte if chr(byte).isascii() and chr(byte).isalnum() else 0x20 for byte in range(256)
)
_MEMORY = 64 << 20  # bytes at most; some hundred words take a small part of it


class Lookout:
    """Grows as recognizers are made; holds no text."""

    def __init__(self) -> None:
        self._words: dict[str, None] = {}
        self._known: tuple[str, ...] = ()
        self._set: re2.Set | None = None

    def add(self, words: Iterable[str]) -> None:
        """Look for these from now on, in folded text.

        A space in them is any sign or none: ``" id "`` is a word of its own, ``" id"`` begins one.
        """
        before = len(self._words)
        self._words.update(dict.fromkeys(words))
        if len(self._words) > before:
            self._set = None

    def find(self, folded: str) -> frozenset[str]:
        """Which of all the words are in a folded text."""
        compiled = self._set or self._compile()
        data = folded.encode()
        found = compiled.Match(b" ".join((data, data.translate(_LETTERS), ALWAYS.encode()))) or ()
        words = frozenset(map(self._known.__getitem__, found))
        return words if ALWAYS in words else frozenset(self._known)

    def _compile(self) -> re2.Set:
        options = re2.Options()
        options.log_errors = False
        options.max_mem = _MEMORY
        options.literal = True
        self._known = (*self._words, ALWAYS)
        made = re2.Set.SearchSet(options)
        for word in self._known:
            made.Add(word)
        made.Compile()
        self._set = made
        return made

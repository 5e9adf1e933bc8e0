"""Where a text is code, and what of it is no identifier: string literals and comments.

A block between fences is code if its language is one, or if its lines look like it; elsewhere a
line must look like it by itself. What is in doubt is prose, where names are looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 400  # characters of a line of code on either side of a name
_FENCE = re.compile(r"(?m)^[ \t>]{0,8}(?:```|~~~)[ \t]*([\w+#.\-]*)[^\n`]*$")
_DATA = frozenset(
    """text txt plain markdown md csv tsv json jsonl ndjson yaml yml toml ini env conf log logs mail
    eml email html xml svg console terminal output diff bash sh shell zsh vcard ics""".split()  # noqa: SIM905
)
_SPOKEN = re.compile(
    r"\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)"
    r"|\"(?:\\.|[^\"\\\n])*(?:\"|$)|'(?:\\.|[^'\\\n])*(?:'|$)|`[^`]*(?:`|\Z)"
    r"|(?<![:\w])//[^\n]*|#(?![\w]+\b\s*[<{(])[^\n]*|(?<![\w\-])--[ \t][^\n]*",
    re.DOTALL | re.MULTILINE,
)
# Prose must never look like it: "for Dupont:", "- Dupont ;" and "UPDATE: Dupont" are no code.
_CODE = re.compile(
    r"[ \t]*(?:"
    r"(?:export |public |abstract |async )*(?:def|class|func|fn|function|interface|struct|enum|impl"
    r"|trait|namespace) \w+ ?(?:[({:<;]|extends |implements |$)"
    r"|from [\w.]+ import .+|import [\w.{}*, ]+ from .+|import [\w.]+(?: as \w+)?;?$|#include\b"
    r"|package [\w.]+;?$"
    r"|(?:return|raise|throw|yield|await|assert|del)\b ?[\w.]*(?:[(\[{]|;?$)"
    r"|(?:const|let|var|val) [\w{\[][^=]{0,60}=|(?:public|private|protected|static|final)\b.*[{;]$"
    r"|(?:if|elif|else if|while|switch|catch|for|foreach|match) ?\(.*[{:;)]$"
    r"|(?:if|elif|while) .*(?:[=!<>]=|\w\(|\w\.\w|\w\[).*:$|(?:else|try|finally) ?[:{]$"
    r"|for \w+(?:, ?\w+)* in [\w.]+[(\[:].*|with [\w.]+\(.*:$|except\b[\w ().,]*:$"
    r"|SELECT\b.*\bFROM\b|INSERT INTO\b|UPDATE \w+ SET\b|DELETE FROM\b|(?:CREATE|ALTER) TABLE\b"
    r"|(?:WHERE|AND|OR) [\w.]+ ?(?:=|<|>|LIKE\b|IN ?\()|VALUES ?\("
    r"|@[\w.]+\(.*\)$"
    r"|(?:[\w.<>\[\]]+ )?[\w.\[\]]+ ?(?:[+\-*/|&]|:)?= ?(?:[\w.]+[(\[]|[\"'\[{(]|new |await )"
    r"|(?:\w+\.)*\w+\(.*\)[;,]?$|[})\]]+[;,)]*$|.*(?:=>|[!=]==) .*[{;(]$"
    r")"
)


class Code:
    """The code in a text; worked out where it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def is_identifier(self, start: int, end: int) -> bool:
        """Whether this stretch is part of code, and in no string or comment of it."""
        spoken = self._spoken_around(start)
        if spoken is None:
            return False
        at = bisect_right(spoken, (start, len(self._text))) - 1
        return at < 0 or spoken[at][1] < end

    def _spoken_around(self, at: int) -> Sequence[tuple[int, int]] | None:
        """The strings and comments of the code that a place is in; None where it is in none."""
        number = bisect_right(self._blocks, (at, len(self._text))) - 1
        if number >= 0 and at < self._blocks[number][1]:
            return self._spoken
        begin = self._text.rfind("\n", max(0, at - _LONGEST), at) + 1
        if begin == 0 and at > _LONGEST:
            return None
        stop = self._text.find("\n", at, at + _LONGEST)
        line = self._text[begin : stop if stop >= 0 else at + _LONGEST]
        if not _CODE.match(line):
            return None
        return [(begin + found.start(), begin + found.end()) for found in _SPOKEN.finditer(line)]

    @cached_property
    def _spoken(self) -> list[tuple[int, int]]:
        """Strings and comments in all blocks of code."""
        return [
            match.span() for block in self._blocks for match in _SPOKEN.finditer(self._text, *block)
        ]

    @cached_property
    def _blocks(self) -> list[tuple[int, int]]:
        blocks: list[tuple[int, int]] = []
        opened: re.Match[str] | None = None
        for fence in _FENCE.finditer(self._text):
            if opened is None:
                opened = fence
                continue
            start, end = opened.end(), fence.start()
            if _is_code(opened[1].lower(), self._text[start:end]):
                blocks.append((start, end))
            opened = None
        return blocks


def _is_code(language: str, block: str) -> bool:
    if language:
        return language not in _DATA
    lines = [line for line in block.splitlines() if line.strip()]
    return 2 * sum(_CODE.match(line) is not None for line in lines) > len(lines)

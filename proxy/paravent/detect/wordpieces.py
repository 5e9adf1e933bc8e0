"""Words cut into the pieces that the referee knows, and the vectors of these.

The most probable cut under a unigram model of pieces (T. Kudo, Subword Regularization, ACL 2018),
as XLM-RoBERTa's vocabulary, of which these pieces are a part, is meant to be used.
"""

from __future__ import annotations

import io
import unicodedata
from array import array
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from zstandard import ZstdDecompressor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from paravent.detect.tokens import Token

_BLANK = "▁"  # stands before a word that a blank stands before
_BEGIN, _END, _UNKNOWN = range(3)  # the first pieces of the file
_UNLIKELY = 10.0  # how much less than the least likely piece an unknown letter counts
_SCALE = 2  # bytes of a block of 32 weights in four bits that tell what they are times
_LONGEST = 60  # letters of a word that are cut into pieces
_MOST = 5_000  # words that are remembered


class WordPieces:
    """The pieces in a file that ``models/train/reader/export.py`` wrote."""

    def __init__(self, file: Path) -> None:
        raw = ZstdDecompressor().decompress(file.read_bytes())
        with np.load(io.BytesIO(raw)) as told:
            pieces = told["text"].tobytes().decode().split("\n")
            self._scores = array("d", told["scores"].tolist())
            self._vectors = told["vectors"]
            self._marks = told["marks"].astype(np.float32)
        self._known = {piece: at for at, piece in enumerate(pieces) if at > _UNKNOWN}
        self._longest = max(map(len, self._known))
        self._least = min(self._scores) - _UNLIKELY
        self._ends = {"\n": [len(pieces)], "\t": [len(pieces) + 1]}
        self._cut = lru_cache(_MOST)(self._cut_word)

    def of(self, words: Iterable[Token]) -> Iterator[Sequence[int]]:
        """The pieces of each word, as numbers; an end of line and a tab are one piece each."""
        end = -1
        for word in words:
            if word.text in self._ends:
                yield self._ends[word.text]
                end = -1
                continue
            yield self._cut(word.text, word.start != end)
            end = word.end

    def vectors(self, cuts: Iterable[Sequence[int]]) -> NDArray[np.float32]:
        """A row for each piece of some words, between a beginning and an end."""
        numbers = np.array([_BEGIN, *(piece for cut in cuts for piece in cut), _END])
        marks = numbers >= len(self._vectors)
        blocks = self._vectors[np.where(marks, _UNKNOWN, numbers)]
        scales = blocks[..., :_SCALE].copy().view(np.float16)
        bits = blocks[..., _SCALE:]
        halves = np.concatenate([bits & 15, bits >> 4], axis=-1).astype(np.float32)
        rows: NDArray[np.float32] = ((halves - 8) * scales).reshape(len(numbers), -1)
        rows[marks] = self._marks[numbers[marks] - len(self._vectors)]
        return rows

    def _met(self, letter: str) -> str:
        """The letter, or without its accents where it is no piece."""
        return letter if letter in self._known else unicodedata.normalize("NFKD", letter)[0]

    def _cut_word(self, word: str, spaced: bool) -> Sequence[int]:  # noqa: FBT001 - a key of the memo
        letters = word[:_LONGEST]
        if not letters.isascii():
            letters = "".join(map(self._met, unicodedata.normalize("NFKC", letters)))
        text = _BLANK * spaced + letters
        known, scores = self._known, self._scores
        best = [0.0] + [-inf] * len(text)
        came = [0] * (len(text) + 1)
        for start in range(len(text)):
            before = best[start]
            for stop in range(start + 1, min(start + self._longest, len(text)) + 1):
                piece = known.get(text[start:stop])
                if piece is not None:
                    score = before + scores[piece]
                elif stop == start + 1:
                    score = before + self._least
                else:
                    continue
                if score > best[stop]:
                    best[stop], came[stop] = score, start
        ends = [len(text)]
        while ends[-1]:
            ends.append(came[ends[-1]])
        return [known.get(text[a:b], _UNKNOWN) for a, b in pairwise(reversed(ends))]

"""The name model: a small convolutional network that labels the words of a text.

It stands in ``models/names``; ``models/train`` makes it again. What it gives is a probability for
each label of each word, from which spans are read; it knows nothing of rules, and holds no text.
"""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from thinc.api import (
    HashEmbed,
    Maxout,
    NumpyOps,
    Softmax,
    chain,
    clone,
    concatenate,
    expand_window,
    residual,
    with_array,
)
from zstandard import ZstdDecompressor

from paravent.detect.fame import Fame
from paravent.detect.forward import Forward
from paravent.detect.tokens import COLUMNS, Features, ordinary, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from paravent.detect.lexicon import Lexicon
    from paravent.detect.referee import Referee
    from paravent.detect.tokens import Token, Tokens

PERSON, ADDRESS = "PERSON", "ADDRESS"
KINDS = (PERSON, ADDRESS, "LOCATION", "ORGANISATION", "DATE_OF_BIRTH", "HANDLE")
"""What the model tells apart; label 0 is none of them, then come B, I, L and U of each."""
_FIRSTS = range(1, 1 + 4 * len(KINDS), 4)  # "begins" of each kind; inner, last and unit follow it

_WIDTH, _DEPTH = 96, 5
_EMBEDDED = {  # numbers a word has in each column, and how many rows of them there are
    "norm": (96, 12_000),
    "prefix": (32, 4_000),
    "suffix": (48, 4_000),
    "shape": (32, 500),
    "lexicons": (32, 700),
    "place": (16, 400),
    "opening": (32, 2_000),
    "above": (32, 2_000),
    "column": (32, 2_000),
    "elsewhere": (8, 40),
}
_DROPOUT = 0.1  # while it learns
_CALM = 0.98  # a word that is none of the kinds with this probability ends a span
_DOUBT = 3.0  # how much less, as a logarithm, "none of them" counts: doubtful spans are told too
_PARTS = 4  # of an address, one of which may be less sure than its score
_FIRM = 0.5  # how sure a word is that carries a span


def labels_of(kind: str) -> slice:
    """The labels of a kind: a word that begins a span of it, stands inside, ends it, or is all."""
    first = _FIRSTS[KINDS.index(kind)]
    return slice(first, first + 4)


class Tagged(NamedTuple):
    """A span of one kind.

    ``score``, 0 to 1, is that of its least sure word; a person's is that of the surest, and of the
    words of an address a quarter may be less sure.
    """

    start: int
    end: int
    kind: str
    score: float


class Guessed(NamedTuple):
    """A text that the network has read.

    ``probabilities`` are those of the labels of its words, ``ordinary`` are those words that the
    language has, whoever is called so; ``fame`` is where a referee writes who is famous.
    """

    words: Tokens
    probabilities: NDArray[np.float32]
    ordinary: NDArray[np.bool_]
    fame: Fame


class OpenBlas(NumpyOps):  # type: ignore[misc]
    """thinc's operations, to learn: with NumPy's matrix product, three times as fast as its own."""

    name = "numpy"

    def gemm(self, x: Any, y: Any, out: Any = None, **flip: bool) -> Any:  # noqa: ANN401
        """``x @ y``, either of them transposed by ``trans1`` or ``trans2``."""
        left = x.T if flip.get("trans1") else x
        return np.matmul(left, y.T if flip.get("trans2") else y, out=out)


def network() -> Any:  # noqa: ANN401 - thinc's generics name arrays only
    """The network, without its weights: rows of numbers in, probabilities of labels out."""
    embedded: list[Any] = [
        HashEmbed(width, rows, seed=11 + column, column=column)
        for column, (width, rows) in enumerate(_EMBEDDED[name] for name in COLUMNS)
    ]
    total = sum(width for width, _ in _EMBEDDED.values())
    mix = Maxout(_WIDTH, total, nP=3, normalize=True, dropout=_DROPOUT)
    layer = residual(
        chain(
            expand_window(window_size=1),
            Maxout(_WIDTH, _WIDTH * 3, nP=3, normalize=True, dropout=_DROPOUT),
        )
    )
    labels = 1 + 4 * len(KINDS)
    return with_array(
        chain(concatenate(*embedded), mix, clone(layer, _DEPTH), Softmax(labels, _WIDTH)),
        pad=_DEPTH,
    )


class Tagger:
    """The network with its weights, and what turns texts into its numbers.

    Args:
        weights: a file of ``models/names``.
        lexicon: what is known of words.
        referee: who settles its doubts, if anybody does.
    """

    def __init__(self, weights: Path, lexicon: Lexicon, referee: Referee | None = None) -> None:
        self._features = Features(lexicon)
        self._referee = referee
        learned = network()  # without weights: drawing some by lot would take a tenth of a second
        learned.from_bytes(ZstdDecompressor().decompress(weights.read_bytes()))
        self._network = Forward(learned)

    def tag(self, texts: Sequence[str]) -> list[tuple[list[Tagged], Fame]]:
        """The spans of each text, in order, and who of them is famous."""
        words = [tokens(text) for text in texts]
        rows = [self._features.of(listed) for listed in words]
        found = list(self._network.predict(rows))
        read = [*map(Guessed, words, found, map(ordinary, rows), map(Fame, texts, words))]
        if self._referee:
            self._referee.settle(read)
        return [(list(spans(one.words, one.probabilities)), one.fame) for one in read]


def spans(words: Sequence[Token], probabilities: NDArray[np.float32]) -> Iterator[Tagged]:
    """The most probable spans, each a sequence of labels that makes sense."""
    restless = np.flatnonzero(probabilities[:, 0] < _CALM)
    if not len(restless):
        return
    logs = np.log(np.maximum(probabilities[restless], 1e-9))
    logs[:, 0] -= _DOUBT
    listed: list[list[float]] = logs.tolist()
    sure: list[float] = (1 - probabilities[restless, 0]).tolist()
    begins = [0, *(np.flatnonzero(np.diff(restless) > 1) + 1).tolist(), len(listed)]
    for first, last in pairwise(begins):
        shift = int(restless[first]) - first
        for start, end, kind in _best(listed[first:last]):
            left, right = first + start, first + end
            score = min(sure[left:right])
            if KINDS[kind] == ADDRESS:
                score = sorted(sure[left:right])[(right - left - 1) // _PARTS]
            elif KINDS[kind] == PERSON:
                score = max(sure[left:right])
                begin, stop = _firm(words[left + shift : right + shift], sure[left:right])
                left, right = left + begin, left + stop
            yield Tagged(
                words[left + shift].start, words[right - 1 + shift].end, KINDS[kind], score
            )


def _firm(words: Sequence[Token], sure: Sequence[float]) -> tuple[int, int]:
    """A person without the doubtful words in lower case at the edges, if another one is sure.

    In *RIB Okonkwo* and *melody daughter* one word is sure: the other must not pull it down.
    """
    left, right = 0, len(words)
    if max(sure) >= _FIRM:
        while sure[left] < _FIRM and not words[left].text[0].isupper():
            left += 1
        while sure[right - 1] < _FIRM and not words[right - 1].text[0].isupper():
            right -= 1
    return left, right


_DONE = (0, *(label for first in _FIRSTS for label in (first + 2, first + 3)))
"""Labels behind which a span may begin and a stretch may end: none, last, unit."""


def _best(logs: Sequence[Sequence[float]]) -> Iterator[tuple[int, int, int]]:
    """Viterbi's path through a stretch of words, as spans ``(start, end, kind)`` of it."""
    score = list(logs[0])
    for first in _FIRSTS:
        score[first + 1] = score[first + 2] = -inf
    came: list[list[int]] = []
    for row in logs[1:]:
        done = max(_DONE, key=score.__getitem__)
        before = [done] * len(row)
        now = [score[done] + log for log in row]
        for first in _FIRSTS:
            # Inside of a span and at its end, one of the same kind has begun.
            begun = first if score[first] >= score[first + 1] else first + 1
            before[first + 1] = before[first + 2] = begun
            now[first + 1] = score[begun] + row[first + 1]
            now[first + 2] = score[begun] + row[first + 2]
        score = now
        came.append(before)
    label = max(_DONE, key=score.__getitem__)
    path = [label]
    for before in reversed(came):
        label = before[label]
        path.append(label)
    path.reverse()
    yield from _spans_of(path)


def _spans_of(path: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for at, label in enumerate(path):
        if not label:
            continue
        kind, part = divmod(label - 1, 4)
        if part in {0, 3}:
            start = at
        if part in {2, 3}:
            yield start, at + 1, kind

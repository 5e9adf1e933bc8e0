"""The name model: a small convolutional network that labels the words of a text.

It stands in ``models/names``; ``models/train`` makes it again. What it gives is a probability for
each label of each word, from which spans are read; it knows nothing of rules, and holds no text.
"""

from __future__ import annotations

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

from paravent.detect.tokens import COLUMNS, Features, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from paravent.detect.lexicon import Lexicon
    from paravent.detect.tokens import Token

PERSON = "PERSON"
KINDS = (PERSON, "ADDRESS", "LOCATION", "ORGANISATION", "DATE_OF_BIRTH", "HANDLE")
"""What the model tells apart; label 0 is none of them, then come B, I, L and U of each."""

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
_FIRM = 0.5  # how sure a word is that carries a span
_BATCH = 32  # texts at a time


class Tagged(NamedTuple):
    """A span of one kind; ``score`` is that of a person's surest word, else the least, 0 to 1."""

    start: int
    end: int
    kind: str
    score: float


class OpenBlas(NumpyOps):  # type: ignore[misc]
    """thinc's operations with NumPy's matrix product, three times as fast as its own."""

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
    """The network with its weights, and what turns texts into its numbers."""

    def __init__(self, weights: Path, lexicon: Lexicon) -> None:
        self._features = Features(lexicon)
        self._network = network()
        self._network.initialize()
        self._network.from_bytes(ZstdDecompressor().decompress(weights.read_bytes()))
        ops = OpenBlas()
        for node in self._network.walk():
            node.ops = ops

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """The spans of each text, in order."""
        found: list[list[Tagged]] = []
        for first in range(0, len(texts), _BATCH):
            words = [tokens(text) for text in texts[first : first + _BATCH]]
            rows = [self._features.of(listed) for listed in words]
            for listed, probabilities in zip(words, self._network.predict(rows), strict=True):
                found.append(list(spans(listed, probabilities)))
        return found


def spans(words: Sequence[Token], probabilities: NDArray[np.float32]) -> Iterator[Tagged]:
    """The most probable spans, each a sequence of labels that makes sense."""
    restless = np.flatnonzero(probabilities[:, 0] < _CALM)
    if not len(restless):
        return
    groups = np.split(restless, np.flatnonzero(np.diff(restless) > 1) + 1)
    for group in groups:
        first, last = int(group[0]), int(group[-1]) + 1
        for start, end, kind in _best(probabilities[first:last]):
            left, right = first + start, first + end
            sure = 1 - probabilities[left:right, 0]
            score = sure.min()
            if KINDS[kind] == PERSON:
                begin, stop = _firm(words[left:right], sure)
                left, right, score = left + begin, left + stop, sure.max()
            yield Tagged(words[left].start, words[right - 1].end, KINDS[kind], float(score))


def _firm(words: Sequence[Token], sure: NDArray[np.float32]) -> tuple[int, int]:
    """A person without the doubtful words in lower case at the edges, if another one is sure.

    In *RIB Okonkwo* and *melody daughter* one word is sure: the other must not pull it down.
    """
    left, right = 0, len(words)
    if sure.max() >= _FIRM:
        while sure[left] < _FIRM and not words[left].text[0].isupper():
            left += 1
        while sure[right - 1] < _FIRM and not words[right - 1].text[0].isupper():
            right -= 1
    return left, right


def _transitions() -> NDArray[np.float32]:
    """0 where a label may follow another, else minus infinity."""
    count = 1 + 4 * len(KINDS)
    allowed = np.full((count, count), -np.inf, dtype=np.float32)
    for before in range(count):
        for after in range(count):
            goes_on = before and (before - 1) % 4 in {0, 1}  # B or I
            inner = after and (after - 1) % 4 in {1, 2}  # I or L
            same = before and after and (before - 1) // 4 == (after - 1) // 4
            if (goes_on and inner and same) or (not goes_on and not inner):
                allowed[before, after] = 0
    return allowed


_TRANSITIONS = _transitions()
_BEGINS = _TRANSITIONS[0]
_ENDS = np.array(
    [0 if not label or (label - 1) % 4 in {2, 3} else -np.inf for label in range(len(_BEGINS))],
    dtype=np.float32,
)


def _best(probabilities: NDArray[np.float32]) -> Iterator[tuple[int, int, int]]:
    """Viterbi's path through a stretch of words, as spans ``(start, end, kind)`` of it."""
    logs = np.log(np.maximum(probabilities, 1e-9))
    logs[:, 0] -= _DOUBT
    score = logs[0] + _BEGINS
    came = np.zeros(logs.shape, dtype=np.int64)
    for at in range(1, len(logs)):
        ways = score[:, None] + _TRANSITIONS
        came[at] = ways.argmax(axis=0)
        score = ways.max(axis=0) + logs[at]
    label = int((score + _ENDS).argmax())
    path = [label]
    for at in range(len(logs) - 1, 0, -1):
        label = int(came[at, label])
        path.append(label)
    path.reverse()
    start = 0
    for at, label in enumerate(path):
        if not label:
            continue
        kind, part = divmod(label - 1, 4)
        if part in {0, 3}:
            start = at
        if part in {2, 3}:
            yield start, at + 1, kind

"""The name model at work: numbers of words in, probabilities of labels out, nothing learned.

It computes what thinc's network does (see ``tagger``) without what that does to learn, which is
let go, and remembers what the first layer makes of a word: most words of a text have been met
before. A word is remembered by its numbers; no text is held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from paravent.detect.tokens import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    type Floats = NDArray[np.float32]
    type Rows = NDArray[np.uint64]

_TOGETHER = (
    ("norm", "prefix", "suffix", "shape", "lexicons"),
    ("place", "elsewhere"),
    ("opening", "above", "column"),
)
"""Columns that are remembered together: the word, its place, its line and table."""

_MOST, _STEP = 5_000, 500  # vectors that are remembered of each, and how many there is room for
_BATCH = 600  # words at a time: what is made of them stays in the processor's cache
_LEAST = np.float32(1e-8)  # added to a variance, as thinc does

_FOUR, _SEEN = 4, 6  # words that are worked out together, and those that they see
_INPUTS = np.array(
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ],
    dtype=np.float32,
)
_FILTERS = np.array(
    [[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]
) / np.array([[24]])
_OUTPUTS = np.array(
    [
        [1, 1, 1, 1, 1, 0],
        [0, 1, -1, 2, -2, 0],
        [0, 1, 1, 4, 4, 0],
        [0, 1, -1, 8, -8, 1],
    ],
    dtype=np.float32,
)
_ALIKE = 1  # which of what is summed counts once for each of the four words


class Forward:
    """The network with its weights, taken over from thinc.

    Args:
        network: as ``tagger.network`` makes it, with its weights.
    """

    def __init__(self, network: Any) -> None:  # noqa: ANN401 - thinc's generics name arrays only
        named: dict[str, list[Any]] = {}
        for node in network.walk():
            named.setdefault(node.name, []).append(node)
        mix, *layers = map(_Maxout, named["maxout"], named["layernorm"])
        embeds = sorted(named["hashembed"], key=lambda node: node.attrs["column"])
        ends = np.cumsum([node.get_dim("nO") for node in embeds])[:-1]
        weights = np.split(mix.weights[:-1], ends)
        self._met = [
            _Met(columns, [_Embed(embeds[at]) for at in columns], [weights[at] for at in columns])
            for columns in ([*map(COLUMNS.index, names)] for names in _TOGETHER)
        ]
        self._mix, self._depth, self._layers = mix, len(layers), _Layers(layers)
        [softmax] = named["softmax"]
        self._labels = softmax.get_param("W").copy()
        self._bias = softmax.get_param("b")[:, None].copy()

    def predict(self, texts: Sequence[Rows]) -> Iterator[Floats]:
        """The probabilities of the labels of each word, text by text."""
        for batch in _batches(texts):
            # Between two texts stands nothing, as wide as what a word sees.
            apart = np.zeros((self._depth, batch[0].shape[1]), dtype=np.uint64)
            rows = np.concatenate([part for text in batch for part in (apart, text)] + [apart])
            made = self._predict(rows)
            at = 0
            for text in batch:
                at += len(apart)
                yield made[at : at + len(text)]
                at += len(text)

    def _predict(self, rows: Rows) -> Floats:
        first, *others = self._met
        made = first.of(rows)
        for met in others:
            made += met.of(rows)
        made += self._mix.weights[-1]
        labels: Floats = self._labels @ self._layers.of(self._mix.decide(made.T))
        labels += self._bias
        labels -= labels.max(axis=1, keepdims=True)
        np.exp(labels, out=labels)
        labels /= labels.sum(axis=1, keepdims=True)
        return labels.transpose(2, 0, 1).reshape(-1, len(self._bias))[: len(rows)]


class _Maxout:
    """A layer that takes the greatest of some pieces, and brings it to one measure.

    The last row of its ``weights`` is what it adds to whatever comes.
    """

    def __init__(self, maxout: Any, norm: Any) -> None:  # noqa: ANN401 - as above
        weights = maxout.get_param("W")
        width, pieces, before = weights.shape
        self._pieces = [slice(width * at, width * (at + 1)) for at in range(pieces)]
        bias = maxout.get_param("b").T.reshape(1, -1)
        self.weights = np.concatenate([weights.transpose(2, 1, 0).reshape(before, -1), bias])
        self._share = np.full(width, 1 / width, dtype=np.float32)
        self._scale, self._shift = (norm.get_param(name)[:, None].copy() for name in "Gb")

    def decide(self, made: Floats) -> Floats:
        """What comes out, given its weights times its input; words stand on the last axis.

        That way what is done to each word is done to all of them in one go.
        """
        first, second, *others = (made[..., piece, :] for piece in self._pieces)
        most = np.maximum(first, second)
        for other in others:
            np.maximum(most, other, out=most)
        most -= (self._share @ most)[..., None, :]
        spread = self._share @ (most * most)
        spread += _LEAST
        np.sqrt(spread, out=spread)
        most /= spread[..., None, :]
        most *= self._scale
        most += self._shift
        return most


class _Layers:
    """The layers in which each word sees its neighbours, four words at a time.

    With Winograd's minimal filtering, F(4, 3), half as many products make the same sums: six
    mixtures of six words that follow each other are each multiplied once (Lavin and Gray, "Fast
    Algorithms for Convolutional Neural Networks", 2015, section 4.3).
    """

    def __init__(self, layers: Sequence[_Maxout]) -> None:
        self._layers = layers
        self._filters = [
            np.ascontiguousarray(np.tensordot(_FILTERS, weights, 1).swapaxes(1, 2), np.float32)
            for weights in (
                layer.weights[:-1].reshape(3, -1, layer.weights.shape[1]) for layer in layers
            )
        ]
        """How each of the six is multiplied, layer by layer."""

    def of(self, words: Floats) -> Floats:
        """What the last layer says of words, which stand on the last axis.

        The first axis of what comes out is a word's place among its four, of which the last ones
        may be no words.
        """
        width, count = words.shape
        fours = -(-count // _FOUR)
        stand = np.zeros((_FOUR, width, fours + 2), dtype=np.float32)  # nothing at either end
        told = stand[:, :, 1:-1]
        for at in range(_FOUR):
            mine = words[:, at::_FOUR]
            told[at, :, : mine.shape[1]] = mine
        seen = np.empty((_SEEN, width, fours), dtype=np.float32)
        made = np.empty((_SEEN, self._filters[0].shape[1], fours), dtype=np.float32)
        for layer, filters in zip(self._layers, self._filters, strict=True):
            seen[0], seen[1:-1], seen[-1] = stand[-1, :, :-2], told, stand[0, :, 2:]
            mixed = _INPUTS @ seen.reshape(_SEEN, -1)
            np.matmul(filters, mixed.reshape(seen.shape), out=made)
            made[_ALIKE] += layer.weights[-1][:, None]
            sums = _OUTPUTS @ made.reshape(_SEEN, -1)
            told += layer.decide(sums.reshape(_FOUR, -1, fours))
            told[count - _FOUR * (fours - 1) :, :, -1] = 0
        return told


class _Embed:
    """A vector for each number: the sum of four rows of a table, which hashes of it choose.

    A table holds what half floats hold, as the file does.
    """

    def __init__(self, embed: Any) -> None:  # noqa: ANN401 - as above
        self._ops, self._seed = embed.ops, embed.attrs["seed"]
        self._table = embed.get_param("E").astype(np.float16)

    def of(self, numbers: NDArray[np.uint64]) -> Floats:
        rows = self._ops.hash(np.ascontiguousarray(numbers), self._seed) % len(self._table)
        made: Floats = self._table[rows].sum(axis=1, dtype=np.float32)
        return made


class _Met:
    """What the first layer makes of some columns, by their numbers."""

    def __init__(
        self, columns: Sequence[int], embeds: Sequence[_Embed], weights: Sequence[Floats]
    ) -> None:
        self._columns = columns
        self._embeds = embeds
        self._weights = np.concatenate(weights)
        self._known: dict[bytes, int] = {}
        self._vectors = np.empty((0, self._weights.shape[1]), dtype=np.float32)

    def of(self, rows: Rows) -> Floats:
        """A vector for each row of numbers."""
        numbers = np.ascontiguousarray(rows[:, self._columns])
        keys = numbers.view(f"V{numbers.shape[1] * numbers.itemsize}").ravel().tolist()
        new = set(keys).difference(self._known)
        if new:
            self._meet(new, keys)
        return self._vectors[[*map(self._known.__getitem__, keys)]]

    def _meet(self, new: Iterable[bytes], keys: Sequence[bytes]) -> None:
        new = list(new)
        if len(self._known) + len(new) > max(_MOST, len(self._vectors)):
            self._known.clear()
            new = list(set(keys))
        at = len(self._known)
        if at + len(new) > len(self._vectors):
            self._grow(at, at + len(new))
        numbers = np.frombuffer(b"".join(new), dtype=np.uint64).reshape(len(new), -1)
        parts = [embed.of(numbers[:, at]) for at, embed in enumerate(self._embeds)]
        self._vectors[at : at + len(new)] = np.concatenate(parts, axis=1) @ self._weights
        self._known.update(zip(new, range(at, at + len(new)), strict=True))

    def _grow(self, used: int, size: int) -> None:
        """Make room for so many vectors, by steps: memory that nobody uses is memory too."""
        size = -(-size // _STEP) * _STEP
        grown = np.empty((size, self._vectors.shape[1]), dtype=np.float32)
        grown[:used] = self._vectors[:used]
        self._vectors = grown


def _batches(texts: Sequence[Rows]) -> Iterator[list[Rows]]:
    batch: list[Rows] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch

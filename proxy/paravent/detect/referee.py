"""A second opinion where the name model doubts: of a person's name, an address, a birth.

It also says whether a person is somebody whom everybody knows, or of a story.

A transformer of six layers reads what stands around the doubtful words, and only that: it knows
far more of language than the name model, and costs forty times as much. It stands in
``models/referee``; ``models/train/reader`` makes it again. What it says of a text depends on that
text alone. Where its runtime does not exist (onnxruntime on a Mac with an Intel processor), the
name model stands alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from zstandard import ZstdDecompressor

from paravent.detect.tagger import ADDRESS, PERSON, labels_of
from paravent.detect.wordpieces import WordPieces

try:
    import onnxruntime
except ImportError:  # no build for this platform
    onnxruntime = None

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from paravent.detect.tagger import Guessed
    from paravent.detect.tokens import Token

    type Floats = NDArray[np.float32]

_PERSON, _ADDRESS, _BIRTH = map(labels_of, (PERSON, ADDRESS, "DATE_OF_BIRTH"))
_PUBLIC = -1  # the label of the famous, which the name model does not know
_LOW, _HIGH = 0.02, 0.9  # between these a word is a person's name in doubt
_LOW_ADDRESS = 0.1  # from here on it may stand in an address
_LOW_BIRTH = 0.01  # from here on in a birth, which the name model seldom thinks of
_UTTER = 0.99  # from here on no opinion counts of what is no ordinary word: Duncan
_CERTAIN = 0.99  # up to here one that is an ordinary word too: Mark, Hope
_AROUND = 12  # words on either side that are read with a doubtful one
_BESIDE = 2  # words on either side that are settled with it
_INSIDE = 4  # words on either side with which a doubtful one is settled that is read anyhow
_MOST = 48  # words of a text after which no others are read for one more doubtful word
_WIDELY = 25  # words on either side that are read with a person who may be famous
_MOST_PUBLIC = 300  # words of a text after which no others are read for one more of these
_LIKELY = 0.5  # from here on a word names a person
_LEAST = np.float32(1e-6)  # of a label, where it shares what another one has
_WEIGHT = np.float32(0.97)  # of its opinion, beside the name model's
_LONGEST = 120  # words that are read at once
_READ = b"\1"  # stands for a word that is read
_PIECES = 256  # pieces that are read at once, as many as it has places for


class _Question(NamedTuple):
    """A stretch of a text to read, and the words ``at`` some places of it that are asked about.

    Those that are ``doubtful`` are settled.
    """

    text: Guessed
    at: NDArray[np.intp]
    doubtful: NDArray[np.bool_]
    inputs: dict[str, Any]


class Referee:
    """The transformer, with its pieces.

    Args:
        folder: where ``network.onnx.zst`` and ``pieces.npz.zst`` are.
    """

    def __init__(self, folder: Path) -> None:
        options: Any = onnxruntime.SessionOptions()
        # No thread of its own: the process that loads it is forked.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False
        options.log_severity_level = 3
        onnxruntime.disable_telemetry_events()
        network = ZstdDecompressor().decompress((folder / "network.onnx.zst").read_bytes())
        self._session: Any = onnxruntime.InferenceSession(
            network,
            options,
            providers=["CPUExecutionProvider"],
            # What it makes of an addition and a norm takes three times as long as the two.
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        self._session._model_bytes = b""  # noqa: SLF001 - it would keep all of the file besides
        self._pieces = WordPieces(folder / "pieces.npz.zst")

    @staticmethod
    def exists() -> bool:
        """Whether its runtime is there."""
        return onnxruntime is not None

    def settle(self, texts: Iterable[Guessed]) -> None:
        """Mend the probabilities of doubtful words and their neighbours, in place."""
        # All of them are read at once, since the weights leave nothing else in the cache.
        asked = [question for text in texts for question in self._ask(text)]
        for (text, at, doubtful, _), opinion in zip(asked, [*map(self._read, asked)], strict=True):
            public = opinion[:, _PUBLIC]
            if text.fame.shares is not None:
                text.fame.shares[at] = public
            # Whoever is famous is a person.
            labels = opinion[:, :_PUBLIC]
            persons = labels[:, _PERSON] + _LEAST
            labels[:, _PERSON] += persons * (public / persons.sum(axis=1))[:, None]
            text.probabilities[at[doubtful]] *= 1 - _WEIGHT
            text.probabilities[at[doubtful]] += _WEIGHT * labels[doubtful]

    def _ask(self, text: Guessed) -> Iterator[_Question]:
        words, probabilities, ordinary, fame = text
        person = probabilities[:, _PERSON].sum(axis=1)
        doubtful, read = _doubtful(probabilities, person, ordinary)
        shifts = range(-_BESIDE, _BESIDE + 1)
        beside = {min(max(0, at + shift), len(words) - 1) for at in doubtful for shift in shifts}
        settled = {at for at in beside if ordinary[at] or person[at] < _UTTER}
        known = _persons(person, read) if fame.shares is not None else []
        for start, stop in _runs(read) if settled or known else ():
            asked = [at for at in sorted({*settled, *known}) if start <= at < stop]
            at = np.array(asked, dtype=np.intp)
            mended = np.array([one in settled for one in asked], dtype=bool)
            yield _Question(text, at, mended, self._inputs(words[start:stop], at - start))

    def _inputs(self, words: Sequence[Token], wanted: NDArray[np.intp]) -> dict[str, Any]:
        """What the transformer reads: some words, and which of them it is asked about."""
        cuts = list(self._pieces.of(words))
        vectors = self._pieces.vectors(cuts)[:_PIECES]
        # A word says what its first piece says, if the words before it were not cut too finely.
        firsts = np.minimum(np.cumsum([1, *map(len, cuts)])[wanted], len(vectors) - 1)
        return {"vectors": vectors[None], "wanted": firsts}

    def _read(self, question: _Question) -> Floats:
        """The probabilities of the labels of those words that it is asked about."""
        labels: Floats
        [labels] = self._session.run(None, question.inputs)
        return labels


def _persons(person: Floats, read: bytearray) -> list[int]:
    """Which words name persons; what is around them is to be read as well."""
    found = np.flatnonzero(person >= _LIKELY).tolist()
    for at in found:
        if read.count(_READ) >= _MOST_PUBLIC:
            break
        start, stop = max(0, at - _WIDELY), min(len(read), at + _WIDELY + 1)
        read[start:stop] = _READ * (stop - start)
    return [at for at in found if read[at]]


def _doubtful(
    probabilities: Floats, person: Floats, ordinary: NDArray[np.bool_]
) -> tuple[list[int], bytearray]:
    """Which words are in doubt and can be settled, and which of all are to be read for them.

    Names come first: of a long text no more may be read than what is around these.
    """
    read = bytearray(len(person))
    asked: list[int] = []
    for doubt, chance in (_names(person, ordinary), _others(probabilities)):
        found = np.flatnonzero(doubt)
        for at in found[np.argsort(np.abs(chance[found] - 0.5), kind="stable")].tolist():
            if read.count(_READ) >= _MOST:
                break
            start, stop = max(0, at - _AROUND), min(len(read), at + _AROUND + 1)
            read[start:stop] = _READ * (stop - start)
        asked += found.tolist()
    return [at for at in asked if 0 not in read[max(0, at - _INSIDE) : at + _INSIDE + 1]], read


type _Doubt = tuple[NDArray[np.bool_], Floats]
"""Which words are in doubt, and how probable each of them is."""


def _names(person: Floats, ordinary: NDArray[np.bool_]) -> _Doubt:
    """Words that may be a person's name.

    One beside a sure one is in no doubt that matters: they are found together.
    """
    sure = person >= _HIGH
    doubt = (person > _LOW) & (person < np.where(ordinary, _CERTAIN, _HIGH))
    doubt[1:] &= ~sure[:-1]
    doubt[:-1] &= ~sure[1:]
    return doubt, person


def _others(probabilities: Floats) -> _Doubt:
    """Words that may stand in an address, or in a date of birth."""
    address = probabilities[:, _ADDRESS].sum(axis=1)
    birth = probabilities[:, _BIRTH].sum(axis=1)
    doubt = (address > _LOW_ADDRESS) & (address < _HIGH) | (birth > _LOW_BIRTH) & (birth < _HIGH)
    return doubt, np.maximum(address, birth)


def _runs(read: bytearray) -> Iterator[tuple[int, int]]:
    """The stretches of words that are to be read, none longer than _LONGEST."""
    stop = 0
    while (start := read.find(_READ, stop)) >= 0:
        stop = read.find(b"\0", start)
        stop = stop if stop >= 0 else len(read)
        parts = -(-(stop - start) // _LONGEST)
        yield from pairwise(np.linspace(start, stop, parts + 1).astype(int).tolist())

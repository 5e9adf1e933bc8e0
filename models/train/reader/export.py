"""The referee as the program reads it: ``export.py PREPARED WEIGHTS FOLDER``.

FOLDER gets ``network.onnx.zst``, the six layers with whole numbers of seven bits for weights (processors
without VNNI add pairs of eight bits wrongly), which takes vectors of pieces and gives probabilities
of labels for those pieces that are wanted; and ``pieces.npz.zst``, those pieces that the documents need most, their scores, and their
vectors in the four bits that they came in. Needs torch, onnx, onnxruntime, zstandard.
"""

import io
import pickle
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from learn import RECIPES, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional
from zstandard import ZstdCompressor

KEPT = 40_000  # pieces
BLOCK = 18  # bytes of 32 weights, as in prepare.py


class Network(nn.Module):
    """The reader behind its vectors, one window at a time, the three products of attention as one."""

    def __init__(self, reader, heads):
        super().__init__()
        self.reader, self._heads = reader, heads
        self._part = reader.out.in_features // heads
        self.joint = nn.ModuleList(map(self._joined, reader.layers))

    def _joined(self, layer):
        made = nn.Linear(layer.query.in_features, 3 * layer.query.out_features)
        scale = self._part**-0.5
        made.weight.data = torch.cat([layer.query.weight * scale, layer.key.weight, layer.value.weight]).detach()
        made.bias.data = torch.cat([layer.query.bias * scale, layer.key.bias, layer.value.bias]).detach()
        return made

    def forward(self, vectors, wanted):
        reader = self.reader
        x = reader.norm(vectors + reader.place[: vectors.shape[1]])
        for layer, joint in zip(reader.layers, self.joint):
            query, key, value = joint(x).view(1, -1, 3, self._heads, self._part).permute(2, 0, 3, 1, 4)
            if layer is reader.layers[-1]:  # nobody asks for what it makes of the other pieces
                query, x = query[:, :, wanted], x[:, wanted]
            seen = torch.softmax(query @ key.transpose(-1, -2), -1) @ value
            x = layer.first(x + layer.joined(seen.transpose(1, 2).reshape(1, -1, x.shape[-1])))
            x = layer.second(x + layer.narrow(functional.gelu(layer.wide(x))))
        return torch.softmax(reader.out(x), -1)[0]


def network(reader, heads):
    """The bytes of the ONNX file."""
    sample = torch.zeros(1, 40, reader.out.in_features), torch.arange(3)
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            Network(reader, heads), sample, str(whole), opset_version=17, dynamo=False,
            input_names=["vectors", "wanted"], output_names=["labels"],
            dynamic_axes={"vectors": {1: "pieces"}, "wanted": {0: "words"}, "labels": {0: "words"}},
        )  # fmt: skip
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        return small.read_bytes()


def pieces(prepared, reader):
    """The bytes of the file of pieces."""
    count = len(prepared["pieces"])
    met = np.bincount(np.concatenate([prepared["learn"][0], prepared["read"][0]]), minlength=count)[:count]
    marks = prepared["marks"]
    first = [marks["begin"], marks["end"], marks["unknown"]]
    single = np.array([len(piece) == 1 for piece in prepared["pieces"]])
    order = np.lexsort((-prepared["scores"], -met, ~single))
    kept = [*first, *(at for at in order.tolist() if at not in first and prepared["scores"][at] < 0)][:KEPT]
    rows = np.frombuffer(prepared["tensors"]["emb.word"], np.uint8).reshape(count, -1, BLOCK)
    marks = (reader.word[count:] + reader.mark).detach().numpy()
    file = io.BytesIO()
    np.savez(
        file,
        text=np.frombuffer("\n".join(prepared["pieces"][at] for at in kept).encode(), np.uint8),
        scores=prepared["scores"][kept].astype(np.float32),
        vectors=rows[kept],
        marks=marks.astype(np.float16),
    )
    return file.getvalue()


if __name__ == "__main__":
    prepared, weights, folder = pickle.loads(Path(sys.argv[1]).read_bytes()), sys.argv[2], Path(sys.argv[3])
    reader = Reader(prepared, RECIPES["further" if "out" in prepared else "referee"].layers).eval()
    reader.load_state_dict(torch.load(weights, map_location="cpu"))
    folder.mkdir(parents=True, exist_ok=True)
    packed = ZstdCompressor(level=19)
    (folder / "network.onnx.zst").write_bytes(packed.compress(network(reader, prepared["sizes"]["heads"])))
    (folder / "pieces.npz.zst").write_bytes(packed.compress(pieces(prepared, reader)))

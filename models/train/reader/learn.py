"""The transformers learn: ``learn.py opinions PREPARED OUT``, ``referee`` or ``further`` instead of it.

The first has twelve layers of 384, learns the documents that ``prepare.py`` made, and gives three
labels and their shares for each word of ``taught/``, of which it has learnt none. The second has
six of these layers and learns both, more than half of it in stretches of a line or two, for that is
what the program has it read around a doubtful word; ``export.py`` makes the referee of it. Two to five
minutes each on a data-centre GPU, nights on two cores. The third goes on from the shipped referee with
what ``shipped.py`` wrote: half an hour on one core. A number behind OUT is the share of what is learnt,
the rest is what it began with. OUT.state keeps what was reached, and the same command goes on from there.
Needs torch and NumPy, and nothing of ours. PREPARED is a pickle: read only your own.
"""

import io
import lzma
import pickle
import random
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn import functional

INSIDE, UNTOLD = 255, 254  # as in prepare.py
WINDOW, STEP = 254, 16  # pieces of a document at once; windows are padded to multiples of this
CUT, SHORTEST, LONGEST = 0.6, 24, 80  # share of the windows that are learnt in stretches, and their pieces
LEAST, EDGE = 14, 6  # pieces of a stretch at an end of a window; pieces at a cut, which are read and not learnt
KEPT = 100  # batches between two saved states
SURE = 254  # of 255: from this share of "nothing" on a word is calm
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Recipe(NamedTuple):
    """How one of them learns; ``share`` is that of what it learnt, the rest is what it began with."""

    layers: Sequence[int]
    parts: tuple[str, ...]
    epochs: int
    rate: float
    cut: bool  # in stretches
    together: int = 16_384  # pieces of a batch
    warming: int = 150  # batches until the rate is reached
    share: float = 1.0


RECIPES = {
    "opinions": Recipe(range(12), ("learn",), 5, 2e-4, cut=False),
    "referee": Recipe((0, 2, 4, 6, 8, 11), ("read", "learn"), 6, 3e-4, cut=True),
    "further": Recipe(range(6), ("learn",), 1, 1e-4, cut=True, together=4_096, warming=60, share=0.7),
}


class Weights:
    """The tensors of e5: floats, or four bits in blocks of 32."""

    def __init__(self, tensors):
        self._tensors = tensors

    def __call__(self, name, *shape):
        raw = self._tensors[name]
        if len(raw) == 4 * int(np.prod(shape)):
            return torch.from_numpy(np.frombuffer(raw, "<f4").reshape(shape).copy())
        blocks = np.frombuffer(raw, np.uint8).reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
        return torch.from_numpy(((np.concatenate([low, high], 1).astype(np.float32) - 8) * scale).reshape(shape))


class Layer(nn.Module):
    def __init__(self, weights, at, sizes):
        super().__init__()
        width, self._heads = sizes["width"], sizes["heads"]

        def linear(name, before, after):
            made = nn.Linear(before, after)
            made.weight.data = weights(f"l{at}.{name}.w", after, before)
            made.bias.data = weights(f"l{at}.{name}.b", after)
            return made

        self.query, self.key, self.value, self.joined = (linear(name, width, width) for name in ("q", "k", "v", "ao"))
        self.wide, self.narrow = linear("fi", width, sizes["inner"]), linear("fo", sizes["inner"], width)
        self.first, self.second = (normed(weights, f"l{at}.{name}", sizes) for name in ("aln", "oln"))
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        parts = (made(x).unflatten(-1, (self._heads, -1)).transpose(1, 2) for made in (self.query, self.key, self.value))
        seen = functional.scaled_dot_product_attention(*parts, attn_mask=mask)
        x = self.first(x + self.drop(self.joined(seen.transpose(1, 2).flatten(-2))))
        return self.second(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


def normed(weights, name, sizes):
    made = nn.LayerNorm(sizes["width"], eps=sizes["least"])
    made.weight.data, made.bias.data = weights(f"{name}.w", sizes["width"]), weights(f"{name}.b", sizes["width"])
    return made


class Reader(nn.Module):
    """e5's encoder with labels on top; the vectors of pieces stay as they are, but for the two new ones."""

    def __init__(self, prepared, layers):
        super().__init__()
        weights, sizes = Weights(prepared["tensors"]), prepared["sizes"]
        width, self._pieces, self._blank = sizes["width"], len(prepared["pieces"]), prepared["marks"]["blank"]
        known = weights("emb.word", self._pieces, width)
        self.register_buffer("word", torch.cat([known, known.mean(0, keepdim=True).repeat(2, 1)]))
        self.mark = nn.Parameter(torch.zeros(2, width))
        self.place = nn.Parameter(weights("emb.pos", sizes["longest"], width)[: WINDOW + 2] + weights("emb.type", 2, width)[0])
        self.norm = normed(weights, "emb.ln", sizes)
        self.layers = nn.ModuleList(Layer(weights, at, sizes) for at in layers)
        self.drop, self.out = nn.Dropout(0.1), nn.Linear(width, prepared["labels"])
        if "out" in prepared:  # the shipped one goes on
            self.out.load_state_dict({name: torch.from_numpy(array) for name, array in prepared["out"].items()})
            self.mark.data = torch.from_numpy(prepared["new"]) - self.word[self._pieces :]

    def forward(self, pieces):
        mask = (pieces != self._blank)[:, None, None, :]
        new = (pieces >= self._pieces)[..., None]
        x = self.word[pieces] + self.mark[(pieces - self._pieces).clamp(0, 1)] * new
        x = self.drop(self.norm(x + self.place[: pieces.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return self.out(x)


def windows(labels, sizes):
    """Stretches of at most WINDOW pieces, cut before a word where a document is longer."""
    found, start = [], 0
    for size in sizes.tolist():
        end = start + size
        while start < end:
            stop = min(start + WINDOW, end)
            while stop < end and stop > start + 100 and labels[stop] == INSIDE:
                stop -= 1
            found.append((start, stop, 0, 0))
            start = stop
    return found


def stretches(found, labels):
    """Most windows in stretches, cut before words, each with what stands before it."""
    made = []
    for start, stop, _, _ in found:
        if random.random() >= CUT or stop - start <= SHORTEST:
            made.append((start, stop, 0, 0))
            continue
        at = start
        while at < stop:
            size = random.randint(SHORTEST, LONGEST)
            if at == start:
                size = random.randint(LEAST, LONGEST)
            end = min(stop, at + size)
            while end < stop and labels[end] == INSIDE:
                end += 1
            if stop - end < LEAST:
                end = stop
            left = max(start, at - 2 * EDGE)
            while left > start and labels[left] == INSIDE:
                left -= 1
            made.append((left, end, EDGE * (left > start), EDGE * (end < stop)))
            at = end
    return made


def batches(found, together, shuffled):
    """Windows of like length together, about so many pieces."""
    order = list(range(len(found)))
    if shuffled:
        random.shuffle(order)
    made = []
    for at in range(0, len(order), 8_000):
        batch = []
        for one in sorted(order[at : at + 8_000], key=lambda one: found[one][1] - found[one][0]):
            if batch and padded(found, [one]) * (len(batch) + 1) > together:
                made.append(batch)
                batch = []
            batch.append(one)
        made.append(batch)
    if shuffled:
        random.shuffle(made)
    return made


def padded(found, batch):
    longest = max(found[one][1] - found[one][0] for one in batch) + 2
    return -(-longest // STEP) * STEP


def tensors(part, found, batch, marks):
    pieces, labels, _ = part
    x = np.full((len(batch), padded(found, batch)), marks["blank"], np.int64)
    y = np.full_like(x, INSIDE)
    for row, one in enumerate(batch):
        start, stop, left, right = found[one]
        size = stop - start
        x[row, 0], x[row, 1 : 1 + size], x[row, 1 + size] = marks["begin"], pieces[start:stop], marks["end"]
        y[row, 1 + left : 1 + size - right] = labels[start + left : stop - right]
    return torch.from_numpy(x).to(DEVICE), torch.from_numpy(y).to(DEVICE)


def learned(prepared, recipe, state):
    """A reader that has learnt by a recipe; ``state`` is where it goes on from, if there is one."""
    layers, parts, epochs, rate, cut, together, warming, share = recipe
    torch.manual_seed(0)
    random.seed(0)
    reader = Reader(prepared, layers).to(DEVICE).train()
    begun = {name: tensor.clone() for name, tensor in reader.state_dict().items()}
    whole = {part: windows(prepared[part][1], prepared[part][2]) for part in parts}
    plan = []
    for _ in range(epochs):
        found = {part: stretches(listed, prepared[part][1]) for part, listed in whole.items()} if cut else whole
        epoch = [(part, found[part], batch) for part in parts for batch in batches(found[part], together, shuffled=True)]
        random.shuffle(epoch)
        plan += epoch
    flat = [one for one in reader.parameters() if one.dim() < 2]
    rest = [one for one in reader.parameters() if one.dim() > 1]
    groups = [{"params": rest, "weight_decay": 0.01}, {"params": flat, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))
    done = 0
    if state.exists():
        done, weights, moments = torch.load(state, map_location=DEVICE)
        reader.load_state_dict(weights)
        optimizer.load_state_dict(moments)
    for step, (part, found, batch) in enumerate(plan[done:], done):
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (step + 1) / warming) * (1 - step / len(plan))
        x, y = tensors(prepared[part], found, batch, prepared["marks"])
        # Without the fused attention, which takes half the time on processors.
        with sdpa_kernel(SDPBackend.MATH) if DEVICE == "cpu" else nullcontext():
            with torch.autocast(DEVICE, dtype=torch.bfloat16):
                guessed = reader(x)
            told = y < UNTOLD
            loss = functional.cross_entropy(guessed.float()[told], y[told])
            optimizer.zero_grad()
            loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        if not (step + 1) % KEPT:
            torch.save((step + 1, reader.state_dict(), optimizer.state_dict()), state)
            print(f"{step + 1} of {len(plan)}: loss {loss.item():.4f}", flush=True)
    learnt = reader.state_dict()
    reader.load_state_dict({name: begun[name].lerp(learnt[name], share) for name in begun})
    return reader.eval()


@torch.no_grad()
def opinions(reader, prepared, together):
    """Three labels and their shares for each word, as ``taught.py`` reads them."""
    part = prepared["read"]
    labels = np.zeros((len(part[0]), 3), np.uint8)
    shares = np.zeros_like(labels)
    found = windows(part[1], part[2])
    for batch in batches(found, together, shuffled=False):
        x, _ = tensors(part, found, batch, prepared["marks"])
        with torch.autocast(DEVICE, dtype=torch.bfloat16):
            guessed = reader(x)
        likeliest = guessed.float().softmax(-1).topk(3, -1)
        share = (likeliest.values * 255).round().byte().cpu().numpy()
        label = likeliest.indices.byte().cpu().numpy()
        for row, one in enumerate(batch):
            start, stop = found[one][:2]
            labels[start:stop] = label[row, 1 : 1 + stop - start]
            shares[start:stop] = share[row, 1 : 1 + stop - start]
    first = part[1] != INSIDE
    labels, shares = labels[first], shares[first]
    calm = (labels[:, 0] == 0) & (shares[:, 0] >= SURE)
    return {"calm": np.packbits(calm), "labels": labels[~calm].T.copy(), "shares": shares[~calm].T.copy()}


if __name__ == "__main__":
    name, given, out = sys.argv[1], pickle.loads(Path(sys.argv[2]).read_bytes()), Path(sys.argv[3])
    recipe = RECIPES[name]._replace(share=float(sys.argv[4])) if len(sys.argv) > 4 else RECIPES[name]
    reader = learned(given, recipe, out.with_suffix(".state"))
    if name == "opinions":
        file = io.BytesIO()
        np.savez(file, **opinions(reader, given, recipe.together))
        out.write_bytes(lzma.compress(file.getvalue(), preset=9 | lzma.PRESET_EXTREME))
    else:
        torch.save(reader.state_dict(), out)

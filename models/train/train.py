"""Train the name model: ``train.py OUT [--chunks N] [--hours H]``; run it again and it goes on.

A chunk is 4,000 documents: made, learnt once, and the state saved. The same seed and chunks give
the same model on the same machine. Two processes at most: one makes documents, one learns.
"""

import argparse
import pickle
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "proxy")]

from thinc.api import Adam, fix_random_seed  # noqa: E402
from zstandard import ZstdCompressor  # noqa: E402

import corpora  # noqa: E402
import generate  # noqa: E402
from people import fold  # noqa: E402
from taught import Taught  # noqa: E402
from paravent.detect.lexicon import Lexicon  # noqa: E402
from paravent.detect.tagger import KINDS, OpenBlas, network  # noqa: E402
from paravent.detect.tokens import Features, tokens  # noqa: E402

CHUNK, BATCH_WORDS = 4_000, 3_000
OURS, TAUGHT = 0.45, 0.4  # shares of a chunk's documents: generated, taught; the rest are others' texts
FREQUENT = 20_000  # bearers of a first name
LOWERED = 0.1  # share of the labelled texts that lose their capitals
LEXICON = HERE.parent / "lexicon"
DEVELOPMENT = HERE.parents[1] / "tests" / "eval"
LABELS = 1 + 4 * len(KINDS)
PUBLIC = LABELS  # one label more, which the referee alone learns
_made = {}


def kept_for_measuring(lexicon):
    """The folded names of the development set, of which the generator makes no use.

    Words and the most frequent first names are no secret: were Mark or Rose kept out, the model
    would learn that they are never names.
    """
    names = set()
    for file in DEVELOPMENT.glob("dev_*.txt"):
        for name in re.findall(r"⟦PERSON:([^⟧]*)⟧", file.read_text(encoding="utf-8")):
            names |= {fold(word) for word in re.findall(r"[^\W\d_]{3,}", name)}
    return frozenset(name for name in names if not _is_everybodys(name, lexicon))


def _is_everybodys(name, lexicon):
    is_word = lexicon.is_word(name) or name in lexicon.english or name in lexicon.ordinary
    return is_word or lexicon.first_names.get(name, 0) >= FREQUENT


def labels_of(words, spans):
    """The label of each word, see ``tagger.KINDS``, or PUBLIC; a word that a span cuts in two is inside it."""
    labels = np.zeros(len(words), dtype=np.int64)
    for start, end, kind in spans:
        inside = [at for at, word in enumerate(words) if word.start < end and word.end > start and word.text != "\n"]
        if not inside:
            continue
        if kind == generate.UNKNOWN:
            labels[inside] = -1
            continue
        if kind == generate.PUBLIC:
            labels[inside] = PUBLIC
            continue
        base = 1 + 4 * KINDS.index(kind)
        first, last = inside[0], inside[-1]
        if first == last:
            labels[first] = base + 3
        else:
            labels[first : last + 1] = base + 1
            labels[first], labels[last] = base, base + 2
    return labels


def generator(banned, lexicon, texts, wordy=generate.WORDY, bare=generate.BARE):
    """Who makes the documents; ``texts`` are those of others, of which some name nobody."""
    plain = [(language, text) for language, text, spans in texts if not spans and language in {"fr", "en"}]
    return generate.Generator(banned, generate.forms_by_word(LEXICON), lexicon.notables, plain, wordy, bare)


def made_chunk(seed, chunk, banned):
    """Numbers, labels and opinions of a chunk of documents; most documents come without opinion."""
    if not _made:
        lexicon = Lexicon.read(LEXICON)
        _made["features"] = Features(lexicon)
        texts = corpora.read()
        _made["generator"] = generator(banned, lexicon, texts)
        _made["corpora"] = texts
        _made["labelled"] = [one for one in texts if one[2]]
        _made["taught"] = Taught(LABELS, tokens)
    random = Random(f"{seed}/chunk/{chunk}")
    rows, labels, opinions = [], [], []
    for number in range(CHUNK):
        opinion = None
        drawn = random.random()
        if drawn < OURS:
            text, spans, _ = _made["generator"].document(seed, chunk * CHUNK + number)
        elif drawn < OURS + TAUGHT:
            text, spans, opinion = _made["taught"].document(random)
        else:
            _, text, spans = random.choice(_made["labelled" if random.random() < 0.5 else "corpora"])
            lowered = text.lower()
            if random.random() < LOWERED and len(lowered) == len(text):
                text = lowered
        words = tokens(text)
        if not words:
            continue
        rows.append(_made["features"].of(words))
        labels.append(labels_of(words, spans))
        opinions.append(opinion)
        # Names kept for measuring are not learnt the other way either: as songs, firms or tools.
        kept = [at for at, word in enumerate(words) if fold(word.text) in banned]
        labels[-1][[at for at in kept if labels[-1][at] == 0]] = -1
    return rows, labels, opinions


def forget(rows, labels, random):
    """Some words unknown, some lexicons incomplete: names come that no list has."""
    forms, rows = rows[:, 0], rows.copy()
    personal = labels > 0
    salt = np.uint64(random.integers(1, 2**31))
    unknown = random.random(len(rows)) < np.where(personal, 0.25, 0.2)
    rows[unknown, 0] = 1
    # A new name comes with a number that stands for nothing yet; a new word is mostly a name.
    new = unknown & (random.random(len(rows)) < np.where(personal, 0.5, 0.05))
    rows[new, 0] = (forms[new] * salt + np.uint64(1)) & np.uint64(0xFFFFFFFF)
    # The same word keeps or loses its entries all through a document.
    draw = (rows[:, 1] * salt + rows[:, 2] * np.uint64(2654435761)) % np.uint64(100)
    draw = draw.astype(np.int64)
    lexicons = rows[:, 4].astype(np.int64)
    lexicons = np.where(draw < 30, lexicons & ~4, lexicons)
    lexicons = np.where((draw >= 20) & (draw < 42), lexicons & ~3, lexicons)
    rows[:, 4] = lexicons.astype(np.uint64)
    return rows


def batches(rows, labels, random):
    """Documents put together to about BATCH_WORDS words."""
    order = random.permutation(len(rows))
    batch, size = [], 0
    for at in order:
        batch.append(at)
        size += len(rows[at])
        if size >= BATCH_WORDS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--chunks", type=int, default=75)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--rate", type=float, default=0.002)
    given = arguments.parse_args()
    banned = kept_for_measuring(Lexicon.read(LEXICON))
    fix_random_seed(given.seed)
    model = network()
    model.initialize()
    ops = OpenBlas()
    for node in model.walk():
        node.ops = ops
    optimizer = Adam(given.rate, L2=1e-6, grad_clip=1.0)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    state = given.out.with_suffix(".state")
    done = 0
    if state.exists():
        saved = pickle.loads(state.read_bytes())
        done = saved["done"]
        model.from_bytes(saved["model"])
        optimizer = saved["optimizer"]
    with ProcessPoolExecutor(1) as pool:
        ahead = pool.submit(made_chunk, given.seed, done, banned) if done < given.chunks else None
        while done < given.chunks:
            begin = time.time()
            rows, labels, opinions = ahead.result()
            ahead = pool.submit(made_chunk, given.seed, done + 1, banned)
            waited = time.time() - begin
            random = np.random.default_rng([given.seed, done])
            # The rate falls to a tenth along a cosine.
            optimizer.learn_rate = given.rate * (0.1 + 0.9 * 0.5 * (1 + np.cos(np.pi * done / given.chunks)))
            loss = right = total = 0
            for batch in batches(rows, labels, random):
                inputs = [forget(rows[at], labels[at], random) for at in batch]
                guessed, backprop = model.begin_update(inputs)
                gradient = []
                for guess, at in zip(guessed, batch):
                    wanted = np.zeros_like(guess)
                    told = labels[at] >= 0
                    wanted[np.arange(len(guess)), labels[at]] = 1
                    if opinions[at] is not None:
                        wanted = (wanted + opinions[at]) / 2
                    loss -= float(np.log(np.maximum(guess[np.arange(len(guess)), labels[at]], 1e-9))[told].sum())
                    total += int(told.sum())
                    gradient.append((guess - wanted) * told[:, None] / BATCH_WORDS * 8)
                backprop(gradient)
                model.finish_update(optimizer)
            done += 1
            state.write_bytes(pickle.dumps({"done": done, "model": model.to_bytes(), "optimizer": optimizer}))
            print(f"chunk {done}: loss {loss / total:.4f}, {total} words, {time.time() - begin:.0f} s of which waited {waited:.0f}", flush=True)
    with model.use_params(optimizer.averages):
        # What half floats hold is enough, and packs to half the size.
        for node in model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype(np.float16).astype(np.float32))
        given.out.write_bytes(ZstdCompressor(level=19).compress(model.to_bytes()))


if __name__ == "__main__":
    main()

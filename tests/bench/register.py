"""Cost of the client register, printed: ``python tests/bench/register.py [CLIENTS]``.

Budgets: ready within 1 s, 0.1 ms of CPU for each kB of new text, with 50,000 clients. Nothing is
asserted, so that a busy machine fails nobody's tests.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["PARAVENT_KEYRING"] = "off"

from detect import pss_mb, texts

from paravent.detect.catalogue import entities
from paravent.register.source import RegisterSource
from paravent.settings import Home, shipped
from paravent.store.keys import load_keys
from registering import LEXICON, entry, save

if TYPE_CHECKING:
    from collections.abc import Callable

SYLLABLES = [
    "ba",
    "ber",
    "bon",
    "cha",
    "dal",
    "dou",
    "far",
    "gau",
    "lam",
    "lef",
    "mar",
    "nar",
    "per",
    "rab",
    "ren",
    "sal",
    "tes",
    "vig",
    "ois",
    "eau",
    "ard",
]


def names(count: int) -> list[str]:
    """Distinct names: first names as frequent as they are in France, made-up family names."""
    draw = random.Random(7)
    firsts = [name.capitalize() for name in LEXICON.first_names]
    found: dict[str, None] = {}
    while len(found) < count:
        (first,) = draw.choices(firsts, LEXICON.first_names.values())
        family = "".join(draw.choices(SYLLABLES, k=draw.choice((2, 3, 4))))
        found[f"{first} {family.capitalize()}"] = None
    return list(found)


def cpu_ms(work: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(7):
        began = time.process_time()
        for _ in range(times):
            work()
        best = min(best, (time.process_time() - began) / times)
    return best * 1000


def main(count: int, folder: Path) -> None:
    wanted = names(count)
    save(folder, {name: [entry("person", name)] for name in wanted})
    home = Home(folder)
    keys = load_keys(home)
    gc.collect()
    before = pss_mb()
    began, wall = time.process_time(), time.perf_counter()
    source = RegisterSource(home.register, lambda: keys, shipped("models") / "lexicon", entities())
    print(f"{count} clients, load {os.getloadavg()[0]:.1f}")
    print(
        f"ready after {time.process_time() - began:.2f} s of CPU, {time.perf_counter() - wall:.2f} s"
    )
    gc.collect()
    print(f"memory {pss_mb() - before:.0f} MB, file {home.register.stat().st_size / 1e6:.1f} MB")
    gc.freeze()
    register = source.current
    for size in (1_000, 10_000, 100_000):
        (plain,) = texts(size, 1)
        named = plain
        for number in range(size // 1_000):
            named = named.replace("\n\n", f" Relance {wanted[number * 7 % count]}. \n", 1)
        for title, text in (("no client named", plain), ("one a kB", named)):
            began = time.process_time()
            found = len(register.read(text).findings)
            first = (time.process_time() - began) * 1000
            each = cpu_ms(lambda text=text: register.read(text), max(1, 200_000 // size))
            print(
                f"{size:>7} characters, {title}: {each / size * 1000:.3f} ms/kB, "
                f"first time {first:.1f} ms, {found} found"
            )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, Path(place))

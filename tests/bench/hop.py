"""What a request costs: static files, tunnels, new texts, the same again, a long conversation."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

import report
from client import AI_HOST, FOREIGN_HOST, STATIC_HOST, chat, connect, get, post
from report import Budget, Series
from texts import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from http.client import HTTPConnection
    from pathlib import Path

    from ways import Way

SIZES = {300: 40, 5_000: 20, 100_000: 4, 1_000_000: 2}
TURNS = 50
EARLY = 10
RESENT = 15
SCAN_MS_PER_KB = 12.0
RESENT_MS_PER_KB = 0.05
LARGEST_MS = 8_000.0
HOP = 1.1

_seeds = itertools.count()


def new_text(size: int) -> str:
    """A text that nobody has seen before."""
    return write_text(size, next(_seeds))


def measure(ways: Sequence[Way], rounds: int, act: Callable[[Way], float]) -> dict[str, Series]:
    """Act on every way in turn, another one first in each round; CPU is that of all rounds."""
    series = {way.name: Series() for way in ways}
    before = {way.name: way.cpu_ms() for way in ways}
    for number in range(rounds):
        first = number % len(ways)
        for way in (*ways[first:], *ways[:first]):
            series[way.name].ms.append(act(way))
    for way in ways:
        series[way.name].cpu_ms = (way.cpu_ms() - before[way.name]) / rounds
    return series


def bench_static(ways: Sequence[Way]) -> None:
    """A file of an AI site that is passed on unread."""
    report.head("without a scan (ms)")
    links = {way.name: connect(way.route, STATIC_HOST) for way in ways}
    measure(ways, 20, lambda way: get(links[way.name], "/cdn/assets/warm.js"))
    series = measure(ways, 300, lambda way: get(links[way.name], "/cdn/assets/app.js"))
    ours, bare = series["Paravent"], series["bare"]
    report.row(
        "static file of an AI host, kept alive",
        series,
        Budget(ours.median / bare.median, HOP, "× bare"),
        Budget(ours.cpu_ms / bare.cpu_ms, HOP, "× CPU"),
    )


def bench_tunnel(ways: Sequence[Way], ca: Path) -> None:
    """A new connection to a host that is none of our business, and one request on it."""

    def act(way: Way) -> float:
        began = time.perf_counter()
        connection = connect(way.route, FOREIGN_HOST, ca)
        get(connection, "/")
        connection.close()
        return (time.perf_counter() - began) * 1000

    series = measure(ways, 60, act)
    report.row("tunnel to a foreign host, new connection", series)


def bench_texts(ways: Sequence[Way]) -> None:
    """New texts of every size, each sent once more afterwards."""
    report.head("one message (ms)")
    links = {way.name: connect(way.route, AI_HOST) for way in ways}
    for size, rounds in SIZES.items():
        _bench_size(ways, links, size, rounds)


def _bench_size(
    ways: Sequence[Way], links: Mapping[str, HTTPConnection], size: int, rounds: int
) -> None:
    sent: dict[str, bytes] = {}

    def send_new(way: Way) -> float:
        sent[way.name] = chat(new_text(size))
        return post(links[way.name], sent[way.name])

    series = measure(ways, rounds, send_new)
    ours, bare = series["Paravent"], series["bare"]
    per_kb = (ours.cpu_ms - bare.cpu_ms) / (size / 1000)
    # What a request costs whatever its size weighs too much in the smallest.
    budgets = [Budget(per_kb, SCAN_MS_PER_KB, "ms CPU/kB")] if size > min(SIZES) else []
    if size == max(SIZES):
        budgets.append(Budget(ours.median, LARGEST_MS, "ms"))
    report.row(f"{_size(size)}, new", series, *budgets)
    again = measure(ways, max(rounds, 5), lambda way: post(links[way.name], sent[way.name]))
    report.row(f"{_size(size)}, again", again)


def bench_conversation(ways: Sequence[Way]) -> None:
    """A conversation whose every turn sends all turns before it, each 2 kB longer."""
    report.head("a conversation of 50 turns (ms)")
    links = {way.name: connect(way.route, AI_HOST) for way in ways}
    messages: list[str] = []
    turns: list[bytes] = []
    for _ in range(TURNS):
        messages.append(new_text(600))
        turns.append(chat(*messages))
        messages.append(new_text(1_400))

    def play(turn: bytes, rounds: int = 1) -> dict[str, Series]:
        return measure(ways, rounds, lambda way: post(links[way.name], turn))

    played = [play(turn) for turn in turns]
    for what, some in (("turns 1 to 10", played[:10]), ("turns 41 to 50", played[-10:])):
        report.row(f"{what}, 2 kB of it new", {way.name: _joined(some, way) for way in ways})
    short, long = turns[EARLY - 1], turns[-1]
    early, late = play(short, RESENT), play(long, RESENT)
    report.row(f"turn {EARLY} as it was ({len(short) // 1000} kB)", early)
    report.row(
        f"turn {TURNS} as it was ({len(long) // 1000} kB)",
        late,
        *_per_kilobyte(early, late, (len(long) - len(short)) / 1000),
    )


def _per_kilobyte(
    early: dict[str, Series], late: dict[str, Series], kilobytes: float
) -> list[Budget]:
    """What each kB of history costs over bare, in wall time and in CPU."""

    def grown(name: str) -> tuple[float, float]:
        one, other = late[name], early[name]
        return one.median - other.median, one.cpu_ms - other.cpu_ms

    more = [ours - bare for ours, bare in zip(grown("Paravent"), grown("bare"), strict=True)]
    wall, cpu = (ms / kilobytes for ms in more)
    return [
        Budget(wall, RESENT_MS_PER_KB, "ms/kB of history"),
        Budget(cpu, RESENT_MS_PER_KB, "ms CPU/kB"),
    ]


def _joined(turns: Sequence[dict[str, Series]], way: Way) -> Series:
    parts = [turn[way.name] for turn in turns]
    cpu_ms = sum(part.cpu_ms for part in parts) / len(parts)
    return Series([ms for part in parts for ms in part.ms], cpu_ms)


def _size(size: int) -> str:
    return f"{size} B" if size < 1000 else f"{size // 1000} kB" if size < 10**6 else "1 MB"

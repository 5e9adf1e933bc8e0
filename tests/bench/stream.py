"""What a streamed answer costs: its first event, and each event after it."""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING

import report
from client import AI_HOST, Heard, chat, connect, listen, tail
from hop import measure, new_text
from report import Budget, Series

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ways import Paravent, Way

ROUNDS = 15
FIRST_MS = 2.0
EVENT_MS = 0.1
_PAGE = bytes(4096)


def bench_stream(ways: Sequence[Way], ours: Paravent, fsync_ms: float) -> None:
    """Prompts of 300 bytes, new and known, answered by 60 events 5 ms apart."""
    report.head("a streamed answer (ms)")
    links = {way.name: connect(way.route, AI_HOST) for way in ways}
    heard: dict[str, list[Heard]] = {way.name: [] for way in ways}
    prompt = ""

    def act(way: Way) -> float:
        known = prompt or new_text(300)
        heard[way.name].append(listen(links[way.name], chat(known, stream=True)))
        return heard[way.name][-1].first_ms

    act(ways[-1])
    for way in ways:
        heard[way.name].clear()
    first = measure(ways, ROUNDS, act)
    scan_ms = statistics.median(_scans(ours)[-ROUNDS:])
    limit = fsync_ms + FIRST_MS
    more = first["Paravent"].median - first["bare"].median - scan_ms
    report.row(
        f"first event, new prompt (scan {scan_ms:.0f})",
        first,
        Budget(more, limit, "ms over bare + scan"),
    )
    prompt = new_text(300)
    for way in ways:
        act(way)
    again = measure(ways, ROUNDS, act)
    more = again["Paravent"].median - again["bare"].median
    report.row("first event, same prompt again", again, Budget(more, limit, "ms over bare"))
    delays = {
        name: Series([ms for one in streams for ms in one.delays_ms])
        for name, streams in heard.items()
    }
    more = delays["Paravent"].median - delays["bare"].median
    report.row("each event after it", delays, Budget(more, EVENT_MS, "ms over bare"))
    tails = " / ".join(f"{name} {report.number(tail(one.ms))}" for name, one in delays.items())
    report.line("  95 of 100 events within", tails)


def time_fsync(folder: Path) -> float:
    """The median of what it takes to see four pages on the disk, in ms."""
    spent = []
    path = folder / "fsync"
    with path.open("wb", buffering=0) as file:
        for _ in range(60):
            began = time.perf_counter()
            file.write(_PAGE * 4)
            os.fsync(file.fileno())
            spent.append((time.perf_counter() - began) * 1000)
    path.unlink()
    report.line("one fsync of 16 kB on this disk", f"{report.number(statistics.median(spent))} ms")
    return statistics.median(spent)


def _scans(ours: Paravent) -> list[int]:
    """How long each scan took, by the audit log, in ms."""
    return [
        event.get("cost", {}).get("scan_ms", 0)
        for event in ours.program.events()
        if event["type"] == "request"
    ]

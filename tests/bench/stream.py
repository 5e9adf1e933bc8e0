"""What a streamed answer costs: its first event, and each event after it."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

import report
from client import AI_HOST, Heard, chat, connect, listen, tail
from hop import measure, new_text
from report import Budget, Series
from service import EVENTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from http.client import HTTPConnection
    from pathlib import Path

    from ways import Paravent, Way

ROUNDS = 15
FIRST_MS = 2.0
EVENT_MS = 0.1
_WRITTEN = bytes(16_384)


@dataclass(slots=True)
class _Listener:
    """Asks on every way, keeps what was heard, and times the disk in between."""

    folder: Path
    links: dict[str, HTTPConnection]
    heard: dict[str, list[Heard]] = field(default_factory=dict)
    fsyncs_ms: list[float] = field(default_factory=list)

    def ask(self, way: Way, prompt: str) -> float:
        self.fsyncs_ms.append(time_fsync(self.folder))
        heard = listen(self.links[way.name], chat(prompt, stream=True))
        self.heard.setdefault(way.name, []).append(heard)
        return heard.first_ms


def bench_stream(ways: Sequence[Way], ours: Paravent) -> None:
    """Prompts of 300 bytes, new and known, answered by 60 events 5 ms apart."""
    report.head("a streamed answer (ms)")
    links = {way.name: connect(way.route, AI_HOST) for way in ways}
    listener = _Listener(ours.home, links)
    known = new_text(300)
    for way in ways:
        listener.ask(way, known)
    listener.heard.clear()
    new = measure(ways, ROUNDS, lambda way: listener.ask(way, new_text(300)))
    scans_ms = _scans(ours)[-ROUNDS:]
    again = measure(ways, ROUNDS, lambda way: listener.ask(way, known))
    limit = median(listener.fsyncs_ms) + FIRST_MS
    _report_first("first event, new prompt", new, scans_ms, limit)
    _report_first("first event, same prompt again", again, [0] * ROUNDS, limit)
    report.line(
        "  by the log, the scan took; one fsync",
        f"{median(scans_ms):.0f}; {report.number(median(listener.fsyncs_ms))} (16 kB, same disk)",
    )
    _report_events(listener.heard, again)


def time_fsync(folder: Path) -> float:
    """What it takes to see a few pages on the disk, in ms."""
    path = folder / "fsync"
    with path.open("ab", buffering=0) as file:
        began = time.perf_counter()
        file.write(_WRITTEN)
        os.fsync(file.fileno())
        return (time.perf_counter() - began) * 1000


def _report_first(
    what: str, first: dict[str, Series], scans_ms: Sequence[int], limit: float
) -> None:
    rounds = zip(first["Paravent"].ms, first["bare"].ms, scans_ms, strict=True)
    more = median(ours - bare - scan for ours, bare, scan in rounds)
    report.row(what, first, Budget(more, limit, "ms over bare + scan"))


def _report_events(heard: dict[str, list[Heard]], again: dict[str, Series]) -> None:
    delays = {
        name: Series([ms for one in streams for ms in one.delays_ms], again[name].cpu_ms / EVENTS)
        for name, streams in heard.items()
    }
    more = delays["Paravent"].median - delays["bare"].median
    report.row("each event after it", delays, Budget(more, EVENT_MS, "ms over bare"))
    tails = ", ".join(f"{name} {report.number(tail(one.ms))}" for name, one in delays.items())
    report.line("  95 of 100 of them within", tails)


def _scans(ours: Paravent) -> list[int]:
    """How long each scan took, by the audit log, in ms."""
    return [
        event.get("cost", {}).get("scan_ms", 0)
        for event in ours.program.events()
        if event["type"] == "request"
    ]

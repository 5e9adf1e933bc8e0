"""How long it takes to start: until the port is open, and until it can really scan."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import report
from report import Budget, number
from ways import Bare, Paravent

if TYPE_CHECKING:
    from pathlib import Path

    from ways import Service

ROUNDS = 3
LISTENING_S = 1.0
READY_S = 4.0


def bench_start(service: Service, home: Path) -> tuple[Bare, Paravent]:
    """Starts in turn; the first of Paravent makes its folder. The last two go on running."""
    bares, ours = [], []
    for _ in range(ROUNDS + 1):
        bares.append(Bare(service).start())
        ours.append(Paravent(service, home).start())
        if len(ours) <= ROUNDS:
            bares[-1].stop()
            ours[-1].stop()
    first, *later = ours
    start = statistics.median(one.listening_s for one in bares)
    for what, spent, first_spent, limit in (
        ("listening", [o.listening_s for o in later], first.listening_s, LISTENING_S),
        ("ready", [o.ready_s for o in later], first.ready_s, READY_S),
    ):
        median = statistics.median(spent)
        said = f"bare {number(start)} / Paravent {number(median)} ({number(min(spent))})"
        report.line(
            f"start to {what} (s)",
            f"{said}, on an empty folder {number(first_spent)}",
            Budget(median - start, limit, "s over bare"),
        )
    return bares[-1], ours[-1]

"""Cost of the whole program, compared in one run: ``python tests/bench/run.py``.

A client (this process) talks to a service (another one) directly, through bare mitmproxy and
through Paravent, one after the other in every round. Budgets are those of docs/en/bench.md.
Takes two minutes; nothing is asserted, so that a busy machine fails nobody's tests.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import report
from hop import bench_conversation, bench_static, bench_texts, bench_tunnel
from load import bench_lag, weigh
from startup import bench_start
from stream import bench_stream
from ways import Service


def main(folder: Path) -> None:
    """Measure everything in a folder that is empty."""
    began = time.perf_counter()
    load, *_ = os.getloadavg()
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {load:.1f}, "
        f"Python {platform.python_version()}, mitmproxy {version('mitmproxy')}; "
        "times are median (least)"
    )
    service = Service(folder).start()
    bare, ours = bench_start(service, folder / "home")
    ways = (service, bare, ours)
    try:
        weigh("at rest", bare, ours)
        bench_static(ways)
        bench_tunnel(ways, service.ca)
        bench_stream(ways, ours)
        bench_conversation(ways)
        bench_texts(ways)
        bench_lag(service, ours)
        weigh("after all that", bare, ours)
    finally:
        for way in reversed(ways):
            way.stop()
    print(f"\n{time.perf_counter() - began:.0f} s; missed: {len(report.missed())}")
    for one in report.missed():
        print(f"  {one}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))

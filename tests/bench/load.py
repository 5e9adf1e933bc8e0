"""What else a large prompt must not do: hold up the program, and fill the memory."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import report
from client import AI_HOST, STATIC_HOST, chat, connect, get, post, tail
from hop import new_text
from report import Budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ways import Bare, Paravent, Service

LARGE = 1_000_000
_EVERY_S = 0.01
_CALM_S = 3.0
LAG_MS = 50.0
MEMORY_MB = 450.0


class Pinger:
    """Asks for something every 10 ms until it is stopped; keeps how late each answer was, in ms."""

    def __init__(self, connection: HTTPConnection, path: str) -> None:
        self.late_ms: list[float] = []
        self._ask: Callable[[], float] = lambda: get(connection, path)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    @contextmanager
    def running(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._stop.set()
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(_EVERY_S):
            self.late_ms.append(self._ask())

    def __str__(self) -> str:
        worst, tailed = max(self.late_ms), tail(self.late_ms)
        return f"worst {report.number(worst)}, 95 of 100 within {report.number(tailed)}"


def bench_lag(service: Service, ours: Paravent) -> None:
    """How late the program answers others while it scans 1 MB, and the service beside it."""
    with _pinging(ours, service) as calm:
        time.sleep(_CALM_S)
    report.line("ping (ms), at rest", f"Paravent {calm[0]}; the service itself {calm[1]}")
    link = connect(ours.route, AI_HOST)
    body = chat(new_text(LARGE))
    with _pinging(ours, service) as busy:
        post(link, body)
    report.line(
        "ping (ms), while 1 MB is scanned",
        f"Paravent {busy[0]}; the service itself {busy[1]}",
        Budget(max(busy[0].late_ms), LAG_MS, "ms"),
    )
    with _pinging(ours, service) as known:
        post(link, body)
    report.line(
        "ping (ms), while 1 MB passes again",
        f"Paravent {known[0]}; the service itself {known[1]}",
        Budget(max(known[0].late_ms), LAG_MS, "ms"),
    )


@contextmanager
def _pinging(ours: Paravent, service: Service) -> Iterator[tuple[Pinger, Pinger]]:
    health = Pinger(HTTPConnection("127.0.0.1", ours.program.ui_port), "/healthz")
    other = Pinger(connect(service.route, STATIC_HOST), "/")
    with health.running(), other.running():
        yield health, other


def weigh(when: str, bare: Bare, ours: Paravent) -> None:
    """Memory of all processes, shared pages divided among them."""
    mine = ours.pss_mb()
    said = f"bare {bare.pss_mb():.0f} / Paravent {mine:.0f}"
    report.line(f"memory, PSS (MB), {when}", said, Budget(mine, MEMORY_MB, "MB"))

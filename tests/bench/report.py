"""What was measured, line by line: three ways side by side, their ratio, the budget."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field


@dataclass(slots=True)
class Series:
    """One way's part of a measurement: ms of each round, CPU ms of a round on average."""

    ms: list[float] = field(default_factory=list)
    cpu_ms: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.ms)

    def __str__(self) -> str:
        return f"{number(self.median)} ({number(min(self.ms))})"


@dataclass(frozen=True, slots=True)
class Budget:
    """A figure, what it may be at most, and in what unit."""

    figure: float
    limit: float
    unit: str

    @property
    def is_met(self) -> bool:
        return self.figure <= self.limit

    def __str__(self) -> str:
        verdict = "met" if self.is_met else "MISSED"
        return f"{number(self.figure)} ≤ {number(self.limit)} {self.unit}: {verdict}"


_missed: list[str] = []


def head(title: str) -> None:
    """Begin a table of times."""
    print(
        f"\n{title:<42}{'direct':>17}{'bare':>17}{'Paravent':>17}{'× bare':>8}"
        f"{'CPU bare':>10}{'CPU ours':>10}   budget",
        flush=True,
    )


def row(what: str, series: dict[str, Series], *budgets: Budget) -> None:
    """Times in ms, median (least); CPU in ms a round; the ratio is that of the medians."""
    direct, bare, ours = (series[name] for name in ("direct", "bare", "Paravent"))
    times = f"{direct!s:>17}{bare!s:>17}{ours!s:>17}{ours.median / bare.median:>8.2f}"
    print(f"{what:<42}{times}{bare.cpu_ms:>10.1f}{ours.cpu_ms:>10.1f}   {_judge(what, budgets)}")


def line(what: str, said: str, *budgets: Budget) -> None:
    """Anything else."""
    print(f"{what:<42}{said:<79}   {_judge(what, budgets)}", flush=True)


def missed() -> list[str]:
    """The budgets that were missed so far."""
    return _missed


def number(value: float) -> str:
    """Three figures that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _judge(what: str, budgets: tuple[Budget, ...]) -> str:
    _missed.extend(f"{what}: {one}" for one in budgets if not one.is_met)
    return "; ".join(map(str, budgets))

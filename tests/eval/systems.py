"""The detectors that are measured: Paravent as its own commands use it, Presidio as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bench.stock import PACKAGES, stock
from eval.sets import Span
from paravent.cli.judging import Judge
from paravent.core.spans import resolve
from paravent.detect.catalogue import entities
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation
from paravent.settings import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.detect.engine import Engine

THRESHOLD = 0.35  # Presidio's French phone numbers score 0.4
LEFT = {"LOCATION", "NRP", "DATE_TIME", "ORGANIZATION"}
"""What Presidio finds and we would not hide either: places, dates, nationalities, organisations."""


class System(Protocol):
    """Something that hides personal data."""

    async def hide(self, text: str, lang: str) -> Sequence[Span]:
        """What it hides of a text; no two stretches overlap."""


class Paravent:
    """What ``paravent scan`` says, under the policy that is in force at first."""

    def __init__(self, engine: Engine, policy: str = "freelance") -> None:
        rules = load_policy(policy, [shipped("rules") / "policies"], entities())
        self._judge = Judge(engine, rules)

    async def hide(self, text: str, lang: str) -> Sequence[Span]:
        judged = await self._judge.judge(text, Situation())
        found = (decision.finding for decision in resolve(text, judged.decisions))
        return [Span(one.start, one.end, one.type) for one in found]


class Stock:
    """Presidio's analyzer, with what overlaps or we would not hide taken out.

    A language that it has no model for here, it reads as English, which is what it is made for.
    """

    def __init__(self) -> None:
        self._analyze = stock(*PACKAGES)

    async def hide(self, text: str, lang: str) -> Sequence[Span]:
        known = lang if lang in PACKAGES else "en"
        kept: list[Span] = []
        for one in sorted(self._analyze(text, known), key=lambda found: -found.score):
            span = Span(one.start, one.end, one.entity_type)
            if one.score >= THRESHOLD and one.entity_type not in LEFT:
                kept += [] if any(map(span.touches, kept)) else [span]
        return kept

"""The footprint of answers as an order of magnitude: by vendor and month, never by message.

What cannot be estimated is counted apart: models that no method knows, answers whose length nobody
told. Prompts, training, networks and devices are not in it, and it says so.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paravent.report.counting import moment
from paravent.report.estimators import Estimate, Span, estimate, methods
from paravent.report.figures import Footprint, FootprintLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from paravent.providers.catalogue import Providers
    from paravent.report.facts import Facts

_HOUR_MS = 3600 * 1000


@dataclass(slots=True)
class _Sum:
    """What is known of one vendor in one month."""

    answers: int = 0
    tokens: int = 0
    guessed: int = 0
    unmeasured: int = 0
    unknown_models: int = 0
    spans: list[tuple[Estimate, int]] = field(default_factory=list)


def tell_footprint(
    facts: Facts,
    providers: Providers,
    zone: tzinfo,
    ask: Callable[[str, str], Estimate | None] = estimate,
) -> Footprint:
    """The footprint of the answers of the period; ``ask`` estimates a vendor's model."""
    (refused, asked, needed, overridden) = facts.sql.execute(
        """SELECT total(n) FILTER (WHERE type = 'block'),
            total(n) FILTER (WHERE type = 'block' AND reason = 'nudge'),
            total(n) FILTER (WHERE type = 'nudge' AND action = 'allow'),
            total(n) FILTER (WHERE type = 'override')
        FROM sent"""
    ).fetchone()
    return Footprint(
        methods=methods(),
        avoided=max(0, int(refused - needed - overridden)),
        asked=int(asked),
        needed=int(needed),
        lines=add_up_answers(facts, providers, zone, ask),
    )


def add_up_answers(
    facts: Facts,
    providers: Providers,
    zone: tzinfo,
    ask: Callable[[str, str], Estimate | None] = estimate,
    *,
    by_service: bool = False,
) -> tuple[FootprintLine, ...]:
    """What answers cost by vendor and month, or by service and month."""
    sums: defaultdict[tuple[str, str], _Sum] = defaultdict(_Sum)
    rows = facts.sql.execute(
        """SELECT s.service, s.model, s.t / ? AS hour, count(*), total(a.tokens),
            total(a.tokens) FILTER (WHERE a.how <> 'api_usage'),
            count(*) FILTER (WHERE a.tokens = 0)
        FROM answer AS a JOIN sent AS s ON s.id = a.ref
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
        (_HOUR_MS,),
    )
    for service, model, hour, answers, tokens, guessed, unmeasured in rows:
        vendor = providers.of(service)
        month = f"{moment(hour * _HOUR_MS).astimezone(zone):%Y-%m}"
        found = sums[service if by_service else vendor.id if vendor else "", month]
        found.answers += answers
        found.tokens += int(tokens)
        found.guessed += int(guessed)
        found.unmeasured += unmeasured
        known = ask(vendor.id, model) if vendor else None
        if known is None:
            found.unknown_models += answers - unmeasured
        else:
            found.spans.append((known, int(tokens)))
    return tuple(_line(*key, one) for key, one in sorted(sums.items()))


def _line(provider: str, month: str, found: _Sum) -> FootprintLine:
    return FootprintLine(
        provider=provider,
        month=month,
        answers=found.answers,
        tokens=found.tokens,
        tokens_guessed=found.guessed,
        answers_unmeasured=found.unmeasured,
        answers_unknown_model=found.unknown_models,
        energy_mwh=_total([(one.energy_mwh, tokens) for one, tokens in found.spans]),
        carbon_mg=_total([(one.carbon_mg, tokens) for one, tokens in found.spans]),
        water_ul=_total([(one.water_ul, tokens) for one, tokens in found.spans]),
    )


def _total(parts: list[tuple[Span, int]]) -> tuple[int, int] | None:
    """The envelope of all, each end to one significant figure; None where nothing is known."""
    if not parts:
        return None
    low = sum(span.low * tokens for span, tokens in parts)
    high = sum(span.high * tokens for span, tokens in parts)
    return round_one(low), round_one(high)


def round_one(value: float) -> int:
    """A number to one significant figure."""
    if value < 1:
        return round(value)
    step = int(10 ** math.floor(math.log10(value)))
    return round(value / step) * step

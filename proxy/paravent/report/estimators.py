"""Energy, carbon and water of answers, as two published methods estimate them, without a network.

Both are estimates of a service that nobody may measure; their envelope is told, never one figure.
EcoLogits 0.11 (MPL-2.0, https://ecologits.ai/latest/methodology/llm_inference/) and ecocost 0.2
(Apache-2.0, its data files name a source for each figure) are called as they are.
"""

from __future__ import annotations

import importlib
import logging
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKENS = 500
"""Tokens of the answer that both are asked about; what they say grows in proportion."""
_LATENCY_S = 8.0
_VENDORS = {
    "openai": ("openai", "openai"),
    "anthropic": ("anthropic", "anthropic"),
    "mistral": ("mistralai", "mistral"),
    "google": ("google_genai", "google-vertex"),
    "cohere": ("cohere", None),
}
"""Our vendors as EcoLogits and as ecocost call them."""


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most of something."""

    low: float
    high: float

    def join(self, other: Span) -> Span:
        """From the least of both to the most of both."""
        return Span(min(self.low, other.low), max(self.high, other.high))


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one token of an answer costs: milliwatt-hours, milligrams of CO2e, microlitres."""

    energy_mwh: Span
    carbon_mg: Span
    water_ul: Span

    def join(self, other: Estimate) -> Estimate:
        """The envelope of both."""
        return Estimate(
            self.energy_mwh.join(other.energy_mwh),
            self.carbon_mg.join(other.carbon_mg),
            self.water_ul.join(other.water_ul),
        )


def methods() -> tuple[str, ...]:
    """The estimators that are installed, with their versions."""
    found: list[str] = []
    for name in ("ecologits", "ecocost"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return tuple(found)


@cache
def estimate(vendor: str, model: str) -> Estimate | None:
    """The envelope of what is said of a model; None where neither method knows it."""
    names = _VENDORS.get(vendor)
    if names is None or not model:
        return None
    joined: Estimate | None = None
    for one in (*_ecologits(names[0], model), *_ecocost(names[1], model)):
        joined = joined.join(one) if joined else one
    return joined


def _ecologits(vendor: str, model: str) -> Iterator[Estimate]:
    try:
        tracers: Any = importlib.import_module("ecologits.tracers.utils")
    except ImportError:
        return
    logging.getLogger("ecologits").setLevel(logging.CRITICAL)
    said = tracers.llm_impacts(vendor, model, _TOKENS, _LATENCY_S, None)
    if said.errors:
        return
    yield Estimate(
        energy_mwh=_span(said.energy.value, 1e6),  # kWh
        carbon_mg=_span(said.gwp.value, 1e6),  # kg
        water_ul=_span(said.wcf.value, 1e6),  # litres
    )


def _ecocost(vendor: str | None, model: str) -> Iterator[Estimate]:
    try:
        ecocost: Any = importlib.import_module("ecocost")
    except ImportError:
        return
    try:
        said = ecocost.estimate(model, provider=vendor, output_tokens=_TOKENS)
    except (ecocost.UnknownModelError, ecocost.UnknownProviderError):
        return
    yield Estimate(
        energy_mwh=_worst(said["energy"], {"Wh": 1e3, "kWh": 1e6, "mWh": 1.0}),
        carbon_mg=_worst(said["carbon"], {"gCO2e": 1e3, "kgCO2e": 1e6, "mgCO2e": 1.0}),
        water_ul=_worst(said["water"], {"mL": 1e3, "L": 1e6, "uL": 1.0}),
    )


def _span(value: Any, unit: float) -> Span:  # noqa: ANN401 -- a number, or a range of EcoLogits'
    low, high = getattr(value, "min", value), getattr(value, "max", value)
    return Span(low * unit / _TOKENS, high * unit / _TOKENS)


def _worst(quantity: Any, units: dict[str, float]) -> Span:  # noqa: ANN401 -- ecocost's mapping
    unit, worst = units[quantity["unit"]], quantity["worst_case"]
    return Span(worst["min"] * unit / _TOKENS, worst["max"] * unit / _TOKENS)

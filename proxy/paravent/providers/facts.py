"""What is known of a provider, boiled down to what rules ask, for the account that is held.

Several kinds of account that may be meant count as the worst of them, and unknown is worse still.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from paravent.core.providing import HARMLESS, ProviderFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paravent.declarations import Account
    from paravent.providers.schema import Fact, ProviderFile, TierModel

FRESH_DAYS = 180
"""Days after which a fact has to be read again."""

EEA = frozenset((
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR",
    "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL",
    "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
))  # fmt: skip
"""The European Economic Area, in which the GDPR applies (EEA Joint Committee Decision 154/2018)."""


def resolve_facts(
    provider: ProviderFile | None, surface: str, account: Account | None, today: date
) -> ProviderFacts:
    """The facts for a service of a provider that is reached in that way, as they stand today."""
    if provider is None:
        return ProviderFacts(dpa_signed=bool(account and account.dpa))
    tiers = tiers_meant(provider, surface, account)
    if all(tier.kind == "local" for tier in tiers):
        return _stays_here(provider.id, dpa_signed=bool(account and account.dpa))
    country = provider.country.value if provider.country else ""
    eu_only = country in EEA and _is_hosted_in_eu(tiers, account)
    read = sorted(source.read for source in provider.sources.values())
    oldest = read[0] if read else ""
    return ProviderFacts(
        id=provider.id,
        tier=tiers[0].kind if len({tier.kind for tier in tiers}) == 1 else "unknown",
        country=country,
        trains=_trains(tiers, account),
        eu_only=eu_only,
        dpa_signed=bool(account and account.dpa and account.dpa <= today),
        bases=frozenset({"none"} if eu_only else valid_bases(provider, today) or {"unknown"}),
        retention_days=_retention(tiers, account),
        zero_retention=all(_value(tier.zero_retention) == "default" for tier in tiers),
        open_models=bool(provider.models) and all(model.open for model in provider.models),
        publishes_footprint=provider.footprint is not None,
        aggregator=provider.aggregator.value if provider.aggregator else True,
        stale=not oldest or is_stale(oldest, today),
        optout=next((tier.optout.value for tier in tiers if tier.optout), ""),
        checked_on=oldest,
    )


def _stays_here(provider: str, *, dpa_signed: bool) -> ProviderFacts:
    """The facts of what never leaves the computer: by what it is, not by what somebody says."""
    return replace(HARMLESS, id=provider, tier="local", dpa_signed=dpa_signed)


def tiers_meant(
    provider: ProviderFile, surface: str, account: Account | None
) -> Sequence[TierModel]:
    """The tiers that an account may be of: the declared one, or those with that way in, or all."""
    if account and account.tier:
        declared = [tier for tier in provider.tiers if tier.id == account.tier]
        reached = [tier for tier in declared if surface in tier.surfaces or surface == "unknown"]
        if reached:
            return reached
    reached = [tier for tier in provider.tiers if surface in tier.surfaces]
    return reached or provider.tiers


def valid_bases(provider: ProviderFile, today: date) -> set[str]:
    """What its transfers rest on, on that day; empty where nothing is known."""
    day = today.isoformat()
    return {
        one.basis
        for one in provider.transfers
        if (one.valid_from or day) <= day <= (one.valid_to or day)
    }


def is_stale(read: str, today: date) -> bool:
    """Whether what was read on that day is to be read again."""
    return date.fromisoformat(read) + timedelta(days=FRESH_DAYS) < today


def _value[T](fact: Fact[T] | None) -> T | None:
    return fact.value if fact else None


def _trains(tiers: Iterable[TierModel], account: Account | None) -> bool:
    by_default = any(_value(tier.training) != "off" for tier in tiers)
    if account and account.training:
        return account.training == "on"
    return by_default


def _is_hosted_in_eu(tiers: Sequence[TierModel], account: Account | None) -> bool:
    hosting = {_value(tier.hosting) for tier in tiers}
    if account and account.hosting:
        return account.hosting == "eu" and hosting <= {"eu", "option"}
    return hosting == {"eu"}


def _retention(tiers: Iterable[TierModel], account: Account | None) -> int | None:
    """The longest; that of training where training is not known to be off."""
    longest = 0
    for tier in tiers:
        kept = tier.retention_days
        if tier.retention_training_days and _trains([tier], account):
            kept = tier.retention_training_days
        if kept is None:
            return None
        longest = max(longest, kept.value)
    return longest

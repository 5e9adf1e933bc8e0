"""The vendors that something went to, as the catalogue and the person's own words tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.providers.facts import resolve_facts, tiers_meant, valid_bases
from paravent.report.model import Source, Vendor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from paravent.declarations import Account
    from paravent.providers.catalogue import Providers
    from paravent.providers.schema import Fact, ProviderFile, TierModel
    from paravent.report.figures import Activity


def tell_vendors(
    activities: Iterable[Activity],
    providers: Providers,
    accounts: Mapping[str, Account],
    today: date,
) -> tuple[Vendor, ...]:
    """Each vendor once, in the order of the activities."""
    surfaces: dict[str, set[str]] = {}
    for one in activities:
        if one.provider:
            surfaces.setdefault(one.provider, set()).add(one.surface)
    return tuple(
        _tell(providers.by_id[name], sorted(used), accounts.get(name), today)
        for name, used in surfaces.items()
    )


def _tell(
    provider: ProviderFile, surfaces: Sequence[str], account: Account | None, today: date
) -> Vendor:
    # Reached in several ways, a vendor is told by the worst of the tiers that may be meant.
    tiers = {
        tier.id: tier for one in surfaces for tier in tiers_meant(provider, one, account)
    }.values()
    all_facts = [resolve_facts(provider, one, account, today) for one in surfaces]
    facts = all_facts[0]
    kept = [one.retention_days for one in all_facts]
    longest = None if None in kept else max(days for days in kept if days is not None)
    return Vendor(
        id=provider.id,
        name=provider.name,
        entity=provider.entity.value if provider.entity else "",
        country=provider.country.value if provider.country else "",
        processing=provider.processing.value if provider.processing else (),
        tiers=tuple(tier.name for tier in tiers),
        declared=bool(account and account.tier),
        local=all(tier.kind == "local" for tier in tiers),
        training=_training(tiers, account),
        optout=next((one.optout for one in all_facts if one.optout), ""),
        retention_days=longest,
        hosting=_same([_value(tier.hosting) for tier in tiers]),
        hosting_chosen=account.hosting if account else None,
        contract=_same([_value(tier.contract) for tier in tiers]),
        signed_on=account.dpa if account else None,
        bases=tuple(sorted(facts.bases | valid_bases(provider, today))),
        footprint=provider.footprint.value if provider.footprint else "",
        open_models=facts.open_models,
        checked_on=facts.checked_on,
        stale=facts.stale,
        sources=tuple(
            Source(url=source.url, read=source.read, confidence=source.confidence)
            for source in provider.sources.values()
        ),
    )


def _value[T: str](fact: Fact[T] | None) -> str:
    return fact.value if fact else "unknown"


def _same(values: Sequence[str]) -> str:
    """The one value that all have, else unknown."""
    return values[0] if len(set(values)) == 1 else "unknown"


def _training(tiers: Iterable[TierModel], account: Account | None) -> str:
    """On, off or unknown; what the person set goes before what the vendor does by default."""
    if account and account.training:
        return account.training
    values = {tier.training.value if tier.training else "unknown" for tier in tiers}
    if all(tier.kind == "local" for tier in tiers):
        return "off"
    if "on" in values:
        return "on"
    return "unknown" if "unknown" in values else "off"

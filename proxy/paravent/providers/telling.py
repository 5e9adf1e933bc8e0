"""A provider told in lines: each fact with where it was read, when, and how far to believe it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.providers.facts import is_stale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from paravent.providers.schema import Fact, ProviderFile

type Words = dict[str, tuple[str, str]]

NAMES: Words = {
    "entity": ("entité", "entity"),
    "country": ("pays", "country"),
    "processing": ("traitement", "processing"),
    "aggregator": ("transmet à d'autres", "passes on to others"),
    "subprocessors": ("sous-traitants", "subprocessors"),
    "footprint": ("empreinte publiée", "published footprint"),
    "training": ("entraînement", "training"),
    "optout": ("pour le refuser", "to refuse it"),
    "retention_days": ("conservation (jours)", "retention (days)"),
    "retention_training_days": ("si entraînement (jours)", "if training (days)"),
    "zero_retention": ("conservation nulle", "zero retention"),
    "contract": ("contrat (art. 28)", "contract (Art. 28)"),
    "hosting": ("hébergement", "hosting"),
}
VALUES: Words = {
    "on": ("par défaut", "by default"),
    "off": ("non", "no"),
    "eu": ("Union européenne", "European Union"),
    "option": ("UE en option", "EU as an option"),
    "elsewhere": ("hors UE", "outside the EU"),
    "default": ("d'office", "as a matter of course"),
    "on_request": ("sur demande", "on request"),
    "no": ("non", "no"),
    "included": ("inclus", "included"),
    "none": ("aucun", "none"),
    "True": ("oui", "yes"),
    "False": ("non", "no"),
}
CONFIDENCE: Words = {
    "high": ("confiance haute", "high confidence"),
    "medium": ("confiance moyenne", "medium confidence"),
    "low": ("confiance basse", "low confidence"),
}
_OF_PROVIDER = ("entity", "country", "processing", "aggregator", "subprocessors", "footprint")
_OF_TIER = (
    "training",
    "optout",
    "retention_days",
    "retention_training_days",
    "zero_retention",
    "contract",
    "hosting",
)


def tell_yes(value: bool) -> str:  # noqa: FBT001 -- the value itself
    """Yes or no."""
    return t("oui", "yes") if value else t("non", "no")


def tell_value(value: object) -> str:
    """The value of a fact in the current language."""
    if isinstance(value, tuple):
        return ", ".join(map(tell_value, value))
    found = VALUES.get(str(value))
    return t(*found) if found else str(value)


def tell_unknown() -> str:
    """What is said of a fact that nobody has read."""
    return t("inconnu", "unknown")


def tell_provider(provider: ProviderFile, today: date) -> Iterator[str]:
    """All that is known of a provider, tier by tier; what is not known says so."""
    yield f"{provider.name}  ({provider.id} : {', '.join(provider.services)})"
    for name in _OF_PROVIDER:
        yield _line(provider, name, getattr(provider, name), today)
    for transfer in provider.transfers:
        until = f" → {transfer.valid_to}" if transfer.valid_to else ""
        where = _source(provider, transfer.source, today)
        yield f"  {t('transfert', 'transfer'):<26} {transfer.basis.upper()}{until}  {where}"
    for tier in provider.tiers:
        yield f"{tier.id}  {tier.name}"
        for name in _OF_TIER:
            yield _line(provider, name, getattr(tier, name), today)


def _line(provider: ProviderFile, name: str, fact: Fact[object] | None, today: date) -> str:
    title = t(*NAMES[name])
    if fact is None:
        return f"  {title:<26} {tell_unknown()}"
    return f"  {title:<26} {tell_value(fact.value)}  {_source(provider, fact.source, today)}"


def _source(provider: ProviderFile, name: str, today: date) -> str:
    source = provider.sources[name]
    old = f", {t('à revérifier', 'to be checked again')}" if is_stale(source.read, today) else ""
    trust = t(*CONFIDENCE[source.confidence])
    return f"[{source.url}, {t('lu le', 'read on')} {source.read}, {trust}{old}]"

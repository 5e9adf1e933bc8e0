"""The conditions of a rule on the provider: how files write them, and how they are answered.

An unknown fact is as the worst one: a rule that forbids holds, a rule that loosens does not.
"""

import sys
from dataclasses import dataclass, replace
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from paravent.core.providing import UNKNOWN, ProviderFacts
from paravent.i18n import t
from paravent.policy.conditions import Range
from paravent.policy.fields import RangeModel, ServiceId
from paravent.validation import Form
from paravent.yamlfile import YamlModel

OPTOUT = "{optout}"
"""In a rule's sentence: the address where training is refused is put there."""

type TierName = Literal["unknown", "local", "free", "personal", "team", "enterprise", "api"]
type BasisName = Literal["unknown", "none", "adequacy", "dpf", "scc"]
type CountryName = Annotated[
    str, Form("[A-Z]{2}", "un pays s'écrit en deux capitales", "a country is two capital letters")
]


@dataclass(frozen=True, slots=True)
class VendorTest:
    """What has to be true of the provider; None and empty ask nothing."""

    ids: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    trains: bool | None = None
    eu_only: bool | None = None
    dpa_signed: bool | None = None
    zero_retention: bool | None = None
    open_models: bool | None = None
    publishes_footprint: bool | None = None
    aggregator: bool | None = None
    stale: bool | None = None
    retention_days: Range | None = None

    def holds(self, facts: ProviderFacts) -> bool:
        """Whether all that is asked is so."""
        kept = sys.maxsize if facts.retention_days is None else facts.retention_days
        return (
            (not self.ids or facts.id in self.ids)
            and (not self.tiers or facts.tier in self.tiers)
            and (not self.countries or facts.country in self.countries)
            and (not self.bases or not self.bases.isdisjoint(facts.bases))
            and (self.retention_days is None or kept in self.retention_days)
            and all(
                getattr(self, name) is None or getattr(self, name) == getattr(facts, name)
                for name in _YES_OR_NO
            )
        )

    def describe(self) -> str:
        """What is asked, in the words of policy files."""
        listed = {"ids": self.ids, "tiers": self.tiers, "countries": self.countries}
        listed["bases"] = self.bases
        said = [f"{name} {', '.join(sorted(words))}" for name, words in listed.items() if words]
        said += [
            f"{name} {str(getattr(self, name)).lower()}"
            for name in _YES_OR_NO
            if getattr(self, name) is not None
        ]
        if self.retention_days is not None:
            said.append(f"retention_days {self.retention_days}")
        return ", ".join(said)


_YES_OR_NO = (
    "trains",
    "eu_only",
    "dpa_signed",
    "zero_retention",
    "open_models",
    "publishes_footprint",
    "aggregator",
    "stale",
)


class ProviderModel(YamlModel):
    """What a rule asks of the provider; see ``paravent providers show``."""

    ids: tuple[ServiceId, ...] = Field((), description="Éditeurs. / Vendors.")
    tiers: tuple[TierName, ...] = Field((), description="Sortes de comptes. / Kinds of accounts.")
    countries: tuple[CountryName, ...] = Field(
        (), description="Pays de l'éditeur. / Countries of the vendor."
    )
    bases: tuple[BasisName, ...] = Field(
        (), description="Garantie du transfert. / What the transfer rests on."
    )
    trains: bool | None = Field(
        None, description="L'envoi peut servir à l'entraînement. / May be used for training."
    )
    eu_only: bool | None = Field(
        None, description="Éditeur et hébergement dans l'EEE. / Vendor and hosting in the EEA."
    )
    dpa_signed: bool | None = Field(
        None, description="Contrat de l'article 28 déclaré. / Contract of Art. 28 declared."
    )
    zero_retention: bool | None = Field(None, description="Ne conserve rien. / Keeps nothing.")
    open_models: bool | None = Field(None, description="Modèles ouverts. / Open models.")
    publishes_footprint: bool | None = Field(
        None, description="Publie son empreinte. / Publishes its footprint."
    )
    aggregator: bool | None = Field(
        None, description="Transmet à d'autres fournisseurs. / Passes on to other providers."
    )
    stale: bool | None = Field(
        None, description="Des faits sont à revérifier. / Facts have to be checked again."
    )
    retention_days: RangeModel | None = Field(
        None, description="Durée de conservation. / Days for which it keeps what it gets."
    )

    @model_validator(mode="after")
    def _check_asked(self) -> Self:
        if not self.model_fields_set:
            raise ValueError(
                t("indiquez ce que l'éditeur doit être", "say what the vendor has to be")
            )
        return self

    def resolve(self) -> VendorTest:
        """The test as it is made."""
        days = self.retention_days
        return VendorTest(
            ids=frozenset(self.ids),
            tiers=frozenset(self.tiers),
            countries=frozenset(self.countries),
            bases=frozenset(self.bases),
            retention_days=Range(days.at_least, days.at_most) if days else None,
            **{name: getattr(self, name) for name in _YES_OR_NO},
        )

    def example(self) -> ProviderFacts:
        """Facts with which the test holds."""
        wanted = {
            name: getattr(self, name) for name in _YES_OR_NO if getattr(self, name) is not None
        }
        days = self.retention_days
        return replace(
            UNKNOWN,
            id=next(iter(self.ids), ""),
            tier=next(iter(self.tiers), "unknown"),
            country=next(iter(self.countries), ""),
            bases=frozenset(self.bases[:1] or ("unknown",)),
            retention_days=days.at_least if days and days.at_most is not None else None,
            **wanted,
        )


class GivenProviderModel(YamlModel):
    """The provider in an example; what is left out is as the rule wants it."""

    id: ServiceId | None = None
    tier: TierName | None = None
    country: CountryName | None = None
    bases: tuple[BasisName, ...] | None = None
    trains: bool | None = None
    eu_only: bool | None = None
    dpa_signed: bool | None = None
    zero_retention: bool | None = None
    open_models: bool | None = None
    publishes_footprint: bool | None = None
    aggregator: bool | None = None
    stale: bool | None = None
    retention_days: Annotated[int, Field(ge=0)] | None = None

    def resolve(self, wanted: ProviderFacts) -> ProviderFacts:
        """The facts of the example."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "bases" in given:
            given["bases"] = frozenset(given["bases"] or ())
        return replace(wanted, **given)


def tell_optout(sentence: str, facts: ProviderFacts) -> str:
    """A rule's sentence with the address where training is refused, or where to look for it."""
    return sentence.replace(OPTOUT, facts.optout or f"paravent providers show {facts.id}".strip())

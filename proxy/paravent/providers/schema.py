"""What a file of ``rules/providers`` may hold, as pydantic reads it and as editors learn it.

Every fact names its source, and every source says when it was read and how far it is to be
believed. A fact that nobody has read is left out; it is never guessed.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from paravent.i18n import t
from paravent.validation import SLUG, Form
from paravent.yamlfile import YamlModel, editor_schema

type Text = Annotated[str, Field(min_length=1, max_length=300)]
type Name = Annotated[
    str,
    Field(max_length=64),
    SLUG,
]
type Pattern = Annotated[
    str,
    Form(
        r"[a-z0-9_.*?-]+",
        "des minuscules, chiffres, « _ », « - », « . » ; « * » en remplace une partie",
        'lower case, digits, "_", "-", "."; "*" stands for any part of it',
    ),
]
type Url = Annotated[
    str, Form(r"https://[^\s<>\"']{4,300}", "une adresse https://…", "an address https://…")
]
type Date = Annotated[
    str,
    Form(
        r"\d{4}-\d\d-\d\d",
        "une date s'écrit « 2026-11-22 », entre guillemets",
        'a date is written "2026-11-22", in quotes',
    ),
]
type Country = Annotated[
    str, Form("[A-Z]{2}", "un pays s'écrit en deux capitales", "a country is two capital letters")
]
type Kind = Literal["free", "personal", "team", "enterprise", "api", "local"]
type Training = Literal["on", "off"]
type Hosting = Literal["eu", "option", "elsewhere"]
type ZeroRetention = Literal["default", "on_request", "no"]
type Contract = Literal["included", "on_request", "none"]
type BasisName = Literal["adequacy", "dpf", "scc"]


class SourceModel(YamlModel):
    """Where facts were read; ``about`` is the date that the page itself bears."""

    url: Url
    read: Date = Field(description="Jour de la lecture. / Day on which it was read.")
    about: Date | None = Field(None, description="Date de la page. / Date of the page.")
    confidence: Literal["high", "medium", "low"] = Field(
        description="high : page de l'éditeur ; medium : tiers sérieux ; low : un seul tiers. / "
        "high: the vendor's page; medium: serious third party; low: one third party."
    )


class Fact[T](YamlModel):
    """Something that is known, and the source that says so."""

    value: T
    source: Name


class TierModel(YamlModel):
    """One kind of account; a fact that is left out is unknown."""

    id: Name
    kind: Kind
    name: Text
    surfaces: Annotated[tuple[Literal["web", "api", "ide", "ext"], ...], Field(min_length=1)]
    training: Fact[Training] | None = Field(
        None, description="Entraînement par défaut. / Training by default."
    )
    optout: Fact[Url] | None = Field(None, description="Où le refuser. / Where to refuse it.")
    retention_days: Fact[Annotated[int, Field(ge=0)]] | None = None
    retention_training_days: Fact[Annotated[int, Field(ge=0)]] | None = Field(
        None, description="Si l'entraînement est permis. / Where training is allowed."
    )
    zero_retention: Fact[ZeroRetention] | None = None
    contract: Fact[Contract] | None = Field(
        None, description="Contrat de l'article 28. / Contract of Article 28."
    )
    hosting: Fact[Hosting] | None = None


class TransferModel(YamlModel):
    """What transfers outside the EU rest on, and for how long."""

    basis: BasisName
    valid_from: Date | None = None
    valid_to: Date | None = None
    source: Name


class ModelsModel(YamlModel):
    """Models by a pattern of their names, and whether their weights are open."""

    match: Pattern
    open: bool
    licence: Text | None = None
    source: Name


class ProviderFile(YamlModel):
    """A vendor of AI services: who it is, and what it does with what it gets."""

    version: Literal[1]
    id: Name
    name: Text
    services: Annotated[tuple[Pattern, ...], Field(min_length=1)] = Field(
        description="Services de l'éditeur, par identifiant. / Services of the vendor, by id."
    )
    sources: dict[Name, SourceModel] = Field(default_factory=dict)
    entity: Fact[Text] | None = None
    country: Fact[Country] | None = None
    aggregator: Fact[bool] | None = Field(
        None, description="Transmet à d'autres fournisseurs. / Passes on to other providers."
    )
    processing: Fact[tuple[Country, ...]] | None = Field(
        None, description="Pays de traitement. / Countries of processing."
    )
    subprocessors: Fact[Url] | None = None
    footprint: Fact[Url] | None = Field(
        None, description="Empreinte publiée. / Footprint that was published."
    )
    transfers: tuple[TransferModel, ...] = ()
    models: tuple[ModelsModel, ...] = ()
    tiers: Annotated[tuple[TierModel, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_sources(self) -> Self:
        unknown = sorted({name for name in self._named() if name not in self.sources})
        if unknown:
            raise ValueError(
                t(
                    "source non décrite dans « sources » : {names}",
                    'source that "sources" does not describe: {names}',
                    names=", ".join(unknown),
                )
            )
        ids = [tier.id for tier in self.tiers]
        if len(set(ids)) != len(ids):
            raise ValueError(t("deux offres du même nom", "two tiers of one name"))
        return self

    def _named(self) -> list[str]:
        """The sources of all facts."""
        facts = [getattr(self, name) for name in type(self).model_fields]
        for tier in self.tiers:
            facts += [getattr(tier, name) for name in TierModel.model_fields]
        facts += [*self.transfers, *self.models]
        found = (getattr(fact, "source", None) for fact in facts)
        return [name for name in found if isinstance(name, str)]


def json_schema() -> dict[str, Any]:
    """The JSON schema of provider files; kept in ``rules/schema/provider.json``."""
    return editor_schema(ProviderFile)

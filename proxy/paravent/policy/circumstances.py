"""The conditions of a rule, and the circumstances of its examples, as policy files write them."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from paravent.core.providing import UNKNOWN
from paravent.core.types import Category, EntityType
from paravent.core.vocabulary import Extension, Mark, Surface
from paravent.i18n import t
from paravent.policy.conditions import Conditions, Hours, Range
from paravent.policy.fields import (
    Clock,
    DirectionName,
    DossierName,
    HoursModel,
    MarkName,
    QuotaModel,
    RangeModel,
    ServiceId,
    ServicePattern,
    SurfaceName,
    TypeId,
    time_of,
)
from paravent.policy.rules import Situation
from paravent.policy.vendors import GivenProviderModel, ProviderModel
from paravent.validation import Sentence
from paravent.yamlfile import YamlModel

type Group = ServiceId

_OF_CONTENTS = {
    "types", "categories", "apart_from", "confidence", "sensitive", "attachments", "persons",
}  # fmt: skip


class ConditionModel(YamlModel):
    """When a rule acts: at least one type or category is needed, and all conditions must hold."""

    types: tuple[TypeId, ...] = Field(
        (), description="Types de données, par exemple PERSON. / Types of data, such as PERSON."
    )
    categories: tuple[Category, ...] = Field(
        (), description="Catégories ; s'ajoutent aux types. / Categories; add to the types."
    )
    apart_from: tuple[TypeId, ...] = Field(
        (),
        alias="except",
        description="Types des catégories qui ne sont pas concernés. / Types of the categories "
        "that are not concerned.",
    )
    confidence: float = Field(
        0.5, ge=0, le=1, description="Confiance minimale, de 0 à 1. / Least confidence, 0 to 1."
    )
    services: tuple[ServicePattern, ...] = Field(
        ("*",), min_length=1, description="Services ; tous par défaut. / Services; default: all."
    )
    groups: Annotated[tuple[Group, ...], Field(min_length=1)] | None = Field(
        None,
        description="Groupes de services, par exemple us-cloud. / Service groups, e.g. us-cloud.",
    )
    surfaces: Annotated[tuple[SurfaceName, ...], Field(min_length=1)] | None = Field(
        None,
        description="Page web, API, éditeur de code, extension. / Web page, API, IDE, extension.",
    )
    dossiers: Annotated[tuple[DossierName, ...], Field(min_length=1)] | None = Field(
        None,
        description="Dossiers : codes, ou noms de clients du registre. / Matters: codes, or names "
        "of clients in the register.",
    )
    sensitive: Annotated[tuple[MarkName, ...], Field(min_length=1)] | None = Field(
        None,
        description="Marques de l'envoi, une suffit. / Marks of the message, one is enough.",
    )
    direction: DirectionName | None = Field(
        None, description="request : ce qui part. / request: what goes out."
    )
    attachments: Annotated[tuple[Extension, ...], Field(min_length=1)] | None = Field(
        None, description="Sortes de pièces jointes. / Kinds of attachments."
    )
    size: RangeModel | None = Field(
        None, description="Taille de l'envoi, en octets. / Size of the message, in bytes."
    )
    time: HoursModel | None = Field(
        None, description="Heure locale, to exclu. / Local time, to excluded."
    )
    persons: RangeModel | None = Field(
        None,
        description="Personnes différentes dans l'envoi. / Distinct people in the message.",
    )
    provider: ProviderModel | None = Field(
        None, description="Ce qu'est l'éditeur du service. / What the vendor of the service is."
    )
    quota: QuotaModel | None = Field(
        None, description="Seuil à partir duquel « nudge » demande. / When nudge is to ask."
    )

    @model_validator(mode="after")
    def _check_subject(self) -> Self:
        if self.quota is not None:
            told = {ConditionModel.model_fields[one].alias or one for one in self._of_contents()}
            if told:
                raise ValueError(
                    t(
                        "un quota compte des envois, quel qu'en soit le contenu : retirez {names}",
                        "a quota counts messages, whatever is in them: take out {names}",
                        names=", ".join(sorted(told)),
                    )
                )
        elif not (self.types or self.categories):
            raise ValueError(
                t("indiquez « types » ou « categories »", 'give "types" or "categories"')
            )
        return self

    def types_among(self, entities: Mapping[str, EntityType]) -> frozenset[str]:
        """The ids of the types that the rule speaks of, those of its categories among them."""
        by_category = {id_ for id_, one in entities.items() if one.category in self.categories}
        return frozenset((by_category - set(self.apart_from)).union(self.types))

    def resolve(self) -> Conditions:
        """The conditions as they are evaluated."""
        hours = self.time
        return Conditions(
            services=self.services,
            groups=frozenset(self.groups or ()),
            surfaces=frozenset(self.surfaces or ()),
            dossiers=frozenset(self.dossiers or ()),
            marks=frozenset(self.sensitive or ()),
            directions=frozenset({self.direction} if self.direction else ()),
            attachments=frozenset(self.attachments or ()),
            size=_range(self.size),
            hours=Hours(time_of(hours.start), time_of(hours.end)) if hours else None,
            persons=_range(self.persons),
            provider=self.provider.resolve() if self.provider else None,
            quota=self.quota.resolve() if self.quota else None,
        )

    def _of_contents(self) -> set[str]:
        """The conditions that are set on what is in a message."""
        return self.model_fields_set & _OF_CONTENTS

    def service(self) -> str | None:
        """A service that the rule applies to; empty for any, None where patterns alone say it."""
        plain = [service for service in self.services if not set(service) & set("*?[")]
        return next(iter(plain), "" if "*" in self.services else None)


class GivenModel(YamlModel):
    """The circumstances of an example; what is left out is as its rule wants it.

    Marks and people come from the sentence itself; ``sensitive`` adds marks to those.
    """

    groups: tuple[Group, ...] | None = None
    surface: SurfaceName | None = None
    dossier: DossierName | None = None
    sensitive: tuple[MarkName, ...] = ()
    attachments: tuple[Extension, ...] | None = None
    size: Annotated[int, Field(ge=0)] | None = None
    time: Clock | None = None
    clients: dict[TypeId, Sentence] = Field(
        default_factory=dict,
        description="Ce que le registre contient, par type. / What the register holds, by type.",
    )
    provider: GivenProviderModel | None = None
    used: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="Ce qui est déjà consommé du quota. / What is used of the quota."
    )

    def resolve(self, service: str, rule: ConditionModel) -> Situation:
        """The situation of an example of a rule with these conditions."""
        least = rule.size.at_least if rule.size else 0
        start = rule.time.start if rule.time else "12:00"
        wanted = rule.provider.example() if rule.provider else UNKNOWN
        quota = rule.quota.resolve() if rule.quota else None
        return Situation(
            service=service,
            groups=frozenset(_first(rule.groups) if self.groups is None else self.groups),
            surface=Surface(self.surface or next(iter(rule.surfaces or ()), "unknown")),
            dossier=self.dossier or next(iter(rule.dossiers or ()), ""),
            marks=frozenset(map(Mark, self.sensitive)),
            attachments=frozenset(
                _first(rule.attachments) if self.attachments is None else self.attachments
            ),
            size=least if self.size is None else self.size,
            at=time_of(self.time or start),
            provider=(self.provider or GivenProviderModel()).resolve(wanted),
            used=self.used if self.used is not None else quota.limit if quota else 0,
        )


def _first[T](values: tuple[T, ...] | None) -> tuple[T, ...]:
    return (values or ())[:1]


def _range(model: RangeModel | None) -> Range | None:
    return Range(model.at_least, model.at_most) if model else None

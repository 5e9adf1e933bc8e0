"""The values that policy files are made of, as pydantic reads them and as editors learn them."""

from datetime import time
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator

from paravent.core.vocabulary import DOSSIER
from paravent.i18n import t
from paravent.policy.actions import actions
from paravent.policy.quota import Period, Quota, Unit
from paravent.policy.rules import Expectation
from paravent.validation import Form, Sentence, not_one_of
from paravent.yamlfile import YamlModel


def _check_type(text: str, info: ValidationInfo[dict[str, Any]]) -> str:
    known = info.context["entities"]
    if text not in known:
        raise not_one_of(known)
    return text


def _check_action(text: str) -> str:
    if text not in actions():
        raise not_one_of(actions())
    return text


def _offer_actions(schema: dict[str, Any]) -> None:
    schema["enum"] = list(actions())


def _check_direction(given: object) -> object:
    if given == "answer":
        raise ValueError(
            t(
                "les règles ne portent pas encore sur les réponses : on y remet seulement les "
                "valeurs en clair",
                "rules do not decide about answers yet: values are put back into them, no more",
            )
        )
    return given


type Id = Annotated[
    str,
    Field(max_length=64),
    Form(
        "[a-z0-9]+(-[a-z0-9]+)*",
        "un identifiant s'écrit en minuscules sans accent, chiffres et tirets",
        "an id is written in lower case without accents, digits and hyphens",
    ),
]
type ServiceId = Annotated[
    str,
    Form(
        "[a-z0-9]+([_-][a-z0-9]+)*",
        "un service s'écrit en minuscules, chiffres, « _ » et « - »",
        'a service is written in lower case, digits, "_" and "-"',
    ),
]
type ServicePattern = Annotated[
    str,
    Form(
        r"[a-z0-9_*?\[\]!-]+",
        "un service s'écrit en minuscules, chiffres, « _ » et « - » ; « * » en remplace une partie",
        'a service is written in lower case, digits, "_" and "-"; "*" stands for any part of it',
    ),
]
type CredentialsPlace = Annotated[
    str,
    Form(
        r"environment|profile:[^\s\[\]:]([^\[\]\r\n]{0,62}[^\s\[\]])?",
        "écrivez « environment » ou « profile:NOM », un profil de ~/.aws/credentials",
        'write "environment" or "profile:NAME", a profile of ~/.aws/credentials',
    ),
]
type Dossier = Annotated[
    str,
    Form(
        DOSSIER,
        "un code de dossier s'écrit en lettres sans accent et chiffres, dont un au moins",
        "a dossier's code is written in plain letters and digits, of which there is at least one",
    ),
]
type DossierName = Annotated[str, Field(min_length=1, max_length=120)]
"""A dossier by its code, or by the name of its client in the register."""
type Clock = Annotated[
    str,
    Form(
        "([01][0-9]|2[0-3]):[0-5][0-9]",
        "une heure s'écrit « 08:30 », de 00:00 à 23:59",
        'a time is written "08:30", from 00:00 to 23:59',
    ),
]
type TypeId = Annotated[str, AfterValidator(_check_type)]
type ActionName = Annotated[
    str, AfterValidator(_check_action), Field(json_schema_extra=_offer_actions)
]
type SurfaceName = Literal["web", "api", "ide", "ext"]
type MarkName = Literal["art9", "art10", "nir", "minor", "finance", "secret"]
type DirectionName = Annotated[Literal["request"], BeforeValidator(_check_direction)]


class WordsModel(YamlModel):
    """A sentence for people: in French, in English, or better in both."""

    fr: Sentence | None = None
    en: Sentence | None = None

    @model_validator(mode="after")
    def _check_said(self) -> Self:
        if not (self.fr or self.en):
            raise ValueError(
                t("écrivez une phrase, en fr ou en en", "write a sentence, in fr or in en")
            )
        return self

    @property
    def both(self) -> tuple[str, str]:
        """The French and the English sentence; the other one where one is not written."""
        return self.fr or self.en or "", self.en or self.fr or ""


class RangeModel(YamlModel):
    """Whole numbers between two bounds, both included; one of them may be left out."""

    at_least: int = Field(0, ge=0)
    at_most: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if not self.model_fields_set:
            raise ValueError(t("indiquez at_least ou at_most", "give at_least or at_most"))
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError(
                t("at_most est inférieur à at_least", "at_most is smaller than at_least")
            )
        return self


class HoursModel(YamlModel):
    """From one time until another, over midnight where the second is the earlier one."""

    start: Clock = Field(alias="from")
    end: Clock = Field(alias="to")

    @model_validator(mode="after")
    def _check_length(self) -> Self:
        if self.start == self.end:
            raise ValueError(
                t(
                    "ces deux heures sont la même : pour toute la journée, supprimez « time »",
                    'these two times are the same: for the whole day, leave "time" out',
                )
            )
        return self


class QuotaModel(YamlModel):
    """How much may be sent in a day or a month before Paravent asks whether AI is needed."""

    requests: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Nombre d'envois. / Number of messages."
    )
    tokens: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Jetons des réponses. / Tokens of answers."
    )
    per: Period = Field(description="Jour ou mois, heure locale. / Local day or month.")
    each_service: bool = Field(
        False,
        description="Compté service par service. / Counted for each service by itself.",
    )

    @model_validator(mode="after")
    def _check_unit(self) -> Self:
        if (self.requests is None) == (self.tokens is None):
            raise ValueError(t("indiquez requests ou tokens", "give requests or tokens"))
        return self

    def resolve(self) -> Quota:
        """The quota as it is counted."""
        unit: Unit = "tokens" if self.requests is None else "requests"
        limit = self.requests or self.tokens or 1
        return Quota(limit, unit, self.per, self.each_service)


class ExampleModel(YamlModel):
    """A sentence in which something must be found (hit) or must not (miss)."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    expect: Expectation


def check_both[E: ExampleModel](examples: tuple[E, ...]) -> tuple[E, ...]:
    """Examples among which there is a hit and a miss.

    Raises:
        ValueError: one of them is missing.
    """
    if {example.expect for example in examples} != {"hit", "miss"}:
        raise ValueError(
            t(
                "il faut au moins deux exemples : un qui la déclenche (hit), un qui ne la "
                "déclenche pas (miss)",
                "at least two examples are needed: one that triggers it (hit), one that does "
                "not (miss)",
            )
        )
    return examples


def time_of(clock: str) -> time:
    """A time of day as ``Clock`` writes it."""
    return time.fromisoformat(clock)

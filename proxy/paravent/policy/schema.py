"""What a policy file may hold, as pydantic reads it and as editors learn it.

It checks one file by itself; ``load`` puts files together. The entity types that exist are wanted
in the validation context, as ``{"entities": mapping}``.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from paravent.core.types import Category
from paravent.i18n import t
from paravent.policy.actions import actions
from paravent.policy.rules import Expectation, Unread
from paravent.validation import Form, not_one_of
from paravent.yamlfile import YamlModel, editor_schema


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


def _check_tests(tests: "tuple[ExampleModel, ...]") -> "tuple[ExampleModel, ...]":
    if {test.expect for test in tests} != {"hit", "miss"}:
        raise ValueError(
            t(
                "il faut au moins deux exemples : un qui déclenche la règle (hit), un qui ne la "
                "déclenche pas (miss)",
                "at least two examples are needed: one that triggers the rule (hit), one that "
                "does not (miss)",
            )
        )
    return tests


type Sentence = Annotated[str, Field(min_length=1, max_length=500)]
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
type TypeId = Annotated[str, AfterValidator(_check_type)]
type ActionName = Annotated[
    str, AfterValidator(_check_action), Field(json_schema_extra=_offer_actions)
]


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


class AllowanceModel(YamlModel):
    """A text that is never personal data here; neither case nor spaces matter."""

    text: Sentence
    types: Annotated[tuple[TypeId, ...], Field(min_length=1)] | None = Field(
        None, description="Types concernés ; tous par défaut. / Types concerned; default: all."
    )


class ConditionModel(YamlModel):
    """When a rule acts: at least one type or category is needed."""

    types: tuple[TypeId, ...] = Field(
        (), description="Types de données, par exemple PERSON. / Types of data, such as PERSON."
    )
    categories: tuple[Category, ...] = Field(
        (), description="Catégories ; s'ajoutent aux types. / Categories; add to the types."
    )
    confidence: float = Field(
        0.5, ge=0, le=1, description="Confiance minimale, de 0 à 1. / Least confidence, 0 to 1."
    )
    services: tuple[ServicePattern, ...] = Field(
        ("*",), min_length=1, description="Services ; tous par défaut. / Services; default: all."
    )

    @model_validator(mode="after")
    def _check_subject(self) -> Self:
        if not (self.types or self.categories):
            raise ValueError(
                t("indiquez « types » ou « categories »", 'give "types" or "categories"')
            )
        return self


class ExampleModel(YamlModel):
    """A sentence on which the rule must act (hit) or must not (miss)."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    expect: Expectation
    service: ServiceId | None = Field(
        None, description="Service destinataire. / Service that it is sent to."
    )


class RuleModel(YamlModel):
    """One rule. Of the rules that match, the strictest decides."""

    id: Id
    when: ConditionModel
    then: ActionName
    why: WordsModel = Field(description="Montré à la personne. / Shown to the person.")
    tests: Annotated[
        tuple[ExampleModel, ...],
        AfterValidator(_check_tests),
        Field(json_schema_extra={"minItems": 2}),
    ]

    def service_of(self, example: ExampleModel) -> str | None:
        """The service that an example is sent to; empty for any, None where it must be named."""
        plain = [service for service in self.when.services if not set(service) & set("*?[")]
        anywhere = "" if "*" in self.when.services else None
        return example.service or next(iter(plain), anywhere)

    @model_validator(mode="after")
    def _check_services_of_tests(self) -> Self:
        if any(self.service_of(example) is None for example in self.tests):
            raise ValueError(
                t(
                    "cette règle ne vaut pas partout : nommez le « service » de chaque exemple",
                    'this rule does not apply everywhere: name the "service" of each example',
                )
            )
        return self


class PolicyFile(YamlModel):
    """Rules of Paravent: what may leave, what is replaced, what is blocked."""

    version: Literal[1]
    name: Id = Field(
        description="Politique à laquelle ces règles s'ajoutent. / Policy that these rules add to."
    )
    describe: WordsModel | None = None
    unread: Unread | None = Field(
        None, description="L'illisible ; block par défaut. / The unreadable; default: block."
    )
    allow: tuple[AllowanceModel, ...] = Field(
        (), description="Jamais des données personnelles. / Never personal data."
    )
    rules: tuple[RuleModel, ...] = ()


def json_schema() -> dict[str, Any]:
    """The JSON schema of policy files, for editors; kept in ``rules/schema/policy.json``."""
    return editor_schema(PolicyFile)

"""What a policy file may hold, as pydantic reads it and as editors learn it.

It checks one file by itself; ``load`` puts files together. The entity types that exist are wanted
in the validation context, as ``{"entities": mapping}``.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from paravent.i18n import t
from paravent.policy.circumstances import ConditionModel, GivenModel
from paravent.policy.fields import ActionName, Id, Sentence, ServiceId, TypeId, WordsModel
from paravent.policy.rules import Expectation, Situation, Unread
from paravent.yamlfile import YamlModel, editor_schema


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


class AllowanceModel(YamlModel):
    """A text that is never personal data here; neither case nor spaces matter."""

    text: Sentence
    types: Annotated[tuple[TypeId, ...], Field(min_length=1)] | None = Field(
        None, description="Types concernés ; tous par défaut. / Types concerned; default: all."
    )


class ExampleModel(YamlModel):
    """A sentence on which the rule must act (hit) or must not (miss)."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    expect: Expectation
    service: ServiceId | None = Field(
        None, description="Service destinataire. / Service that it is sent to."
    )
    given: GivenModel = Field(
        GivenModel(),
        description="Circonstances ; par défaut, celles que veut la règle. / "
        "Circumstances; default: those that the rule wants.",
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

    def situation_of(self, example: ExampleModel) -> Situation:
        """The situation that an example is sent in."""
        return example.given.resolve(example.service or self.when.service() or "", self.when)

    @model_validator(mode="after")
    def _check_services_of_tests(self) -> Self:
        if self.when.service() is None and not all(example.service for example in self.tests):
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

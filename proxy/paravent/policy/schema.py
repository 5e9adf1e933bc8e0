"""What a policy file may hold, as pydantic reads it and as editors learn it.

It checks one file by itself; ``load`` puts files together. The entity types that exist are wanted
in the validation context, as ``{"entities": mapping}``.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from paravent.i18n import t
from paravent.policy.actions import actions
from paravent.policy.circumstances import ConditionModel, GivenModel
from paravent.policy.fields import (
    ActionName,
    CredentialsPlace,
    ExampleModel,
    Id,
    ServiceId,
    TypeId,
    WordsModel,
    check_both,
)
from paravent.policy.patterns import PatternModel
from paravent.policy.rules import Situation, Unread
from paravent.validation import Sentence
from paravent.yamlfile import YamlModel, editor_schema


class AllowanceModel(YamlModel):
    """A text that is never personal data here; neither case nor spaces matter."""

    text: Sentence
    types: Annotated[tuple[TypeId, ...], Field(min_length=1)] | None = Field(
        None, description="Types concernés ; tous par défaut. / Types concerned; default: all."
    )


class ResignModel(YamlModel):
    """A service whose signed requests may be changed, since they are signed anew."""

    service: ServiceId = Field(
        description="Un service dont les demandes sont signées (AWS SigV4). / "
        "A service whose requests are signed (AWS SigV4)."
    )
    credentials: CredentialsPlace = Field(
        description="Où sont vos identifiants AWS : environment, ou profile:NOM. / "
        "Where your AWS credentials lie: environment, or profile:NAME."
    )


class RuleExampleModel(ExampleModel):
    """A sentence on which the rule must act (hit) or must not (miss)."""

    service: ServiceId | None = Field(
        None, description="Service destinataire. / Service that it is sent to."
    )
    given: GivenModel | None = Field(
        None,
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
        tuple[RuleExampleModel, ...],
        AfterValidator(check_both),
        Field(json_schema_extra={"minItems": 2}),
    ]

    def situation_of(self, example: RuleExampleModel) -> Situation:
        """The situation that an example is sent in."""
        given = example.given or GivenModel()
        return given.resolve(example.service or self.when.service() or "", self.when)

    @model_validator(mode="after")
    def _check_quota(self) -> Self:
        if actions()[self.then].counts != (self.when.quota is not None):
            raise ValueError(
                t(
                    "« quota » et « then: nudge » vont ensemble",
                    '"quota" and "then: nudge" go together',
                )
            )
        return self

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
    extends: Id | None = Field(
        None,
        description="Politique dont celle-ci reprend tout ; une règle de même identifiant remplace "
        "la sienne. / Policy that this one takes over; a rule of the same id replaces its rule.",
    )
    describe: WordsModel | None = None
    observe: bool | None = Field(
        None,
        description="Ne change rien, note ce qui serait masqué, 24 heures au plus. / "
        "Changes nothing, records what would be hidden, for 24 hours at most.",
    )
    unread: Unread | None = Field(
        None, description="L'illisible ; block par défaut. / The unreadable; default: block."
    )
    resign: tuple[ResignModel, ...] = Field(
        (), description="Demandes à signer de nouveau. / Requests to sign anew."
    )
    allow: tuple[AllowanceModel, ...] = Field(
        (), description="Jamais des données personnelles. / Never personal data."
    )
    patterns: tuple[PatternModel, ...] = Field(
        (), description="Types de données à vous. / Types of data of your own."
    )
    disabled: tuple[Id, ...] = Field(
        (),
        description="Règles éteintes ; ce dont plus aucune ne parle est masqué. / "
        "Rules that are off; what none speaks of any more is redacted.",
    )
    rules: tuple[RuleModel, ...] = ()


def json_schema() -> dict[str, Any]:
    """The JSON schema of policy files, for editors; kept in ``rules/schema/policy.json``."""
    return editor_schema(PolicyFile)

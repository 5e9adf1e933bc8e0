"""What a ``service.yaml`` may hold, as pydantic reads it and as editors learn it.

It checks one file by itself; ``catalogue`` puts services together.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from paravent.errors import ParaventError
from paravent.hostnames import HostPattern
from paravent.i18n import t
from paravent.services.match import PathPattern
from paravent.services.wire import wires
from paravent.validation import Form, not_one_of
from paravent.yamlfile import YamlModel, editor_schema


def _check_wire(text: str) -> str:
    if text not in wires():
        raise not_one_of(wires())
    return text


def _offer_wires(schema: dict[str, Any]) -> None:
    schema["enum"] = sorted(wires())


def _check_host(text: str) -> str:
    try:
        HostPattern.parse(text)
    except ParaventError as error:
        raise ValueError(error.problems[0].message) from None
    return text


def _check_match(text: str) -> str:
    try:
        PathPattern.parse(text)
    except ValueError:
        raise ValueError(
            t(
                "écrivez la méthode puis le chemin : « POST /v1/chat », « GET /v1/files/{id} »",
                'write the method, then the path: "POST /v1/chat", "GET /v1/files/{id}"',
            )
        ) from None
    return text


type Sentence = Annotated[str, Field(min_length=1, max_length=500)]
type Id = Annotated[
    str,
    Field(max_length=64),
    Form(
        "[a-z0-9]+([_-][a-z0-9]+)*",
        "un identifiant s'écrit en minuscules sans accent, chiffres, « _ » et « - »",
        'an id is written in lower case without accents, digits, "_" and "-"',
    ),
]
type Host = Annotated[str, AfterValidator(_check_host)]
type Match = Annotated[str, AfterValidator(_check_match)]
type WireName = Annotated[str, AfterValidator(_check_wire), Field(json_schema_extra=_offer_wires)]
type Kind = Literal["scan", "draft", "upload", "telemetry", "hands-off", "refuse"]
type Surface = Literal["web", "api", "ide", "ext"]


class EndpointModel(YamlModel):
    """One kind of call that the service answers."""

    id: Id
    match: Match = Field(
        description="Méthode et chemin ; {nom} vaut un segment, /** tout ce qui suit. / "
        "Method and path; {name} is one segment, /** all that follows."
    )
    hosts: tuple[Host, ...] = Field(
        (), description="Seulement sur ces serveurs. / On these hosts only."
    )
    kind: Kind = Field("scan", description="Ce que l'on en fait. / What is done with it.")
    wire: WireName = Field("json", description="Format des messages. / Format of the messages.")
    quiet: bool = Field(
        False,
        description="Refusé sans bruit : la page reçoit une réponse vide. / "
        "Refused quietly: the page gets an empty answer.",
    )


class RefusalModel(YamlModel):
    """How the service itself tells an error; ``{message}`` stands for our sentence."""

    status: int = Field(403, ge=400, le=599)
    body: dict[str, Any] = Field(description="Corps JSON de l'erreur. / JSON body of the error.")
    chat: str | None = Field(
        None,
        description="Fichier d'une réponse écrite dans la conversation, pour une page web. / "
        "File of an answer written into the conversation, for a web page.",
    )


class FixtureModel(YamlModel):
    """A recorded exchange and what must become of it."""

    endpoint: Id
    request: str | None = Field(None, description="Fichier dans fixtures/. / File in fixtures/.")
    content_type: str = "application/json"
    hides: tuple[str, ...] = Field(
        (), description="Ce qui ne doit pas partir. / What must not leave."
    )
    keeps: tuple[str, ...] = Field(
        (), description="Chemins dont la valeur reste. / Paths whose value stays."
    )
    refused: bool = Field(False, description="L'envoi est refusé. / The request is refused.")
    response: str | None = Field(None, description="Fichier dans fixtures/. / File in fixtures/.")
    response_type: str = "application/json"
    shows: tuple[str, ...] = Field(
        (), description="Ce que la réponse doit montrer. / What the answer must show."
    )

    @model_validator(mode="after")
    def _check_content(self) -> Self:
        if not (self.request or self.response):
            raise ValueError(
                t("indiquez « request » ou « response »", 'give "request" or "response"')
            )
        return self


class ServiceFile(YamlModel):
    """An AI service: its hosts, its calls, their formats."""

    version: Literal[1]
    id: Id
    name: Sentence
    vendor: Sentence
    surface: Surface
    groups: tuple[Id, ...] = Field(
        (),
        description="Groupes dont parlent les règles : us-cloud, eu-cloud ou other-cloud selon le "
        "droit dont relève l'éditeur, local sur cet ordinateur. / Groups that rules speak of: "
        "us-cloud, eu-cloud or other-cloud by the law the vendor is under, local on this machine.",
    )
    aliases: tuple[Id, ...] = Field((), description="Autres noms de la porte. / Other door names.")
    site: Id | None = Field(
        None,
        description="Les services d'un même site partagent leurs étiquettes. / "
        "Services of one site share their labels.",
    )
    hosts: Annotated[tuple[Host, ...], Field(min_length=1)]
    plain: bool = Field(
        False,
        description="Joint sans TLS, en local seulement. / Reached without TLS, locally only.",
    )
    lasting: bool = Field(
        True,
        description="Faux : ses étiquettes ne sont gardées qu'en mémoire. / "
        "False: its labels are kept in memory only.",
    )
    checked: Annotated[
        str,
        Form(
            r"\d{4}-\d\d-\d\d",
            "une date s'écrit « 2026-11-22 », entre guillemets",
            'a date is written "2026-11-22", in quotes',
        ),
    ]
    sources: tuple[Sentence, ...] = ()
    refusal: RefusalModel
    endpoints: Annotated[tuple[EndpointModel, ...], Field(min_length=1)]
    fixtures: tuple[FixtureModel, ...] = ()


def json_schema() -> dict[str, Any]:
    """The JSON schema of service files, for editors; kept in ``rules/schema/service.json``."""
    return editor_schema(ServiceFile)

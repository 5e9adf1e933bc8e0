"""What a ``service.yaml`` may hold, as pydantic reads it and as editors learn it.

It checks one file by itself; ``catalogue`` puts services together.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from paravent.i18n import t
from paravent.services.likeness import INHERITED
from paravent.services.notation import (
    Confidence,
    Header,
    Host,
    Id,
    JsonPath,
    Kind,
    Match,
    Surface,
    WireName,
)
from paravent.validation import Form, Sentence
from paravent.yamlfile import YamlModel, editor_schema


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
    declares: JsonPath | None = Field(
        None,
        description="Où la taille d'un fichier est annoncée avant lui. / "
        "Where the size of a file is told before the file.",
    )
    sized: bool = Field(
        False,
        description="Le fichier dont la taille a été annoncée. / The file whose size was told.",
    )
    unfinished: JsonPath | None = Field(
        None,
        description="Où est ce que l'on est en train d'écrire : ce texte part vide. / "
        "Where what is being typed stands: that text leaves empty.",
    )
    size_header: Header = Field(
        "",
        description="En-tête qui dit la taille du fichier envoyé. / "
        "Header that tells the size of the file that is sent.",
    )
    resumable: bool = Field(
        False,
        description="Envois reprenables de Google (X-Goog-Upload-*). / "
        "Google's resumable uploads (X-Goog-Upload-*).",
    )
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


class FormatModel(YamlModel):
    """How well the format of a service is known, and since when."""

    confidence: Confidence = Field(
        description="high : SDK ou captures concordantes ; medium : code tiers ; low : indices. / "
        "high: its SDK, or captures that agree; medium: code of third parties; low: hints."
    )
    date: Annotated[
        str,
        Form(
            r"\d{4}(-\d\d){0,2}",
            "une date s'écrit « 2026 », « 2026-11 » ou « 2026-11-22 », entre guillemets",
            'a date is written "2026", "2026-11" or "2026-11-22", in quotes',
        ),
    ] = Field(description="De la source la plus récente. / Of the newest source.")


class LimitsModel(YamlModel):
    """What is not covered, in both languages."""

    fr: Sentence
    en: Sentence


class FixtureModel(YamlModel):
    """A recorded exchange and what must become of it."""

    endpoint: Id
    request: str | None = Field(None, description="Fichier dans fixtures/. / File in fixtures/.")
    content_type: str = "application/json"
    frames: bool = Field(
        False,
        description="Chaque ligne des fichiers est une trame WebSocket. / "
        "Each line of the files is a WebSocket frame.",
    )
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
    says: str = Field(
        "",
        description="Le texte entier de la réponse, avec ses étiquettes. / "
        "The whole text of the answer, with its labels.",
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
    like: Id | None = Field(
        None,
        description="Un autre service, dont il reprend ce qui n'est pas écrit ici. / "
        "Another service, from which it has what is not written here.",
    )
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
    hosts: tuple[Host, ...] = Field(
        description="Vide pour un modèle que d'autres reprennent. / "
        "Empty for a model that others are like."
    )
    opt_in: bool = Field(
        False,
        description="Sur un serveur général : seulement si le réglage « opt_in » le nomme. / "
        "On a general host: only where the setting `opt_in` names it.",
    )
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
    format: FormatModel | None = Field(
        None, description="À quel point le format est connu. / How well the format is known."
    )
    sources: tuple[Sentence, ...] = ()
    limits: LimitsModel | None = Field(
        None, description="Ce qui n'est pas couvert. / What is not covered."
    )
    refusal: RefusalModel
    endpoints: Annotated[tuple[EndpointModel, ...], Field(min_length=1)]
    fixtures: tuple[FixtureModel, ...] = ()

    @field_validator("like")
    @classmethod
    def _check_like(cls, name: str | None, info: ValidationInfo) -> str | None:
        if name is not None and (info.context or {}).get(name) is None:
            raise ValueError(
                t(
                    "« like » nomme un service livré, ou un autre des vôtres qui n'en a pas",
                    '"like" names a service that is shipped, or one of yours that has no "like"',
                )
            )
        return name

    @model_validator(mode="after")
    def _check_outside(self) -> Self:
        first = self.hosts[:1]
        for one in self.endpoints:
            seconds = bool(one.hosts) and not set(one.hosts) & set(first)
            if one.kind == "outside" and not (self.opt_in or seconds):
                raise ValueError(
                    t(
                        "« outside » est réservé aux services avec « opt_in: true », et à d'autres "
                        "serveurs que le premier, nommés par « hosts »",
                        '"outside" is only for services with "opt_in: true", and for other hosts '
                        'than the first, named by "hosts"',
                    )
                )
        return self


def json_schema() -> dict[str, Any]:
    """The JSON schema of service files, for editors; kept in ``rules/schema/service.json``."""
    schema = editor_schema(ServiceFile)
    needed = schema.pop("required")
    short = [key for key in needed if key not in INHERITED | {"name", "vendor"}]
    return schema | {"anyOf": [{"required": needed}, {"required": [*short, "like"]}]}

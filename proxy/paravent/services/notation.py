"""How a ``service.yaml`` writes ids, hosts, paths and the names of formats."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from paravent.errors import ParaventError
from paravent.hostnames import HostPattern
from paravent.i18n import t
from paravent.services.match import PathPattern
from paravent.services.paths import Path
from paravent.services.wire import wires
from paravent.validation import SLUG, Form, not_one_of


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


def _check_path(text: str) -> str:
    try:
        Path.parse(text)
    except ValueError:
        message = t("un chemin s'écrit « $.file_size »", 'a path is written "$.file_size"')
        raise ValueError(message) from None
    return text


type Id = Annotated[
    str,
    Field(max_length=64),
    SLUG,
]
type Host = Annotated[str, AfterValidator(_check_host)]
type Match = Annotated[str, AfterValidator(_check_match)]
type WireName = Annotated[str, AfterValidator(_check_wire), Field(json_schema_extra=_offer_wires)]
type JsonPath = Annotated[str, AfterValidator(_check_path)]
type Header = Annotated[
    str,
    Form(
        "([a-z0-9]+(-[a-z0-9]+)*)?",
        "un en-tête s'écrit en minuscules : x-file-size",
        "a header is written in lower case: x-file-size",
    ),
]
type Kind = Literal[
    "scan", "draft", "upload", "telemetry", "hands-off", "fixed", "observe", "outside", "refuse"
]
type Surface = Literal["web", "api", "ide", "ext"]
type Confidence = Literal["high", "medium", "low", "none"]

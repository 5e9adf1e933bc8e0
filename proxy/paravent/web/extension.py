"""What the browser extension asks of the running program, over the port of the local pages.

Every question is a POST of JSON from the origin of an extension, with the token that it was paired
with; ``LocalGuard`` has let in no other foreign origin, and no header allows a page to read an
answer (CORS). Values that were hidden go to a paired extension alone, and only when it asks for a
certain send.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import JSONResponse
from starlette.routing import Route

from paravent import __version__
from paravent.errors import ParaventError, fail
from paravent.i18n import Lang, speaking, t
from paravent.pipeline.pause import LENGTHS_S
from paravent.web.guard import EXTENSIONS, ORIGIN
from paravent.web.room import read_body
from paravent.web.wording import tell_type

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.core.types import EntityType
    from paravent.pipeline.latest import Hidden, Send
    from paravent.pipeline.parts import Parts
    from paravent.web.entrance import Entrance
    from paravent.web.pairing import Pairing

_LONGEST = 10_000


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PairRequest(_Asked):
    """A code that was typed."""

    code: Annotated[str, Field(max_length=40)]


class StateRequest(_Asked):
    """Which sends are known already: those of ``run`` up to a number."""

    lang: Lang = "fr"
    run: str = ""
    after: Annotated[int, Field(ge=0)] = 0


class SendRequest(_Asked):
    """The sends to tell everything of, by their numbers."""

    lang: Lang = "fr"
    run: str
    numbers: Annotated[tuple[int, ...], Field(max_length=40)]


class ServiceRequest(_Asked):
    """A service, by its id."""

    service: str


class _Unpaired(Exception):  # noqa: N818 -- an answer, not a fault
    """Whoever asks is no paired extension."""


@dataclass(frozen=True, slots=True)
class Extension:
    """The routes.

    Args:
        pairing: who may ask.
        entrance: lets the extension's browser in.
        parts: the pipeline's.
        health: the state, as ``/healthz`` tells it.
        port: of the pages.
        proxy: the port of the proxy.
    """

    pairing: Pairing
    entrance: Entrance
    parts: Parts
    health: Callable[[], dict[str, Any]]
    port: int
    proxy: int

    def routes(self) -> Sequence[Route]:
        """The routes."""
        return [
            self._route("lien", PairRequest, self._pair),
            self._route("etat", StateRequest, self._tell_state),
            self._route("envois", SendRequest, self._tell_sends),
            self._route("pause", ServiceRequest, self._pause),
            self._route("reprise", ServiceRequest, self._resume),
            self._route("entree", _Asked, self._enter),
        ]

    def _route[Asked: _Asked](
        self,
        name: str,
        model: type[Asked],
        work: Callable[[Asked, Request], Awaitable[dict[str, Any]]],
    ) -> Route:
        async def answer(request: Request) -> Response:
            origin = request.headers.get("origin", "")
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if not ORIGIN.fullmatch(origin) or kind != "application/json":
                return JSONResponse({"error": "origin"}, 403)
            if work != self._pair and not self._knows(request, origin):
                return JSONResponse({"error": "unpaired"}, 401)
            try:
                asked = model.model_validate_json(await read_body(request, _LONGEST))
                return JSONResponse(await work(asked, request))
            except ValidationError:
                return JSONResponse({"error": "request"}, 422)
            except _Unpaired:
                return JSONResponse({"error": "code"}, 401)
            except ParaventError as error:
                return JSONResponse({"error": error.problems[0].message}, 503)

        return Route(f"{EXTENSIONS}{name}", answer, methods=["POST"])

    def _knows(self, request: Request, origin: str) -> bool:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return scheme == "Bearer" and self.pairing.knows(token, origin)

    async def _pair(self, asked: PairRequest, request: Request) -> dict[str, Any]:
        token = self.pairing.pair(asked.code, request.headers["origin"])
        if token is None:
            raise _Unpaired
        return {"token": token}

    async def _tell_state(self, asked: StateRequest, _: Request) -> dict[str, Any]:
        parts, latest = self.parts, self.parts.latest
        after = asked.after if asked.run == latest.run else 0
        sends = latest.after(after, parts.monotonic())
        with speaking(asked.lang):
            told = [_tell(send, self._types()) for send in sends]
        return {
            "version": __version__,
            "state": self.health()["state"],
            "observes": parts.policies.current().observes,
            "proxy": self.proxy,
            "services": self._services(),
            "pauses": [
                {"service": one.service, "until_ms": int(one.ends_at.timestamp() * 1000)}
                for one in parts.pauses.current()
            ],
            "run": latest.run,
            "sends": told,
        }

    async def _tell_sends(self, asked: SendRequest, _: Request) -> dict[str, Any]:
        latest = self.parts.latest
        if asked.run != latest.run:
            return {"sends": []}
        sends = latest.after(0, self.parts.monotonic())
        types = self._types()
        with speaking(asked.lang):
            return {
                "sends": [
                    {
                        "number": send.number,
                        "text": send.text.reveal(),
                        "hidden": [
                            {**_name(one, types), "value": one.value.reveal()}
                            for one in send.hidden
                        ],
                    }
                    for send in sends
                    if send.number in asked.numbers
                ]
            }

    async def _pause(self, asked: ServiceRequest, _: Request) -> dict[str, Any]:
        if asked.service not in self.parts.catalogue.services:
            raise fail(t("ce service n'est pas connu", "this service is not known"))
        pause = await self.parts.pauses.begin(asked.service, LENGTHS_S["5m"])
        return {"until_ms": int(pause.ends_at.timestamp() * 1000)}

    async def _resume(self, asked: ServiceRequest, _: Request) -> dict[str, Any]:
        return {"paused": await self.parts.pauses.end(asked.service)}

    async def _enter(self, _asked: _Asked, _: Request) -> dict[str, Any]:
        return {"address": f"http://127.0.0.1:{self.port}/entrer?jeton={self.entrance.issue()}"}

    def _services(self) -> list[dict[str, Any]]:
        """The services that a browser is to reach through us; the demonstration has no address."""
        return [
            {
                "id": one.id,
                "name": one.name,
                "web": one.surface == "web",
                "hosts": [
                    f"*.{pattern.name}" if pattern.subdomains else pattern.name
                    for pattern in one.hosts
                ],
            }
            for one in self.parts.catalogue.services.values()
            if "local" not in one.groups
        ]

    def _types(self) -> Mapping[str, EntityType]:
        return {**self.parts.entities, **self.parts.policies.current().entities}


def _tell(send: Send, types: Mapping[str, EntityType]) -> dict[str, Any]:
    """A send without any value."""
    return {
        "number": send.number,
        "at_ms": send.at_ms,
        "service": send.service,
        "host": send.host,
        "path": send.path.reveal(),
        "page": send.page,
        "hidden": [_name(one, types) for one in send.hidden],
    }


def _name(hidden: Hidden, types: Mapping[str, EntityType]) -> dict[str, str]:
    return {"key": hidden.key, "kind": tell_type(hidden.type, types), "label": hidden.label}

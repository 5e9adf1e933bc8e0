"""What the command line asks of the running program, over the port of the local pages.

It proves itself with a secret that the program writes, when it starts, to a file that only the
same user can read. A browser never has it.
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import JSONResponse
from starlette.routing import Route

from paravent.errors import ParaventError
from paravent.i18n import language, preferred, speaking, t
from paravent.pipeline.pause import LONGEST_S
from paravent.validation import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.pipeline.parts import Parts
    from paravent.web.entrance import Entrance
    from paravent.web.journal import Journal
    from paravent.web.pairing import Pairing


def write_secret(path: Path) -> str:
    """Make the secret of this run and write it down, for its owner only."""
    secret = secrets.token_urlsafe(32)
    path.unlink(missing_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with open(file, "w", encoding="ascii") as stream:  # noqa: PTH123 -- a descriptor
        stream.write(secret)
    return secret


class PauseRequest(BaseModel):
    """A pause that is asked for: how long, and on which service; empty for all."""

    model_config = ConfigDict(extra="forbid")

    seconds: Annotated[float, Field(gt=0, le=LONGEST_S)]
    service: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """The routes for the command line.

    Args:
        secret: of this run.
        entrance: lets browsers in.
        parts: the pipeline's.
        journal: has the log written to.
        pairing: lets browser extensions in.
    """

    secret: str
    entrance: Entrance
    parts: Parts
    journal: Journal
    pairing: Pairing

    def routes(self) -> Sequence[Route]:
        """The routes."""
        return [
            Route("/api/entree", self.enter, methods=["POST"]),
            Route("/api/appairage", self.pair, methods=["POST"]),
            Route("/api/pause", self.pause, methods=["POST"]),
            Route("/api/reprise", self.resume, methods=["POST"]),
            *self.journal.routes(self.allows),
        ]

    def allows(self, request: Request) -> bool:
        """Whether a request knows the secret."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), self.secret.encode())

    async def enter(self, request: Request) -> Response:
        """Give out a token for a browser."""
        if not self.allows(request):
            return JSONResponse({"error": "secret"}, 403)
        return JSONResponse({"jeton": self.entrance.issue()})

    async def pair(self, request: Request) -> Response:
        """Give out a code for a browser extension."""
        if not self.allows(request):
            return JSONResponse({"error": "secret"}, 403)
        return JSONResponse({"code": self.pairing.issue()})

    async def pause(self, request: Request) -> Response:
        """Begin a pause."""
        if not self.allows(request):
            return JSONResponse({"error": "secret"}, 403)
        try:
            asked = PauseRequest.model_validate_json(await request.body())
        except ValidationError:
            return JSONResponse({"error": "pause"}, 422)
        with speaking(preferred(request.headers.get("accept-language", ""), language())):
            service = self.parts.catalogue.named(asked.service) if asked.service else None
            if asked.service and service is None:
                unknown = t(
                    "service inconnu : {name}", "unknown service: {name}", name=asked.service
                )
                see = t("voyez « paravent services list »", "see `paravent services list`")
                hint = did_you_mean(asked.service, self.parts.catalogue.services, see)
                return JSONResponse({"error": unknown, "hint": hint}, 422)
            try:
                pause = await self.parts.pauses.begin(service.id if service else "", asked.seconds)
            except ParaventError as error:
                return JSONResponse({"error": error.problems[0].message}, 503)
        until = pause.ends_at.isoformat(timespec="seconds")
        return JSONResponse({"until": until, "name": service.name if service else ""})

    async def resume(self, request: Request) -> Response:
        """End every pause."""
        if not self.allows(request):
            return JSONResponse({"error": "secret"}, 403)
        try:
            return JSONResponse({"paused": await self.parts.pauses.end()})
        except ParaventError as error:
            return JSONResponse({"error": error.problems[0].message}, 503)

"""What the command line asks of the running program, over the port of the local pages.

It proves itself with a secret that the program writes, when it starts, to a file that only the
same user can read. A browser never has it.
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.web.entrance import Entrance


def write_secret(path: Path) -> str:
    """Make the secret of this run and write it down, for its owner only."""
    secret = secrets.token_urlsafe(32)
    path.unlink(missing_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with open(file, "w", encoding="ascii") as stream:  # noqa: PTH123 -- a descriptor
        stream.write(secret)
    return secret


@dataclass(frozen=True, slots=True)
class Control:
    """The routes for the command line.

    Args:
        secret: of this run.
        entrance: lets browsers in.
    """

    secret: str
    entrance: Entrance

    def routes(self) -> Sequence[Route]:
        """The routes."""
        return [Route("/api/entree", self.enter, methods=["POST"])]

    def allows(self, request: Request) -> bool:
        """Whether a request knows the secret."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), self.secret.encode())

    async def enter(self, request: Request) -> Response:
        """Give out a token for a browser."""
        if not self.allows(request):
            return JSONResponse({"error": "secret"}, 403)
        return JSONResponse({"jeton": self.entrance.issue()})

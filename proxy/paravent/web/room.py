"""The private pages share one door: who did not come in sees the way in, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from paravent.errors import ParaventError
from paravent.i18n import speaking

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.web.entrance import Entrance
    from paravent.web.rendering import Rendering

    type Handler = Callable[[Request], Awaitable[Response]]

_LONGEST = 400_000


@dataclass(frozen=True, slots=True)
class Room:
    """The door, and what makes the pages behind it."""

    entrance: Entrance
    rendering: Rendering

    def looking(self, handler: Handler) -> Handler:
        """A page for whoever came in."""

        async def guarded(request: Request) -> Response:
            if not self.entrance.is_in(request):
                return self._shut(request)
            return await self._serve(request, handler)

        return guarded

    def acting(self, handler: Handler) -> Handler:
        """Something that is done for whoever came in, from one of our own pages."""

        async def guarded(request: Request) -> Response:
            if not self.entrance.may_act(request):
                return self._shut(request)
            return await self._serve(request, handler)

        return guarded

    async def _serve(self, request: Request, handler: Handler) -> Response:
        """The page, or what keeps it from being made: a log that was altered, say."""
        try:
            with speaking(self.rendering.language(request)):
                return await handler(request)
        except ParaventError as error:
            return self.rendering.page(request, "panne.html", 500, problems=error.problems)

    def _shut(self, request: Request) -> Response:
        return self.rendering.page(request, "porte.html", 403, code="")


async def read_body(request: Request, most: int) -> bytes:
    """What was sent; nothing of what is longer than ``most`` bytes."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            return b""
    return body


async def read_form(request: Request, most: int = _LONGEST) -> dict[str, str]:
    """The first value of each field of a form that was sent; nothing of one that is too long."""
    body = await read_body(request, most)
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[0] for name, values in fields.items()}

"""Réglages, the browser extensions: a code to pair one with, and those that may ask, to be removed.

A code is shown in answer to a button and stands in no address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from paravent.web.room import read_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.web.pairing import Pairing
    from paravent.web.room import Room


class Linking:
    """The page.

    Args:
        room: lets the person in.
        pairing: gives out codes and knows the extensions.
    """

    def __init__(self, room: Room, pairing: Pairing) -> None:
        self._room = room
        self._pairing = pairing

    def routes(self) -> Sequence[Route]:
        """The routes."""
        act = self._room.acting
        return [
            Route("/reglages/extension", self._room.looking(self.show), methods=["GET"]),
            Route("/reglages/extension", act(self.issue), methods=["POST"]),
            Route("/reglages/extension/retirer", act(self.remove), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The extensions that may ask."""
        return self._page(request)

    async def issue(self, request: Request) -> Response:
        """A new code."""
        return self._page(request, self._pairing.issue())

    async def remove(self, request: Request) -> Response:
        """One extension may ask no longer."""
        self._pairing.remove((await read_form(request)).get("numero", ""))
        return RedirectResponse("/reglages/extension", 303)

    def _page(self, request: Request, code: str = "") -> Response:
        return self._room.rendering.page(
            request, "extension.html", code=code, paired=self._pairing.paired()
        )

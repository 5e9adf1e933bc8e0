"""Réglages: language, what ``doctor`` finds, accounts at the vendors, what is kept where, the end.

Start is not here: a page of a program that does not run cannot be asked.
"""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse
from starlette.routing import Route

from paravent import __version__
from paravent.errors import ParaventError, fail
from paravent.i18n import LANGUAGES, t
from paravent.settings import load_settings
from paravent.web.rendering import LANGUAGE
from paravent.web.room import read_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.web.checkup import Checkup
    from paravent.web.house import House
    from paravent.web.room import Room

_YEAR_S = 365 * 24 * 3600


class Preferences:
    """The page.

    Args:
        room: lets the person in.
        house: the installation.
        checkup: what is wrong.
        clock: the time, aware.
    """

    def __init__(
        self, room: Room, house: House, checkup: Checkup, clock: Callable[[], datetime]
    ) -> None:
        self._room = room
        self._house = house
        self._checkup = checkup
        self._clock = clock

    def routes(self) -> Sequence[Route]:
        """The routes."""
        act = self._room.acting
        return [
            Route("/reglages", self._room.looking(self.show), methods=["GET"]),
            Route("/reglages/langue", act(self.speak), methods=["POST"]),
            Route("/reglages/compte", act(self.declare), methods=["POST"]),
            Route("/reglages/arret", act(self.stop), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The page."""
        return await self._page(request)

    async def speak(self, request: Request) -> Response:
        """Remember a language for this browser."""
        form = await read_form(request)
        answer = RedirectResponse("/reglages", 303)
        if form.get("langue") in LANGUAGES:
            answer.set_cookie(
                LANGUAGE, form["langue"], max_age=_YEAR_S, httponly=True, samesite="strict"
            )
        return answer

    async def declare(self, request: Request) -> Response:
        """Write down which account is held at a vendor."""
        form = await read_form(request)
        try:
            name, said = self._said(form)
            await asyncio.to_thread(self._house.declare, name, said)
        except ParaventError as error:
            return await self._page(request, error.problems[0].message)
        return RedirectResponse("/reglages#comptes", 303)

    async def stop(self, request: Request) -> Response:
        """Stop the program, once this has been answered."""
        answer = self._room.rendering.page(request, "arret.html")
        answer.background = BackgroundTask(self._house.stop)
        return answer

    async def _page(self, request: Request, problem: str = "") -> Response:
        settings = await asyncio.to_thread(load_settings, self._house.home)
        providers = await asyncio.to_thread(self._house.providers)
        home = self._house.home
        return self._room.rendering.page(
            request,
            "reglages.html",
            422 if problem else 200,
            problem=problem,
            checks=await self._checkup.look(anew=True),
            settings=settings,
            providers=sorted(providers.by_id.values(), key=lambda one: one.name.casefold()),
            files=[
                (t("réglages", "settings"), home.settings),
                (t("journal", "journal"), home.audit),
                (t("étiquettes et leurs valeurs", "labels and their values"), home.vault),
                (t("clients et listes", "clients and lists"), home.register),
                (t("vos règles", "your rules"), home.policies),
                (t("certificat à approuver", "certificate to trust"), home.ca_certificate),
            ],
            version=__version__,
        )

    def _said(self, form: Mapping[str, str]) -> tuple[str, dict[str, str | date]]:
        provider = self._house.providers().by_id.get(form.get("editeur", ""))
        if provider is None:
            raise fail(t("cet éditeur n'est pas connu", "this vendor is not known"))
        said: dict[str, str | date] = {}
        tier = form.get("offre", "")
        if tier and tier not in {one.id for one in provider.tiers}:
            raise fail(t("cette offre n'est pas connue", "this tier is not known"))
        if tier:
            said["tier"] = tier
        if form.get("entrainement") in {"on", "off"}:
            said["training"] = form["entrainement"]
        if form.get("contrat"):
            try:
                said["dpa"] = date.fromisoformat(form["contrat"])
            except ValueError:
                raise fail(t("cette date ne se lit pas", "this date cannot be read")) from None
        if not said:
            raise fail(t("dites au moins une chose", "say one thing at least"))
        return provider.id, said

"""Accueil: whether what is sent is protected, and since when; what happened today; what to do.

Pauses begin and end here. They always have an end.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

import httpx
from starlette.responses import RedirectResponse
from starlette.routing import Route

from paravent.errors import ParaventError
from paravent.i18n import plural, t
from paravent.pipeline.pause import LENGTHS_S, until_midnight_s
from paravent.policy.observation import LIMIT_S
from paravent.web.bars import draw_bars
from paravent.web.days import SHOWN
from paravent.web.filters import Choice
from paravent.web.rendering import tell_hour, tell_moment
from paravent.web.room import read_form
from paravent.web.trial import Trial, run_trial
from paravent.web.wording import tell_type

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.i18n import Lang
    from paravent.pipeline.parts import Parts
    from paravent.web.checkup import Checkup
    from paravent.web.days import Days, Lately
    from paravent.web.house import House
    from paravent.web.logbook import Logbook
    from paravent.web.room import Room

_LATEST = 5
_ASKED = 3
"""Doubts that are shown at once."""
PROOFS: dict[Lang, str] = {
    "fr": "Bonjour, je suis Léa Noël, 06 39 98 12 34",
    "en": "This is Emily Carter, call me on +44 20 7946 0958",
}
"""What is sent to the demo service to prove the way; nobody's data."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state in one sentence, what it means, and how it is coloured."""

    tone: Literal["protected", "paused", "unprotected"]
    told: str
    detail: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The last proof and when it was made."""

    trial: Trial
    at: datetime


class Overview:
    """The page and what is done from it.

    Args:
        room: lets the person in.
        parts: the pipeline's.
        house: the installation.
        days: counts what happened.
        logbook: the latest messages.
        checkup: what is wrong.
        port: of the proxy.
    """

    def __init__(  # noqa: PLR0913 -- what the page shows
        self,
        room: Room,
        parts: Parts,
        house: House,
        *,
        days: Days,
        logbook: Logbook,
        checkup: Checkup,
        port: int,
    ) -> None:
        self._room = room
        self._parts = parts
        self._house = house
        self._days = days
        self._logbook = logbook
        self._checkup = checkup
        self._port = port
        self._proofs: dict[Lang, Proof] = {}

    def routes(self) -> Sequence[Route]:
        """The routes."""
        return [
            Route("/", self.enter, methods=["GET"]),
            Route("/preuve", self._room.acting(self.prove), methods=["POST"]),
            Route("/pause", self._room.acting(self.pause), methods=["POST"]),
            Route("/reprendre", self._room.acting(self.resume), methods=["POST"]),
        ]

    async def enter(self, request: Request) -> Response:
        """The page; who did not come in may try Paravent all the same."""
        if not self._room.entrance.is_in(request):
            return RedirectResponse("/essayer")
        return await self._room.looking(self._page)(request)

    async def prove(self, request: Request) -> Response:
        """Send something to the demo service by the same way as everything."""
        lang = self._room.rendering.language(request)
        try:
            trial = await asyncio.to_thread(run_trial, PROOFS[lang], self._port)
        except httpx.HTTPError:
            message = t("Le proxy n'a pas répondu.", "The proxy did not answer.")
            return await self._page(request, message)
        self._proofs[lang] = Proof(trial, self._parts.clock())
        return RedirectResponse("/#preuve", 303)

    async def pause(self, request: Request) -> Response:
        """Begin a pause."""
        form = await read_form(request)
        length, service = form.get("duree", ""), form.get("service", "")
        seconds = LENGTHS_S.get(length)
        if length == "demain":
            seconds = until_midnight_s(self._parts.clock().astimezone())
        if seconds is None or (service and service not in self._parts.catalogue.services):
            told = t("Choisissez une durée et un service.", "Choose a length and a service.")
            return await self._page(request, told)
        try:
            await self._parts.pauses.begin(service, seconds)
        except ParaventError as error:
            return await self._page(request, error.problems[0].message)
        return RedirectResponse("/", 303)

    async def resume(self, _: Request) -> Response:
        """End every pause."""
        with suppress(ParaventError):  # protection is on again all the same; it is told later
            await self._parts.pauses.end()
        return RedirectResponse("/", 303)

    async def _page(self, request: Request, problem: str = "") -> Response:
        lang = self._room.rendering.language(request)
        lately = await asyncio.to_thread(self._days.look, self._lasting())
        sheet = await asyncio.to_thread(self._logbook.choose, Choice(), _LATEST)
        checks = await self._checkup.look()
        return self._room.rendering.page(
            request,
            "accueil.html",
            422 if problem else 200,
            standing=self._standing(lately),
            doubts=[
                (one, tell_type(one.type, self._parts.entities))
                for one in self._parts.doubts.oftenest(_ASKED)
            ],
            latest=self._latest(lately),
            lately=lately,
            bars=draw_bars(lately.days[-SHOWN:]),
            shown=lately.days[-SHOWN:],
            lines=sheet.lines,
            checks=[check for check in checks if check.status != "ok"],
            holds=len(self._parts.holds.waiting()),
            proof=self._proofs.get(lang),
            services=self._services(),
            pauses=self._told_pauses(),
            problem=problem,
        )

    def _lasting(self) -> list[tuple[datetime, datetime]]:
        """Times without protection that are not over: pauses, and rules that only observe."""
        now, left_s = self._parts.clock(), self._parts.policies.observing_s
        spans = [(pause.began_at, now) for pause in self._parts.pauses.current()]
        return [*spans, (now - timedelta(seconds=LIMIT_S - left_s), now)] if left_s else spans

    def _standing(self, lately: Lately) -> Standing:
        health: dict[str, Any] = self._house.health()
        pauses = self._told_pauses()
        if health["state"] != "ready":
            return Standing(
                "paused",
                t("Paravent n'est pas prêt.", "Paravent is not ready."),
                t(
                    "Rien ne part vers une IA tant que la détection ne répond pas.",
                    "Nothing leaves for an AI until detection answers.",
                ),
            )
        if self._parts.policies.current().observes:
            return Standing(
                "unprotected",
                t("Non protégé : rien n'est masqué.", "Not protected: nothing is hidden."),
                t(
                    "Les règles en vigueur ne font qu'observer ; celles par défaut reprendront "
                    "dans {left}.",
                    "The rules in force only observe; the default ones take over in {left}.",
                    left=_hours(self._parts.policies.observing_s),
                ),
            )
        if pauses:
            name, until = pauses[0]
            return Standing(
                "paused",
                t("En pause jusqu'à {hour}.", "Paused until {hour}.", hour=tell_hour(until)),
                t(
                    "D'ici là tout part en clair : {what}.",
                    "Until then everything leaves in clear: {what}.",
                    what=name or t("tous les services", "all services"),
                ),
            )
        services = len(self._services())
        return Standing(
            "protected",
            t("Protégé depuis {when}.", "Protected since {when}.", when=self._when(lately.since))
            if lately.since
            else t("Protégé.", "Protected."),
            plural(
                services,
                "service d'IA surveillé.",
                "services d'IA surveillés.",
                "AI service watched.",
                "AI services watched.",
            ),
        )

    def _when(self, at: datetime) -> str:
        """A time in a sentence: today's by the hour alone."""
        local, today = at.astimezone().date(), self._parts.clock().astimezone().date()
        if local == today:
            return tell_hour(at)
        return t("le {when}", "{when}", when=tell_moment(at))

    def _latest(self, lately: Lately) -> str:
        if lately.latest is None:
            return ""
        at, name = lately.latest
        known = self._parts.catalogue.services.get(name)
        return t(
            "Dernier envoi : {name}, {when}.",
            "Latest message: {name}, {when}.",
            name=known.name if known else name,
            when=tell_moment(at),
        )

    def _told_pauses(self) -> list[tuple[str, datetime]]:
        pauses = sorted(self._parts.pauses.current(), key=lambda pause: pause.service)
        known = self._parts.catalogue.services
        return [(known[p.service].name if p.service else "", p.ends_at) for p in pauses]

    def _services(self) -> list[tuple[str, str]]:
        return sorted(
            (
                (one.id, one.name)
                for one in self._parts.catalogue.services.values()
                if "local" not in one.groups
            ),
            key=lambda pair: pair[1].casefold(),
        )


def _hours(seconds: float) -> str:
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    return f"{hours} h {minutes:02}"

"""Rapports: the report of a time, for one client or for all, as a file to be kept or sent."""

from __future__ import annotations

import asyncio
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from starlette.responses import Response
from starlette.routing import Route

from paravent.errors import ParaventError, fail
from paravent.i18n import LANGUAGES, t
from paravent.settings import load_settings
from paravent.store.deeds import deed
from paravent.store.event import Notice
from paravent.store.vocabulary import EventType
from paravent.web.house import Order
from paravent.web.room import read_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from paravent.pipeline.parts import Parts
    from paravent.store.keys import Keys
    from paravent.web.house import Format, House
    from paravent.web.room import Room

FORMATS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
"""The forms of a report, and what browsers call them."""


class Reports:
    """The page.

    Args:
        room: lets the person in.
        parts: the pipeline's.
        keys: the installation's.
        house: makes the report.
    """

    def __init__(self, room: Room, parts: Parts, keys: Keys, house: House) -> None:
        self._room = room
        self._parts = parts
        self._keys = keys
        self._house = house

    def routes(self) -> Sequence[Route]:
        """The routes."""
        return [
            Route("/rapports", self._room.looking(self.show), methods=["GET"]),
            Route("/rapports", self._room.acting(self.make), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form."""
        return await self._page(request, {})

    async def make(self, request: Request) -> Response:
        """The report, as a file; the log says that it was made."""
        form = await read_form(request)
        try:
            order = _order(form, await self._clients())
            name, data = await asyncio.to_thread(self._house.make_report, order)
            await self._parts.audit.append(
                deed(
                    self._keys,
                    EventType.REPORT_EXPORT,
                    Notice(digest=sha256(data).hexdigest(), filters=_filters(order)),
                    self._parts.clock(),
                )
            )
        except ParaventError as error:
            return await self._page(request, form, error.problems[0].message)
        disposition = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=FORMATS[order.format], headers=disposition)

    async def _page(self, request: Request, form: Mapping[str, str], problem: str = "") -> Response:
        today = self._parts.clock().astimezone().date()
        return self._room.rendering.page(
            request,
            "rapports.html",
            422 if problem else 200,
            form={"du": today.replace(day=1).isoformat(), "au": today.isoformat(), **form},
            clients=await self._clients(),
            problem=problem,
        )

    async def _clients(self) -> list[tuple[str, str]]:
        """Codes and names of the clients, from the register and from the settings."""
        register = await self._parts.register.refresh()
        named = {code: one.name.reveal() for code, one in register.clients.items()}
        said = await asyncio.to_thread(load_settings, self._house.home)
        for code, engagement in said.clients.items():
            named.setdefault(code, engagement.name or code)
        return sorted(named.items(), key=lambda one: one[1].casefold())


def _order(form: Mapping[str, str], clients: Sequence[tuple[str, str]]) -> Order:
    client, lang, wanted = (form.get(name, "") for name in ("client", "langue", "format"))
    if client and client not in dict(clients):
        raise fail(t("ce client n'est pas connu", "this client is not known"))
    if wanted not in FORMATS or lang not in LANGUAGES:
        raise fail(t("choisissez une langue et un format", "choose a language and a format"))
    since, until = form.get("du", ""), form.get("au", "")
    try:
        ordered = date.fromisoformat(since) <= date.fromisoformat(until)
    except ValueError:
        raise fail(t("donnez deux dates", "give two dates")) from None
    if not ordered:
        raise fail(t("la période finit avant de commencer", "the period ends before it begins"))
    return Order(client, since, until, lang, cast("Format", wanted))


def _filters(order: Order) -> tuple[str, ...]:
    return (
        f"format={order.format}",
        f"since={order.since}",
        f"until={order.until}",
        *((f"client={order.client}",) if order.client else ()),
    )

"""« C'était inoffensif », « C'était à masquer »: a line on the never or the always list.

That is the smallest change there is: one text, where and for how long the person says. What it
would have changed is shown before it is noted, and it is taken back where it was made.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from paravent.core.folding import squeeze
from paravent.core.types import Sensitive
from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import t
from paravent.register.editing import put_item, take_items
from paravent.register.listing import Item, Side
from paravent.store.reader import read_audit
from paravent.store.search import concerning, trace
from paravent.web.room import read_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.pipeline.parts import Parts
    from paravent.store.keys import Keys
    from paravent.web.house import House
    from paravent.web.logbook import Logbook
    from paravent.web.room import Room

SIDES = {"inoffensif": Side.NEVER, "masquer": Side.ALWAYS}
ENDS: dict[str, timedelta | None] = {
    "1h": timedelta(hours=1),
    "1j": timedelta(days=1),
    "30j": timedelta(days=30),
    "toujours": None,
}
_LONGEST = 500
_SPAN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class About:
    """The message that a correction is made from: its number, service and dossier."""

    index: int | None = None
    service: str = ""
    dossier: str = ""


class Corrections:
    """The pages.

    Args:
        room: lets the person in.
        parts: the pipeline's.
        keys: the installation's.
        house: the installation.
        logbook: the message that was wrong.
    """

    def __init__(
        self, room: Room, parts: Parts, keys: Keys, *, house: House, logbook: Logbook
    ) -> None:
        self._room = room
        self._parts = parts
        self._keys = keys
        self._house = house
        self._logbook = logbook

    def routes(self) -> Sequence[Route]:
        """The routes."""
        return [
            Route("/correction", self._room.looking(self.ask), methods=["GET"]),
            Route("/correction", self._room.acting(self.note), methods=["POST"]),
            Route("/correction/retirer", self._room.acting(self.undo), methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """What was wrong."""
        fields = request.query_params
        return await self._page(request, {key: fields[key] for key in fields})

    async def note(self, request: Request) -> Response:
        """Show what the change would do; note it when asked to."""
        form = await read_form(request)
        try:
            item = self._item(form, await self._about(form))
            if form.get("choix") == "oublier":
                self._parts.doubts.drop(item.text.reveal())
                return RedirectResponse("/#relire", 303)
            if form.get("choix") != "noter":
                return await self._page(request, form, met=await self._meetings(item))
            path = self._house.home.register
            kept = await asyncio.to_thread(put_item, path, self._keys, item)
            self._parts.doubts.drop(item.text.reveal())
        except ParaventError as error:
            return await self._page(request, form, problem=error.problems[0].message)
        return RedirectResponse(f"/regles?note={kept.number}#listes", 303)

    async def undo(self, request: Request) -> Response:
        """Take a line off its list."""
        form = await read_form(request)
        number = form.get("numero", "")
        if number.isascii() and number.isdigit() and len(number) < 10:
            path = self._house.home.register
            await asyncio.to_thread(take_items, path, self._keys, {int(number)})
        return RedirectResponse("/regles#listes", 303)

    async def _page(
        self,
        request: Request,
        form: Mapping[str, str],
        *,
        problem: str = "",
        met: tuple[int, bool] | None = None,
    ) -> Response:
        side = SIDES.get(form.get("sens", ""), Side.NEVER)
        return self._room.rendering.page(
            request,
            "correction.html",
            422 if problem else 200,
            about=await self._about(form),
            side=side,
            form=form,
            met=met,
            problem=problem,
            types=sorted(
                ((one.id, t(one.fr, one.en)) for one in self._parts.entities.values()),
                key=lambda one: one[1].casefold(),
            ),
        )

    async def _about(self, form: Mapping[str, str]) -> About:
        number = form.get("envoi", "")
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            return About()
        try:
            line = (await asyncio.to_thread(self._logbook.open, int(number))).line
        except ParaventError:
            return About()
        return About(line.index, line.service, line.dossier)

    def _item(self, form: Mapping[str, str], about: About) -> Item:
        text, end = form.get("texte", "").strip(), form.get("fin", "")
        side, kind = SIDES.get(form.get("sens", ""), Side.NEVER), form.get("type", "")
        if not squeeze(text) or len(text) > _LONGEST:
            raise fail(t("écrivez le texte exact", "write the exact text"), exit_code=Exit.USAGE)
        if end not in ENDS or kind not in {"", *self._parts.entities}:
            raise fail(t("choisissez jusqu'à quand", "choose until when"), exit_code=Exit.USAGE)
        length, scope = ENDS[end], form.get("portee", "")
        return Item(
            number=0,
            side=side,
            text=Sensitive(text),
            type=kind if side is Side.ALWAYS else "",
            service=about.service if scope == "service" else "",
            dossier=about.dossier if scope == "dossier" else "",
            until=self._parts.clock() + length if length else None,
        )

    async def _meetings(self, item: Item) -> tuple[int, bool]:
        """In how many messages of thirty days the log recognises a text, and whether it can.

        It keeps fingerprints of numbers and addresses, none of what several people may have.
        """
        return await asyncio.to_thread(self._count, item)

    def _count(self, item: Item) -> tuple[int, bool]:
        since: datetime = self._parts.clock() - _SPAN
        with read_audit(self._house.home.audit, self._keys) as reader:
            prints = trace(reader, [item.text], self._parts.entities)
            met = [
                one
                for one in concerning(reader, prints, frozenset(), since)
                if one.event["type"] != "response"
                and item.service in {"", one.event.get("provider", {}).get("id", "")}
            ]
        return len(met), any(sign.isdigit() or sign == "@" for sign in item.text.reveal())

"""Journal: the messages, live and filtered, and the page of each one."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from paravent.core.types import RuleRef
from paravent.errors import ParaventError
from paravent.i18n import t
from paravent.policy.build import ALLOWED, ALLOWED_WHY
from paravent.policy.evaluate import UNSPOKEN
from paravent.register.listing import ALWAYS, NEVER
from paravent.report.words import MARKS, REASONS, WHYS, name_of
from paravent.store.deeds import deed
from paravent.store.event import Notice
from paravent.store.vocabulary import EventType
from paravent.web.filters import OUTCOMES, Choice
from paravent.web.wording import ACTIONS, BANDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.pipeline.parts import Parts
    from paravent.store.keys import Keys
    from paravent.web.days import Days
    from paravent.web.logbook import Logbook, Opened
    from paravent.web.room import Room

_LIVE = "x-paravent-live"
"""Sent by a page that brings itself up to date: the person did not open it anew."""


class LogPages:
    """The pages.

    Args:
        room: lets the person in.
        parts: the pipeline's.
        keys: the installation's.
        logbook: reads the log.
        days: how many messages of each sort there were lately.
    """

    def __init__(
        self, room: Room, parts: Parts, keys: Keys, *, logbook: Logbook, days: Days
    ) -> None:
        self._room = room
        self._parts = parts
        self._keys = keys
        self._logbook = logbook
        self._days = days

    def routes(self) -> Sequence[Route]:
        """The routes."""
        return [
            Route("/journal", self._room.looking(self.browse), methods=["GET"]),
            Route("/journal/{index:int}", self._room.looking(self.show), methods=["GET"]),
        ]

    async def browse(self, request: Request) -> Response:
        """The messages that pass the filters."""
        choice = Choice.read(request.query_params)
        sheet = await asyncio.to_thread(self._logbook.choose, choice)
        lately = await asyncio.to_thread(self._days.look)
        if _LIVE not in request.headers:
            await self._tell(Notice(n=len(sheet.lines), filters=_chosen(choice)))
        return self._room.rendering.page(
            request,
            "journal.html",
            choice=choice,
            sheet=sheet,
            facets=choice.facets(lately.sorts(choice.day)),
            empty=not sheet.lines and await asyncio.to_thread(self._logbook.is_empty),
            services=self._services(),
            outcomes=OUTCOMES,
            types=self._types(),
        )

    async def show(self, request: Request) -> Response:
        """One of them."""
        index = request.path_params["index"]
        try:
            opened = await asyncio.to_thread(self._logbook.open, index)
        except ParaventError as error:
            return self._room.rendering.page(
                request, "absent.html", 404, told=error.problems[0].message
            )
        if _LIVE not in request.headers:
            await self._tell(Notice(n=1, index=index, filters=("page=envoi",)))
        return self._room.rendering.page(
            request,
            "envoi.html",
            line=opened.line,
            event=opened.event,
            hops=opened.hops,
            answer=opened.answer,
            found=self._found(opened),
            rules=[self._rule(name) for name in opened.line.rules],
            marks=[name_of(MARKS, word) for word in opened.event.get("sens", ())],
            reason=name_of(REASONS, opened.event.get("reason", "")),
            why=name_of(WHYS, opened.event.get("body", {}).get("why", "")),
            kind=name_of(KINDS, opened.line.kind),
        )

    async def _tell(self, notice: Notice) -> None:
        """Have the log say that it was read; it is shown even where that cannot be written."""
        event = deed(self._keys, EventType.LOG_READ, notice, self._parts.clock())
        try:
            await self._parts.audit.append(event)
        except ParaventError:
            return

    def _found(self, opened: Opened) -> list[dict[str, Any]]:
        """What was found, in words; the label is that of the type, since the log has no other."""
        types = {**self._parts.entities, **self._parts.policies.current().entities}
        rows = []
        for one in opened.event.get("entities", ()):
            kind = types.get(one.get("cat", ""))
            rows.append(
                {
                    "name": t(kind.fr, kind.en) if kind else one.get("cat", ""),
                    "label": f"[{kind.word}_…]" if kind else "",
                    "labelled": one.get("act") in {"redact", "warn"},
                    "n": one.get("n", 1),
                    "distinct": one.get("distinct", 1),
                    "action": name_of(ACTIONS, one.get("act", "")),
                    "band": name_of(BANDS, one.get("score") or ""),
                }
            )
        return rows

    def _rule(self, name: str) -> RuleRef:
        """A rule as it is written today; without a place where it no longer is."""
        built_in = {
            UNSPOKEN.id: UNSPOKEN,
            ALLOWED: RuleRef(ALLOWED, "", *ALLOWED_WHY),
            NEVER.id: NEVER,
            ALWAYS.id: ALWAYS,
        }
        for rule in self._parts.policies.current().rules:
            if rule.ref.id == name:
                return rule.ref
        return built_in.get(name) or RuleRef(name, "")

    def _services(self) -> list[tuple[str, str]]:
        known = self._parts.catalogue.services.values()
        return sorted(((one.id, one.name) for one in known), key=lambda one: one[1].casefold())

    def _types(self) -> list[tuple[str, str]]:
        types = {**self._parts.entities, **self._parts.policies.current().entities}
        named = ((one.id, t(one.fr, one.en)) for one in types.values())
        return sorted(named, key=lambda one: one[1].casefold())


def _chosen(choice: Choice) -> tuple[str, ...]:
    """How events were chosen, in the words of a log; what is none of ours is left out."""
    fields = {
        "service": choice.service,
        "action": choice.outcome,
        "since": choice.day.isoformat() if choice.day else "",
        "data": choice.data,
        "client": choice.dossier,
    }
    told = (f"{name}={value}" for name, value in fields.items() if value)
    return (
        "page=journal",
        *(one for one in told if re.fullmatch(r"[a-z]+=[A-Za-z0-9._/-]{1,80}", one)),
    )

"""What the command line has the running program write to its log: the log has one writer.

The routes belong to ``control``, which checks who asks.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import JSONResponse
from starlette.routing import Route

from paravent.core.types import Sensitive
from paravent.errors import ParaventError
from paravent.i18n import language, preferred, speaking
from paravent.store.deeds import DEEDS, actor, deed
from paravent.store.event import Notice
from paravent.store.handing import HandedOut, Token
from paravent.store.removal import Erasure
from paravent.store.vocabulary import App, EventType

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.pipeline.parts import Parts
    from paravent.store.keys import Keys


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NoticeModel(_Model):
    """What a deed may say of itself; the fields of ``store.event.Notice``."""

    ok: bool | None = None
    index: Annotated[int, Field(ge=0)] | None = None
    size: Annotated[int, Field(ge=0)] | None = None
    n: Annotated[int, Field(ge=0)] = 0
    filters: tuple[str, ...] = ()
    digest: str = ""


class DeedRequest(_Model):
    """Something that was done; ``note``: the checkpoint that was given out with it."""

    kind: EventType
    notice: NoticeModel = NoticeModel()
    note: str = ""
    token: str = ""
    """What an authority of time answered about ``note``, in hex."""


class EraseRequest(_Model):
    """Events whose content is to go, and values whose labels are to be forgotten."""

    indexes: tuple[int, ...] = ()
    filters: tuple[str, ...] = ()
    values: tuple[str, ...] = Field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Journal:
    """The routes.

    Args:
        parts: the pipeline's.
        keys: the installation's.
        shred: makes what was erased unreadable in old copies; it blocks.
    """

    parts: Parts
    keys: Keys
    shred: Callable[[], None]

    def routes(self, allows: Callable[[Request], bool]) -> Sequence[Route]:
        """The routes, for requests that ``allows`` knows to come from our own command line."""

        async def record(request: Request) -> Response:
            if not allows(request):
                return JSONResponse({"error": "secret"}, 403)
            return await self._answer(request, DeedRequest, self._record)

        async def erase(request: Request) -> Response:
            if not allows(request):
                return JSONResponse({"error": "secret"}, 403)
            return await self._answer(request, EraseRequest, self._erase)

        return [
            Route("/api/journal", record, methods=["POST"]),
            Route("/api/effacement", erase, methods=["POST"]),
        ]

    async def _answer[Asked: _Model](
        self,
        request: Request,
        model: type[Asked],
        work: Callable[[Asked], Awaitable[dict[str, Any]]],
    ) -> Response:
        with speaking(preferred(request.headers.get("accept-language", ""), language())):
            try:
                asked = model.model_validate_json(await request.body())
            except ValidationError:
                return JSONResponse({"error": "journal"}, 422)
            try:
                return JSONResponse(await work(asked))
            except ParaventError as error:
                return JSONResponse({"error": error.problems[0].message}, 503)

    async def _record(self, asked: DeedRequest) -> dict[str, Any]:
        notice = Notice(**asked.notice.model_dump())
        if asked.kind not in DEEDS:
            return {"events": []}
        if asked.token:
            token = Token(asked.note, bytes.fromhex(asked.token), notice, actor(self.keys, App.CLI))
            return {"events": await self.parts.audit.append(token)}
        if asked.note:
            given = HandedOut(asked.note, asked.kind, notice, actor(self.keys, App.CLI))
            return {"events": await self.parts.audit.append(given)}
        event = deed(self.keys, asked.kind, notice, self.parts.clock())
        return {"events": await self.parts.audit.append(event)}

    async def _erase(self, asked: EraseRequest) -> dict[str, Any]:
        values = [Sensitive(value) for value in asked.values]
        self.parts.doubts.clear()
        labels = await self.parts.vault.forget(values) if values else 0
        who = actor(self.keys, App.CLI)
        told = await self.parts.audit.erase(Erasure(asked.indexes, asked.filters, who, labels))
        await asyncio.to_thread(self.shred)
        return {"events": told, "labels": labels}

"""The pages about refusals: what was refused, why, and what the person wants done about it.

They show kinds and counts, never a value; to whoever did not come in by ``paravent open`` they
show nothing but the way in. Looking changes nothing; what is decided here holds once.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from paravent.errors import ParaventError, Reason, fail
from paravent.i18n import speaking, t
from paravent.pipeline.motives import tell_found, tell_motive
from paravent.pipeline.permission import Mode, Permission
from paravent.pipeline.reason import read_reason
from paravent.pipeline.refusals import refusal_of
from paravent.store.vocabulary import OverrideReason
from paravent.web.room import read_form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.pipeline.parts import Parts
    from paravent.pipeline.refusals import Refusal
    from paravent.store.reader import Record
    from paravent.web.entrance import Entrance
    from paravent.web.rendering import Rendering

_LONGEST = 10_000
_WAYS = {"journal": "/journal", "essayer": "/essayer"}
"""Pages that the way in may lead to."""
_ANSWERS = {"oui": True, "non": False}
_OWN_FAULTS = {Reason.ENGINE, Reason.ENGINE_TIMEOUT, Reason.WARMING, Reason.STORE, Reason.INTERNAL}

REASONS: dict[OverrideReason, tuple[str, str]] = {
    OverrideReason.CONSENT: ("la personne est d'accord", "the person agrees"),
    OverrideReason.CLIENT_AGREEMENT: ("mon client est d'accord", "my client agrees"),
    OverrideReason.OWN_DATA: ("ce sont mes propres données", "it is my own data"),
    OverrideReason.FICTITIOUS: ("les données sont inventées", "the data is made up"),
    OverrideReason.FALSE_POSITIVE: ("ce n'en est pas une", "it is no such data"),
    OverrideReason.PUBLIC_FIGURE: ("c'est une personne publique", "it is a public figure"),
    OverrideReason.PUBLIC_DATA: ("la donnée est publique", "the data is public"),
    OverrideReason.OTHER: ("autre raison", "another reason"),
}
"""The reasons to choose from, in French and in English."""


class RefusalPages:
    """``/entrer``: the way in, and ``/b/CODE``: one refusal.

    Args:
        parts: the pipeline's.
        entrance: who may look.
        rendering: makes the pages.
        recall: reads an event of the audit log by its number, for refusals of earlier runs; it
            blocks.
    """

    def __init__(
        self,
        parts: Parts,
        entrance: Entrance,
        rendering: Rendering,
        recall: Callable[[int], Record | None],
    ) -> None:
        self._parts = parts
        self._entrance = entrance
        self._rendering = rendering
        self._recall = recall

    def routes(self) -> Sequence[Route]:
        """The routes of these pages."""
        return [
            Route("/entrer", self.enter, methods=["GET"]),
            Route("/attente", self.waiting, methods=["GET"]),
            Route("/b/{code}", self.show, methods=["GET"]),
            Route("/b/{code}", self.decide, methods=["POST"]),
        ]

    async def enter(self, request: Request) -> Response:
        """Let a browser in that shows a token; one that only loads pages ahead does not use it."""
        code = request.query_params.get("page", "")
        to = _WAYS.get(request.query_params.get("vers", ""), "/")
        answer = RedirectResponse(f"/b/{code}" if code.isalnum() else to, 303)
        token = request.query_params.get("jeton", "")
        if "sec-purpose" in request.headers or not self._entrance.admit(token, answer):
            return self._rendering.page(request, "porte.html", 403, code=code)
        return answer

    async def waiting(self, request: Request) -> Response:
        """The requests that wait for a decision."""
        if not self._entrance.is_in(request):
            return self._rendering.page(request, "porte.html", 403, code="")
        types = self._parts.policies.current().entities
        with speaking(self._rendering.language(request)):
            holds = [
                (hold, tell_found(hold.refusal.found, types))
                for hold in self._parts.holds.waiting()
            ]
            return self._rendering.page(request, "attente.html", holds=holds)

    async def show(self, request: Request) -> Response:
        """The page of a refusal."""
        code = request.path_params["code"]
        if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            # Led here by a link of another site, the browser has kept our cookie to itself. It
            # sends it once a page of our own asks for the same address.
            return self._rendering.page(request, "detour.html", path=request.url.path)
        if not self._entrance.is_in(request):
            return self._rendering.page(request, "porte.html", 403, code=code)
        return await self._page(request, code)

    async def decide(self, request: Request) -> Response:
        """Do what the person chose."""
        code = request.path_params["code"]
        if not self._entrance.may_act(request):
            return self._rendering.page(request, "porte.html", 403, code=code)
        form = await read_form(request, _LONGEST)
        try:
            with speaking(self._rendering.language(request)):
                await self._carry_out(code, form)
        except ParaventError as error:
            return await self._page(request, code, form, error.problems[0].message)
        return RedirectResponse(request.url.path, 303)

    async def _carry_out(self, code: str, form: dict[str, str]) -> None:
        if form.get("choix") in _ANSWERS:
            await self._answer(code, form["choix"])
            return
        hold = self._parts.holds.find(code)
        waits = hold is not None and hold.waits
        if hold and waits and form.get("choix") == "refuser":
            hold.decide(None)
            return
        refusal = hold.refusal if hold and waits else self._parts.refusals.find(code)
        mode = {"masquer": Mode.MASK, "autoriser": Mode.CLEAR}.get(form.get("choix", ""))
        if refusal is None or refusal.matter is None or mode not in refusal.matter.modes:
            raise _too_late()
        permission = Permission(mode, refusal=refusal.index)
        if mode is Mode.CLEAR:
            reason, comment = await self._why(refusal, form)
            permission = replace(permission, reason=reason, comment=comment)
        if hold and hold.waits:
            hold.decide(permission)
        elif not waits:
            self._parts.permissions.grant(refusal.matter, permission)

    async def _answer(self, code: str, choice: str) -> None:
        """Take the answer to the question whether AI is needed."""
        refusal = self._parts.refusals.find(code)
        index = refusal.index if refusal else None
        if not await self._parts.nudges.answer(self._parts, index, ok=_ANSWERS[choice]):
            raise _too_late()

    async def _why(self, refusal: Refusal, form: dict[str, str]) -> tuple[OverrideReason, str]:
        try:
            chosen = OverrideReason(form.get("motif", ""))
        except ValueError:
            raise fail(t("choisissez un motif", "choose a reason")) from None
        comment = await read_reason(self._parts, refusal.site, form.get("raison", ""))
        return chosen, comment

    async def _page(
        self,
        request: Request,
        code: str,
        form: dict[str, str] | None = None,
        problem: str = "",
    ) -> Response:
        hold = self._parts.holds.find(code)
        if hold and not hold.waits and hold.permission:
            return self._rendering.page(request, "parti.html", hold=hold)
        refusal = hold.refusal if hold and hold.waits else self._parts.refusals.find(code)
        refusal = refusal or await self._from_log(code)
        if refusal is None:
            return self._rendering.page(request, "inconnu.html", 404)
        waiting = self._parts.permissions.waiting(refusal.matter) if refusal.matter else None
        permission, left_s = waiting or (None, 0.0)
        types = self._parts.policies.current().entities
        with speaking(self._rendering.language(request)):
            return self._rendering.page(
                request,
                "question.html" if refusal.reason is Reason.NUDGE else "refus.html",
                422 if problem else 200,
                refusal=refusal,
                hold=hold if hold and hold.waits else None,
                found=tell_found(refusal.found, types),
                motive=tell_motive(refusal.reason, refusal.found, types),
                own_fault=refusal.reason in _OWN_FAULTS,
                modes=refusal.matter.modes if refusal.matter else frozenset(),
                permission=permission,
                until=self._parts.refusals.clock() + timedelta(seconds=left_s),
                reasons=REASONS,
                form=form or {},
                problem=problem,
                action=request.url.path,
                open=self._parts.nudges.waits(refusal.index),
            )

    async def _from_log(self, code: str) -> Refusal | None:
        """A refusal of an earlier run, as far as its event tells."""
        index = self._parts.refusals.index(code)
        record = None if index is None else await asyncio.to_thread(self._recall, index)
        if record is None:
            return None
        return refusal_of(record, self._parts.catalogue, self._parts.policies.current())


def _too_late() -> ParaventError:
    return fail(
        t(
            "ce choix n'est plus possible ; renvoyez votre message",
            "this choice is no longer possible; send your message again",
        )
    )

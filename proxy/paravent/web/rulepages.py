"""Règles: what is in force and why, the person's own files with an editor, the two lists.

Nothing is saved that was not checked, tried on its own examples and shown against the log first.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.routing import Route

from paravent.errors import ParaventError
from paravent.i18n import t
from paravent.report.words import name_of
from paravent.web.room import read_form
from paravent.web.wording import ACTIONS, BANDS, tell_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.errors import Problem
    from paravent.pipeline.parts import Parts
    from paravent.replay import Replay
    from paravent.web.days import Days
    from paravent.web.drafts import Drafts
    from paravent.web.house import House
    from paravent.web.room import Room

_FIRST = """\
version: 1
name: {policy}
rules:
  - id: {rule}
    when:
      types: [PERSON]
      services: [deepseek_web]
    then: block
    why:
      fr: Aucun nom de client ne part vers ce service, même masqué.
      en: No client's name leaves for this service, not even redacted.
    tests:
      - {{text: "Relance Mme Claire Dupont.", expect: hit, service: deepseek_web}}
      - {{text: "Rédige une relance polie.", expect: miss, service: deepseek_web}}
"""


class RulePages:
    """The pages.

    Args:
        room: lets the person in.
        parts: the pipeline's.
        house: the installation.
        days: how often each rule acted.
        drafts: the person's own files.
    """

    def __init__(
        self, room: Room, parts: Parts, house: House, *, days: Days, drafts: Drafts
    ) -> None:
        self._room = room
        self._parts = parts
        self._house = house
        self._days = days
        self._drafts = drafts

    def routes(self) -> Sequence[Route]:
        """The routes."""
        look, act = self._room.looking, self._room.acting
        return [
            Route("/regles", look(self.show), methods=["GET"]),
            Route("/regles/fichier", look(self.edit), methods=["GET"]),
            Route("/regles/fichier", act(self.change), methods=["POST"]),
            Route("/regles/bascule", act(self.switch), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The rules in force."""
        policy, error = self._parts.policies.current(), self._parts.policies.error
        lately = await asyncio.to_thread(self._days.look)
        register = await self._parts.register.refresh()
        hits, types = lately.rules(), policy.entities
        rules = [
            {
                "ref": rule.ref,
                "types": ", ".join(tell_type(one, types) for one in sorted(rule.types)),
                "n": len(rule.types),
                "action": name_of(ACTIONS, rule.action.name),
                "conditions": rule.conditions.describe(),
                "hits": hits[rule.ref.id],
                "on": rule not in policy.off,
            }
            for rule in (*policy.rules, *policy.off)
        ]
        return self._room.rendering.page(
            request,
            "regles.html",
            policy=policy,
            rules=rules,
            broken=error.problems if error else (),
            files=await asyncio.to_thread(self._drafts.names),
            items=register.items,
            folder=self._house.policy_folders[-1],
            kept=request.query_params.get("note", ""),
        )

    async def edit(self, request: Request) -> Response:
        """One of the person's files."""
        name = request.query_params.get("nom", "")
        name = name or t("mes-regles.yaml", "my-rules.yaml")
        try:
            text = await asyncio.to_thread(self._drafts.read, name)
        except ParaventError as error:
            return self._editor(request, name, "", problems=error.problems)
        policy = self._parts.policies.current().name
        first = _FIRST.format(policy=policy, rule=t("noms-ailleurs", "names-elsewhere"))
        saved = request.query_params.get("garde", "")
        return self._editor(request, name, text or first, is_new=not text, saved=saved)

    async def change(self, request: Request) -> Response:
        """Check a text, then save it once it was seen what it changes; or bring the former back."""
        form = await read_form(request)
        name, choice = form.get("nom", ""), form.get("choix", "")
        text = form.get("texte", "").replace("\r\n", "\n")
        try:
            if choice == "revenir":
                await asyncio.to_thread(self._drafts.restore, name)
                return RedirectResponse(_address(name, "revenu"), 303)
            return await self._examine(request, name, text, save=choice == "garder")
        except ParaventError as error:
            return self._editor(request, name, text, problems=error.problems)

    async def switch(self, request: Request) -> Response:
        """What switching a rule off or on would change; it is saved from the editor."""
        form = await read_form(request)
        policy, rule = self._parts.policies.current(), form.get("regle", "")
        on = form.get("choix") == "allumer"
        if rule not in {one.ref.id for one in (*policy.rules, *policy.off)}:
            return RedirectResponse("/regles", 303)
        try:
            name, text = await asyncio.to_thread(self._drafts.switch, policy.name, rule, on=on)
            return await self._examine(request, name, text, save=False)
        except ParaventError as error:
            return self._editor(request, "", "", problems=error.problems)

    async def _examine(self, request: Request, name: str, text: str, *, save: bool) -> Response:
        policy = self._parts.policies.current().name
        draft = await asyncio.to_thread(self._drafts.check, name, text, policy)
        problems = draft.problems
        if draft.policy:
            problems = tuple(await self._house.try_rules(draft.policy))
        if problems or draft.policy is None:
            return self._editor(request, name, text, problems=problems)
        if save:
            await asyncio.to_thread(self._drafts.save, name, text)
            return RedirectResponse(_address(name, "oui"), 303)
        now = self._parts.clock()
        result = await asyncio.to_thread(self._drafts.replay, draft.policy, now)
        return self._editor(request, name, text, result=result)

    def _editor(  # noqa: PLR0913 -- what the page shows
        self,
        request: Request,
        name: str,
        text: str,
        *,
        problems: Sequence[Problem] = (),
        result: Replay | None = None,
        is_new: bool = False,
        saved: str = "",
    ) -> Response:
        types = self._parts.policies.entities
        changes = [
            (
                one.service,
                tell_type(one.type, types),
                name_of(BANDS, one.band),
                name_of(ACTIONS, one.was),
                name_of(ACTIONS, one.now),
                n,
            )
            for one, n in (result.changes.most_common() if result else ())
        ]
        return self._room.rendering.page(
            request,
            "fichier.html",
            422 if problems else 200,
            name=name,
            text=text,
            problems=[(one, _line(one, name)) for one in problems],
            result=result,
            changes=changes,
            is_new=is_new,
            saved=saved,
            can_restore=self._is_kept(name),
        )

    def _is_kept(self, name: str) -> bool:
        try:
            return self._drafts.can_restore(name)
        except ParaventError:
            return False


def _address(name: str, saved: str) -> str:
    return f"/regles/fichier?nom={quote(name)}&garde={saved}"


def _line(problem: Problem, name: str) -> int | None:
    """The line of this file that a problem is on."""
    found = re.search(rf"(?:^|[/\\]){re.escape(name)}:(\d+)", problem.where)
    return int(found[1]) if found else None

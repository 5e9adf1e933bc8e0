"""The local pages: to try Paravent on, about refusals, its state, and the PAC file.

Every page works without anything from outside, and no page changes anything by being looked at.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import httpx
from starlette.applications import Starlette
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from paravent.core.types import Sensitive
from paravent.detect.catalogue import entities
from paravent.i18n import Lang, plural, speaking, t
from paravent.report.words import name_of
from paravent.web.checkup import Checkup
from paravent.web.corrections import Corrections
from paravent.web.days import Days
from paravent.web.drafts import Drafts
from paravent.web.extension import Extension
from paravent.web.linking import Linking
from paravent.web.live import Live
from paravent.web.logbook import Logbook
from paravent.web.logpages import LogPages
from paravent.web.overview import Overview
from paravent.web.preferences import Preferences
from paravent.web.refusals import RefusalPages
from paravent.web.rendering import Rendering
from paravent.web.reports import Reports
from paravent.web.room import Room
from paravent.web.rulepages import RulePages
from paravent.web.trial import Trial, run_trial
from paravent.web.wording import KINDS, tell_kinds, tell_lasting, tell_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import Any

    from starlette.requests import Request

    from paravent.pipeline.notices import Warned
    from paravent.pipeline.parts import Parts
    from paravent.store.reader import Record
    from paravent.web.control import Control
    from paravent.web.house import House
    from paravent.web.pairing import Pairing

_HERE = Path(__file__).parent
_LONGEST = 20_000

SAMPLES: dict[Lang, str] = {
    "fr": (
        "Rédige une relance polie pour Mme Léa Noël (lea.noel@exemple.fr, 06 39 98 12 34), "
        "12 rue des Lilas, 69003 Lyon. Sa facture de 1 250 € est impayée depuis le 3 octobre. "
        "IBAN : FR76 3000 6000 0112 3456 7890 189."
    ),
    "en": (
        "Write a polite reminder to Mrs Emily Carter (emily.carter@example.com, "
        "+44 20 7946 0958), 12 Lilac Street, London SW1A 1AA. Her invoice of £1,250 has been "
        "unpaid since 3 October. IBAN: GB29 NWBK 6016 1331 9268 19."
    ),
}


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages need to know of the program.

    ``health`` gives the state and whether it is ``ready``; ``notices`` the warnings of events
    after a number; ``pac`` the text of the PAC file; ``recall`` an event of the audit log by its
    number. ``port`` is the proxy's, ``ui_port`` that of the pages.
    """

    port: int
    ui_port: int
    language: Lang
    ca_certificate: Path
    health: Callable[[], dict[str, Any]]
    notices: Callable[[int], list[Warned]]
    pac: Callable[[], str]
    parts: Parts
    control: Control
    recall: Callable[[int], Record | None]
    house: House
    pairing: Pairing


def make_app(pages: Pages) -> Starlette:
    """The application that serves the pages."""
    rendering = Rendering(pages.language, _globals(pages.parts))

    def render(request: Request, *, trial: Trial | None, problem: str) -> Response:
        sample = SAMPLES[rendering.language(request)]
        return rendering.page(
            request,
            "essayer.html",
            sample=sample,
            port=pages.port,
            trial=trial,
            problem=problem,
        )

    async def show(request: Request) -> Response:
        return render(request, trial=None, problem="")

    async def try_out(request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        text = form.get("text", [""])[0].replace("\r\n", "\n")[:_LONGEST]
        with speaking(rendering.language(request)):
            try:
                trial = await asyncio.to_thread(run_trial, text, pages.port)
                problem = ""
            except httpx.HTTPError:
                trial = Trial(Sensitive(text))
                problem = t("Paravent ne répond pas.", "Paravent does not answer.")
        return render(request, trial=trial, problem=problem)

    async def health(_: Request) -> Response:
        state = pages.health()
        return JSONResponse(state, 200 if state["state"] == "ready" else 503)

    async def notices(request: Request) -> Response:
        after = request.query_params.get("after", "")
        return JSONResponse(
            {
                "notices": [
                    {
                        "index": one.index,
                        "service": one.service,
                        "found": dict(one.found),
                        "rules": [
                            {"id": rule.id, "why_fr": rule.why_fr, "why_en": rule.why_en}
                            for rule in one.rules
                        ],
                    }
                    for one in pages.notices(int(after) if after.isdecimal() else -1)
                ]
            }
        )

    async def pac(_: Request) -> Response:
        return PlainTextResponse(pages.pac(), media_type="application/x-ns-proxy-autoconfig")

    async def certificate(_: Request) -> Response:
        return FileResponse(pages.ca_certificate, media_type="application/x-x509-ca-cert")

    extension = Extension(
        pages.pairing,
        pages.control.entrance,
        pages.parts,
        health=pages.health,
        port=pages.ui_port,
        proxy=pages.port,
    )
    refusals = RefusalPages(pages.parts, pages.control.entrance, rendering, pages.recall)
    return Starlette(
        routes=[
            *refusals.routes(),
            *pages.control.routes(),
            *extension.routes(),
            *private_pages(pages, rendering),
            Route("/essayer", show),
            Route("/essayer", try_out, methods=["POST"]),
            Route("/healthz", health),
            Route("/notices", notices),
            Route("/proxy.pac", pac),
            Route("/ca.pem", certificate),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ]
    )


def private_pages(pages: Pages, rendering: Rendering) -> Iterator[Route]:
    """The routes of the pages for whoever came in."""
    parts, keys, house = pages.parts, pages.control.journal.keys, pages.house
    room = Room(pages.control.entrance, rendering)
    logbook = Logbook(house.home.audit, keys)
    days = Days(house.home.audit, keys, parts.clock)
    checkup = Checkup(house.examine, parts.monotonic)
    overview = Overview(
        room, parts, house, days=days, logbook=logbook, checkup=checkup, port=pages.port
    )
    yield from overview.routes()
    yield from LogPages(room, parts, keys, logbook=logbook, days=days).routes()
    drafts = Drafts(house, keys, parts.catalogue, entities())
    yield from RulePages(room, parts, house, days=days, drafts=drafts).routes()
    yield from Corrections(room, parts, keys, house=house, logbook=logbook).routes()
    yield from Reports(room, parts, keys, house).routes()
    yield from Preferences(room, house, checkup, parts.clock).routes()
    yield from Linking(room, pages.pairing).routes()
    live = Live(lambda: (parts.audit.size, len(parts.holds.waiting())), house.stopping)
    yield Route("/direct", room.looking(live.stream), methods=["GET"])


def _globals(parts: Parts) -> dict[str, Callable[..., object]]:
    """What every page may ask."""

    def service_name(name: str) -> str:
        known = parts.catalogue.services.get(name)
        return known.name if known else name

    return {
        "observing": lambda: parts.policies.current().observes,
        "waiting": lambda: len(parts.holds.waiting()),
        "pause": lambda: _pause(parts),
        "service_name": service_name,
        "kinds": lambda found: tell_kinds(found, parts.policies.entities),
        "outcome": tell_outcome,
        "happening": lambda kind: name_of(KINDS, kind),
        "lasting": tell_lasting,
        "plural": plural,
    }


def _pause(parts: Parts) -> tuple[str, datetime] | None:
    """The pause to tell of on every page: whose, by name, empty for all services, and its end."""
    pauses = sorted(parts.pauses.current(), key=lambda pause: pause.service)
    if not pauses:
        return None
    first = pauses[0]
    name = parts.catalogue.services[first.service].name if first.service else ""
    return name, first.ends_at

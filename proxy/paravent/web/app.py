"""The local pages: for now the page to try Paravent on, its state, and the PAC file.

Every page works without anything from outside, and no page changes anything by being looked at.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import httpx
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.applications import Starlette
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from paravent.core.placeholders import LABEL
from paravent.core.types import Sensitive
from paravent.i18n import Lang, preferred, speaking, t
from paravent.web.trial import Trial, run_trial

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from starlette.requests import Request

    from paravent.pipeline.notices import Warned

_HERE = Path(__file__).parent
_LONGEST = 20_000
_SIGNS = re.compile(r"(?<=«) | (?=[»:;?!])")

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
    after a number; ``pac`` the text of the PAC file.
    """

    port: int
    language: Lang
    ca_certificate: Path
    health: Callable[[], dict[str, Any]]
    notices: Callable[[int], list[Warned]]
    pac: Callable[[], str]


def make_app(pages: Pages) -> Starlette:
    """The application that serves the pages."""
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["t"] = _typeset
    templates.filters["tinted"] = _tint

    def render(request: Request, **values: object) -> HTMLResponse:
        lang = preferred(request.headers.get("accept-language", ""), pages.language)
        with speaking(lang):
            page = templates.get_template("essayer.html")
            state = pages.health()
            text = page.render(
                lang=lang,
                sample=SAMPLES[lang],
                port=pages.port,
                protected=state["protected"],
                **values,
            )
        return HTMLResponse(text)

    async def show(request: Request) -> Response:
        return render(request, trial=None, problem="")

    async def try_out(request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        text = form.get("text", [""])[0].replace("\r\n", "\n")[:_LONGEST]
        lang = preferred(request.headers.get("accept-language", ""), pages.language)
        with speaking(lang):
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

    async def home(_: Request) -> Response:
        return RedirectResponse("/essayer")

    return Starlette(
        routes=[
            Route("/", home),
            Route("/essayer", show),
            Route("/essayer", try_out, methods=["POST"]),
            Route("/healthz", health),
            Route("/notices", notices),
            Route("/proxy.pac", pac),
            Route("/ca.pem", certificate),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ]
    )


def _typeset(fr: str, en: str, **values: object) -> str:
    """A text in the current language; in French its signs do not part from their words."""
    return t(_SIGNS.sub("\u00a0", fr), en, **values)


def _tint(text: Sensitive[str]) -> Markup:
    """A text with its labels marked."""
    out = Markup("")
    done = 0
    plain = text.reveal()
    for label in LABEL.finditer(plain):
        out += escape(plain[done : label.start()]) + Markup("<mark>{}</mark>").format(label.group())
        done = label.end()
    return out + escape(plain[done:])

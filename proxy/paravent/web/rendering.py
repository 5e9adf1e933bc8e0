"""How pages are made: one set of templates, in the language that the browser asks for.

Everything that is put into a page is escaped, and French signs do not part from their words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from paravent.core.placeholders import LABEL
from paravent.i18n import LANGUAGES, preferred, speaking, t

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from starlette.requests import Request

    from paravent.core.types import Sensitive
    from paravent.i18n import Lang

LANGUAGE = "paravent_langue"
"""The cookie that remembers a language that was chosen."""
_HERE = Path(__file__).parent
_SIGNS = re.compile(r"(?<=«) | (?=[»:;?!])")
_PAGE = re.compile(r"http://127\.0\.0\.1:\d+(/[\w/]*)")
_MONTHS = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}


class Rendering:
    """Makes pages out of templates.

    Args:
        language: for browsers that ask for none of ours.
        globals_: what every template may call.
    """

    def __init__(self, language: Lang, globals_: dict[str, Callable[..., object]]) -> None:
        self._language = language
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "t": _typeset,
            "moment": tell_moment,
            "hour": tell_hour,
            "date": tell_date,
            **globals_,
        }
        self._templates.filters |= {
            "tinted": _tint,
            "linked": _link,
            "typeset": _hold,
            "place": _place,
        }

    def language(self, request: Request) -> Lang:
        """The language in which a request is answered: that chosen, else the browser's."""
        chosen = request.cookies.get(LANGUAGE)
        for lang in LANGUAGES:
            if lang == chosen:
                return lang
        return preferred(request.headers.get("accept-language", ""), self._language)

    def page(
        self,
        request: Request,
        template: str,
        status: int = 200,
        **values: Any,  # noqa: ANN401 -- whatever a template shows
    ) -> HTMLResponse:
        """A page."""
        lang = self.language(request)
        with speaking(lang):
            text = self._templates.get_template(template).render(
                lang=lang, here=request.url.path, **values
            )
        return HTMLResponse(text, status)


def tell_moment(at: datetime) -> str:
    """A time as people say it, in the machine's time zone: ``22 nov., 14:05``."""
    local = at.astimezone()
    return f"{tell_date(local)}, {local:%H:%M}"


def tell_date(day: date) -> str:
    """A day as people say it: ``22 nov.``."""
    return f"{day.day} {t(_MONTHS['fr'], _MONTHS['en']).split()[day.month - 1]}"


def tell_hour(at: datetime, *, seconds: bool = False) -> str:
    """A time of the day in the machine's time zone: ``14:05``, or ``14:05:30``."""
    return f"{at.astimezone():%H:%M:%S}" if seconds else f"{at.astimezone():%H:%M}"


def _typeset(fr: str, en: str, **values: object) -> str:
    return t(_SIGNS.sub("\u00a0", fr), en, **values)


def _hold(text: str) -> str:
    """A sentence in the current language, its French signs held to their words."""
    return t(_SIGNS.sub("\u00a0", text), text)


def _place(where: str) -> str:
    """A place in a file, the file by its name alone."""
    return where.replace("\\", "/").rpartition("/")[2]


def _tint(text: Sensitive[str]) -> Markup:
    """A text with its labels marked."""
    out = Markup("")
    done = 0
    plain = text.reveal()
    for label in LABEL.finditer(plain):
        out += escape(plain[done : label.start()]) + Markup("<mark>{}</mark>").format(label.group())
        done = label.end()
    return out + escape(plain[done:])


def _link(text: str) -> Markup:
    """A text in which the addresses of our own pages can be followed."""
    out = Markup("")
    done = 0
    for match in _PAGE.finditer(text):
        link = Markup('<a href="{}">{}</a>').format(match[1], match[0])
        out += escape(text[done : match.start()]) + link
        done = match.end()
    return out + escape(text[done:])

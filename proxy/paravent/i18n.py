"""French and English texts, side by side where they are used.

``t(fr, en)`` picks by the current language; there is no key to look up and none to forget.
This module never reads settings: whoever starts the program calls ``use``.
"""

from __future__ import annotations

import locale
import os
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

type Lang = Literal["fr", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang.__value__)

_current: ContextVar[Lang] = ContextVar("language", default="fr")


def t(fr: str, en: str, **values: object) -> str:
    """The text in the current language, ``{name}`` filled from ``values``."""
    text = fr if _current.get() == "fr" else en
    return text.format(**values) if values else text


def plural(n: int, fr_one: str, fr_many: str, en_one: str, en_many: str) -> str:
    """The count with its noun. French counts 0 and 1 as singular, English only 1."""
    if _current.get() == "fr":
        return f"{n} {fr_one if n < 2 else fr_many}"
    return f"{n} {en_one if n == 1 else en_many}"


def language() -> Lang:
    """The language in force here."""
    return _current.get()


def use(lang: Lang) -> None:
    """Set the language for this context and those started from it."""
    _current.set(lang)


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Use a language for a while: a request is answered in its sender's."""
    token = _current.set(lang)
    try:
        yield
    finally:
        _current.reset(token)


def system_language(environ: Mapping[str, str] = os.environ) -> Lang:
    """The person's language as the operating system tells it; French where it tells nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        tag = environ.get(name, "")
        if tag and not tag.startswith(("C", "POSIX")):
            return "fr" if tag.lower().startswith("fr") else "en"
    tag = locale.getlocale()[0] or ""
    return "en" if tag and not tag.lower().startswith(("fr", "c")) else "fr"


def preferred(accept_language: str, default: Lang) -> Lang:
    """The first of our languages in an ``Accept-Language`` header (RFC 9110 §12.5.4)."""
    ranked: list[tuple[float, int, str]] = []
    for position, item in enumerate(accept_language.split(",")):
        tag, _, weight = item.strip().partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            quality = 0.0
        ranked.append((-quality, position, tag.strip().lower()[:2]))
    for _, _, tag in sorted(ranked):
        for lang in LANGUAGES:
            if tag == lang:
                return lang
    return default

"""``pair``: the code that a browser extension is paired with."""

from __future__ import annotations

from paravent.cli import console, daemon
from paravent.cli.program import Base
from paravent.i18n import t


def pair() -> None:
    """Donne un code pour relier l'extension. / Gives a code to pair the extension."""
    base = Base.load()
    console.line(str(daemon.need_running(base).ask(base.home, "/api/appairage")["code"]))
    console.note(
        t(
            "Tapez ce code dans l'extension du navigateur. Il sert une fois, dans les cinq "
            "minutes.",
            "Type this code into the browser extension. It works once, within five minutes.",
        )
    )

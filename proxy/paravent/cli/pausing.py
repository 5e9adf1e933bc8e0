"""``pause`` and ``resume``: Paravent steps aside for a while, never without an end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from paravent.cli import console, daemon
from paravent.cli.program import Base
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.pipeline.pause import LENGTHS_S, until_midnight_s

_TOMORROW = {"demain", "tomorrow"}


def pause(
    length: Annotated[
        str, typer.Argument(metavar="5m|30m|1h|demain", help="Pour combien de temps. / How long.")
    ],
    *,
    service: Annotated[str, typer.Option(help="Ce service seulement. / This service only.")] = "",
) -> None:
    """Laisse tout passer en clair un moment. / Lets everything through for a while."""
    seconds = _seconds(length, datetime.now().astimezone())
    base = Base.load()
    running = daemon.need_running(base)
    told = running.ask(base.home, "/api/pause", seconds=seconds, service=service)
    until = datetime.fromisoformat(told["until"]).astimezone()
    console.say(
        t(
            "En pause jusqu'à {until} pour {what}.",
            "Paused until {until} for {what}.",
            until=f"{until:%H:%M}",
            what=told["name"] or t("tous les services", "all services"),
        )
    )
    console.note(
        t(
            "D'ici là tout part en clair, y compris le début des conversations en cours. La "
            "protection reprend seule, et aussitôt si Paravent redémarre. Reprendre maintenant : "
            "paravent resume",
            "Until then everything leaves in clear, the beginning of current conversations "
            "included. Protection comes back by itself, and at once if Paravent restarts. To "
            "resume now: paravent resume",
        )
    )


def resume() -> None:
    """Reprend la protection. / Protects again."""
    base = Base.load()
    if daemon.need_running(base).ask(base.home, "/api/reprise")["paused"]:
        console.say(t("La protection a repris.", "Protection is on again."))
    else:
        console.say(t("Paravent n'était pas en pause.", "Paravent was not paused."))


def _seconds(length: str, at: datetime) -> float:
    """The length of a pause that begins at a local time; ``demain`` is the coming midnight."""
    if length in _TOMORROW:
        return until_midnight_s(at)
    if length not in LENGTHS_S:
        raise fail(
            t("cette durée n'existe pas", "there is no such length"),
            t("choisissez 5m, 30m, 1h ou demain", "choose 5m, 30m, 1h or tomorrow"),
            exit_code=Exit.USAGE,
        )
    return LENGTHS_S[length]

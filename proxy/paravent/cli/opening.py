"""``open``: the way into the local pages, for one browser."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from paravent.cli import console, daemon
from paravent.cli.program import Base
from paravent.errors import Exit, fail
from paravent.i18n import t


def open_(
    page: Annotated[
        str, typer.Argument(help="Code d'un refus, par exemple 7F3A. / Code of a refusal.")
    ] = "",
    *,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Ouvre le navigateur. / Opens it.")
    ] = True,
) -> None:
    """Ouvre les pages de Paravent. / Opens Paravent's pages."""
    if page and not page.isalnum():
        raise fail(
            t("ce n'est pas le code d'un refus", "this is not the code of a refusal"),
            t("il est à la fin de l'adresse /b/…", "it ends the address /b/…"),
            exit_code=Exit.USAGE,
        )
    base = Base.load()
    running = daemon.need_running(base)
    token = running.ask(base.home, "/api/entree")["jeton"]
    url = f"http://127.0.0.1:{running.ui_port}/entrer?jeton={token}"
    console.line(f"{url}&page={page}" if page else url)
    if browser:
        webbrowser.open(f"{url}&page={page}" if page else url)
    console.note(
        t(
            "Cette adresse sert une fois, dans les deux minutes.",
            "This address works once, within two minutes.",
        )
    )

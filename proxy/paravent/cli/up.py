"""``up``, ``down``, ``status``, ``env``: the program itself."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paravent.cli import console, daemon
from paravent.cli.program import Base, Options
from paravent.errors import Exit
from paravent.i18n import plural, t
from paravent.log import to_file, to_stderr
from paravent.system.relay import Entry
from paravent.system.variables import exports, variables

if TYPE_CHECKING:
    from paravent.cli.course import Course

Port = Annotated[int | None, typer.Option(min=1, max=65535)]


def up(
    *,
    port: Port = None,
    ui_port: Port = None,
    foreground: Annotated[bool, typer.Option("--foreground")] = False,
    upstream_ca: Annotated[
        Path | None,
        typer.Option(
            help="Certificats de confiance en plus, vers les services (PEM). / Added trust."
        ),
    ] = None,
    connect_to: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST:PORT:ADDR:PORT", help="Comme curl. / As in curl."),
    ] = None,
    listen: Annotated[
        str,
        typer.Option(
            metavar="ADDR:PORT",
            help="Laisse entrer d'autres machines, avec un jeton. / Lets others in, with a token.",
        ),
    ] = "",
    token_file: Annotated[
        Path | None, typer.Option(help="Fichier du jeton. / File with the token.")
    ] = None,
) -> None:
    """Démarre Paravent. / Starts Paravent."""
    base = Base.load()
    base.home.make()
    options = Options.choose(base.settings, port, ui_port, upstream_ca, connect_to)
    if listen:
        options = replace(options, entry=Entry.parse(listen, token_file))
    running = daemon.find_running(base)
    if running and running.health():
        _tell_running(running)
        return
    if foreground:
        to_stderr() if sys.stderr.isatty() else to_file(base.home.log)
        serve_here(base, options)
        return
    arguments = ["--port", str(options.port), "--ui-port", str(options.ui_port)]
    arguments += ["--upstream-ca", str(upstream_ca.absolute())] if upstream_ca else []
    for rule in connect_to or ():
        arguments += ["--connect-to", rule]
    if listen and token_file:
        arguments += ["--listen", listen, "--token-file", str(token_file.absolute())]
    _tell_running(daemon.start(base, arguments))


def serve_here(base: Base, options: Options, course: Course | None = None) -> None:
    """Be the program, in this process, until a signal says to stop or ``course`` is done.

    Raises:
        ParaventError: see ``cli.serve``.
    """
    engine = base.engine()
    try:
        engine.prepare()
        # Late: mitmproxy takes seconds, in which the models load, and which no other command needs.
        from paravent.cli.serve import serve  # noqa: PLC0415

        serve(base, options, engine, course)
    finally:
        engine.abandon()


def down() -> None:
    """Arrête Paravent. / Stops Paravent."""
    if daemon.stop(Base.load()):
        console.say(t("Paravent est arrêté.", "Paravent has stopped."))
    else:
        console.say(t("Paravent ne fonctionnait pas.", "Paravent was not running."))


def status(*, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Dit si Paravent protège. / Tells whether Paravent protects."""
    running = daemon.find_running(Base.load())
    health = running.health() if running else None
    if json:
        console.say_json(**(health or {"state": "stopped"}))
    elif running is None or health is None:
        console.say(t("Arrêté. Pour démarrer : paravent up", "Stopped. To start: paravent up"))
    else:
        state = {
            "ready": _protection(health),
            "warming": t("Démarre…", "Starting…"),
        }.get(str(health["state"]), t("En panne : paravent doctor", "Failing: paravent doctor"))
        services = plural(
            int(health["services"]),
            "service surveillé",
            "services surveillés",
            "service watched",
            "services watched",
        )
        console.say(f"{state} {services}. http://127.0.0.1:{running.ui_port}/")
        if health["certificate_pending"]:
            console.note(
                t(
                    "De nouveaux services attendent un certificat : paravent doctor --fix",
                    "New services are waiting for a certificate: paravent doctor --fix",
                )
            )
        if health["format_drift"]:
            console.note(
                t(
                    "Format inattendu, lu et remis autant que possible : {names}. paravent doctor",
                    "Unexpected format, read and restored as far as it goes: {names}. paravent "
                    "doctor",
                    names=", ".join(sorted(health["format_drift"])),
                )
            )
    if health is None or not health["protected"]:
        raise typer.Exit(Exit.NOT_READY)


def _protection(health: dict[str, Any]) -> str:
    """Whether everything is protected, and if not, what and until when."""
    if health["protected"]:
        return t("Protégé.", "Protected.")
    if not health["paused_until"]:
        return daemon.unprotected(float(health["unprotected_s"]))
    until = datetime.fromisoformat(health["paused_until"]).astimezone()
    services = [name for name in health["paused_services"] if name != "*"]
    everything = len(services) < len(health["paused_services"])
    return t(
        "En pause jusqu'à {until} pour {what} : paravent resume.",
        "Paused until {until} for {what}: paravent resume.",
        until=f"{until:%H:%M}",
        what=t("tous les services", "all services") if everything else ", ".join(services),
    )


def env() -> None:
    """Variables pour ce terminal : eval "$(paravent env)". / Variables for this shell."""
    base = Base.load()
    running = daemon.find_running(base)
    port = running.port if running else base.settings.port
    console.line(exports(variables(base.home, port)).rstrip())
    if running is None:
        console.note(
            t("Paravent ne fonctionne pas : paravent up", "Paravent is not running: paravent up")
        )


def _tell_running(running: daemon.Running) -> None:
    console.say(
        t(
            "Prêt. Proxy 127.0.0.1:{port}, pages http://127.0.0.1:{ui}/",
            "Ready. Proxy 127.0.0.1:{port}, pages http://127.0.0.1:{ui}/",
            port=running.port,
            ui=running.ui_port,
        )
    )
    health = running.health()
    if health and health["state"] == "ready" and not health["protected"]:
        console.note(_protection(health))

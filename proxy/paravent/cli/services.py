"""``services``: which AI services are covered, and whether their recorded exchanges still pass."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from paravent.cli import console
from paravent.cli.judging import running
from paravent.cli.program import Base
from paravent.errors import Exit, ParaventError, fail
from paravent.fixturecheck import check_service
from paravent.i18n import plural, t
from paravent.log import to_stderr

if TYPE_CHECKING:
    from paravent.errors import Problem
    from paravent.services.service import Service

app = typer.Typer(no_args_is_help=True, help="Les services d'IA. / The AI services.")


@app.command("list")
def list_(*, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Les services couverts. / The services that are covered."""
    catalogue = Base.load().services()
    if json:
        console.say_json(
            services=[
                {
                    "id": service.id,
                    "name": service.name,
                    "vendor": service.vendor,
                    "surface": service.surface,
                    "hosts": [host.name for host in service.hosts],
                    "endpoints": [endpoint.id for endpoint in service.endpoints],
                }
                for service in catalogue.services.values()
            ]
        )
        return
    console.table(
        (
            "id",
            t("nom", "name"),
            t("éditeur", "vendor"),
            t("accès", "access"),
            t("serveur", "host"),
        ),
        [
            (service.id, service.name, service.vendor, service.surface, _first_host(service))
            for service in catalogue.services.values()
        ],
    )


def _first_host(service: Service) -> str:
    if not service.hosts:
        return "–"
    (first, *_) = service.hosts
    return f"*.{first.name}" if first.subdomains else first.name


@app.command()
def test(ids: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Rejoue les échanges enregistrés. / Plays the recorded exchanges again."""
    to_stderr()
    base = Base.load()
    catalogue = base.services()
    unknown = [name for name in ids or () if name not in catalogue.services]
    if unknown:
        raise fail(
            t("service inconnu : {name}", "unknown service: {name}", name=unknown[0]),
            t("voyez « paravent services list »", "see `paravent services list`"),
            exit_code=Exit.USAGE,
        )
    chosen = [catalogue.services[name] for name in ids or catalogue.services]
    policy = base.policies().current()

    async def work() -> list[Problem]:
        async with running(base.engine()) as engine:
            found = [await check_service(s, policy, engine.scan) for s in chosen]
        return [problem for problems in found for problem in problems]

    problems = asyncio.run(work())
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    count = plural(
        sum(len(service.fixtures) for service in chosen),
        "échange réussi",
        "échanges réussis",
        "exchange passed",
        "exchanges passed",
    )
    console.say(f"{count}.")

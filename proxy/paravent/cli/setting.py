"""``setup``: three steps, each told line by line, and the proof that it works."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from paravent.cli import console, daemon
from paravent.cli.program import Base, now
from paravent.cli.proof import prove
from paravent.cli.siting import find_site, open_ledger
from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import plural, t
from paravent.system import login, proxying, trust, units, variables
from paravent.system.ca import ensure_ca
from paravent.system.part import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.system.ledger import Ledger
    from paravent.system.part import Part, Site


def setup(
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Sans questions. / Without questions.")
    ] = False,
    browser_only: Annotated[
        bool,
        typer.Option(
            "--browser-only",
            help="N'approuve que le certificat, pour l'extension. / Trusts the certificate only.",
        ),
    ] = False,
    no_system_proxy: Annotated[
        bool, typer.Option("--no-system-proxy", help="Ne règle aucun proxy. / Sets no proxy.")
    ] = False,
    replace_proxy: Annotated[
        bool,
        typer.Option("--replace-proxy", help="Remplace un autre proxy. / Replaces another proxy."),
    ] = False,
) -> None:
    """Installe Paravent sur cet ordinateur. / Sets Paravent up on this computer."""
    base = Base.load()
    asks = not yes and sys.stdin.isatty()
    site = find_site(base, base.catalogue().hosts, may_ask=asks, replace_proxy=replace_proxy)
    _refuse_sudo(site)
    base.home.make()
    console.say(
        t(
            "Paravent s'installe en 3 étapes. Tout est réversible : paravent uninstall",
            "Paravent is set up in 3 steps. All of it can be undone: paravent uninstall",
        )
    )
    if asks and not typer.confirm(t("Continuer ?", "Go on?"), default=True):
        raise typer.Exit(Exit.NOT_READY)
    ledger = open_ledger(site)
    failed = _trust(base, site, ledger)
    if not (browser_only or no_system_proxy):
        failed += _send(base, site, ledger)
    running = _start(base, site, ledger)
    _prove(site, running)
    if failed:
        left = plural(failed, "point", "points", "thing", "things")
        console.note(
            t(
                "Reste à régler : {left}. paravent doctor dit quoi.",
                "Left to do: {left}. paravent doctor says what.",
                left=left,
            )
        )
        raise typer.Exit(Exit.NOT_READY)


def _refuse_sudo(site: Site) -> None:
    if site.place.administrator and site.place.variable("SUDO_USER") not in {"", "root"}:
        raise fail(
            t(
                "avec sudo, Paravent serait installé pour l'administrateur et pas pour vous",
                "with sudo, Paravent would be set up for the administrator and not for you",
            ),
            "paravent setup",
            exit_code=Exit.USAGE,
        )


def _trust(base: Base, site: Site, ledger: Ledger) -> int:
    ensure_ca(base.home, base.catalogue().hosts, now())
    console.say()
    console.say(
        t(
            "1/3  Certificat local   pour cet ordinateur seulement, clé dans {folder}",
            "1/3  Local certificate  for this computer only, key in {folder}",
            folder=base.home.ca,
        )
    )
    return _apply(site, ledger, trust.stores(site))


def _send(base: Base, site: Site, ledger: Ledger) -> int:
    count = len(base.catalogue().hosts)
    console.say()
    console.say(
        t(
            "2/3  Proxy              seuls {count} domaines d'IA passent par Paravent",
            "2/3  Proxy              only {count} AI domains go through Paravent",
            count=count,
        )
    )
    return _apply(site, ledger, [*proxying.settings(site), *variables.parts(site)])


def _start(base: Base, site: Site, ledger: Ledger) -> daemon.Running:
    console.say()
    console.say(t("3/3  Vérification", "3/3  Check"))
    _apply(site, ledger, [login.part(site)])
    running = daemon.find_running(base)
    if running is None and units.runs(site.place) and units.start(site.place, login.UNIT):
        running = daemon.wait_ready(base)
    if running is None:
        return daemon.start(base, [])
    if running.port != site.port:
        raise fail(
            t(
                "Paravent fonctionne sur le port {port}, et les réglages disent {wanted}",
                "Paravent runs on port {port}, and the settings say {wanted}",
                port=running.port,
                wanted=site.port,
            ),
            "paravent down && paravent setup",
            exit_code=Exit.NOT_READY,
        )
    return running


def _prove(site: Site, running: daemon.Running) -> None:
    trial = prove(running.port, site.home.ca_certificate)
    came_back = trial.received.reveal().partition(".")[0] + "."
    console.checked(
        "✓", "", t("envoi d'essai vers un faux service local", "trial message to a local service")
    )
    for title, text in (
        (t("envoyé", "sent"), trial.sent.reveal()),
        (t("parti", "left"), trial.left.reveal()),
        (t("reçu", "received"), came_back),
    ):
        console.labelled(f"     {title:<8}", t("«\u00a0{text}\u00a0»", '"{text}"', text=text))
    console.say()
    console.say(
        t(
            "Prêt. Redémarrez vos navigateurs, puis ouvrez chatgpt.com comme d'habitude. "
            "Tableau de bord : http://127.0.0.1:{port}/",
            "Ready. Restart your browsers, then open chatgpt.com as usual. "
            "Dashboard: http://127.0.0.1:{port}/",
            port=running.ui_port,
        )
    )


@dataclass(frozen=True, slots=True)
class Line:
    """What is told of a part: how it went, what it is, how it is now, what helps."""

    mark: str
    title: str
    detail: str
    fix: str = ""
    changed: bool = False


def applied(site: Site, ledger: Ledger, parts: Iterable[Part]) -> Iterator[Line]:
    """Change what is not as wanted; a line for each part."""
    for part in parts:
        try:
            look = part.look(site)
            if look.standing is Standing.TODO:
                part.change(site, ledger)
                yield Line("✓", part.title, look.detail or t("fait", "done"), changed=True)
            elif look.standing is Standing.DONE:
                yield Line("✓", part.title, look.detail or t("déjà en place", "already there"))
            elif look.standing is Standing.ABSENT:
                yield Line("–", part.title, look.detail, look.fix)
            else:
                yield Line("!", part.title, look.detail, look.fix)
        except ParaventError as error:
            problem = error.problems[0]
            yield Line("✗", part.title, problem.message, problem.hint, changed=True)


def _apply(site: Site, ledger: Ledger, parts: Iterable[Part]) -> int:
    """Change what is not as wanted and tell it; how many could not be."""
    failed = 0
    for line in applied(site, ledger, parts):
        console.checked(line.mark, line.title, line.detail, line.fix)
        failed += line.mark in {"!", "✗"}
    return failed

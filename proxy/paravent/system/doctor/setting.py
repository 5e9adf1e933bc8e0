"""Checks of what ``paravent setup`` changes: each part is looked at as it was when it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.system import login, proxying, trust, variables
from paravent.system.doctor.base import Check, Status
from paravent.system.part import Look, Standing
from paravent.system.ports import why_not_bound
from paravent.system.proxying import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paravent.system.doctor.base import Findings, Machine
    from paravent.system.part import Part, Site

SETUP = "paravent setup"
KINDS = {
    "trust": ("trust:",),
    "proxy": ("proxy:", "policy:"),
    "shell": ("variables",),
    "start": ("login",),
}
"""Each check with the beginnings of the ids under which set-up notes its changes."""


def parts(kind: str, site: Site) -> list[Part]:
    """What set-up changes of this kind."""
    found: dict[str, Callable[[Site], Iterable[Part]]] = {
        "trust": trust.stores,
        "proxy": proxying.settings,
        "shell": variables.parts,
        "start": lambda site: [login.part(site)],
    }
    return list(found[kind](site))


def was_made(kind: str, changed: Iterable[str]) -> bool:
    """Whether set-up has changed something of this kind, going by the ids of its changes."""
    return any(one.startswith(KINDS[kind]) for one in changed)


def _check(kind: str, title: Callable[[], str], missing: Callable[[], str]) -> Check:
    def run(machine: Machine) -> Findings:
        trouble = Status.FAIL if was_made(kind, machine.changed) else Status.WARN
        found = parts(kind, machine.site)
        for part in found:
            look = _alive(part, machine.site)
            about = f"{part.title}{t('\u00a0:', ':')} "
            where = f" ({look.detail})" if look.detail else ""
            if look.standing is Standing.DONE:
                yield Status.OK, about + t("en place", "in place") + where, ""
            elif look.standing is Standing.ABSENT:
                yield Status.OK, about + look.detail, ""
            elif look.standing is Standing.TODO:
                yield trouble, about + missing() + where, SETUP
            else:
                yield trouble, about + look.detail, look.fix or SETUP
        if not found:
            yield Status.OK, t("rien à régler ici", "nothing to set here"), ""

    return Check(kind, title, run)


def _alive(part: Part, site: Site) -> Look:
    """How a part stands; what serves the PAC file has to listen as well."""
    look = part.look(site)
    silent = part.id == "proxy:pac" and why_not_bound(site.pac_port) is None
    if look.standing is not Standing.DONE or not silent:
        return look
    detail = t("n'écoute pas sur {port}", "does not listen on {port}", port=site.pac_port)
    return Look(Standing.BLOCKED, detail, f"systemctl --user restart {served.UNIT}.socket")


CHECKS = (
    _check(
        "trust",
        lambda: t("confiance", "trust"),
        lambda: t("n'approuve pas le certificat", "does not trust the certificate"),
    ),
    _check(
        "proxy",
        lambda: "proxy",
        lambda: t("ne passe pas par Paravent", "does not go through Paravent"),
    ),
    _check(
        "shell",
        lambda: "terminal",
        lambda: t("les variables manquent", "the variables are missing"),
    ),
    _check(
        "start",
        lambda: t("démarrage", "start"),
        lambda: t("pas au début de la session", "not with the session"),
    ),
)

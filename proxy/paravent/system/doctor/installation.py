"""Checks of the installation itself: its folder, its certificate, its ports, its clock."""

from __future__ import annotations

import errno
import shlex
import stat
import tempfile
from datetime import timedelta
from typing import TYPE_CHECKING

from paravent.i18n import plural, t
from paravent.system.ca import RENEW_COMMAND, CaState, key_file, read_ca
from paravent.system.doctor.base import Check, Status
from paravent.system.ports import why_not_bound

if TYPE_CHECKING:
    from paravent.system.doctor.base import Findings, Machine

WARN_DAYS = 30
"""Days before its end from which the certificate is worth a warning."""

_AHEAD = timedelta(minutes=2)
"""How far a line of the log may be ahead: it may be written while we look."""
_SET_CLOCK = "timedatectl set-ntp true"


def _home(machine: Machine) -> Findings:
    root = machine.home.root
    try:
        mode = stat.S_IMODE(root.stat().st_mode)
        with tempfile.TemporaryFile(dir=root):
            pass
    except FileNotFoundError:
        absent = t("{path} n'existe pas encore", "{path} does not exist yet", path=root)
        yield Status.FAIL, absent, "paravent up"
        return
    except OSError:
        yield (
            Status.FAIL,
            t("impossible d'écrire dans {path}", "cannot write to {path}", path=root),
            t(
                "vérifiez que ce dossier vous appartient et que le disque n'est pas plein",
                "check that this folder is yours and that the disk is not full",
            ),
        )
        return
    if mode & 0o077:
        yield (
            Status.WARN,
            t(
                "{path} est ouvert à d'autres utilisateurs de cet ordinateur",
                "{path} is open to other users of this computer",
                path=root,
            ),
            f"chmod 700 {shlex.quote(str(root))}",
        )
    else:
        yield Status.OK, t("{path}, pour vous seul", "{path}, for you only", path=root), ""


def _ca(machine: Machine) -> Findings:
    state = read_ca(machine.home, machine.names, machine.now)
    troubles = [*_age(state), *_exposure(machine, state), *_coverage(state)]
    until = t(
        "valable jusqu'au {day}, pour les services d'IA seulement",
        "valid until {day}, for AI services only",
        day=state.not_after.date(),
    )
    yield from troubles or [(Status.OK, until, "")]


def _age(state: CaState) -> Findings:
    day = state.not_after.date()
    if state.days_left < 0:
        yield Status.FAIL, t("expiré le {day}", "expired on {day}", day=day), RENEW_COMMAND
    elif state.days_left <= WARN_DAYS:
        yield Status.WARN, t("expire le {day}", "expires on {day}", day=day), RENEW_COMMAND


def _exposure(machine: Machine, state: CaState) -> Findings:
    if state.exposed:
        yield (
            Status.WARN,
            t(
                "sa clé peut être lue par d'autres utilisateurs de cet ordinateur",
                "its key can be read by other users of this computer",
            ),
            f"chmod 600 {shlex.quote(str(key_file(machine.home)))}",
        )


def _coverage(state: CaState) -> Findings:
    if state.pending:
        count = plural(
            len(state.pending),
            "serveur ajouté n'est pas encore couvert",
            "serveurs ajoutés ne sont pas encore couverts",
            "added host is not covered yet",
            "added hosts are not covered yet",
        )
        detail = t("{count} : {names}", "{count}: {names}", count=count, names=_short(state))
        yield Status.WARN, detail, RENEW_COMMAND


def _short(state: CaState) -> str:
    more = "…" if len(state.pending) > 3 else ""
    return ", ".join(state.pending[:3]) + more


def _ports(machine: Machine) -> Findings:
    for port in machine.ports:
        code = why_not_bound(port)
        place = f"127.0.0.1:{port}"
        if code is None:
            yield Status.OK, t("{place} est libre", "{place} is free", place=place), ""
        elif code == errno.EADDRINUSE and machine.is_ours(port):
            yield Status.OK, t("écoute sur {place}", "listens on {place}", place=place), ""
        else:
            yield (
                Status.FAIL,
                t("{place} n'est pas disponible", "{place} is not available", place=place),
                t(
                    "fermez le programme qui l'utilise, ou choisissez un autre port "
                    "avec --port ou --ui-port",
                    "close the program that uses it, or choose another port "
                    "with --port or --ui-port",
                ),
            )


def _clock(machine: Machine) -> Findings:
    """A clock that is wrong makes certificates invalid and events out of order."""
    last = machine.last_event_at()
    synced = machine.site.place.run("timedatectl", "show", "-p", "NTPSynchronized", "--value")
    told = f"{machine.now.astimezone():%Y-%m-%d %H:%M}"
    if last is not None and last - machine.now > _AHEAD:
        yield (
            Status.WARN,
            t(
                "{now}, avant la dernière ligne du journal ({last})",
                "{now}, before the last line of the log ({last})",
                now=told,
                last=f"{last.astimezone():%Y-%m-%d %H:%M}",
            ),
            _SET_CLOCK,
        )
    elif synced.ok and synced.out.strip() == "no":
        by_hand = t("{now}, réglée à la main", "{now}, set by hand", now=told)
        yield Status.WARN, by_hand, _SET_CLOCK
    else:
        yield Status.OK, told, ""


CHECKS = (
    Check("home", lambda: t("dossier", "folder"), _home),
    Check("ca", lambda: t("certificat", "certificate"), _ca),
    Check("ports", lambda: "ports", _ports),
    Check("clock", lambda: t("horloge", "clock"), _clock),
)

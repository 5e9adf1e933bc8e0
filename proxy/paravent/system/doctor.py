"""The checks of ``paravent doctor``: each is declared here, looks at one thing and says how it is.

They read and never repair; whoever asked prints the results. Must never show content: counts,
dates, names of files and of hosts only.
"""

from __future__ import annotations

import errno
import shlex
import stat
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from paravent.errors import ParaventError
from paravent.i18n import plural, t
from paravent.system.ca import RENEW_COMMAND, CaState, key_file, read_ca
from paravent.system.ports import why_not_bound
from paravent.system.robots import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from paravent.settings import Home

WARN_DAYS = 30
"""Days before its end from which the certificate is worth a warning."""


class Status(StrEnum):
    """How a check went; ``FAIL`` keeps Paravent from doing its work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found: of what (``title``), how it is (``detail``), what to do (``fix``)."""

    id: str
    status: Status
    title: str
    detail: str
    fix: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What the checks look at. The callables raise ParaventError when something is wrong.

    Attributes:
        home: the folder of this installation.
        names: the catalogued hosts.
        now: the current time, aware.
        ports: the ports on 127.0.0.1 that Paravent is to listen on.
        is_ours: whether it is this Paravent that listens on a port in use.
        keys: where the keys are kept: ``keyring`` or ``file``.
        audit: opens and verifies the audit log; how many entries it has.
        rules: reads the rules in force; how many there are, and whether they hide anything.
        models: compares the models' files with their hashes; how many there are.
        challenges: how often each service asked, these last days, whether a person is there.
        drifts: how often each service's messages had another form than is known, these last days.
        paused_until: end of the pause that lasts, aware; None where nothing is paused.
    """

    home: Home
    names: tuple[str, ...]
    now: datetime
    ports: tuple[int, ...]
    is_ours: Callable[[int], bool]
    keys: Callable[[], str]
    audit: Callable[[], int]
    rules: Callable[[], tuple[int, bool]]
    models: Callable[[], int]
    challenges: Callable[[], Mapping[str, int]] = dict
    drifts: Callable[[], Mapping[str, int]] = dict
    paused_until: datetime | None = None


type _Findings = Iterator[tuple[Status, str, str]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its id for programs, its title for people, and what it does.

    ``run`` yields status, detail and fix of each thing it finds, at least one, or raises
    ParaventError.
    """

    id: str
    title: Callable[[], str]
    run: Callable[[Machine], _Findings]


def examine(machine: Machine) -> list[Result]:
    """Run every check; the results in order."""
    return [result for check in CHECKS for result in _results(check, machine)]


def _results(check: Check, machine: Machine) -> Iterator[Result]:
    try:
        for status, detail, fix in check.run(machine):
            yield Result(check.id, status, check.title(), detail, fix)
    except ParaventError as error:
        for problem in error.problems:
            place = f" ({problem.where})" if problem.where else ""
            detail = problem.message + place
            yield Result(check.id, Status.FAIL, check.title(), detail, problem.hint)


def _home(machine: Machine) -> _Findings:
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


def _ca(machine: Machine) -> _Findings:
    state = read_ca(machine.home, machine.names, machine.now)
    troubles = [*_age(state), *_exposure(machine, state), *_coverage(state)]
    until = t(
        "valable jusqu'au {day}, pour les services d'IA seulement",
        "valid until {day}, for AI services only",
        day=state.not_after.date(),
    )
    yield from troubles or [(Status.OK, until, "")]


def _age(state: CaState) -> _Findings:
    day = state.not_after.date()
    if state.days_left < 0:
        yield Status.FAIL, t("expiré le {day}", "expired on {day}", day=day), RENEW_COMMAND
    elif state.days_left <= WARN_DAYS:
        yield Status.WARN, t("expire le {day}", "expires on {day}", day=day), RENEW_COMMAND


def _exposure(machine: Machine, state: CaState) -> _Findings:
    if state.exposed:
        yield (
            Status.WARN,
            t(
                "sa clé peut être lue par d'autres utilisateurs de cet ordinateur",
                "its key can be read by other users of this computer",
            ),
            f"chmod 600 {shlex.quote(str(key_file(machine.home)))}",
        )


def _coverage(state: CaState) -> _Findings:
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


def _ports(machine: Machine) -> _Findings:
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


def _pause(machine: Machine) -> _Findings:
    if machine.paused_until is None:
        yield Status.OK, t("aucune", "none"), ""
    else:
        until = f"{machine.paused_until.astimezone():%H:%M}"
        detail = t(
            "tout part en clair jusqu'à {until}", "all leaves in clear until {until}", until=until
        )
        yield Status.WARN, detail, "paravent resume"


def _keys(machine: Machine) -> _Findings:
    if machine.keys() == "keyring":
        yield Status.OK, t("dans le trousseau du système", "in the system's keyring"), ""
    else:
        yield (
            Status.WARN,
            t(
                "dans un fichier lisible par vous seul, faute de trousseau",
                "in a file that only you can read, for want of a keyring",
            ),
            t(
                "installez ou déverrouillez le trousseau du système",
                "install or unlock the system's keyring",
            ),
        )


def _audit(machine: Machine) -> _Findings:
    count = plural(machine.audit(), "entrée", "entrées", "entry", "entries")
    yield Status.OK, t("{count}, chaîne intacte", "{count}, chain intact", count=count), ""


def _rules(machine: Machine) -> _Findings:
    count, protect = machine.rules()
    rules = plural(count, "règle", "règles", "rule", "rules")
    if protect:
        yield Status.OK, rules, ""
    else:
        yield (
            Status.WARN,
            t(
                "non protégé : {rules}, observées seulement",
                "not protected: {rules}, only observed",
                rules=rules,
            ),
            t(
                'écrivez policy = "freelance" dans settings.toml',
                'write policy = "freelance" in settings.toml',
            ),
        )


def _models(machine: Machine) -> _Findings:
    count = plural(machine.models(), "modèle", "modèles", "model", "models")
    yield Status.OK, t("{count}, contrôle réussi", "{count}, verified", count=count), ""


def _challenges(machine: Machine) -> _Findings:
    found = machine.challenges()
    for service, count in sorted(found.items()):
        yield Status.WARN, *told(service, count)
    if not found:
        yield Status.OK, t("aucun cette semaine", "none this week"), ""


def _drifts(machine: Machine) -> _Findings:
    found = machine.drifts()
    for service, count in sorted(found.items()):
        yield (
            Status.WARN,
            t("{service} : {count} fois", "{service}: {count} times", service=service, count=count),
            t(
                "ce service a changé de format ; l'essentiel reste masqué et remis, mettez "
                "Paravent à jour",
                "this service has changed its format; what matters is still masked and put "
                "back, update Paravent",
            ),
        )
    if not found:
        yield Status.OK, t("aucun cette semaine", "none this week"), ""


CHECKS = (
    Check("home", lambda: t("dossier", "folder"), _home),
    Check("ca", lambda: t("certificat", "certificate"), _ca),
    Check("ports", lambda: "ports", _ports),
    Check("pause", lambda: t("pause", "pause"), _pause),
    Check("keys", lambda: t("clés", "keys"), _keys),
    Check("audit", lambda: t("journal", "audit log"), _audit),
    Check("rules", lambda: t("règles", "rules"), _rules),
    Check("models", lambda: t("modèles", "models"), _models),
    Check("challenges", lambda: t("contrôles anti-robots", "checks for robots"), _challenges),
    Check("formats", lambda: t("formats inattendus", "unexpected formats"), _drifts),
)
"""All of them, in the order in which people read them."""

"""``doctor``: what is wrong, and what mends it."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from paravent.cli import console, daemon
from paravent.cli.program import Base, now
from paravent.cli.setting import applied
from paravent.cli.siting import find_site, open_ledger
from paravent.detect.manifest import read_manifest, verify
from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import plural, t
from paravent.settings import shipped
from paravent.store.keys import load_keys
from paravent.store.reader import Query, read_audit
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType
from paravent.system.ca import key_file, read_ca, renew_ca
from paravent.system.doctor import Machine, Result, Status, examine
from paravent.system.doctor.setting import KINDS, parts, was_made

if TYPE_CHECKING:
    from collections.abc import Callable

_A_WEEK = timedelta(days=7)
_MARKS = {Status.OK: "✓", Status.WARN: "!", Status.FAIL: "✗"}


def doctor(
    *,
    fix: Annotated[
        bool, typer.Option("--fix", help="Répare ce qui peut l'être. / Mends what it can.")
    ] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Examine l'installation. / Examines the installation."""
    base = Base.load()
    hosts = base.catalogue().hosts
    if fix:
        _renew(base, hosts)
        _mend(base, hosts)
    results = examine(_machine(base, hosts))
    if json:
        console.say_json(
            checks=[
                {"id": r.id, "status": str(r.status), "detail": r.detail, "fix": r.fix}
                for r in results
            ]
        )
    else:
        for result in results:
            console.checked(_MARKS[result.status], result.title, result.detail, result.fix)
        console.say(_sum_up(results))
    if any(result.status is Status.FAIL for result in results):
        raise typer.Exit(Exit.NOT_READY)


def look_over(base: Base) -> list[Result]:
    """What every check finds; it blocks.

    Raises:
        ParaventError: a service's file is not valid.
    """
    return examine(_machine(base, base.catalogue().hosts))


def _machine(base: Base, hosts: tuple[str, ...]) -> Machine:
    home, settings = base.home, base.settings
    found = daemon.find_running(base)
    running = found if found and found.health() else None
    ports = (running.port, running.ui_port) if running else (settings.port, settings.ui_port)
    site = find_site(base, hosts)
    return Machine(
        home=home,
        site=site,
        changed=open_ledger(site).ids,
        names=hosts,
        now=now(),
        ports=ports,
        is_ours=lambda port: running is not None and port in ports,
        keys=lambda: str(load_keys(home).backend),
        audit=_audit(base),
        rules=lambda: _rules(base),
        models=_models,
        paused_until=_paused_until(running),
        challenges=_counted(base, EventType.CHALLENGE),
        drifts=_counted(base, EventType.FORMAT_DRIFT),
        last_event_at=lambda: _last_event_at(base),
    )


def _paused_until(running: daemon.Running | None) -> datetime | None:
    health = running.health() if running else None
    until = health.get("paused_until") if health else None
    return datetime.fromisoformat(until) if until else None


def _audit(base: Base) -> Callable[[], int]:
    def look() -> int:
        found = verify_audit(base.home.audit, load_keys(base.home))
        if not found.ok:
            raise fail(
                found.findings[0].what,
                t("voyez « paravent audit verify »", "see `paravent audit verify`"),
                exit_code=Exit.AUDIT_BROKEN,
            )
        return found.events

    return look


def _counted(base: Base, kind: EventType) -> Callable[[], dict[str, int]]:
    """How often something happened with each service this last week."""

    def look() -> dict[str, int]:
        found: dict[str, int] = {}
        if base.home.audit.exists():
            query = Query(since=now() - _A_WEEK, types=[kind])
            with read_audit(base.home.audit, load_keys(base.home)) as log:
                for entry in log.select(query):
                    count = log.read(entry.index).event().get("count", 1)
                    service = entry.service or ""
                    found[service] = found.get(service, 0) + count
        return found

    return look


def _rules(base: Base) -> tuple[int, bool]:
    policy = base.policies().current()
    return len(policy.rules), not policy.observes


def _models() -> int:
    folder = shipped("models")
    manifest = read_manifest(folder)
    verify(manifest, folder)
    return len(manifest.parts)


def _renew(base: Base, hosts: tuple[str, ...]) -> None:
    state = read_ca(base.home, hosts, now())
    if state.pending or state.days_left <= 0:
        renew_ca(base.home, hosts, now())
        console.note(
            t(
                "Le certificat a été renouvelé. S'il ne vient pas de « paravent setup », approuvez "
                "de nouveau {path}. Puis « paravent down » et « paravent up ».",
                "The certificate was renewed. If it is not from `paravent setup`, trust {path} "
                "again. Then `paravent down` and `paravent up`.",
                path=base.home.ca_certificate,
            )
        )


def _mend(base: Base, hosts: tuple[str, ...]) -> None:
    """Close what is open to others, and make anew what set-up had made and is no longer so."""
    for path, mode in ((base.home.root, 0o700), (key_file(base.home), 0o600)):
        with suppress(FileNotFoundError):
            path.chmod(mode)
    site = find_site(base, hosts, may_ask=sys.stdin.isatty())
    ledger = open_ledger(site)
    for kind in KINDS:
        if was_made(kind, ledger.ids):
            for line in applied(site, ledger, parts(kind, site)):
                if line.changed:
                    console.note(f"{line.mark} {line.title} {line.detail}")


def _last_event_at(base: Base) -> datetime | None:
    """When the log was last written to; None where it never was, or cannot be read."""
    if base.home.audit.exists():
        with (
            suppress(ParaventError),  # told by the check of the log itself
            read_audit(base.home.audit, load_keys(base.home)) as log,
        ):
            return next((one.at for one in log.select(Query(limit=1, reverse=True))), None)
    return None


def _sum_up(results: list[Result]) -> str:
    failed = sum(result.status is Status.FAIL for result in results)
    warned = sum(result.status is Status.WARN for result in results)
    parts = []
    if failed:
        parts.append(plural(failed, "problème", "problèmes", "problem", "problems"))
    if warned:
        warnings = ("avertissement", "avertissements", "warning", "warnings")
        parts.append(plural(warned, *warnings))
    return f"{', '.join(parts)}." if parts else t("Tout va bien.", "All is well.")

"""``uninstall``: puts the machine back as it was, and says what stays and where."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from paravent.cli import console, daemon
from paravent.cli.program import Base
from paravent.cli.siting import find_site, open_ledger
from paravent.errors import Exit
from paravent.i18n import plural, t
from paravent.store.keys import discard_keys

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.settings import Home
    from paravent.system.ledger import Undone


def uninstall(
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Sans questions. / Without questions.")
    ] = False,
    keep_audit: Annotated[
        bool, typer.Option("--keep-audit", help="Garde le journal. / Keeps the log.")
    ] = False,
    delete_audit: Annotated[
        bool,
        typer.Option(
            "--delete-audit",
            help="Efface aussi journal, registre et réglages. / Deletes log, clients, settings.",
        ),
    ] = False,
) -> None:
    """Remet l'ordinateur comme il était. / Puts the computer back as it was."""
    base = Base.load()
    asks = not yes and sys.stdin.isatty()
    if asks and not typer.confirm(t("Désinstaller Paravent ?", "Uninstall Paravent?")):
        raise typer.Exit(Exit.NOT_READY)
    site = find_site(base, (), may_ask=asks)
    ledger = open_ledger(site)
    failed = 0
    for undone in _merged(list(ledger.undo())):
        failed += bool(undone.problem)
        _tell(undone)
    daemon.stop(base)
    if failed:
        console.note(
            t(
                "{left} : rien n'est effacé tant qu'il en reste. Relancez paravent uninstall.",
                "{left}: nothing is deleted as long as any is left. Run paravent uninstall again.",
                left=plural(failed, "point reste", "points restent", "point left", "points left"),
            )
        )
        raise typer.Exit(Exit.NOT_READY)
    if asks and not keep_audit and not delete_audit:
        delete_audit = typer.confirm(
            t(
                "Effacer aussi le journal d'audit, le registre des clients et vos réglages ?",
                "Delete the audit log, the client register and your settings as well?",
            )
        )
    _delete(base.home, everything=delete_audit and not keep_audit)


def _merged(undone: list[Undone]) -> list[Undone]:
    """One line for each part, whatever the number of its entries."""
    found: dict[str, Undone] = {}
    for one in undone:
        former = found.get(one.id)
        if former is None or one.problem or (one.kept and not former.problem):
            found[one.id] = one
    return list(found.values())


def _tell(undone: Undone) -> None:
    kind, _, what = undone.id.partition(":")
    title = {
        "trust": t("certificat", "certificate"),
        "proxy": "proxy",
        "policy": t("réglages imposés", "policy"),
        "login": t("démarrage", "start"),
        "variables": "terminal",
    }[kind]
    what = f"{what} : " if what else ""
    if undone.problem:
        console.checked("✗", title, what + undone.problem)
    elif undone.kept:
        changed = t(
            "changé par d'autres depuis, nos lignes seules sont ôtées ({kept})",
            "changed by others since, only our lines are taken out ({kept})",
            kept=", ".join(undone.kept),
        )
        console.checked("!", title, what + changed)
    else:
        console.checked("✓", title, what + t("comme avant", "as before"))


def _delete(home: Home, *, everything: bool) -> None:
    """Delete what the program made for itself; the person's own things too if they say so."""
    if everything:
        discard_keys(home)
    for path in [*_programs_own(home), *(_persons_own(home) if everything else [])]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    kept = sorted(home.root.iterdir()) if home.root.is_dir() else []
    if not kept:
        with suppress(FileNotFoundError):
            home.root.rmdir()
    else:
        console.say(
            t(
                "Restent dans {folder} : {names}. Pour les effacer : supprimez ce dossier.",
                "Left in {folder}: {names}. To delete them: delete this folder.",
                folder=home.root,
                names=", ".join(path.name for path in kept),
            )
        )
    console.say(
        t(
            "L'ordinateur est comme avant. Redémarrez vos navigateurs et fermez ce terminal. "
            "Le programme lui-même est dans {folder}.",
            "The computer is as before. Restart your browsers and close this terminal. "
            "The program itself is in {folder}.",
            folder=sys.prefix,
        )
    )


def _programs_own(home: Home) -> list[Path]:
    """What the program made for itself and nobody needs without it."""
    return [
        home.ca,
        home.ca_certificate,
        home.bundle,
        *_database(home.vault),
        home.facts,
        home.extensions,
        home.run,
        home.log.parent,
        home.root / "setup",
        *home.root.glob("*.lock"),
    ]


def _persons_own(home: Home) -> list[Path]:
    """What a person made or may have to show: the log with its keys, the register, the rules."""
    return [
        *_database(home.audit),
        *_database(home.register),
        home.keys,
        home.settings,
        home.policies,
        home.services,
        home.providers,
        home.observation,
    ]


def _database(path: Path) -> list[Path]:
    return [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]

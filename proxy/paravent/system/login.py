"""Starting with the session: a unit of systemd, a desktop entry, a LaunchAgent or a task."""

from __future__ import annotations

import plistlib
import subprocess
from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.system import units
from paravent.system.ledger import Undo
from paravent.system.part import Look, Part, Standing
from paravent.system.snapshot import take, write

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.system.ledger import Ledger
    from paravent.system.part import Site

UNIT = "paravent.service"
TASK = r"Paravent\Paravent"
_LABEL = "fr.paravent"
_ID = "login"
_TARGET = "default.target"


def part(site: Site) -> Part:
    """What starts Paravent at login, as this platform does it."""
    title = t("démarrage", "start")
    if site.place.platform == "win32":
        return Part(_ID, title, _look_task, _change_task)
    if site.place.platform != "darwin" and site.place.find("systemctl"):
        return Part(_ID, title, _look_unit, _change_unit)
    return Part(_ID, title, _look_file, _change_file)


def _command(site: Site) -> list[str]:
    return [*site.program, "up", "--foreground"]


def _own_folder(site: Site) -> str:
    """The folder, where it has to be named to be found again at login."""
    return site.place.variable("PARAVENT_HOME") and str(site.home.root)


def _units(site: Site) -> dict[str, str]:
    folder = _own_folder(site)
    return {
        UNIT: "[Unit]\nDescription=Paravent\n\n[Service]\n"
        f"ExecStart={' '.join(units.quoted(word) for word in _command(site))}\n"
        + (f"Environment={units.quoted(f'PARAVENT_HOME={folder}')}\n" if folder else "")
        # What is set for others to come to us would send us to ourselves.
        + "UnsetEnvironment=HTTPS_PROXY https_proxy auto_proxy SSL_CERT_FILE\n"
        "Restart=on-failure\nRestartSec=2\n\n[Install]\nWantedBy=default.target\n"
    }


def _look_unit(site: Site) -> Look:
    there = units.is_there(site.place, _units(site), _TARGET)
    return Look(Standing.DONE if there else Standing.TODO)


def _change_unit(site: Site, ledger: Ledger) -> None:
    units.install(site.place, ledger, _ID, _units(site), _TARGET)


def _file(site: Site) -> Path:
    if site.place.platform == "darwin":
        return site.place.home / f"Library/LaunchAgents/{_LABEL}.plist"
    return site.place.config / "autostart/paravent.desktop"


def _content(site: Site) -> bytes:
    folder = _own_folder(site)
    if site.place.platform == "darwin":
        environ = {"EnvironmentVariables": {"PARAVENT_HOME": folder}} if folder else {}
        return plistlib.dumps(
            {
                "Label": _LABEL,
                "ProgramArguments": _command(site),
                "RunAtLoad": True,
                "KeepAlive": {"SuccessfulExit": False},
                **environ,
            }
        )
    words = [*(["env", f"PARAVENT_HOME={folder}"] if folder else []), *_command(site)]
    command = " ".join(_desktop_quoted(word) for word in words)
    return f"[Desktop Entry]\nType=Application\nName=Paravent\nExec={command}\n".encode()


def _desktop_quoted(word: str) -> str:
    """A word of ``Exec`` (Desktop Entry Specification 1.5)."""
    for char in ("\\", '"', "`", "$"):
        word = word.replace(char, f"\\{char}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _look_file(site: Site) -> Look:
    same = take(_file(site)).content == _content(site)
    return Look(Standing.DONE if same else Standing.TODO)


def _change_file(site: Site, ledger: Ledger) -> None:
    with ledger.change(_ID, files=[_file(site)]):
        write(_file(site), _content(site), 0o644)
    if site.place.platform == "darwin":
        unload = ("launchctl", "unload", str(_file(site)))
        with ledger.change(_ID, undo=[Undo((unload,))]):
            pass  # loaded by whoever starts the program


def _look_task(site: Site) -> Look:
    there = site.place.run("schtasks", "/query", "/tn", TASK).ok
    return Look(Standing.DONE if there else Standing.TODO)


def _change_task(site: Site, ledger: Ledger) -> None:
    delete = ("schtasks", "/delete", "/tn", TASK, "/f")
    with ledger.change(_ID, undo=[Undo((delete,))]):
        site.place.run(
            "schtasks", "/create", "/tn", TASK, "/sc", "onlogon", "/rl", "limited",
            "/tr", subprocess.list2cmdline(_command(site)), "/f",
        )  # fmt: skip

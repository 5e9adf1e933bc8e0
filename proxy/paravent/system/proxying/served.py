"""What serves the PAC file where its address has to be one of a server: not Paravent itself.

A browser that cannot read the file goes direct, so it comes from the system: a socket that
systemd or launchd holds and that starts a few lines of shell for each reader, or, on Windows, a
small program of its own that starts at login. All of them outlive Paravent.
"""

from __future__ import annotations

import plistlib
import sys
import time
from typing import TYPE_CHECKING

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.system import units
from paravent.system.ledger import Undo
from paravent.system.part import PAC_TYPE, Look, Part, Standing
from paravent.system.ports import why_not_bound
from paravent.system.snapshot import take, write

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.system.ledger import Ledger
    from paravent.system.part import Site

UNIT = "paravent-pac"
LABEL = "fr.paravent.pac"
TASK = r"Paravent\PAC"
_SHELL = "/bin/sh"
_PATIENCE_S, _STEP_S = 3.0, 0.1
# Reads the whole request before it answers: to close a socket with something left in it is to
# reset it, and the reader may lose the answer.
_SCRIPT = """\
while IFS= read -r line && [ "${#line}" -gt 1 ]; do :; done
cat "$1"
"""


def systemd(site: Site) -> list[Part]:
    """A socket that the user's systemd holds; where there is none, a part that says so."""
    title = t("serveur du PAC", "PAC server")
    if site.place.find("systemctl") is None:
        missing = t(
            "systemd manque : sous KDE, rien n'est réglé pour Chromium",
            "systemd is missing: under KDE, nothing is set for Chromium",
        )
        return [Part("proxy:pac", title, lambda _: Look(Standing.BLOCKED, missing), _nothing)]

    def look(site: Site) -> Look:
        answered = take(_answer_file(site)).content == _answer(site)
        there = units.is_there(site.place, _units(site), "sockets.target")
        return Look(Standing.DONE if answered and there else Standing.TODO)

    def change(site: Site, ledger: Ledger) -> None:
        _write_files(site)
        units.install(site.place, ledger, "proxy:pac", _units(site), "sockets.target")
        units.start(site.place, f"{UNIT}.socket")

    return [Part("proxy:pac", title, look, change)]


def launchd(site: Site) -> Part:
    """The same on macOS."""
    path = site.place.home / "Library/LaunchAgents" / f"{LABEL}.plist"
    title = t("serveur du PAC", "PAC server")

    def look(site: Site) -> Look:
        answered = take(_answer_file(site)).content == _answer(site)
        current = take(path).content == _plist(site)
        return Look(Standing.DONE if current and answered else Standing.TODO)

    def change(site: Site, ledger: Ledger) -> None:
        with ledger.change("proxy:pac", files=[path]):
            _write_files(site)
            write(path, _plist(site), 0o644)
        unload = ("launchctl", "unload", str(path))
        with ledger.change("proxy:pac:start", undo=[Undo((unload,))]):
            site.place.run(*unload)
            site.place.run("launchctl", "load", str(path))

    return Part("proxy:pac", title, look, change)


def task(site: Site) -> Part:
    """On Windows, a task that starts at login what ``pac_server`` is."""
    del site

    def look(site: Site) -> Look:
        answered = take(_answer_file(site)).content == _answer(site)
        there = site.place.run("schtasks", "/query", "/tn", TASK).ok
        return Look(Standing.DONE if there and answered else Standing.TODO)

    def change(site: Site, ledger: Ledger) -> None:
        module = "paravent.system.pac_server"
        command = f'"{sys.executable}" -m {module} {site.pac_port} "{_answer_file(site)}"'
        end, delete = (("schtasks", word, "/tn", TASK) for word in ("/end", "/delete"))
        with ledger.change("proxy:pac", undo=[Undo((end, (*delete, "/f")))]):
            _write_files(site)
            site.place.run(
                "schtasks", "/create", "/tn", TASK, "/sc", "onlogon", "/rl", "limited",
                "/tr", command, "/f",
            )  # fmt: skip
            site.place.run("schtasks", "/run", "/tn", TASK)

    return Part("proxy:pac", t("serveur du PAC", "PAC server"), look, change)


def need_served(site: Site) -> None:
    """See to it that the file is served before a setting names its address.

    Raises:
        ParaventError: nothing listens there; a browser would go direct.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while why_not_bound(site.pac_port) is None:
        if time.monotonic() > deadline:
            raise fail(
                t(
                    "rien ne sert le fichier PAC sur {port}, le réglage n'est pas fait",
                    "nothing serves the PAC file on {port}, the setting is not made",
                    port=site.pac_port,
                ),
                t("relancez à la prochaine session", "run this again in the next session"),
                exit_code=Exit.NOT_READY,
            )
        time.sleep(_STEP_S)


def _nothing(site: Site, ledger: Ledger) -> None:
    del site, ledger


def _answer_file(site: Site) -> Path:
    return site.folder / "pac.http"


def _script_file(site: Site) -> Path:
    return site.folder / "pac.sh"


def _answer(site: Site) -> bytes:
    """The whole answer (RFC 9112), as it is sent to whoever asks."""
    body = site.pac.encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {PAC_TYPE}\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + body


def _write_files(site: Site) -> None:
    site.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write(_answer_file(site), _answer(site), 0o600)
    write(_script_file(site), _SCRIPT.encode(), 0o600)


def _command(site: Site) -> list[str]:
    return [_SHELL, str(_script_file(site)), str(_answer_file(site))]


def _units(site: Site) -> dict[str, str]:
    title = "[Unit]\nDescription=Paravent: the PAC file\n\n"
    command = " ".join(units.quoted(word) for word in _command(site))
    return {
        f"{UNIT}.socket": f"{title}[Socket]\nListenStream=127.0.0.1:{site.pac_port}\nAccept=yes\n\n"
        "[Install]\nWantedBy=sockets.target\n",
        f"{UNIT}@.service": f"{title}[Service]\nExecStart={command}\n"
        "StandardInput=socket\nStandardError=null\n",
    }


def _plist(site: Site) -> bytes:
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": _command(site),
            "inetdCompatibility": {"Wait": False},
            "Sockets": {
                "Listeners": {
                    "SockNodeName": "127.0.0.1",
                    "SockServiceName": str(site.pac_port),
                    "SockType": "stream",
                }
            },
        }
    )

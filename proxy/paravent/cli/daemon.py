"""Starting, stopping and asking after the program that runs in the background."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from paravent.errors import Exit, fail
from paravent.i18n import language, t
from paravent.system.processes import is_alive

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.cli.program import Base
    from paravent.settings import Home

STATE = "paravent.json"
"""File in the installation's ``run`` folder that says where the program listens."""

_START_S = 120.0
_STOP_S = 30.0
_ANSWER_S = 120.0
"""Longest wait for what the program is asked to do: erasing rewrites the log."""
_STEP_S = 0.1


@dataclass(frozen=True, slots=True)
class Running:
    """A program that runs: its process and its ports."""

    pid: int
    born: str
    port: int
    ui_port: int

    @property
    def lives(self) -> bool:
        """Whether it is there, and not another process that was given its number."""
        return is_alive(self.pid, self.born)

    def ask(self, home: Home, path: str, **values: object) -> dict[str, Any]:
        """Have the program do something, with the secret that it has written for us.

        Raises:
            ParaventError: it does not answer, does not believe us, or refuses; its own message.
        """
        try:
            secret = home.secret.read_text(encoding="ascii")
            with httpx.Client(trust_env=False, timeout=_ANSWER_S) as client:
                answer = client.post(
                    f"http://127.0.0.1:{self.ui_port}{path}",
                    headers={"authorization": f"Bearer {secret}", "accept-language": language()},
                    json=values,
                )
            told: dict[str, Any] = answer.json()
        except (OSError, httpx.HTTPError, ValueError) as error:
            raise fail(
                t("Paravent ne répond pas", "Paravent does not answer"),
                "paravent doctor",
                exit_code=Exit.NOT_READY,
            ) from error
        if answer.status_code != httpx.codes.OK:
            raise fail(str(told.get("error", "")), str(told.get("hint", "")), exit_code=Exit.USAGE)
        return told

    def health(self) -> dict[str, Any] | None:
        """What it says of itself, or None where it does not answer."""
        try:
            with httpx.Client(trust_env=False, timeout=5) as client:
                answer = client.get(f"http://127.0.0.1:{self.ui_port}/healthz")
        except httpx.HTTPError:
            return None
        state: dict[str, Any] = answer.json()
        return state if state.get("pid") == self.pid else None


def unprotected(left_s: float) -> str:
    """The sentence that says everywhere that nothing is hidden, and for how long."""
    hours, minutes = divmod(max(1, round(left_s / 60)), 60)
    return t(
        "NON PROTÉGÉ : la politique en vigueur observe et ne masque rien. La politique par défaut "
        "reprend dans {hours} h {minutes:02} min.",
        "NOT PROTECTED: the policy in force observes and hides nothing. The default policy takes "
        "over in {hours} h {minutes:02} min.",
        hours=hours,
        minutes=minutes,
    )


def find_running(base: Base) -> Running | None:
    """The program of this installation, if it runs."""
    try:
        found = json.loads((base.home.run / STATE).read_text(encoding="utf-8"))
        ports = int(found["port"]), int(found["ui_port"])
        running = Running(int(found["pid"]), str(found["born"]), *ports)
    except (OSError, ValueError, KeyError):
        return None
    return running if running.lives else None


def need_running(base: Base) -> Running:
    """The program of this installation.

    Raises:
        ParaventError: it does not run.
    """
    running = find_running(base)
    if running is None:
        raise fail(
            t("Paravent ne fonctionne pas", "Paravent is not running"),
            "paravent up",
            exit_code=Exit.NOT_READY,
        )
    return running


def start(base: Base, arguments: list[str]) -> Running:
    """Start the program in the background and wait until it is ready.

    Raises:
        ParaventError: it did not become ready.
    """
    command = [sys.executable, "-m", "paravent", "--lang", language(), "up", "--foreground"]
    errors = base.home.run / "start.log"
    with errors.open("wb") as log:
        child = subprocess.Popen(  # noqa: S603 -- ourselves
            [*command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    if running := wait_ready(base, lambda: child.poll() is None):
        return running
    if child.poll() is None:
        child.terminate()
    said = errors.read_text(encoding="utf-8", errors="replace").strip()
    raise fail(
        t("Paravent n'a pas pu démarrer", "Paravent could not start")
        + (f"\n{said}" if said else ""),
        t("essayez « paravent up --foreground »", "try `paravent up --foreground`"),
        exit_code=Exit.NOT_READY,
    )


def wait_ready(base: Base, goes_on: Callable[[], bool] = lambda: True) -> Running | None:
    """The program once it is ready; None where it takes too long, or nothing goes on any more."""
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and goes_on():
        running = find_running(base)
        health = running.health() if running else None
        if running and health and health["state"] == "ready":
            return running
        time.sleep(_STEP_S)
    return None


def stop(base: Base) -> bool:
    """Stop the program; False where none was running.

    Raises:
        ParaventError: it does not stop.
    """
    running = find_running(base)
    if running is None:
        return False
    os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_S
    while running.lives:
        if time.monotonic() > deadline:
            raise fail(
                t("Paravent ne s'arrête pas", "Paravent does not stop"),
                f"kill {running.pid}",
                exit_code=Exit.ERROR,
            )
        time.sleep(_STEP_S)
    return True

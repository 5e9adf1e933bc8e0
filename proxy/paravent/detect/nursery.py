"""The parent of the detection processes: loads the models once and forks readers that share them.

It talks to the program over a socket and does as told: bear a process, kill a process. When the
program is gone, however it went, it kills what it bore and ends: no reader outlives its program.
It never reads a text itself but for those that warm the models up.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paravent.allocation import trim
from paravent.detect import frames, warming, worker
from paravent.errors import ParaventError, Problem
from paravent.i18n import t, use
from paravent.log import describe

if TYPE_CHECKING:
    from collections.abc import Callable

_PR_SET_PDEATHSIG = 1  # prctl(2), Linux

type Bear = Callable[[socket.socket], int]


class Nursery:
    """Bears and kills reading processes as the program orders."""

    def __init__(self, control: socket.socket, bear: Bear) -> None:
        self._control = control
        self._bear = bear
        self._children: set[int] = set()

    def run(self) -> None:
        """Follow orders until the program is gone, then kill every child."""
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            while self._follow(woken):
                pass
        finally:
            for pid in self._children:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)

    def _follow(self, woken: int) -> bool:
        ready, _, _ = select.select([self._control.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            self._bury()
        if self._control.fileno() not in ready:
            return True
        data, fds, _, _ = socket.recv_fds(self._control, 64, 1)
        if not data:
            return False
        if fds:
            with socket.socket(fileno=fds[0]) as sock:
                pid = self._bear(sock)
            self._children.add(pid)
        else:
            pid = int(data)
            # A child is in the set until it is buried: its number cannot be anyone else's yet.
            if pid in self._children:
                os.kill(pid, signal.SIGKILL)
        self._control.sendall(frames.pack(pid))
        return True

    def _bury(self) -> None:
        while self._children:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            self._children.discard(pid)


def main() -> None:
    """The process itself; its order is its only argument."""
    order = json.loads(sys.argv[1])
    use(order["language"])
    control = socket.socket(fileno=order["fd"])
    problems: list[Problem] = []
    try:
        bear = _forker(order, control) if order["fork"] else _starter(order)
    except ParaventError as error:
        problems = list(error.problems)
        return
    finally:
        if not problems and (crash := sys.exception()):
            problems = [
                Problem(
                    t("le détecteur ne démarre pas", "the detector does not start"), describe(crash)
                )
            ]
        control.sendall(frames.pack([[one.message, one.hint, one.where] for one in problems]))
    Nursery(control, bear).run()


def _forker(order: dict[str, Any], control: socket.socket) -> Bear:
    """Children are copies of this process, with the models in memory that all share."""
    read = worker.load(Path(order["models"]), [Path(file) for file in order["added"]])
    worker.find(warming.TEXTS, read, ())
    gc.collect()
    gc.freeze()
    trim()

    def bear(sock: socket.socket) -> int:
        if pid := os.fork():
            return pid
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        control.close()
        return worker.live(sock, read)

    return bear


def _starter(order: dict[str, Any]) -> Bear:
    """Children are programs of their own: forking after using macOS's frameworks is not safe."""
    worker.check(Path(order["models"]))

    def bear(sock: socket.socket) -> int:
        told = json.dumps(order | {"fd": sock.fileno()})
        command = [sys.executable, "-P", "-m", worker.__name__, told]
        return subprocess.Popen(  # noqa: S603 - our own module, no shell
            command, pass_fds=[sock.fileno()], stdin=subprocess.DEVNULL
        ).pid

    return bear


if __name__ == "__main__":
    main()

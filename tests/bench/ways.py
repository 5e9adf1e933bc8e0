"""The three ways to the service that are compared, as processes that are started and weighed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psutil
from client import Route

from program import Program, free_port

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
_PATIENCE_S = 60


def installed(folder: Path) -> dict[str, str]:
    """Variables with which a program starts as one that was installed: its byte code is kept.

    Without it every start compiles a thousand files, which takes as long again.
    """
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


class Way(Protocol):
    """One way: its name, and how it is taken."""

    name: str

    @property
    def route(self) -> Route: ...

    def cpu_ms(self) -> float:
        """CPU that its processes have used so far."""
        ...


@dataclass(slots=True)
class Service:
    """The service in its process, and the direct way to it."""

    folder: Path
    name: str = "direct"
    port: int = 0
    _process: subprocess.Popen[str] = field(init=False)

    @property
    def ca(self) -> Path:
        return self.folder / "stub-ca.pem"

    @property
    def route(self) -> Route:
        return Route(self.port, is_proxy=False, ca=self.ca)

    def start(self) -> Service:
        command = [sys.executable, str(HERE / "service.py"), str(self.folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())
        return self

    def stop(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=_PATIENCE_S)

    def cpu_ms(self) -> float:
        return 0.0  # nothing stands between


@dataclass(slots=True)
class Bare:
    """Bare mitmproxy."""

    service: Service
    name: str = "bare"
    port: int = field(default_factory=free_port)
    listening_s: float = 0.0
    _process: psutil.Popen = field(init=False)

    @property
    def route(self) -> Route:
        return Route(self.port, is_proxy=True, ca=self.service.folder / "mitmproxy-ca-cert.pem")

    def start(self) -> Bare:
        began = time.perf_counter()
        ports = (str(self.port), str(self.service.port))
        self._process = psutil.Popen(
            [sys.executable, str(HERE / "bare.py"), str(self.service.folder), *ports],
            env=os.environ | installed(self.service.folder),
        )
        wait_until(lambda: is_open(self.port))
        self.listening_s = time.perf_counter() - began
        return self

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(_PATIENCE_S)

    def cpu_ms(self) -> float:
        return cpu_ms(self._process.pid)

    def pss_mb(self) -> float:
        return pss_mb(self._process.pid)


@dataclass(slots=True)
class Paravent:
    """The real program on a folder of its own."""

    service: Service
    home: Path
    name: str = "Paravent"
    listening_s: float = 0.0
    ready_s: float = 0.0
    program: Program = field(init=False)

    @property
    def route(self) -> Route:
        return Route(self.program.port, is_proxy=True, ca=self.program.ca)

    def start(self) -> Paravent:
        began = time.perf_counter()
        environ = installed(self.service.folder)
        program = Program(self.home, self.service.port, self.service.ca, environ)
        self.program = program.start(wait=False)
        wait_until(lambda: is_open(self.program.port))
        self.listening_s = time.perf_counter() - began
        self.program.wait_ready()
        self.ready_s = time.perf_counter() - began
        return self

    def stop(self) -> None:
        self.program.stop()

    def cpu_ms(self) -> float:
        return cpu_ms(self.program.process.pid)

    def pss_mb(self) -> float:
        return pss_mb(self.program.process.pid)


def cpu_ms(pid: int) -> float:
    """CPU time of a process and all below it, those that are no more included: /proc/PID/stat."""
    return 1000 * sum(sum(one.cpu_times()[:4]) for one in _family(pid))


def pss_mb(pid: int) -> float:
    """Memory of a process and all below it, shared pages divided, from /proc/PID/smaps_rollup."""
    return sum(one.memory_full_info().pss for one in _family(pid)) / 1e6


def _family(pid: int) -> list[psutil.Process]:
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_until(true: Callable[[], bool]) -> None:
    """Ask every 5 ms, which is how exact a start is timed."""
    until = time.perf_counter() + _PATIENCE_S
    while not true():
        assert time.perf_counter() < until, "not started"
        time.sleep(0.005)

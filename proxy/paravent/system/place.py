"""The machine as set-up finds it: its platform, its folders, and the commands that it has.

Everything that set-up reads or changes outside Paravent's own folder goes through a ``Place``, so
that a test can give it other folders and other commands. Must never run a shell.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE_S = 60.0
"""Longest time, in seconds, that a command of the system may take."""
_A_PERSON_S = 300.0


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended; ``code`` is 127 where there is no such command."""

    code: int
    out: str
    said: str

    @property
    def ok(self) -> bool:
        """Whether it did what it was asked."""
        return self.code == 0


@dataclass(frozen=True, slots=True)
class Place:
    """A machine, seen by one of its users.

    Attributes:
        platform: as ``sys.platform`` says it.
        home: the user's folder.
        root: what the system's own paths lie below, ``/`` as a rule.
        environ: the variables in which commands run.
        administrator: whether the user is one, without asking.
        may_ask: whether somebody is there to type a password for ``sudo``.
    """

    platform: str
    home: Path
    root: Path
    environ: Mapping[str, str]
    administrator: bool
    may_ask: bool = False

    @classmethod
    def here(cls, *, may_ask: bool = False) -> Place:
        """This machine, for whoever runs the program.

        ``PARAVENT_ROOT`` names another root for the system's own paths, as ``DESTDIR`` does
        elsewhere: for those who prepare an image.
        """
        administrator = hasattr(os, "geteuid") and os.geteuid() == 0
        root = Path(os.environ.get("PARAVENT_ROOT") or "/")
        return cls(sys.platform, Path.home(), root, os.environ, administrator, may_ask)

    def system(self, path: str) -> Path:
        """A path of the system, given as ``/etc/…``."""
        return self.root / path.lstrip("/")

    def variable(self, name: str) -> str:
        """A variable of the environment; empty where it is not set."""
        return self.environ.get(name, "")

    @property
    def config(self) -> Path:
        """The folder of the user's settings on Linux (XDG Base Directory Specification)."""
        return self.home / (self.variable("XDG_CONFIG_HOME") or ".config")

    def find(self, command: str) -> str | None:
        """Where a command is, or None; those for administrators are looked for as well."""
        path = self.variable("PATH")
        if self.platform == "linux":
            path += f"{os.pathsep}/usr/sbin{os.pathsep}/sbin"
        return shutil.which(command, path=path)

    def run(self, *command: str, patience_s: float = PATIENCE_S) -> Done:
        """Run a command, which gets nothing to read, and say how it ended."""
        found = self.find(command[0])
        if found is None:
            return Done(127, "", command[0])
        return self._call([found, *command[1:]], patience_s)

    def run_as_root(self, *command: str) -> Done:
        """Run a command as the administrator; ``sudo`` asks for a password if it may."""
        if self.administrator:
            return self.run(*command)
        if not self.may_ask:
            return self.run("sudo", "-n", "--", *command)
        found = self.find("sudo")
        if found is None:
            return Done(127, "", "sudo")
        return self._call([found, "--", *command], _A_PERSON_S)

    def may_become_root(self) -> bool:
        """Whether ``run_as_root`` has a chance."""
        if self.administrator:
            return True
        if self.may_ask:
            return self.find("sudo") is not None
        return self.run("sudo", "-n", "true").ok

    def _call(self, command: Sequence[str], patience_s: float) -> Done:
        try:
            # sudo reads the password from the terminal itself.
            done = subprocess.run(  # noqa: S603 -- commands of ours, and no shell
                command,
                env=dict(self.environ),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=patience_s,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return Done(126, "", Path(command[0]).name)
        return Done(
            done.returncode,
            done.stdout.decode(errors="replace"),
            done.stderr.decode(errors="replace").strip(),
        )

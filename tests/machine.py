"""Machines for set-up to work on: folders of their own, real commands or ones that only answer."""

import atexit
import json
import os
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from paravent.settings import Home
from paravent.system.ca import ensure_ca
from paravent.system.ledger import Ledger, Undone
from paravent.system.pac import pac_file
from paravent.system.part import Part, Site
from paravent.system.place import Place

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOSTS = ("chatgpt.com", "*.claude.ai")
PROGRAM = ("/opt/paravent/bin/python", "-m", "paravent")

# Notes how it was called, then answers what was laid down for the longest beginning of that.
_COMMAND = """\
#!{python}
import json, sys
from pathlib import Path
here = Path({folder!r})
words = [{name!r}, *sys.argv[1:]]
with (here / "calls.jsonl").open("a") as calls:
    calls.write(json.dumps(words) + "\\n")
answers = json.loads((here / "answers.json").read_text())
for size in range(len(words), 0, -1):
    if (told := answers.get(json.dumps(words[:size]))) is not None:
        sys.stdout.write(told[1])
        sys.exit(told[0])
"""


@cache
def _authority() -> Path:
    """A folder with a certificate authority, made once for all machines."""
    folder = Path(tempfile.mkdtemp(prefix="paravent-authority-"))
    atexit.register(shutil.rmtree, folder)
    ensure_ca(Home(folder), HOSTS, NOW)
    return folder


@dataclass
class Machine:
    """One machine: its user's folder, the system's paths, its commands.

    ``commands`` are those that only answer; without any, the real ones are there.
    """

    folder: Path
    platform: str = "linux"
    commands: tuple[str, ...] = ()
    administrator: bool = False
    environ: dict[str, str] = field(default_factory=dict)
    replace_proxy: bool = False
    ui_port: int = 8788

    def __post_init__(self) -> None:
        for path in (self.user, self.root, self.bin):
            path.mkdir(parents=True, exist_ok=True)
        self._answers: dict[str, tuple[int, str]] = {}
        for name in self.commands:
            path = self.bin / name
            text = _COMMAND.format(python=sys.executable, folder=str(self.folder), name=name)
            path.write_text(text, encoding="utf-8")
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
        self._lay()
        self.home = Home(self.folder / "paravent").make()
        shutil.copytree(_authority(), self.home.root, dirs_exist_ok=True)

    @property
    def user(self) -> Path:
        return self.folder / "user"

    @property
    def root(self) -> Path:
        return self.folder / "root"

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def place(self) -> Place:
        path = str(self.bin) if self.commands else f"{self.bin}:{os.environ['PATH']}"
        environ = {"PATH": path, "HOME": str(self.user), **self.environ}
        return Place(self.platform, self.user, self.root, environ, self.administrator)

    @property
    def site(self) -> Site:
        pac = pac_file(HOSTS, "127.0.0.1", 8787)
        return Site(self.place, self.home, pac, 8787, self.ui_port, PROGRAM, self.replace_proxy)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.site.folder, self.place)

    def answer(self, *words: str, out: str = "", code: int = 0) -> None:
        """What a command that only answers says to these words, and to these with more."""
        self._answers[json.dumps(words)] = (code, out)
        self._lay()

    def calls(self, name: str = "") -> list[list[str]]:
        """How the commands that only answer were called since the last time."""
        path = self.folder / "calls.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return [call for call in map(json.loads, lines) if not name or call[0] == name]

    def change(self, part: Part) -> None:
        part.change(self.site, self.ledger)

    def undo(self) -> list[Undone]:
        return list(self.ledger.undo())

    def _lay(self) -> None:
        (self.folder / "answers.json").write_text(json.dumps(self._answers))


def picture(*folders: Path) -> dict[str, tuple[str, int, bytes]]:
    """Everything below some folders: kinds, permissions, contents."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_symlink():
                found[str(path)] = ("link", 0, os.fsencode(path.readlink()))
            elif path.is_dir():
                found[str(path)] = ("folder", 0, b"")
            else:
                found[str(path)] = ("file", stat.S_IMODE(path.stat().st_mode), path.read_bytes())
    return found

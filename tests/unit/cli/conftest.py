"""The command line, run as a person types it, inside the test."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from paravent.cli import main
from paravent.settings import Home


@dataclass
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """Runs ``paravent`` with a folder of its own."""

    home: Home
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: str, lang: str = "fr") -> Said:
        self.patch.setattr(sys, "argv", ["paravent", "--lang", lang, *words])
        with pytest.raises(SystemExit) as ended:
            main.run()
        said = self.capture.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    def write(self, name: str, text: str) -> Path:
        path = self.home.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path


@pytest.fixture
def paravent(tmp_path, monkeypatch, capsys) -> Shell:
    home = tmp_path / "home"
    monkeypatch.setenv("PARAVENT_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "200")
    return Shell(Home(home), monkeypatch, capsys)

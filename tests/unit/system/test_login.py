"""Starting with the session, and the variables of shells."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest

from machine import Machine, picture
from paravent.system import login, units, variables
from paravent.system.part import Standing

UP = ["/opt/paravent/bin/python", "-m", "paravent", "up", "--foreground"]


def test_systemd(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("systemctl",), environ={"PARAVENT_HOME": "x"})
    part = login.part(machine.site)
    assert part.look(machine.site).standing is Standing.TODO
    machine.change(part)
    assert part.look(machine.site).standing is Standing.DONE
    unit = machine.user / ".config/systemd/user/paravent.service"
    link = unit.parent / "default.target.wants/paravent.service"
    assert link.resolve() == unit
    text = unit.read_text(encoding="utf-8")
    assert f"ExecStart={' '.join(f'"{word}"' for word in UP)}\n" in text
    assert f'Environment="PARAVENT_HOME={machine.home.root}"\n' in text
    assert "Restart=on-failure\n" in text
    verify = shutil.which("systemd-analyze")
    if verify:
        done = subprocess.run(
            [verify, "--user", "verify", str(unit)], check=False, capture_output=True, text=True
        )
        assert "Unknown" not in done.stderr
        assert "Invalid" not in done.stderr
    machine.undo()
    assert picture(machine.user) == {}


def test_words_of_a_unit() -> None:
    assert units.quoted('/a "b"/100 %/$HOME\\x') == '"/a \\"b\\"/100 %%/$$HOME\\\\x"'


def test_a_desktop_entry_where_there_is_no_systemd(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("true",))
    part = login.part(machine.site)
    machine.change(part)
    entry = machine.user / ".config/autostart/paravent.desktop"
    assert f"Exec={' '.join(f'"{word}"' for word in UP)}\n" in entry.read_text(encoding="utf-8")
    assert part.look(machine.site).standing is Standing.DONE
    machine.undo()
    assert picture(machine.user) == {}


def test_macos(tmp_path: Path) -> None:
    mac = Machine(tmp_path, "darwin", ("launchctl",), environ={"PARAVENT_HOME": "x"})
    mac.change(login.part(mac.site))
    agent = mac.user / "Library/LaunchAgents/fr.paravent.plist"
    told = plistlib.loads(agent.read_bytes())
    assert told["ProgramArguments"] == UP
    assert told["RunAtLoad"] is True
    assert told["EnvironmentVariables"] == {"PARAVENT_HOME": str(mac.home.root)}
    mac.undo()
    assert mac.calls() == [["launchctl", "unload", str(agent)]]
    assert picture(mac.user) == {}


def test_windows(tmp_path: Path) -> None:
    windows = Machine(tmp_path, "win32", ("schtasks",))
    windows.change(login.part(windows.site))
    windows.undo()
    task = r"Paravent\Paravent"
    assert windows.calls() == [
        ["schtasks", "/create", "/tn", task, "/sc", "onlogon", "/rl", "limited",
         "/tr", " ".join(UP), "/f"],
        ["schtasks", "/delete", "/tn", task, "/f"],
    ]  # fmt: skip


GENERATOR = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator"


@pytest.mark.parametrize("profiles", [(), (".bashrc",), (".profile", ".zshrc")])
def test_variables(tmp_path: Path, profiles: tuple[str, ...]) -> None:
    machine = Machine(tmp_path / "d'ici $x `\"", commands=("true",))
    for name in profiles:
        (machine.user / name).write_text("alias ll='ls -l'", encoding="utf-8")  # no line's end
    before = picture(machine.user)
    (part,) = variables.parts(machine.site)
    assert part.look(machine.site).standing is Standing.TODO
    machine.change(part)
    assert part.look(machine.site).standing is Standing.DONE
    for name in profiles or (".profile",):
        script = '. "$0" && env -0'
        told = subprocess.run(
            ["/bin/sh", "-c", script, str(machine.user / name)],
            env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
        found = dict(line.partition("=")[::2] for line in told.split("\0"))
        wanted = variables.variables(machine.home, 8787)
        assert {key: found.get(key) for key in wanted} == wanted
    if Path(GENERATOR).exists():
        told = subprocess.run(
            ["/bin/sh", "-c", f'set -a; eval "$({GENERATOR})"; env -0'],
            env={"HOME": str(machine.user), "PATH": "/usr/bin:/bin"},
            capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
        found = dict(line.partition("=")[::2] for line in told.split("\0"))
        assert {key: found.get(key) for key in wanted} == wanted
        assert found["auto_proxy"] == machine.site.pac_url
    machine.undo()
    assert picture(machine.user) == before


def test_a_shell_without_paravent_still_starts(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("true",))
    (part,) = variables.parts(machine.site)
    machine.change(part)
    shutil.rmtree(machine.home.root)
    script = f'. "{machine.user}/.profile"; echo went on'
    told = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True, text=True)
    assert (told.stdout, told.stderr) == ("went on\n", "")

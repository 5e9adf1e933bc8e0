"""What the doctor finds on a machine: stores, settings, browsers, and what could go around."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from machine import HOSTS, NOW, Machine
from paravent.system.doctor import CHECKS, Result, Status
from paravent.system.doctor import Machine as Patient
from paravent.system.doctor.base import results
from paravent.system.doctor.setting import KINDS, parts
from paravent.system.part import Standing

if TYPE_CHECKING:
    from pathlib import Path

FIX = "paravent setup"


def patient(machine: Machine, *, now: datetime = NOW, last: datetime | None = None) -> Patient:
    return Patient(
        home=machine.home,
        site=machine.site,
        changed=machine.ledger.ids,
        names=HOSTS,
        now=now,
        ports=(),
        is_ours=lambda _: False,
        keys=lambda: "keyring",
        audit=lambda: 1,
        rules=lambda: (9, True),
        models=lambda: 1,
        last_event_at=lambda: last,
    )


def found(machine: Machine, id_: str) -> list[Result]:
    (check,) = [check for check in CHECKS if check.id == id_]
    return list(results(check, patient(machine)))


def set_up(machine: Machine) -> None:
    for kind in KINDS:
        for part in parts(kind, machine.site):
            if part.look(machine.site).standing is Standing.TODO:
                machine.change(part)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """With real stores and settings, a Chromium, a profile of Firefox, and no systemd."""
    machine = Machine(tmp_path, environ={"GSETTINGS_BACKEND": "keyfile"})
    for name in ("chromium", "firefox"):
        (machine.bin / name).symlink_to("/bin/true")
    (machine.user / ".mozilla/firefox/a").mkdir(parents=True)
    (machine.user / ".mozilla/firefox/a/times.json").touch()
    return machine


def statuses(machine: Machine, id_: str) -> set[Status]:
    return {result.status for result in found(machine, id_)}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_never_set_up_is_a_warning_with_its_command(machine: Machine, kind: str) -> None:
    told = [one for one in found(machine, kind) if one.status is not Status.OK]
    assert told
    assert {(one.status, one.fix) for one in told} == {(Status.WARN, FIX)}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_set_up_is_in_place(machine: Machine, kind: str) -> None:
    set_up(machine)
    assert statuses(machine, kind) == {Status.OK}


def test_what_is_no_longer_as_it_was_set_up_is_a_failure(machine: Machine) -> None:
    set_up(machine)
    (machine.user / ".mozilla/firefox/a/user.js").unlink()
    (machine.user / ".profile").write_text("")
    for kind, title in (("proxy", "Firefox"), ("shell", "terminal")):
        (told,) = [one for one in found(machine, kind) if one.status is Status.FAIL]
        assert told.detail.startswith(title)
        assert told.fix == FIX


def test_what_serves_the_file_has_to_listen(tmp_path: Path) -> None:
    environ = {"XDG_CURRENT_DESKTOP": "KDE"}
    machine = Machine(tmp_path, commands=("systemctl",), environ=environ)
    with socket.create_server(("127.0.0.1", 0)) as server:
        machine.ui_port = server.getsockname()[1] - 1
        set_up(machine)
        assert statuses(machine, "proxy") == {Status.OK}
    (told,) = [one for one in found(machine, "proxy") if one.status is not Status.OK]
    assert str(machine.ui_port + 1) in told.detail
    assert told.fix == "systemctl --user restart paravent-pac.socket"


@pytest.mark.parametrize("desktop", ["GNOME", "ubuntu:GNOME", "XFCE", ""])
def test_each_browser_is_intercepted_or_not(machine: Machine, desktop: str) -> None:
    machine.environ["XDG_CURRENT_DESKTOP"] = desktop
    told = found(machine, "browsers")
    assert [one.status for one in told] == [Status.WARN, Status.WARN]
    assert all("n'approuve pas" in one.detail and one.fix == FIX for one in told)
    set_up(machine)
    told = found(machine, "browsers")
    assert [one.detail for one in told] == [
        "Chromium passe par Paravent",
        "Firefox passe par Paravent",
    ]
    assert {one.status for one in told} == {Status.OK}


def test_a_chromium_reads_the_setting_of_its_own_desktop_only(machine: Machine) -> None:
    set_up(machine)
    machine.environ["XDG_CURRENT_DESKTOP"] = "KDE"
    chromium, firefox = found(machine, "browsers")
    assert (chromium.status, firefox.status) == (Status.FAIL, Status.OK)
    assert "proxy" in chromium.detail


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("--no-proxy-server\n", 1),
        ("# --no-proxy-server\n--enable-features=X\n", 0),
        ("--origin-to-force-quic-on=chatgpt.com:443 --proxy-server=x\n", 2),
    ],
)
def test_flags_that_go_around_are_told_with_their_file(
    machine: Machine, text: str, told: int
) -> None:
    assert statuses(machine, "quic") == {Status.OK}
    path = machine.user / ".config/chromium-flags.conf"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    warned = [one for one in found(machine, "quic") if one.status is Status.WARN]
    assert len(warned) == told
    assert all(str(path) in one.detail for one in warned)


def test_other_proxies_and_tunnels(machine: Machine) -> None:
    (told,) = found(machine, "network")
    assert told.status is Status.OK
    machine.environ["HTTPS_PROXY"] = "http://127.0.0.1:8787"
    machine.environ["ALL_PROXY"] = "socks5://other:1080"
    (machine.root / "sys/class/net/wg0").mkdir(parents=True)
    (machine.root / "sys/class/net/eth0").mkdir()
    proxy, tunnel = found(machine, "network")
    assert (proxy.status, proxy.fix) == (Status.WARN, "unset ALL_PROXY")
    assert "other" not in proxy.detail  # it may hold a password
    assert (tunnel.status, "wg0" in tunnel.detail) == (Status.OK, True)


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_applications_that_may_go_around(tmp_path: Path, platform: str) -> None:
    machine = Machine(tmp_path, platform, ("cursor",))
    (machine.root / "Applications/Cursor.app").mkdir(parents=True)
    (told,) = found(machine, "apps")
    assert told.status is Status.WARN
    assert "Cursor" in told.detail
    assert "paravent audit list" in told.fix


@pytest.mark.parametrize(
    ("last", "synced", "status"),
    [
        (None, "yes", Status.OK),
        (NOW + timedelta(minutes=1), "yes", Status.OK),
        (NOW + timedelta(hours=1), "yes", Status.WARN),
        (NOW - timedelta(days=9), "no", Status.WARN),
    ],
)
def test_the_clock(tmp_path: Path, last: datetime | None, synced: str, status: Status) -> None:
    machine = Machine(tmp_path, commands=("timedatectl",))
    machine.answer("timedatectl", "show", out=f"{synced}\n")
    (check,) = [check for check in CHECKS if check.id == "clock"]
    (told,) = results(check, patient(machine, last=last))
    assert told.status is status
    assert told.fix == ("" if status is Status.OK else "timedatectl set-ntp true")
    assert f"{NOW.astimezone(UTC):%Y}" in told.detail

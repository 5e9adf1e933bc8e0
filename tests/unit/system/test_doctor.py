from __future__ import annotations

import socket
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from machine import Machine as Ours
from paravent.errors import ParaventError, Problem
from paravent.i18n import LANGUAGES, speaking
from paravent.settings import Home
from paravent.system.ca import RENEW_COMMAND, ensure_ca, key_file
from paravent.system.doctor import CHECKS, Machine, Result, Status, examine
from paravent.system.doctor.setting import KINDS, parts
from paravent.system.part import Standing

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
END = NOW + timedelta(days=730)
NAMES = ("chatgpt.com",)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    folder = tmp_path_factory.mktemp("doctor")
    home = Home(folder / "home").make()
    ensure_ca(home, NAMES, NOW)
    return Machine(
        home=home,
        site=set_up(Ours(folder / "machine", commands=("systemctl",))).site,
        changed=(),
        names=NAMES,
        now=NOW,
        ports=(),
        is_ours=lambda _: False,
        keys=lambda: "keyring",
        audit=lambda: 4218,
        rules=lambda: (9, True),
        models=lambda: 1,
    )


def set_up(ours: Ours) -> Ours:
    """The same machine, with everything in place."""
    for kind in KINDS:
        for part in parts(kind, ours.site):
            if part.look(ours.site).standing is Standing.TODO:
                ours.change(part)
    return ours


def findings(machine: Machine, check: str) -> list[Result]:
    return [result for result in examine(machine) if result.id == check]


def only(machine: Machine, check: str) -> Result:
    (result,) = findings(machine, check)
    return result


def broken() -> int:
    raise ParaventError([Problem("cassé", "réparez", "a.yaml:3:1"), Problem("aussi", "relisez")])


def test_a_healthy_machine(healthy: Machine) -> None:
    results = examine(replace(healthy, ports=(free_port(),)))
    assert [result.id for result in results] == [check.id for check in CHECKS]
    assert {result.status for result in results} == {Status.OK}
    assert not any(result.fix for result in results)


def test_rules_that_only_observe_are_a_warning(healthy: Machine) -> None:
    result = only(replace(healthy, rules=lambda: (9, False)), "rules")
    assert result.status is Status.WARN
    assert result.detail == "non protégé : 9 règles, observées seulement"
    assert "settings.toml" in result.fix


def test_both_languages(healthy: Machine) -> None:
    machine = replace(healthy, ports=(free_port(),))
    texts = []
    for lang in LANGUAGES:
        with speaking(lang):
            texts.append([(result.title, result.detail) for result in examine(machine)])
    french, english = texts
    assert ("journal", "4218 entrées, chaîne intacte") in french
    assert ("audit log", "4218 entries, chain intact") in english
    assert all(fr != en for fr, en in zip(french, english, strict=True))


def test_home_not_there(healthy: Machine, tmp_path: Path) -> None:
    result = only(replace(healthy, home=Home(tmp_path / "none")), "home")
    assert (result.status, result.fix) == (Status.FAIL, "paravent up")


def test_home_not_a_folder(healthy: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert only(replace(healthy, home=Home(tmp_path / "file")), "home").status is Status.FAIL


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that root cannot write to")
def test_home_not_writable(healthy: Machine) -> None:
    result = only(replace(healthy, home=Home(Path("/proc/self"))), "home")
    assert result.status is Status.FAIL
    assert "/proc/self" in result.detail


def test_home_open_to_others(healthy: Machine, tmp_path: Path) -> None:
    home = Home(tmp_path / "my home").make()
    home.root.chmod(0o750)
    result = only(replace(healthy, home=home), "home")
    assert (result.status, result.fix) == (Status.WARN, f"chmod 700 '{home.root}'")


def test_ca_absent(healthy: Machine, tmp_path: Path) -> None:
    result = only(replace(healthy, home=Home(tmp_path).make()), "ca")
    assert result.status is Status.FAIL
    assert "paravent up" in result.fix


def test_ca_damaged(healthy: Machine, tmp_path: Path) -> None:
    home = Home(tmp_path).make()
    home.ca.mkdir()
    key_file(home).write_text("damaged")
    result = only(replace(healthy, home=home), "ca")
    assert result.status is Status.FAIL
    assert str(key_file(home)) in result.detail


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (END - timedelta(days=31), Status.OK),
        (END - timedelta(days=30), Status.WARN),
        (END - timedelta(seconds=1), Status.WARN),
        (END, Status.WARN),
        (END + timedelta(seconds=1), Status.FAIL),
        (END + timedelta(days=3), Status.FAIL),
    ],
)
def test_ca_age(healthy: Machine, now: datetime, status: Status) -> None:
    result = only(replace(healthy, now=now), "ca")
    assert result.status is status
    assert str(END.date()) in result.detail
    assert result.fix == ("" if status is Status.OK else RENEW_COMMAND)


def test_ca_key_open_to_others(healthy: Machine) -> None:
    key_file(healthy.home).chmod(0o604)
    result = only(healthy, "ca")
    key_file(healthy.home).chmod(0o600)
    assert (result.status, result.fix) == (Status.WARN, f"chmod 600 {key_file(healthy.home)}")


def test_ca_pending_names(healthy: Machine) -> None:
    names = (*NAMES, "a.fr", "b.fr", "c.fr", "d.fr")
    result = only(replace(healthy, names=names), "ca")
    assert (result.status, result.fix) == (Status.WARN, RENEW_COMMAND)
    assert "4" in result.detail
    assert "a.fr, b.fr, c.fr…" in result.detail


def test_ca_tells_all_its_troubles(healthy: Machine) -> None:
    machine = replace(healthy, now=END - timedelta(days=3), names=("chatgpt.com", "a.fr"))
    assert [result.status for result in findings(machine, "ca")] == [Status.WARN, Status.WARN]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_ports(healthy: Machine) -> None:
    free = free_port()
    with (
        socket.create_server(("127.0.0.1", 0)) as ours,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        our_port, other_port = (item.getsockname()[1] for item in (ours, other))
        machine = replace(
            healthy, ports=(free, our_port, other_port), is_ours=lambda port: port == our_port
        )
        results = findings(machine, "ports")
    assert [result.status for result in results] == [Status.OK, Status.OK, Status.FAIL]
    assert str(other_port) in results[2].detail
    assert "--port" in results[2].fix


def test_a_pause(healthy: Machine) -> None:
    result = only(replace(healthy, paused_until=NOW), "pause")
    assert (result.status, result.fix) == (Status.WARN, "paravent resume")
    assert f"{NOW.astimezone():%H:%M}" in result.detail


def test_keys_in_a_file(healthy: Machine) -> None:
    result = only(replace(healthy, keys=lambda: "file"), "keys")
    assert result.status is Status.WARN
    assert result.fix


@pytest.mark.parametrize("check", ["keys", "audit", "rules", "models"])
def test_what_a_part_reports_is_passed_on(healthy: Machine, check: str) -> None:
    results = findings(replace(healthy, **{check: broken}), check)
    assert [(result.status, result.detail, result.fix) for result in results] == [
        (Status.FAIL, "cassé (a.yaml:3:1)", "réparez"),
        (Status.FAIL, "aussi", "relisez"),
    ]


def test_one_failure_does_not_hide_the_other_checks(healthy: Machine) -> None:
    results = examine(replace(healthy, audit=broken, ports=(free_port(),)))
    assert {result.id for result in results} == {check.id for check in CHECKS}


def test_services_that_ask_for_proof_of_a_person_are_told_with_what_helps(healthy: Machine) -> None:
    assert [one.status for one in findings(healthy, "challenges")] == [Status.OK]
    asked = replace(healthy, challenges=lambda: {"chatgpt_web": 3, "openai_api": 1})
    first, second = findings(asked, "challenges")
    assert first.status is second.status is Status.WARN
    assert "chatgpt_web a demandé 3 fois" in first.detail
    assert "openai_api a demandé 1 fois" in second.detail
    for helps in ("rechargez la page", "réussissez le contrôle", "l'API", "retirez-le"):
        assert helps in first.fix

"""Each store of certificates trusts our root once, and is as it was once that is undone."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import hashes

from e2e.browsing import tool
from machine import HOSTS, NOW, Machine, picture
from paravent.errors import ParaventError
from paravent.system.ca import renew_ca
from paravent.system.part import Part, Standing
from paravent.system.trust import stores

if TYPE_CHECKING:
    from pathlib import Path

DEBIAN = "/usr/local/share/ca-certificates"


def part_of(machine: Machine, id_: str) -> Part:
    (part,) = [part for part in stores(machine.site) if part.id.startswith(id_)]
    return part


def stands(machine: Machine, id_: str) -> Standing:
    return part_of(machine, id_).look(machine.site).standing


def certutil(store: Path, *words: str) -> str:
    command = [tool("certutil"), "-d", f"sql:{store}", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """With the real certutil, and a Chromium."""
    machine = Machine(tmp_path)
    (machine.bin / "chromium").symlink_to(tool("true"))
    tool("certutil")
    return machine


def nss_store(folder: Path, *, title: str = "") -> Path:
    folder.mkdir(parents=True)
    certutil(folder, "-N", "--empty-password")
    if title:
        theirs = folder.parent / "theirs"
        shutil.copytree(Machine(theirs).home.root, theirs, dirs_exist_ok=True)
        certutil(folder, "-A", "-t", "C,,", "-n", title, "-i", str(theirs / "paravent/ca.pem"))
        shutil.rmtree(theirs)
    return folder


def test_a_store_that_is_not_there_is_made_and_goes_again(machine: Machine) -> None:
    assert stands(machine, "trust:nss") is Standing.TODO
    machine.change(part_of(machine, "trust:nss"))
    assert stands(machine, "trust:nss") is Standing.DONE
    listed = certutil(machine.user / ".pki/nssdb", "-L")
    assert machine.site.nickname in listed
    assert "C,," in listed
    machine.undo()
    assert picture(machine.user) == {}


def test_a_store_with_a_certificate_of_somebody_else_comes_back_to_the_byte(
    machine: Machine,
) -> None:
    nss_store(machine.user / ".pki/nssdb", title="Theirs")
    before = picture(machine.user)
    machine.change(part_of(machine, "trust:nss"))
    assert picture(machine.user) != before
    machine.undo()
    assert picture(machine.user) == before


def test_a_store_that_somebody_has_changed_since_loses_ours_alone(machine: Machine) -> None:
    store = nss_store(machine.user / ".pki/nssdb")
    machine.change(part_of(machine, "trust:nss"))
    other = Machine(machine.folder / "other")
    renew_ca(other.home, HOSTS, NOW)
    certutil(store, "-A", "-t", "C,,", "-n", "Theirs", "-i", str(other.home.ca_certificate))
    machine.undo()
    listed = certutil(store, "-L")
    assert "Theirs" in listed
    assert machine.site.nickname not in listed


def test_every_profile_of_every_firefox(machine: Machine) -> None:
    folders = (
        ".mozilla/firefox/a.default",
        ".config/mozilla/firefox/b.default-release",
        "snap/firefox/common/.mozilla/firefox/c",
        ".var/app/org.mozilla.firefox/.mozilla/firefox/d",
    )
    for folder in folders:
        (machine.user / folder).mkdir(parents=True)
        (machine.user / folder / "times.json").write_text("{}")
    (machine.user / ".mozilla/firefox/Crash Reports").mkdir()
    before = picture(machine.user)
    parts = [part for part in stores(machine.site) if part.title == "Firefox"]
    assert [part.id for part in parts] == sorted(
        f"trust:nss:{machine.user / folder}" for folder in folders
    )
    for part in parts:
        machine.change(part)
        assert part.look(machine.site).standing is Standing.DONE
    machine.undo()
    assert picture(machine.user) == before


def test_a_firefox_without_a_profile_is_told_to_be_opened(machine: Machine) -> None:
    (machine.bin / "firefox-esr").symlink_to(tool("true"))
    look = part_of(machine, "trust:firefox").look(machine.site)
    assert look.standing is Standing.ABSENT
    assert "ouvrez Firefox une fois" in look.detail


def test_a_renewed_root_replaces_the_former_one(machine: Machine) -> None:
    machine.change(part_of(machine, "trust:nss"))
    former = machine.site.nickname
    renew_ca(machine.home, HOSTS, NOW + timedelta(days=1))
    assert stands(machine, "trust:nss") is Standing.TODO
    machine.change(part_of(machine, "trust:nss"))
    listed = certutil(machine.user / ".pki/nssdb", "-L")
    assert former not in listed
    assert machine.site.nickname in listed
    machine.undo()
    assert picture(machine.user) == {}


def test_a_store_behind_a_password_says_what_to_do(machine: Machine, tmp_path: Path) -> None:
    store = machine.user / ".mozilla/firefox/a"
    store.mkdir(parents=True)
    password = tmp_path / "password"
    password.write_text("Tr0ub4dor&3\n")
    certutil(store, "-N", "-f", str(password))
    before = picture(machine.user)
    (part,) = [part for part in stores(machine.site) if part.title == "Firefox"]
    with pytest.raises(ParaventError) as refused:
        part.change(machine.site, machine.ledger)
    assert "mot de passe principal" in refused.value.problems[0].hint
    assert picture(machine.user) == before


def test_without_certutil_the_command_that_brings_it_is_told(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("chromium", "dnf"))
    look = part_of(machine, "trust:nss").look(machine.site)
    assert (look.standing, look.fix) == (Standing.BLOCKED, "sudo dnf install nss-tools")


def test_the_system_store_of_debian_comes_back_to_the_byte(machine: Machine) -> None:
    if machine.place.find("update-ca-certificates") is None:
        pytest.skip("not a Debian")
    system = machine.root
    for folder in (DEBIAN, "/usr/share/ca-certificates/x", "/etc/ssl/certs"):
        (system / folder[1:]).mkdir(parents=True)
    (system / "etc/ca-certificates/update.d").mkdir(parents=True)
    other = Machine(machine.folder / "other")
    renew_ca(other.home, HOSTS, NOW)
    shutil.copy(other.home.ca_certificate, system / "usr/share/ca-certificates/x/x.crt")
    (system / "etc/ca-certificates.conf").write_text("x/x.crt\n")
    machine.administrator = True
    machine.change(part_of(machine, "trust:system"))
    machine.undo()  # once through: the system's own files are made
    before = picture(system)
    machine.change(part_of(machine, "trust:system"))
    bundle = (system / "etc/ssl/certs/ca-certificates.crt").read_bytes()
    assert machine.home.ca_certificate.read_bytes().strip() in bundle
    assert stands(machine, "trust:system") is Standing.DONE
    machine.undo()
    assert picture(system) == before


@pytest.mark.parametrize(
    ("folder", "name", "command"),
    [
        ("etc/pki/ca-trust/source/anchors", "paravent.pem", ["update-ca-trust", "extract"]),
        ("etc/ca-certificates/trust-source/anchors", "paravent.crt", ["update-ca-trust"]),
        ("etc/pki/trust/anchors", "paravent.pem", ["update-ca-certificates"]),
    ],
    ids=["fedora", "arch", "opensuse"],
)
def test_the_system_stores_of_others(
    tmp_path: Path, folder: str, name: str, command: list[str]
) -> None:
    machine = Machine(tmp_path, commands=("sudo", command[0]))
    (machine.root / folder).mkdir(parents=True)
    target = str(machine.root / folder / name)
    machine.change(part_of(machine, "trust:system"))
    machine.undo()
    as_root = [call[call.index("--") + 1 :] for call in machine.calls("sudo") if "--" in call]
    assert as_root == [
        ["install", "-m", "644", str(machine.home.ca_certificate), target],
        command,
        ["rm", "-f", target],
        command,
    ]


def test_without_the_administrator_the_system_store_is_left(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("sudo", "update-ca-trust"))
    (machine.root / "etc/pki/ca-trust/source/anchors").mkdir(parents=True)
    machine.answer("sudo", "-n", "true", code=1)
    assert stands(machine, "trust:system") is Standing.ABSENT
    assert machine.calls() == [["sudo", "-n", "true"]]


def test_java(tmp_path: Path) -> None:
    home = tmp_path / "root/jdk"
    machine = Machine(tmp_path, environ={"JAVA_HOME": str(home)})
    cacerts = home / "lib/security/cacerts"
    assert stands(machine, "trust:java") is Standing.ABSENT
    cacerts.parent.mkdir(parents=True)
    keytool = shutil.which("keytool")
    if keytool is None:
        pytest.skip("keytool is not installed")
    new = ["-genkeypair", "-alias", "x", "-dname", "CN=x", "-keyalg", "EC"]
    store = ["-keystore", str(cacerts), "-storepass", "changeit"]
    subprocess.run([keytool, *new, *store], check=True, capture_output=True)
    machine.administrator = True
    before = picture(machine.root)
    machine.change(part_of(machine, "trust:java"))
    assert stands(machine, "trust:java") is Standing.DONE
    machine.undo()
    assert picture(machine.root) == before


def test_the_keychain_of_macos(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "darwin", ("security",))
    print_ = machine.site.certificate.fingerprint(hashes.SHA1()).hex().upper()
    keychain = str(machine.user / "Library/Keychains/login.keychain-db")
    kept = str(machine.site.folder / f"roots/{print_}.pem")
    machine.answer("security", "verify-cert", code=1)
    assert stands(machine, "trust:keychain") is Standing.TODO
    machine.change(part_of(machine, "trust:keychain"))
    machine.undo()
    root = str(machine.home.ca_certificate)
    assert machine.calls() == [
        ["security", "verify-cert", "-c", root, "-l", "-L", "-q"],
        ["security", "add-trusted-cert", "-r", "trustRoot", "-p", "ssl", "-k", keychain, kept],
        ["security", "remove-trusted-cert", kept],
        ["security", "delete-certificate", "-Z", print_, keychain],
    ]


def test_the_store_of_windows(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "win32", ("certutil",))
    print_ = machine.site.certificate.fingerprint(hashes.SHA1()).hex()
    machine.answer("certutil", "-user", "-verifystore", code=1)
    assert stands(machine, "trust:windows") is Standing.TODO
    machine.change(part_of(machine, "trust:windows"))
    machine.undo()
    assert machine.calls() == [
        ["certutil", "-user", "-verifystore", "Root", print_],
        ["certutil", "-user", "-addstore", "Root", str(machine.home.ca_certificate)],
        ["certutil", "-user", "-delstore", "Root", print_],
    ]

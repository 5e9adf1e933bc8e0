from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from mitmproxy.certs import CertStore

from paravent.errors import Exit, ParaventError
from paravent.services.catalogue import load_catalogue
from paravent.settings import Home, shipped
from paravent.system.authority import Authority, issue
from paravent.system.ca import ensure_ca, key_file, read_ca, renew_ca, retired_roots

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
END = NOW + timedelta(days=730)
NAMES = ("chatgpt.com", "*.chatgpt.com", "api.openai.com")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").make()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that has started once."""
    home = Home(tmp_path_factory.mktemp("made") / "home").make()
    ensure_ca(home, NAMES, NOW)
    return home.root


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def snapshot(home: Home) -> dict[str, bytes]:
    files = (path for path in home.root.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def root_in_force(home: Home) -> bytes:
    return Authority.from_pem(key_file(home).read_bytes()).root.public_bytes(Encoding.PEM)


class TestFirstStart:
    def test_state(self, home: Home) -> None:
        state = ensure_ca(home, NAMES, NOW)
        assert state.names == ("api.openai.com", "chatgpt.com")
        assert state.pending == ()
        assert (state.not_after, state.days_left) == (END, 730)
        assert state.renewed
        assert not state.exposed

    def test_files(self, home: Home) -> None:
        ensure_ca(home, NAMES, NOW)
        assert mode(key_file(home)) == 0o600
        assert mode(home.ca) == 0o700
        root = root_in_force(home)
        assert home.ca_certificate.read_bytes() == root
        bundle = home.bundle.read_bytes()
        assert bundle.endswith(root)
        assert bundle.count(b"BEGIN CERTIFICATE") > 50
        assert not retired_roots(home).exists()

    def test_no_file_but_one_holds_a_key(self, home: Home) -> None:
        ensure_ca(home, NAMES, NOW)
        holders = [path for path, data in snapshot(home).items() if b"PRIVATE KEY" in data]
        assert holders == [str(key_file(home))]

    def test_mitmproxy_takes_it_for_its_own(self, home: Home) -> None:
        ensure_ca(home, NAMES, NOW)
        store = CertStore.from_store(home.ca, "mitmproxy", 2048)
        chain = [item.to_cryptography() for item in store.default_chain_certs]
        root = x509.load_pem_x509_certificate(home.ca_certificate.read_bytes())
        assert [item.subject for item in chain] == [chain[0].subject, root.subject]
        assert store.default_ca.to_cryptography() == chain[0] != root

    def test_the_key_is_private_whatever_the_umask(self, home: Home) -> None:
        before = os.umask(0)
        try:
            ensure_ca(home, NAMES, NOW)
        finally:
            os.umask(before)
        assert mode(key_file(home)) == 0o600
        assert mode(home.ca) == 0o700
        assert mode(home.ca_certificate) == mode(home.bundle) == 0o644

    @pytest.mark.parametrize("names", [(), ("*.com",), ("localhost",)])
    def test_bad_names_make_nothing(self, home: Home, names: tuple[str, ...]) -> None:
        for make in (ensure_ca, renew_ca):
            with pytest.raises(ParaventError):
                make(home, names, NOW)
        assert not home.ca.exists()


class TestLaterStart:
    @pytest.fixture
    def home(self, home: Home, made: Path) -> Home:
        shutil.copytree(made, home.root, dirs_exist_ok=True)
        return home

    def test_nothing_changes(self, home: Home) -> None:
        first = ensure_ca(home, NAMES, NOW)
        files = snapshot(home)
        later = ensure_ca(home, NAMES, NOW + timedelta(days=100, hours=1))
        assert snapshot(home) == files
        assert not later.renewed
        assert later.fingerprint == first.fingerprint
        assert later.days_left == 629

    def test_a_lost_or_foreign_public_file_is_put_right(self, home: Home) -> None:
        files = snapshot(home)
        home.bundle.write_bytes(b"")
        home.ca_certificate.unlink()
        assert ensure_ca(home, NAMES, NOW).renewed
        assert snapshot(home) == files

    def test_an_open_key_is_closed_and_told(self, home: Home) -> None:
        key_file(home).chmod(0o640)
        assert read_ca(home, NAMES, NOW).exposed
        assert ensure_ca(home, NAMES, NOW).exposed
        assert mode(key_file(home)) == 0o600
        assert not ensure_ca(home, NAMES, NOW).exposed

    def test_new_names_wait(self, home: Home) -> None:
        first = ensure_ca(home, NAMES, NOW)
        state = ensure_ca(home, (*NAMES, "claude.ai", "a.b.dust.tt"), NOW)
        assert state.pending == ("a.b.dust.tt", "claude.ai")
        assert state.fingerprint == first.fingerprint
        assert not state.covers("claude.ai")

    def test_names_below_a_permitted_one_need_not_wait(self, home: Home) -> None:
        assert ensure_ca(home, ("ws.chatgpt.com", "*.api.openai.com"), NOW).pending == ()

    def test_covers(self, home: Home) -> None:
        state = ensure_ca(home, NAMES, NOW)
        for host in ("chatgpt.com", "ChatGPT.com", "ab.chatgpt.com", "chatgpt.com."):
            assert state.covers(host)
        for host in ("evil-chatgpt.com", "openai.com", "com", "127.0.0.1", "::1", ""):
            assert not state.covers(host)

    @pytest.mark.parametrize("late", [timedelta(seconds=1), timedelta(days=5)])
    def test_expired(self, home: Home, late: timedelta) -> None:
        with pytest.raises(ParaventError) as refused:
            ensure_ca(home, NAMES, END + late)
        assert refused.value.exit_code == Exit.NOT_READY
        assert "paravent doctor" in refused.value.problems[0].hint
        assert read_ca(home, NAMES, END + late).days_left < 0

    def test_valid_to_the_last_second(self, home: Home) -> None:
        assert ensure_ca(home, NAMES, END).days_left == 0


class TestDamage:
    @pytest.fixture
    def home(self, home: Home, made: Path) -> Home:
        shutil.copytree(made, home.root, dirs_exist_ok=True)
        return home

    @pytest.mark.parametrize("damage", ["empty", "garbage", "cut", "foreign"])
    def test_is_refused_and_left_as_it_is(self, home: Home, damage: str) -> None:
        pem = key_file(home).read_bytes()
        foreign = issue(("example.org",), NOW)
        mixed = Authority(foreign.root, Authority.from_pem(pem).intermediate, foreign.key)
        data = {"empty": b"", "garbage": b"?", "cut": pem[:900], "foreign": mixed.to_pem()}[damage]
        key_file(home).write_bytes(data)
        for look in (ensure_ca, read_ca):
            with pytest.raises(ParaventError) as refused:
                look(home, NAMES, NOW)
            assert refused.value.exit_code == Exit.NOT_READY
            assert refused.value.problems[0].where == str(key_file(home))
            assert refused.value.problems[0].hint
        assert key_file(home).read_bytes() == data

    def test_following_the_hint_helps(self, home: Home) -> None:
        former = home.ca_certificate.read_bytes()
        key_file(home).unlink()
        with pytest.raises(ParaventError):
            read_ca(home, NAMES, NOW)
        assert ensure_ca(home, NAMES, NOW).renewed
        assert home.ca_certificate.read_bytes() == root_in_force(home) != former
        assert retired_roots(home).read_bytes() == former

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        obstacle = tmp_path / "file"
        obstacle.touch()
        with pytest.raises(ParaventError) as refused:
            ensure_ca(Home(obstacle), NAMES, NOW)
        assert refused.value.exit_code == Exit.NOT_READY


class TestRenewal:
    @pytest.fixture
    def home(self, home: Home, made: Path) -> Home:
        shutil.copytree(made, home.root, dirs_exist_ok=True)
        return home

    def test_takes_in_what_was_pending(self, home: Home) -> None:
        first = ensure_ca(home, NAMES, NOW)
        former = home.ca_certificate.read_bytes()
        later = NOW + timedelta(days=10)
        state = renew_ca(home, (*NAMES, "claude.ai"), later)
        assert state.renewed
        assert state.pending == ()
        assert state.covers("claude.ai")
        assert state.not_after == later + timedelta(days=730)
        assert state.fingerprint != first.fingerprint
        assert home.ca_certificate.read_bytes() == root_in_force(home) != former
        assert home.bundle.read_bytes().endswith(root_in_force(home))
        assert former not in home.bundle.read_bytes()

    def test_former_roots_stay_known_and_former_keys_do_not(self, home: Home) -> None:
        keys, roots = [], []
        for _ in range(2):
            authority = Authority.from_pem(key_file(home).read_bytes())
            keys.append(authority.to_pem().split(b"-----END RSA")[0])
            roots.append(home.ca_certificate.read_bytes())
            renew_ca(home, NAMES, NOW)
        assert retired_roots(home).read_bytes() == b"".join(roots)
        assert not any(key in data for key in keys for data in snapshot(home).values())

    def test_helps_when_expired_or_damaged(self, home: Home) -> None:
        assert renew_ca(home, NAMES, END).days_left == 730
        key_file(home).write_bytes(b"damaged")
        assert renew_ca(home, NAMES, END).days_left == 730
        assert not ensure_ca(home, NAMES, END).renewed


# Dies just before the nth file takes its name: what a power cut between two files leaves.
DIES = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from paravent.settings import Home
from paravent.system.ca import ensure_ca, renew_ca
left = int(sys.argv[3])
def hook(event, arguments):
    global left
    if event == "os.rename":
        left -= 1
        if left == 0:
            os._exit(9)
sys.addaudithook(hook)
action = {"ensure": ensure_ca, "renew": renew_ca}[sys.argv[2]]
action(Home(Path(sys.argv[1])), ("chatgpt.com",), datetime.fromtimestamp(1795348800, UTC))
"""


class TestCrash:
    @pytest.mark.parametrize(
        ("action", "step"),
        [("ensure", n) for n in (1, 2, 3)] + [("renew", n) for n in (1, 2, 3, 4)],
    )
    def test_between_two_files(self, home: Home, action: str, step: int) -> None:
        former = b""
        if action == "renew":
            ensure_ca(home, ("chatgpt.com",), NOW)
            former = home.ca_certificate.read_bytes()
        child = [sys.executable, "-c", DIES, str(home.root), action, str(step)]
        assert subprocess.run(child, check=False).returncode == 9
        told = home.ca_certificate.read_bytes() if home.ca_certificate.exists() else b""
        state = ensure_ca(home, ("chatgpt.com",), NOW)
        root = root_in_force(home)
        assert home.ca_certificate.read_bytes() == root
        assert home.bundle.read_bytes().endswith(root)
        assert state.renewed is (told != root)
        retired = retired_roots(home).read_bytes() if retired_roots(home).exists() else b""
        assert retired == (b"" if former == root else former)
        assert not ensure_ca(home, ("chatgpt.com",), NOW).renewed
        assert [path for path, data in snapshot(home).items() if b"PRIVATE KEY" in data] == [
            str(key_file(home))
        ]

    def test_two_first_starts_at_once_agree(self, home: Home) -> None:
        child = [sys.executable, "-c", DIES, str(home.root), "ensure", "0"]
        both = [subprocess.Popen(child) for _ in range(2)]
        assert [process.wait(60) for process in both] == [0, 0]
        assert not ensure_ca(home, ("chatgpt.com",), NOW).renewed
        assert not retired_roots(home).exists()


def test_no_cloud_is_vouched_for_as_a_whole(home: Home) -> None:
    """What the shipped services need is named host by host; nothing beside it is covered."""
    catalogue = load_catalogue([shipped("rules") / "services"])
    state = ensure_ca(home, catalogue.hosts, NOW)
    assert state.covers("bedrock-runtime.eu-west-3.amazonaws.com")
    assert state.covers("europe-west9-aiplatform.googleapis.com")
    for host in (
        "googleapis.com",
        "storage.googleapis.com",
        "gmail.googleapis.com",
        "amazonaws.com",
        "s3.eu-west-3.amazonaws.com",
        "sts.amazonaws.com",
        "microsoft.com",
        "login.microsoft.com",
        "graph.microsoft.com",
        "accounts.google.com",
    ):
        assert not state.covers(host), host
    for certificate in x509.load_pem_x509_certificates(home.ca_certificate.read_bytes()):
        limits = certificate.extensions.get_extension_for_class(x509.NameConstraints).value
        named = {one.value for one in limits.permitted_subtrees or () if hasattr(one, "value")}
        assert not named & {"googleapis.com", "amazonaws.com", "microsoft.com", "google.com"}

import json
import stat
import subprocess
import sys
import textwrap

import pytest

from paravent.core.types import Sensitive
from paravent.errors import Exit, ParaventError, Reason
from paravent.settings import Home
from paravent.store.keys import Backend, load_keys, signature_check


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "home").make()


@pytest.fixture
def no_keyring(monkeypatch):
    monkeypatch.setenv("PARAVENT_KEYRING", "off")


@pytest.fixture
def keyring(tmp_path, monkeypatch):
    """Makes a keyring back end of this source the system's."""

    def install(source: str):
        folder = tmp_path / "backend"
        folder.mkdir()
        prelude = "from keyring.backend import KeyringBackend\nimport json, pathlib, time\n"
        store = f"STORE = pathlib.Path({str(tmp_path / 'store.json')!r})\n"
        body = textwrap.dedent(source)
        (folder / "backend_under_test.py").write_text(prelude + store + body)
        monkeypatch.setenv("PYTHONPATH", str(folder))
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "backend_under_test.Ring")
        monkeypatch.delenv("PARAVENT_KEYRING", raising=False)
        return tmp_path / "store.json"

    return install


WORKING = """
    class Ring(KeyringBackend):
        priority = 1
        def get_password(self, service, user):
            found = json.loads(STORE.read_text()) if STORE.exists() else {}
            return found.get(service + " " + user)
        def set_password(self, service, user, secret):
            STORE.write_text(json.dumps({service + " " + user: secret}))
        def delete_password(self, service, user):
            pass
"""
RAISING = """
    class Ring(KeyringBackend):
        priority = 1
        def get_password(self, service, user):
            raise ZeroDivisionError("a plug-in's own trouble")
        set_password = delete_password = get_password
"""
FORGETFUL = """
    class Ring(KeyringBackend):
        priority = 1
        def get_password(self, service, user):
            return None
        def set_password(self, service, user, secret):
            pass
        def delete_password(self, service, user):
            pass
"""
HANGING = """
    class Ring(KeyringBackend):
        priority = 1
        def get_password(self, service, user):
            time.sleep(3600)
        set_password = delete_password = get_password
"""


def test_the_first_call_makes_a_file_for_the_owner_only(home, no_keyring):
    keys = load_keys(home)
    assert keys.backend is Backend.FILE
    assert stat.S_IMODE(home.keys.stat().st_mode) == 0o600
    secrets = {item.reveal() for item in (keys.encryption, keys.install, keys.signing)}
    assert len(secrets) == 3
    assert all(len(item) == 32 for item in secrets)


def test_later_calls_return_the_same_keys(home, no_keyring):
    assert load_keys(home) == load_keys(home)


def test_keys_do_not_show_themselves(home, no_keyring):
    keys = load_keys(home)
    shown = repr(keys)
    for item in (keys.encryption, keys.install, keys.signing):
        assert repr(item.reveal())[2:-1] not in shown
        assert item.reveal().hex() not in shown
    assert isinstance(keys.encryption, Sensitive)


def test_many_programs_at_once_agree_on_one_set_of_keys(home, no_keyring):
    code = (
        "import sys; from pathlib import Path; from paravent.settings import Home;"
        "from paravent.store.keys import load_keys;"
        "sys.stdin.read(1); print(load_keys(Home(Path(sys.argv[1]))).install.reveal().hex())"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(home.root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for child in children:
        child.stdin.write("x")
        child.stdin.flush()
    answers = {child.communicate()[0].strip() for child in children}
    assert answers == {load_keys(home).install.reveal().hex()}


@pytest.mark.parametrize("database", ["audit", "vault"])
def test_lost_keys_are_an_error_and_never_made_anew(home, no_keyring, database):
    load_keys(home)
    getattr(home, database).write_bytes(b"")
    home.keys.unlink()
    with pytest.raises(ParaventError) as caught:
        load_keys(home)
    assert caught.value.reason is Reason.STORE
    assert caught.value.exit_code is Exit.NOT_READY
    assert "keys.json" in caught.value.problems[0].hint
    assert not home.keys.exists()


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", "null", '{"encryption": "AA=="}', "\xe9", '{"encryption":1,"install":2}'],
)
def test_a_damaged_file_is_an_error(home, no_keyring, content):
    load_keys(home)
    home.keys.write_bytes(content.encode("latin-1"))
    with pytest.raises(ParaventError) as caught:
        load_keys(home)
    assert caught.value.problems[0].where == str(home.keys)


def test_a_key_of_the_wrong_length_is_an_error(home, no_keyring):
    load_keys(home)
    found = json.loads(home.keys.read_text())
    found["install"] = "AAAA"
    home.keys.write_text(json.dumps(found))
    with pytest.raises(ParaventError):
        load_keys(home)


def test_a_file_that_others_can_read_is_refused(home, no_keyring):
    load_keys(home)
    home.keys.chmod(0o640)
    with pytest.raises(ParaventError) as caught:
        load_keys(home)
    assert f"chmod 600 {home.keys}" in caught.value.problems[0].hint


def test_a_missing_folder_is_an_error(tmp_path, no_keyring):
    with pytest.raises(ParaventError):
        load_keys(Home(tmp_path / "nowhere"))


def test_a_working_keyring_keeps_the_keys_and_no_file_is_written(home, keyring):
    store = keyring(WORKING)
    keys = load_keys(home)
    assert keys.backend is Backend.KEYRING
    assert not home.keys.exists()
    assert list(json.loads(store.read_text())) == [f"paravent {home.root}"]
    assert load_keys(home) == keys


def test_an_entry_belongs_to_one_home(home, keyring, tmp_path):
    keyring(WORKING)
    other = Home(tmp_path / "other").make()
    assert load_keys(home).install != load_keys(other).install


@pytest.mark.parametrize("source", [RAISING, FORGETFUL])
def test_a_keyring_that_does_not_work_gives_way_to_the_file(home, keyring, source):
    keyring(source)
    assert load_keys(home).backend is Backend.FILE
    assert load_keys(home).backend is Backend.FILE


def test_a_keyring_that_hangs_is_given_up(home, keyring, monkeypatch):
    keyring(HANGING)
    monkeypatch.setattr("paravent.store.keys._PATIENCE_S", 1.0)
    assert load_keys(home).backend is Backend.FILE


def test_a_keyring_that_went_away_is_an_error_where_there_are_databases(home, keyring, monkeypatch):
    keyring(WORKING)
    load_keys(home)
    home.audit.write_bytes(b"")
    monkeypatch.setenv("PARAVENT_KEYRING", "off")
    with pytest.raises(ParaventError):
        load_keys(home)
    assert not home.keys.exists()


def test_what_is_wrapped_opens_in_its_context_only(home, no_keyring):
    keys = load_keys(home)
    wrapped = keys.wrap(b"secret", b"here")
    assert b"secret" not in wrapped
    assert keys.unwrap(wrapped, b"here") == b"secret"
    for altered in (wrapped[:-1], wrapped[:5], b"", bytes([wrapped[0] ^ 1]) + wrapped[1:]):
        with pytest.raises(ValueError, match=r".+"):
            keys.unwrap(altered, b"here")
    with pytest.raises(ValueError, match="does not open"):
        keys.unwrap(wrapped, b"there")


def test_a_signature_is_checked(home, no_keyring):
    keys = load_keys(home)
    check = signature_check(keys.verifier.public)
    assert check(keys.sign(b"text"), b"text")
    assert not check(keys.sign(b"text"), b"other")
    assert not check(b"", b"text")

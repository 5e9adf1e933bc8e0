"""Where AWS credentials are found."""

import pytest

from paravent.core.sigv4 import Credentials
from paravent.core.types import Sensitive
from paravent.credentials import find_credentials

SHARED = """\
# a comment
[default]
aws_access_key_id = AKIDDEFAULT
aws_secret_access_key = a%b/c+d=

[work]
aws_access_key_id=ASIAWORK
aws_secret_access_key=secret
aws_session_token = token==
[empty]
region = eu-west-3
"""
CONFIG = """\
[profile other]
aws_access_key_id = AKIDOTHER
aws_secret_access_key = s
s3 =
  max_concurrent_requests = 20
[profile empty]
aws_access_key_id = AKIDEMPTY
aws_secret_access_key = s
"""


def made(key_id, secret, token=""):
    return Credentials(Sensitive(key_id), Sensitive(secret), Sensitive(token))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder without a variable that leads elsewhere."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("SHARED_CREDENTIALS_FILE", "CONFIG_FILE", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY"):
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
    (tmp_path / ".aws").mkdir()
    return tmp_path


def test_a_profile_is_read_from_the_files_of_the_aws_tools(home):
    assert find_credentials("profile:default") is None
    (home / ".aws/credentials").write_text(SHARED)
    (home / ".aws/config").write_text(CONFIG)
    assert find_credentials("profile:default") == made("AKIDDEFAULT", "a%b/c+d=")
    assert find_credentials("profile:work") == made("ASIAWORK", "secret", "token==")
    assert find_credentials("profile:other") == made("AKIDOTHER", "s")
    assert find_credentials("profile:empty") == made("AKIDEMPTY", "s")
    assert find_credentials("profile:none") is None


def test_the_files_may_lie_elsewhere(home, monkeypatch):
    (home / "keys").write_text(SHARED)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(home / "keys"))
    assert find_credentials("profile:work") == made("ASIAWORK", "secret", "token==")


def test_the_environment_is_read_when_it_is_asked_for(home, monkeypatch):
    (home / ".aws/credentials").write_text(SHARED)
    assert find_credentials("environment") is None
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ASIAENV")
    assert find_credentials("environment") is None
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")
    assert find_credentials("environment") == made("ASIAENV", "s")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "t")
    assert find_credentials("environment") == made("ASIAENV", "s", "t")
    assert find_credentials("profile:none") is None


@pytest.mark.parametrize(
    "content", [b"aws_access_key_id = x", b"[default\nx", b"\xff\xfe[default]"]
)
def test_a_file_that_makes_no_sense_holds_nothing_and_tells_nothing(home, content, capsys):
    (home / ".aws/credentials").write_bytes(content)
    assert find_credentials("profile:default") is None
    assert capsys.readouterr() == ("", "")

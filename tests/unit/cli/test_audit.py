"""The log given to others, and held against what they were given."""

import pytest

from evidence import run_verifier
from parting import open_parts


@pytest.fixture
def logged(paravent):
    with open_parts(paravent.home.root):
        pass
    return paravent


def test_evidence_is_written_and_checked_without_paravent(logged, tmp_path):
    target = tmp_path / "preuves.zip"
    assert logged("audit", "export", "--format", "bundle", "-o", str(target)).code == 0
    done = run_verifier(target)
    assert done.stdout.startswith("VALID: ")
    assert logged("audit", "verify", "--checkpoint", str(target)).code == 0


def test_evidence_needs_a_file(logged):
    said = logged("audit", "export", "--format", "bundle")
    assert said.code == 2
    assert "-o preuves.zip" in said.err


def test_a_log_that_does_not_go_on_from_a_checkpoint_is_not_whole(logged, tmp_path):
    target = tmp_path / "preuves.zip"
    logged("audit", "export", "--format", "bundle", "-o", str(target))
    (logged.home.audit).unlink()
    with open_parts(logged.home.root):
        pass
    assert logged("audit", "verify").code == 0
    said = logged("audit", "verify", "--checkpoint", str(target))
    assert said.code == 5
    assert "✗" in said.out


def test_a_file_without_a_checkpoint_is_a_usage_error(logged, tmp_path):
    (tmp_path / "x.note").write_bytes(b"\xff")
    for name in ("x.note", "none.note"):
        said = logged("audit", "verify", "--checkpoint", str(tmp_path / name))
        assert said.code == 2
        assert "pas de sceau" in said.err

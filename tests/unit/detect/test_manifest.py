import shutil

import pytest

from paravent.detect.manifest import read_manifest, verify
from paravent.errors import ParaventError, Reason
from paravent.settings import shipped


@pytest.fixture
def models(tmp_path):
    return shutil.copytree(shipped("models"), tmp_path / "models")


def test_what_is_shipped_is_unaltered():
    verify(read_manifest(shipped("models")), shipped("models"))


def test_every_part_has_a_licence_and_a_source():
    for part in read_manifest(shipped("models")).parts:
        assert part.licence
        assert part.source
        assert part.files


def test_every_fault_is_told_at_once(models):
    (models / "lexicon" / "words.txt").write_text("autre")
    (models / "lexicon" / "notables.txt").unlink()
    with pytest.raises(ParaventError) as error:
        verify(read_manifest(models), models)
    assert error.value.reason is Reason.ENGINE
    assert {problem.where.rsplit("/", 1)[1] for problem in error.value.problems} == {
        "words.txt",
        "notables.txt",
    }


@pytest.mark.parametrize("text", ["", "parts: 3", "parts: [{name: x}]", "[", "\x00"])
def test_a_manifest_that_is_none_is_told(models, text):
    (models / "manifest.yaml").write_text(text)
    with pytest.raises(ParaventError) as error:
        read_manifest(models)
    assert error.value.reason is Reason.ENGINE

"""The log given to others, and held against what they were given."""

import json
from hashlib import sha256

import pytest

from evidence import run_verifier
from paravent.store.keys import load_keys
from paravent.store.reader import Query, read_audit
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


def events(paravent):
    """Every event, read without saying so."""
    keys = load_keys(paravent.home)
    with read_audit(paravent.home.audit, keys) as reader:
        return [reader.read(entry.index).event() for entry in reader.select(Query())]


@pytest.mark.parametrize(
    ("words", "kind", "notice"),
    [
        (["audit", "list"], "log_read", {"n": 1, "filters": ["command=list"]}),
        (
            ["audit", "list", "--type", "block", "--service", "demo", "--action", "block"],
            "log_read",
            {"filters": ["command=list", "type=block", "service=demo", "action=block"]},
        ),
        (["audit", "show", "0"], "log_read", {"n": 1, "index": 0, "filters": ["command=show"]}),
        (["audit", "verify"], "verify_result", {"ok": True, "size": 1}),
        (["audit", "export"], "log_read", {"n": 1, "filters": ["format=jsonl"]}),
        (["audit", "export", "--format", "ocsf"], "log_read", {"n": 1, "filters": ["format=ocsf"]}),
        (["rules", "replay"], "log_read", {"filters": ["command=replay"]}),
    ],
)
def test_who_looks_into_the_log_is_in_it(logged, words, kind, notice):
    assert logged(*words).code == 0
    *_, last = events(logged)
    assert (last["type"], last["notice"]) == (kind, notice)
    assert last["actor"]["app"] == "cli"
    assert len(last["actor"]["account"]) == len(last["actor"]["device"]) == 12


def test_what_is_given_out_is_in_the_log_with_its_hash(logged, tmp_path):
    target = tmp_path / "preuves.zip"
    logged("audit", "export", "--format", "bundle", "-o", str(target))
    *_, last = events(logged)
    assert last["type"] == "report_export"
    assert last["notice"]["digest"] == sha256(target.read_bytes()).hexdigest()
    assert (last["notice"]["size"], last["notice"]["n"]) == (1, 1)
    note = tmp_path / "sceau.note"
    assert logged("audit", "checkpoint", "-o", str(note)).code == 0
    *_, last = events(logged)
    assert last["type"] == "checkpoint_export"
    assert last["notice"]["digest"] == sha256(note.read_bytes()).hexdigest()
    assert logged("audit", "checkpoint").out.startswith("paravent.local/")
    with read_audit(logged.home.audit, load_keys(logged.home)) as reader:
        assert [size for size, _ in reader.heads()] == [1, 2, 3]
    assert logged("audit", "verify", "--checkpoint", str(note)).code == 0


def test_nothing_is_given_out_that_the_log_cannot_say(logged, tmp_path):
    with open_parts(logged.home.root):  # somebody else holds the log, and answers to nobody
        target = tmp_path / "preuves.zip"
        said = logged("audit", "export", "--format", "bundle", "-o", str(target))
        assert said.code == 4
        assert list(tmp_path.glob("*preuves*")) == []
        said = logged("audit", "list")
        assert said.code == 0
        assert "n'a pas pu être inscrit" in said.err


def test_what_is_given_out_is_for_its_owner_only(logged, tmp_path):
    target = tmp_path / "log.jsonl"
    logged("audit", "export", "-o", str(target))
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("form", ["ocsf", "ecs"])
def test_other_forms_have_a_line_for_every_event(logged, form):
    lines = logged("audit", "export", "--format", form).out.splitlines()
    assert [bool(json.loads(line)) for line in lines] == [True]

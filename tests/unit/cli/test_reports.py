"""``report`` and ``providers`` as they are typed."""

import io
import json
import tomllib
import zipfile

import pytest

from paravent.errors import Exit
from paravent.store.keys import load_keys
from reporting import write_log

A, B = "C-014", "Z-777"


@pytest.fixture
def logged(paravent, monkeypatch):
    monkeypatch.setenv("PARAVENT_KEYRING", "off")
    monkeypatch.setenv("TZ", "Europe/Paris")
    keys = load_keys(paravent.home.make())
    write_log(paravent.home.audit, {A: "openai_api", B: "mistral_api"}, days=3, keys=keys)
    return paravent


def make(shell, path, *words: str) -> bytes:
    period = ("--from", "2026-10-01", "--to", "2026-10-31", "-o", str(path))
    said = shell("report", *words, *period)
    assert said.code == Exit.DONE, said.err
    return path.read_bytes()


def test_a_report_is_a_file_and_an_event(logged, tmp_path):
    page = make(logged, tmp_path / "r.html", "--client", A).decode()
    assert A in page
    assert B not in page
    (event,) = json.loads(logged("audit", "list", "--type", "report_export", "--json").out)[
        "events"
    ]
    shown = json.loads(logged("audit", "show", str(event["index"]), "--json").out)["event"]
    assert f"client={A}" in shown["notice"]["filters"]
    # The next one tells of it, and the first can be made again.
    size = shown["notice"]["size"]
    again = make(logged, tmp_path / "again.html", "--client", A, "--at", str(size))
    assert again.decode() == page


def test_a_clients_bundle_shows_that_client_alone(logged, tmp_path):
    pytest.importorskip("typst", reason="typst is not in this environment yet")
    data = make(logged, tmp_path / "r.zip", "--client", A, "--format", "bundle")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert {"report.json", "report.html", "report.pdf", "report.csv", "verify.py"} <= set(files)
    assert A.encode() in files["events.jsonl"]
    assert not [name for name, content in files.items() if B.encode() in content]
    root = json.loads(files["report.json"])["integrity"]["root"]
    assert root in files["checkpoint.note"].decode()


def test_who_is_not_in_the_register_gets_no_report(logged, tmp_path):
    said = logged("report", "--client", "Dupont", "-o", str(tmp_path / "x.html"))
    assert said.code == Exit.USAGE
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize(
    "words", [("--from", "hier"), ("--from", "2026-10-02", "--to", "2026-10-01"), ("--at", "2")]
)
def test_a_period_that_cannot_be(logged, tmp_path, words):
    said = logged("report", *words, "-o", str(tmp_path / "x.html"))
    assert said.code == Exit.USAGE
    assert not (tmp_path / "x.html").exists()


def test_an_account_is_said_once(paravent):
    paravent.write("settings.toml", 'policy = "strict"\n\n# mine\n[clients."C-1"]\nname = "A"\n')
    said = paravent("providers", "set", "mistral", "--tier", "pro", "--dpa", "2026-03-01")
    assert said.code == Exit.DONE, said.err
    assert paravent("providers", "set", "mistral", "--training", "off").code == Exit.DONE
    text = paravent.home.settings.read_text(encoding="utf-8")
    assert "# mine\n" in text
    found = tomllib.loads(text)
    assert found["policy"] == "strict"
    assert found["clients"] == {"C-1": {"name": "A"}}
    account = found["providers"]["mistral"]
    assert (account["tier"], account["training"]) == ("pro", "off")
    assert account["dpa"].isoformat() == "2026-03-01"
    listed = json.loads(paravent("providers", "list", "--json").out)["providers"]
    (mistral,) = [one for one in listed if one["id"] == "mistral"]
    assert mistral["dpa_signed"]
    assert not mistral["trains"]


@pytest.mark.parametrize(
    "words",
    [
        ("mistral",),
        ("mistral", "--tier", "gold"),
        ("mistral", "--dpa", "hier"),
        ("nobody", "--tier", "pro"),
    ],
)
def test_what_is_no_account_is_refused(paravent, words):
    assert paravent("providers", "set", *words).code == Exit.USAGE
    assert not paravent.home.settings.exists()


def test_settings_that_cannot_be_changed_safely_are_left_alone(paravent):
    text = 'providers = {mistral = {tier = "free"}}\n'
    paravent.write("settings.toml", text)
    assert paravent("providers", "set", "mistral", "--tier", "pro").code == Exit.INVALID
    assert paravent.home.settings.read_text(encoding="utf-8") == text


def test_a_fact_is_shown_with_its_source(paravent):
    shown = paravent("providers", "show", "mistral").out
    assert "https://docs.mistral.ai/" in shown
    assert "inconnu" in shown
    assert "unknown" in paravent("providers", "show", "dust", lang="en").out

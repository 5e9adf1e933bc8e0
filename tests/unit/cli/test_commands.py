"""Commands that need no running program: what they say, and the exit code they end with."""

import json
import subprocess

import pytest

from paravent import __version__
from paravent.settings import Settings
from parting import open_parts

BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")
POLICY = """
version: 1
name: essai
describe: {fr: essai, en: try}
rules:
  - id: bloquer-les-mails
    when: {types: [EMAIL]}
    then: block
    why: {fr: parce que, en: because}
    tests: [{text: "a@exemple.fr", expect: hit}, {text: "bonjour", expect: miss}]
"""


def test_its_version_and_its_help(paravent):
    assert paravent("--version").out == f"paravent {__version__}\n"
    said = paravent("--help")
    assert said.code == 0
    for command in ("up", "down", "status", "env", "try", "scan", "rules", "services", "audit"):
        assert command in said.out


@pytest.mark.parametrize(
    "words", [["nothing"], ["up", "--port", "0"], ["audit", "show"], ["scan"], ["up", "--wrong"]]
)
def test_a_wrong_command_has_exit_code_2_and_a_hint(paravent, words):
    said = paravent(*words)
    assert said.code == 2
    assert said.out == ""
    assert "piste : " in said.err
    assert "paravent: erreur : " in said.err


def test_services_are_listed(paravent):
    said = paravent("services", "list")
    assert said.code == 0
    for name in ("openai_api", "anthropic_api", "mistral_api", "chatgpt_web", "demo"):
        assert name in said.out
    listed = json.loads(paravent("services", "list", "--json").out)
    assert listed["schema"] == 1
    assert {service["id"] for service in listed["services"]} >= {"openai_api", "chatgpt_web"}


def test_an_unknown_service_is_told_of(paravent):
    said = paravent("services", "test", "chatgpt")
    assert said.code == 2
    assert "chatgpt" in said.err
    assert "paravent services list" in said.err


def test_rules_are_listed_with_where_they_are_written(paravent):
    said = paravent("rules", "list")
    assert said.code == 0
    assert "masquer-identites" in said.out
    assert "freelance.yaml:" in said.out
    listed = json.loads(paravent("rules", "list", "--json").out)
    assert listed["policy"] == "freelance"


def test_rules_of_ones_own_are_added(paravent):
    paravent.write("rules/essai.yaml", POLICY)
    paravent.write("settings.toml", 'policy = "essai"')
    said = paravent("rules", "list")
    assert "bloquer-les-mails" in said.out
    said = paravent("rules", "check")
    assert (said.code, said.out) == (0, "1 règle valide.\n")


def test_a_bad_rule_is_told_with_file_line_and_column_all_at_once(paravent):
    path = paravent.write(
        "rules/essai.yaml", POLICY.replace("block", "blok").replace("EMAIL", "MAIL")
    )
    said = paravent("rules", "check")
    assert said.code == 3
    assert f"{path}:7:20: erreur :" in said.err
    assert f"{path}:8:11: erreur :" in said.err
    assert said.err.count("piste :") == 2


@pytest.mark.parametrize(
    ("condition", "message", "hint"),
    [
        ("services: [openai_apii]", "aucun service de ce nom : openai_apii", "openai_api"),
        ("groups: [us-clood]", "aucun service dans ce groupe : us-clood", "us-cloud"),
    ],
)
def test_a_rule_for_nowhere_is_told_of(paravent, condition, message, hint):
    text = POLICY.replace("[EMAIL]", f"[EMAIL], {condition}")
    path = paravent.write("rules/essai.yaml", text)
    paravent.write("settings.toml", 'policy = "essai"')
    said = paravent("rules", "check")
    assert said.code == 3
    assert f"{path}:6:5: erreur : {message}" in said.err
    assert f"vouliez-vous écrire « {hint} »" in said.err


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("port = 70000", "fr", ["port"]),
        ("prot = 1", "en", ["prot", "known settings", "port"]),
        ("not toml", "en", ["unreadable settings"]),
        ('language = "de"', "en", ["language"]),
        ('dossier = "Dupont"', "en", ["dossier", "at least one"]),
    ],
)
def test_bad_settings_are_an_error_of_every_command(paravent, text, lang, words):
    paravent.write("settings.toml", text)
    said = paravent("rules", "list", lang=lang)
    assert said.code == 3
    assert all(word in said.err for word in words)
    assert "settings.toml" in said.err


def test_the_language_can_be_set(paravent, monkeypatch):
    paravent.write("settings.toml", 'language = "en"')
    monkeypatch.setattr("sys.argv", ["paravent", "status"])
    from paravent.cli import main

    with pytest.raises(SystemExit):
        main.run()
    assert "Stopped." in paravent.capture.readouterr().out


@pytest.mark.parametrize(("lang", "words"), [("fr", "Arrêté."), ("en", "Stopped.")])
def test_status_of_what_does_not_run(paravent, lang, words):
    said = paravent("status", lang=lang)
    assert said.code == 4
    assert words in said.out
    assert json.loads(paravent("status", "--json").out)["state"] == "stopped"


def test_stopping_what_does_not_run_is_no_error(paravent):
    assert paravent("down").code == 0


def test_a_process_that_was_given_its_number_is_not_stopped(paravent):
    """A program that was killed leaves its number behind, and somebody else's may have it."""
    state = {"born": "1", "port": 8787, "ui_port": 8788}
    with subprocess.Popen(["sleep", "60"]) as other:
        paravent.write("run/paravent.json", json.dumps({"pid": other.pid, **state}))
        said = paravent("down")
        assert (said.code, said.out) == (0, "Paravent ne fonctionnait pas.\n")
        assert other.poll() is None
        other.kill()


def test_env_gives_what_a_shell_needs_even_before_the_start(paravent):
    said = paravent("env")
    assert said.code == 0
    lines = dict(line.removeprefix("export ").split("=", 1) for line in said.out.splitlines())
    assert lines["HTTPS_PROXY"] == f"http://127.0.0.1:{Settings().port}"
    assert lines["NODE_EXTRA_CA_CERTS"] == str(paravent.home.ca_certificate)
    assert lines["NODE_USE_ENV_PROXY"] == "1"
    assert {lines[name] for name in BUNDLES} == {str(paravent.home.bundle)}
    assert "paravent up" in said.err


def test_env_quotes_a_folder_with_a_space_and_a_quote(paravent, monkeypatch, tmp_path):
    monkeypatch.setenv("PARAVENT_HOME", str(tmp_path / "l'été $HOME"))
    assert "'\"'\"'" in paravent("env").out


@pytest.mark.parametrize("command", ["list", "export", "verify"])
def test_a_log_that_is_not_there_is_told_of(paravent, command):
    said = paravent("audit", command)
    assert said.code == 4
    assert "paravent up" in said.err


def test_the_log_is_listed_shown_proved_and_exported(paravent):
    with open_parts(paravent.home.root):
        pass
    assert "key_create" in paravent("audit", "list").out
    said = paravent("audit", "verify")
    assert said.code == 0
    assert said.out.startswith("Intact : ")
    proved = json.loads(paravent("audit", "verify", "--json").out)
    assert proved["ok"]
    assert proved["first_bad"] is None
    shown = json.loads(paravent("audit", "show", "0", "--json").out)
    assert shown["index"] == 0
    lines = paravent("audit", "export").out.splitlines()
    # What was verified, then the events of verifying and of showing.
    assert len(lines) == 1 + proved["events"] + 2
    assert all(json.loads(line) for line in lines)
    target = paravent.home.root / "log.jsonl"
    assert paravent("audit", "export", "-o", str(target)).code == 0
    assert len(target.read_text().splitlines()) == len(lines) + 1


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (["audit", "show", "99"], 2, "paravent audit list"),
        (["audit", "list", "--since", "hier"], 2, "30d"),
        (["audit", "export", "--format", "pdf"], 2, "jsonl"),
    ],
)
def test_what_the_log_does_not_have(paravent, words, code, hint):
    with open_parts(paravent.home.root):
        pass
    said = paravent(*words)
    assert said.code == code
    assert hint in said.err


def test_a_crash_tells_its_kind_and_no_text(paravent, monkeypatch):
    def fails(*_arguments):
        raise RuntimeError("Élodie Marchand")

    monkeypatch.setattr("paravent.cli.daemon.find_running", fails)
    said = paravent("status")
    assert said.code == 1
    assert "RuntimeError" in said.err
    assert "Marchand" not in said.err + said.out


def test_the_doctor_examines_and_names_what_mends(paravent):
    with open_parts(paravent.home.root):
        pass
    said = paravent("doctor")
    assert "✓" in said.out
    checks = json.loads(paravent("doctor", "--json").out)["checks"]
    assert {check["status"] for check in checks} <= {"ok", "warn", "fail"}
    assert all(check["fix"] for check in checks if check["status"] == "fail")
    assert paravent("doctor").code == (4 if any(c["status"] == "fail" for c in checks) else 0)


def test_a_file_that_is_no_text_is_told_of_without_its_content(paravent, tmp_path):
    file = tmp_path / "scan.bin"
    file.write_bytes(b"Marchand \xff\xfe")
    said = paravent("try", "--file", str(file))
    assert said.code == 2
    assert "scan.bin" in said.err
    assert "Marchand" not in said.err + said.out


def test_an_export_that_cannot_be_written_is_told_of(paravent, tmp_path):
    with open_parts(paravent.home.root):
        pass
    said = paravent("audit", "export", "-o", str(tmp_path / "absent" / "log.jsonl"))
    assert said.code == 2
    assert "absent" in said.err
    assert "Error" not in said.err

"""A pause asked for on the command line: seen everywhere, recorded, and over when it should be."""

import json
from html import unescape

import httpx
import pytest

from e2e.curl import chat
from e2e.people import person
from program import Program
from stub import Stub

SOMEBODY = person(31)
TEXT = f"Relance {SOMEBODY.name} ({SOMEBODY.email}), merci."


@pytest.fixture
def own(own_program: Program) -> Program:
    return own_program.start()


def test_from_the_pause_to_the_end_of_it(own: Program, stub: Stub) -> None:
    paused = own.run("pause", "5m")
    assert paused.returncode == 0
    assert "En pause jusqu'à" in paused.stdout
    assert "tous les services" in paused.stdout
    assert "paravent resume" in paused.stderr
    assert "redémarre" in paused.stderr

    chat(own, TEXT)
    assert SOMEBODY.email.encode() in stub.seen[-1].body

    health = own.health()
    assert (health["state"], health["protected"]) == ("ready", False)
    assert health["paused_until"]
    assert health["paused_services"] == ["*"]
    status = own.run("status")
    assert status.returncode == 4
    assert "En pause jusqu'à" in status.stdout
    doctor = own.run("doctor", "--json")
    (check,) = [one for one in json.loads(doctor.stdout)["checks"] if one["id"] == "pause"]
    assert (check["status"], check["fix"]) == ("warn", "paravent resume")
    with httpx.Client(trust_env=False) as client:
        page = client.get(f"http://127.0.0.1:{own.ui_port}/essayer").text
    assert "En pause jusqu'à" in unescape(page)

    resumed = own.run("resume")
    assert (resumed.returncode, resumed.stdout) == (0, "La protection a repris.\n")
    assert own.run("resume").stdout == "Paravent n'était pas en pause.\n"
    assert own.health()["protected"] is True
    assert own.run("status").returncode == 0
    stub.reset()
    chat(own, TEXT)
    assert SOMEBODY.email.encode() not in stub.everything()

    begun, *_ = [event for event in own.events() if event["type"] == "pause"]
    (over,) = [event for event in own.events() if event["type"] == "resume"]
    (unread,) = [event for event in own.events() if event["type"] == "uninspected"]
    assert begun["notice"]["duration_s"] == 300
    assert (over["ref"], over["notice"]["n"]) == (begun["id"], 1)
    assert unread["body"]["why"] == "paused"
    assert SOMEBODY.name not in json.dumps(own.events(), ensure_ascii=False)
    assert own.run("audit", "verify").returncode == 0


def test_of_one_service(own: Program, stub: Stub) -> None:
    paused = own.run("--lang", "en", "pause", "1h", "--service", "openai")
    assert "Paused until" in paused.stdout
    assert "OpenAI API" in paused.stdout
    assert own.health()["paused_services"] == ["openai_api"]
    assert "openai_api" in own.run("status").stdout
    chat(own, TEXT)
    with httpx.Client(trust_env=False, timeout=60) as client:
        body = {"model": "m", "messages": [{"role": "user", "content": TEXT}]}
        client.post(f"{own.door('mistral')}/v1/chat/completions", json=body)
    ours, theirs = (seen.body for seen in stub.seen)
    assert SOMEBODY.email.encode() in ours
    assert SOMEBODY.email.encode() not in theirs


def test_it_is_over_with_the_program(own: Program, stub: Stub) -> None:
    own.run("pause", "demain")
    assert own.health()["protected"] is False
    assert own.stop() == 0
    own.start()
    assert own.health()["protected"] is True
    chat(own, TEXT)
    assert SOMEBODY.email.encode() not in stub.everything()
    kinds = [event["type"] for event in own.events()]
    assert kinds.index("pause") < kinds.index("resume") < kinds.index("stop")


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("pause",), 2, ""),
        (("pause", "toujours"), 2, "5m, 30m, 1h ou demain"),
        (("pause", "0"), 2, "5m"),
        (("pause", "5m", "--service", "inconnu"), 2, "service inconnu : inconnu"),
        (("pause", "5m", "--service", "chatgtp_web"), 2, "vouliez-vous écrire « chatgpt_web » ?"),
    ],
)
def test_there_is_no_pause_without_an_end(program: Program, words, code, hint) -> None:
    said = program.run(*words)
    assert said.returncode == code
    assert hint in said.stderr
    assert program.health()["protected"] is True


@pytest.mark.parametrize("secret", ["", "Bearer x"])
@pytest.mark.parametrize(
    ("path", "body"),
    [("/api/pause", {"seconds": 300}), ("/api/reprise", {}), ("/api/entree", {})],
)
def test_nobody_else_can_ask_for_it(program: Program, secret, path, body) -> None:
    url = f"http://127.0.0.1:{program.ui_port}{path}"
    with httpx.Client(trust_env=False, headers={"authorization": secret}) as client:
        assert client.post(url, json=body).status_code == 403
        assert client.get(url).status_code == 405
    assert program.health()["protected"] is True


@pytest.mark.parametrize("seconds", [0, -1, 1e9, "x", None])
def test_nor_for_one_that_is_too_long(program: Program, seconds) -> None:
    secret = (program.home / "run/secret").read_text()
    with httpx.Client(trust_env=False, headers={"authorization": f"Bearer {secret}"}) as client:
        url = f"http://127.0.0.1:{program.ui_port}/api/pause"
        assert client.post(url, json={"seconds": seconds}).status_code == 422
    assert program.health()["protected"] is True

"""A policy that observes is shown as no protection at all, everywhere, and ends."""

import json

import httpx

from program import Program

PROMPT = "Relance Mme Solène Kervella (solene.kervella@exemple.fr), merci."


OWN = """
version: 1
name: freelance
allow: [{text: Exemple}]
"""


def ask(program: Program) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": PROMPT}]}
    with httpx.Client(trust_env=False, timeout=30) as client:
        url = f"{program.door('openai')}/v1/chat/completions"
        assert client.post(url, json=body).status_code == 200


def page(program: Program) -> str:
    with httpx.Client(trust_env=False, headers={"accept-language": "fr"}) as client:
        return client.get(f"http://127.0.0.1:{program.ui_port}/essayer").text


def test_observing_is_no_protection_and_says_so_everywhere(own_program: Program, stub):
    own_program.home.mkdir()
    (own_program.home / "settings.toml").write_text('policy = "observe"')
    own_program.start()
    state = own_program.health()
    assert (state["state"], state["policy"], state["protected"]) == ("ready", "observe", False)
    assert 0 < state["unprotected_s"] <= 24 * 3600
    status = own_program.run("status")
    assert status.stdout.startswith("NON PROTÉGÉ : ")
    assert "Protégé." not in status.stdout
    assert json.loads(own_program.run("status", "--json").stdout)["protected"] is False
    assert "NON PROTÉGÉ : " in own_program.run("up").stderr
    assert "Non protégé" in page(own_program)
    ask(own_program)
    assert PROMPT.encode() in stub.everything().replace(b"\\u00e8", "è".encode())
    own_program.process.terminate()
    _, errors = own_program.process.communicate(timeout=60)
    assert "NON PROTÉGÉ : " in errors.decode()
    assert own_program.process.returncode == 0

    # The day is over: the same setting protects.
    kept = own_program.home / "observation.json"
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"used_s": 24 * 3600.0}))
    stub.reset()
    own_program.start()
    state = own_program.health()
    assert (state["policy"], state["protected"], state["unprotected_s"]) == ("freelance", True, 0)
    assert own_program.run("status").stdout.startswith("Protégé.")
    assert "Non protégé" not in page(own_program)
    ask(own_program)
    assert b"Kervella" not in stub.everything()

    # Other rules while it runs are an event at the latest when it stops.
    (own_program.home / "rules").mkdir()
    (own_program.home / "rules" / "mien.yaml").write_text(OWN)
    assert own_program.run("up").stderr == ""
    assert own_program.stop() == 0
    changes = [event for event in own_program.events() if event["type"] == "rules_change"]
    assert len(changes) == 1
    requests = [event for event in own_program.events() if event["type"] == "request"]
    assert [event["action"] for event in requests] == ["allow", "redact"]

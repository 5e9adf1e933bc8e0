"""A message that waits: nothing leaves, nothing is answered, until the person has decided."""

import json
import re
import subprocess
import time

import pytest

from e2e.curl import CHAT, request, text_of
from e2e.leaks import leaks
from e2e.test_permission import Browser
from program import Program
from stub import Stub

IBAN = "FR76 1027 8060 0100 0202 1234 566"
TEXT = f"Prépare un virement vers {IBAN}."
PATIENCE_S = 60
RULE = """
version: 1
name: freelance
rules:
  - id: demander-iban
    when: {types: [IBAN]}
    then: ask
    why: {fr: "Vous seul savez.", en: "Only you know."}
    tests: [{text: "FR76 3000 6000 0112 3456 7890 189", expect: hit}, {text: "Oui", expect: miss}]
"""


@pytest.fixture
def asking(own_program: Program) -> Program:
    """A program that asks about account numbers."""
    rules = own_program.home / "rules"
    rules.mkdir(parents=True)
    (rules / "iban.yaml").write_text(RULE)
    return own_program.start()


def send(program: Program) -> subprocess.Popen[bytes]:
    """A streamed chat completion, sent by curl."""
    process = subprocess.Popen(
        ["curl", "-sS", "-N", "-x", program.proxy, "--cacert", str(program.ca), CHAT,
         "-H", "content-type: application/json", "--data-binary", "@-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(request(TEXT, stream=True))
    process.stdin.close()
    return process


def pages(program: Program, browser: Browser, count: int) -> list[str]:
    """The pages of the messages that wait, once there are so many."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        shown = browser.ask("GET", f"http://127.0.0.1:{program.ui_port}/attente").text
        found = re.findall(r"/b/A[0-9A-Z]{6}", shown)
        if len(found) == count:
            return [f"http://127.0.0.1:{program.ui_port}{path}" for path in found]
        assert time.monotonic() < ends


@pytest.mark.parametrize(
    "form",
    [
        {"choix": "masquer"},
        {"choix": "autoriser", "motif": "own_data", "raison": "mon propre compte"},
        {"choix": "refuser"},
    ],
    ids=lambda form: form["choix"],
)
def test_it_waits_for_the_decision(asking: Program, stub: Stub, form: dict[str, str]) -> None:
    browser = Browser(asking)
    with send(asking) as client:
        (page,) = pages(asking, browser, 1)
        assert stub.seen == []
        assert client.poll() is None
        assert IBAN not in browser.ask("GET", page).text
        assert browser.ask("POST", page, data=form).status_code == 303
        assert client.stdout
        answered = client.stdout.read().decode()
    if form["choix"] == "refuser":
        assert "demander-iban" in json.loads(answered)["error"]["message"]
        assert stub.seen == []
        return
    masked = form["choix"] == "masquer"
    assert (leaks(stub.seen[0].body, (IBAN,)) == []) is masked
    assert (IBAN in text_of(answered)) is masked  # the stub says back the labels that it was given


def test_who_goes_away_is_off_the_list(asking: Program, stub: Stub) -> None:
    browser = Browser(asking)
    with send(asking) as client:
        pages(asking, browser, 1)
        client.kill()
    pages(asking, browser, 0)
    assert stub.seen == []


def test_without_a_decision_it_is_refused(own_program: Program, stub: Stub) -> None:
    rules = own_program.home / "rules"
    rules.mkdir(parents=True)
    (rules / "iban.yaml").write_text(RULE)
    (own_program.home / "settings.toml").write_text("ask_timeout_s = 0.1\n")
    own_program.start()
    with send(own_program) as client:
        assert client.stdout
        answered = json.loads(client.stdout.read())
    assert "demander-iban" in answered["error"]["message"]
    assert stub.seen == []


def test_the_program_stops_though_somebody_waits(asking: Program, stub: Stub) -> None:
    browser = Browser(asking)
    with send(asking):
        pages(asking, browser, 1)
        assert asking.stop() == 0
    assert stub.seen == []
    asking.start()
    (block,) = [event for event in asking.events() if event["type"] == "block"]
    assert block["entities"][0]["act"] == "ask"


def test_try_says_that_one_would_be_asked(asking: Program) -> None:
    tried = asking.run("try", TEXT)
    assert tried.returncode == 11
    assert "retenu : on vous demanderait" in tried.stdout

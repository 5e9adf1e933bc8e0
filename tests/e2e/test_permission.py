"""A refused message, its page, and what a person lets through: the whole way, once."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from e2e.conftest import Sdks
from e2e.curl import CHAT, JSON, curl, request
from e2e.drivers import SdkError
from e2e.leaks import leaks
from e2e.people import person
from e2e.prompts import PRIVATE_KEY, private_key
from program import Program
from stub import LABEL, Stub

NIR = "2 81 03 69 123 456 58"
OTHER = "1 85 05 78 006 084 91"
SOMEBODY = person(30)
PROMPT = f"Le NIR de {SOMEBODY.name} est {NIR}, vérifie sa fiche."
RULE = """
version: 1
name: freelance
rules:
  - id: bloquer-nir
    when: {types: [NIR]}
    then: block
    why: {fr: "La loi le réserve à quelques usages.", en: "The law keeps it to a few uses."}
    tests: [{text: "NIR 2 81 03 69 123 456 58", expect: hit}, {text: "Bonjour", expect: miss}]
"""
CHOICES = "→ Masquer puis renvoyer · Autoriser une fois · Pourquoi ? — "


@pytest.fixture
def strict(own_program: Program) -> Program:
    """A program that blocks social security numbers."""
    rules = own_program.home / "rules"
    rules.mkdir(parents=True)
    (rules / "nir.yaml").write_text(RULE)
    return own_program.start()


class Browser:
    """A browser of the person's own: what it shows, and what it sends."""

    def __init__(self, program: Program) -> None:
        self._origin = f"http://127.0.0.1:{program.ui_port}"
        self._client = httpx.Client(trust_env=False, timeout=30, follow_redirects=True)
        self._client.headers["accept-language"] = "fr"
        opened = program.run("open", "--no-browser")
        assert opened.returncode == 0
        with self._client:
            self._client.get(opened.stdout.strip()).raise_for_status()
            self.cookies = self._client.cookies

    def ask(self, method: str, url: str, **options: Any) -> httpx.Response:
        with httpx.Client(trust_env=False, timeout=30, cookies=self.cookies) as client:
            headers = {"accept-language": "fr", "origin": self._origin}
            return client.request(method, url, headers=headers, **options)


def say(program: Program, *texts: str) -> str:
    """What curl shows of a chat completion: the answer, or the error's message."""
    messages = [{"role": "user", "content": text} for text in texts]
    body = json.dumps({"model": "m", "messages": messages}).encode()
    told = json.loads(curl(program, *JSON, "--data-binary", "@-", CHAT, stdin=body))
    return str(told["error"]["message"] if "error" in told else told["choices"][0]["message"])


def page_of(said: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+/b/[0-9A-Z]+", said)
    assert found
    return found.group()


def test_masked_and_sent_again(strict: Program, stub: Stub) -> None:
    said = say(strict, PROMPT)
    assert CHOICES + page_of(said) in said
    browser = Browser(strict)
    shown = browser.ask("GET", page_of(said))
    assert NIR not in shown.text
    assert SOMEBODY.name not in shown.text
    assert stub.seen == []
    assert browser.ask("POST", page_of(said), data={"choix": "masquer"}).status_code == 303
    assert NIR in say(strict, PROMPT)  # restored for us,
    assert leaks(stub.everything(), (NIR, *SOMEBODY.planted)) == []  # hidden from them


def test_allowed_once_then_masked_for_good(strict: Program, stub: Stub) -> None:
    page = page_of(say(strict, PROMPT))
    form = {"choix": "autoriser", "motif": "client_agreement", "raison": f"accord, cf. {NIR}"}
    assert Browser(strict).ask("POST", page, data=form).status_code == 303
    say(strict, PROMPT)
    assert NIR.encode() in stub.seen[-1].body
    assert leaks(stub.seen[-1].body, SOMEBODY.planted) == []

    stub.reset()
    answer = say(strict, PROMPT, "Et sa clé ?")
    assert NIR in answer
    assert leaks(stub.everything(), (NIR, *SOMEBODY.planted)) == []

    assert strict.stop() == 0
    strict.start()
    stub.reset()
    assert NIR in say(strict, PROMPT, "Et sa clé ?", "Merci.")
    assert leaks(stub.everything(), (NIR, *SOMEBODY.planted)) == []

    kinds = [e["type"] for e in strict.events() if e["type"] in {"block", "override", "request"}]
    assert kinds == ["block", "override", "request", "request", "request"]
    (override,) = [e for e in strict.events() if e["type"] == "override"]
    assert override["override"]["reason_code"] == "client_agreement"
    assert override["override"]["comment"].startswith("accord, cf. [")
    assert leaks(json.dumps(strict.events()).encode(), (NIR, *SOMEBODY.planted)) == []
    assert strict.run("audit", "verify").returncode == 0


def test_a_permission_is_for_one_message_one_value_one_service(strict: Program, stub: Stub) -> None:
    page = page_of(say(strict, PROMPT))
    form = {"choix": "autoriser", "motif": "consent", "raison": "d'accord"}
    assert Browser(strict).ask("POST", page, data=form).status_code == 303
    assert "bloquer-nir" in say(strict, f"{PROMPT} Et {OTHER} ?")
    assert "bloquer-nir" in say(strict, PROMPT.replace(NIR, OTHER))
    with httpx.Client(trust_env=False, timeout=60) as client:
        body = json.loads(request(PROMPT))
        elsewhere = client.post(f"{strict.door('mistral')}/v1/chat/completions", json=body)
    assert elsewhere.status_code == 403
    assert stub.seen == []
    assert "bloquer-nir" not in say(strict, PROMPT)
    assert len(stub.seen) == 1


@pytest.mark.sdk
def test_the_sdk_goes_through_after_it(sdk: Sdks, program: Program, stub: Stub) -> None:
    """A private key, masked."""
    key = private_key()
    arguments = {"model": "m", "messages": [{"role": "user", "content": key}]}
    with pytest.raises(SdkError) as error:
        sdk("openai", "proxy").call("chat.completions.create", **arguments)
    page = page_of(error.value.told["message"])
    assert Browser(program).ask("POST", page, data={"choix": "masquer"}).status_code == 303
    sdk("openai", "proxy").call("chat.completions.create", **arguments)
    assert leaks(stub.everything(), (key.splitlines()[1],)) == []
    assert len(LABEL.findall(stub.seen[-1].body.decode())) == 1


def test_its_page_outlives_the_program(strict: Program, stub: Stub) -> None:
    browser = Browser(strict)
    page = page_of(say(strict, PROMPT))
    assert strict.stop() == 0
    assert not (strict.home / "run/secret").exists()
    strict.start()
    shown = unescape(browser.ask("GET", page).text)
    assert "bloquer-nir" in shown
    assert "nir.yaml:5:5" in shown
    assert "Que voulez-vous faire" not in shown


def test_without_the_cookie_nothing_is_told(program: Program, stub: Stub) -> None:
    page = page_of(say(program, PRIVATE_KEY))
    for method, form in (("GET", None), ("POST", {"choix": "masquer"})):
        with httpx.Client(trust_env=False) as client:
            answer = client.request(method, page, data=form)
        assert answer.status_code == 403
        assert "bloquer" not in answer.text
        assert "paravent open" in answer.text
    assert "bloquer-cles-privees" in say(program, PRIVATE_KEY)
    assert stub.seen == []


def test_open_needs_a_running_program(tmp_path: Path, stub: Stub) -> None:
    program = Program(tmp_path / "home", stub.port, stub.ca)
    done = program.run("open", "--no-browser")
    assert done.returncode == 4
    assert "paravent up" in done.stderr


def test_open_leads_to_the_page_that_is_named(program: Program, stub: Stub) -> None:
    page = page_of(say(program, PRIVATE_KEY))
    code = page.rpartition("/")[2]
    url = program.run("open", code, "--no-browser").stdout.strip()
    with httpx.Client(trust_env=False) as client:
        answer = client.get(url)
    assert answer.headers["location"] == f"/b/{code}"
    assert program.run("open", "../etc", "--no-browser").returncode == 2

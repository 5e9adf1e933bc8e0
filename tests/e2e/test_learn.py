"""A service that nobody knows is learnt from one exchange, and is a service from then on.

One home goes through it all: a host that joins with three lines, one that is watched while nothing
is sent, one that is watched while the exchange takes place; then the program is started as ever.
Each start takes seconds, so that most of it waits for ``make test-long``.
"""

import json
import ssl
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from e2e.leaks import leaks
from e2e.people import Person, person
from program import BIN, Program
from stub import LABEL, Stub, reply

HELD, SENT, JOINED = "llm.exemple.fr", "ia.exemple.fr", "www.example.org"
THREE_LINES = f"id: mon_hote\nlike: openai_compatible\nhosts: [{JOINED}]\n"
MARC, LISE, ZOE = person(41), person(42), person(43)
type Send = Callable[..., Awaitable[None]]


@pytest.fixture(scope="module")
def learner(stub_service: Stub, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program whose home has one service of the person's own, of three lines."""
    home = tmp_path_factory.mktemp("learning") / "home"
    folder = home / "services" / "mon_hote"
    folder.mkdir(parents=True)
    (folder / "service.yaml").write_text(THREE_LINES)
    assert len(THREE_LINES.splitlines()) == 3
    return Program(home, stub_service.port, stub_service.ca)


@contextmanager
def learning(program: Program, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """``services learn`` while it watches; killed if it has not ended by itself."""
    program.process = subprocess.Popen(
        [
            str(BIN), "services", "learn", *arguments, "--port", str(program.port),
            "--ui-port", str(program.ui_port), "--upstream-ca", str(program.stub_ca),
            "--connect-to", f"::127.0.0.1:{program.stub_port}",
        ],
        env=program.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        program.wait_ready()
        yield program.process
    finally:
        if program.process.poll() is None:
            program.kill()


@contextmanager
def client(program: Program) -> Iterator[httpx.Client]:
    trust = ssl.create_default_context(cafile=str(program.ca))
    with httpx.Client(proxy=program.proxy, verify=trust, trust_env=False, timeout=60) as opened:
        yield opened


def body(somebody: object, **more: Any) -> dict[str, Any]:
    return {"conversation": f"Bonjour. {somebody}", "model": "m-1", **more}


async def answer(request: dict[str, Any], send: Send) -> None:
    """An answer in pieces under names of its own, which says the labels that it was given."""
    said = reply(json.loads(request["body"])["conversation"])
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-type", b"text/event-stream")]})  # fmt: skip
    for at in range(0, len(said), 9):
        event = json.dumps({"morceau": said[at : at + 9], "n": at})
        await send({"type": "http.response.body", "body": f"data: {event}\n\n".encode(),
                    "more_body": True})  # fmt: skip
    await send({"type": "http.response.body", "body": b""})


def services(program: Program) -> Path:
    return program.home / "services"


def everything(folder: Path) -> bytes:
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert files
    return b"\n".join(str(one).encode() + one.read_bytes() for one in files)


@pytest.mark.long
def test_while_a_service_is_watched_nothing_is_sent_to_it(learner: Program, stub: Stub) -> None:
    headers = {"cookie": f"who={MARC.email}", "x-note": MARC.phone}
    url = f"https://{HELD}/api/{MARC.email}/chat?id={MARC.phone.replace(' ', '')}"
    with learning(learner, HELD) as process:
        with client(learner) as http:
            opened = http.get(f"https://{HELD}/page")
            refused = http.post(url, json=body(MARC, id=MARC.email), headers=headers)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert stub.seen == []
    for one in (opened, refused):
        assert one.status_code == 403
        assert "services learn" in one.json()["error"]["message"]
    assert "$.conversation" in out.decode()
    assert leaks(out + err, MARC.planted) == []
    written = everything(services(learner) / "llm_exemple_fr")
    assert leaks(written, MARC.planted) == []
    assert b"conversation" in written
    assert not (learner.home / "run" / "learning").exists()


def test_the_person_may_let_the_exchange_take_place(learner: Program, stub: Stub) -> None:
    """Meanwhile the host that has joined with three lines is protected like any other."""
    with learning(learner, SENT, "--send", "--renew") as process:
        with client(learner) as http:
            _chat(http, stub, MARC)
            stub.override = answer
            got = http.post(f"https://{SENT}/v1/parler", json=body(LISE))
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "--send" in err.decode()
    assert LISE.email in "".join(pieces(got.text))
    assert leaks(stub.everything(), LISE.planted) == []
    assert "$.morceau" in out.decode()
    written = everything(services(learner) / "ia_exemple_fr")
    assert leaks(out + err + written, LISE.planted) == []
    assert b"shows:" in written


def pieces(text: str) -> list[str]:
    return [json.loads(line[6:])["morceau"] for line in text.splitlines() if line]


@pytest.mark.long
def test_what_was_learnt_is_a_service_from_then_on(learner: Program, stub: Stub) -> None:
    hosts = {host for host in (SENT, HELD) if (services(learner) / host.replace(".", "_")).exists()}
    assert HELD in hosts  # the other one too where the whole file is run
    learner.start()
    try:
        with client(learner) as http:
            for host in hosts:
                stub.reset()
                stub.override = answer
                got = http.post(f"https://{host}/v1/parler", json=body(ZOE))
                assert leaks(stub.everything(), ZOE.planted) == []
                assert LABEL.search(stub.everything().decode())
                assert got.status_code == 200
                assert ZOE.email in "".join(pieces(got.text))
            _chat(http, stub, ZOE)
    finally:
        assert learner.stop() == 0


@pytest.mark.long
def test_what_was_learnt_passes_services_test_and_is_in_the_log(learner: Program) -> None:
    names = {path.name for path in services(learner).iterdir()}
    assert names >= {"llm_exemple_fr", "mon_hote"}
    checked = learner.run("services", "test", *sorted(names))
    assert checked.returncode == 0, checked.stderr
    found = {one["provider"]["id"] for one in learner.events() if one["type"] == "request"}
    assert found == names


def _chat(http: httpx.Client, stub: Stub, somebody: Person) -> None:
    """A request as an SDK writes it, to the host that has joined with three lines."""
    stub.reset()
    messages = [{"role": "user", "content": str(somebody)}]
    asked = {"model": "gpt-x", "messages": messages, "stream": True}
    headers = {"authorization": "Bearer k", "x-stainless-lang": "python"}
    got = http.post(f"https://{JOINED}/v1/chat/completions", json=asked, headers=headers)
    assert leaks(stub.everything(), somebody.planted) == []
    events = [json.loads(line[6:]) for line in got.text.splitlines() if line.startswith("data: {")]
    said = "".join(e["choices"][0]["delta"].get("content") or "" for e in events if e["choices"])
    assert somebody.email in said
    assert not LABEL.search(said)

"""A client of the register never arrives, though no model sees it; the log knows its code alone."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from paravent.core.types import Sensitive
from paravent.register.editing import put_item, take_items
from paravent.register.listing import Item, Side
from paravent.settings import Home
from paravent.store.keys import load_keys
from program import Program
from registering import entry, forget, save
from stub import Stub

PLANTED = ("krzlumen", "vrost", "bôltrix", "boltrix", "quuxmire")


@pytest.fixture(scope="module")
def running(stub_service: Stub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    home = tmp_path_factory.mktemp("registered")
    program = Program(home, stub_service.port, stub_service.ca).start()
    yield program
    assert program.stop() == 0


def ask(program: Program, text: str, **headers: str) -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=60) as client:
        return client.post(
            f"{program.door('openai')}/v1/chat/completions",
            json={"model": "gpt-5.1", "messages": [{"role": "user", "content": text}]},
            headers={"authorization": "Bearer sk-test", **headers},
        )


def said(answer: httpx.Response) -> str:
    return str(answer.json()["choices"][0]["message"]["content"])


def last_dossier(program: Program) -> str:
    sent = [event for event in program.events() if event["type"] in {"request", "block"}]
    return str(sent[-1].get("matter", {}).get("dossier", ""))


def test_a_client_that_no_model_sees(running: Program, stub: Stub) -> None:
    text = "le module vrost est lent, la commande de boltrix attend"
    ask(running, text)
    assert b"vrost" in stub.everything(), "a model sees it: the test would prove nothing"
    stub.reset()
    added = ("--company", "Bôltrix", "--kind", "person")
    shown = running.run("clients", "add", "Krzlumen Vrost", *added).stdout
    for written in (text, text.upper(), "Facture_Vrost2024.pdf", "réponds à k.vrost@x.test"):
        answer = ask(running, f"{written} puis Vrost encore")
        assert answer.status_code == 200
        assert "Vrost" in said(answer)
    arrived = stub.everything().decode().lower()
    assert not [name for name in PLANTED if name in arrived]
    assert last_dossier(running) == shown.split()[0]


def test_a_choice_says_for_whom_and_stays_here(running: Program, stub: Stub) -> None:
    code = save(running.home, {"Éloi Quuxmire": [entry("person", "Éloi Quuxmire")]}).clients[0].code
    chosen = {"X-Paravent-Dossier": "%C3%89loi Quuxmire"}
    assert ask(running, "Bonjour, qui est vrost ?", **chosen).status_code == 200
    assert last_dossier(running) == code
    assert "dossier" not in stub.everything().decode().lower()
    refused = ask(running, "Bonjour", **{"X-Paravent-Dossier": "Nemo"})
    assert refused.status_code == 403
    assert "registre" in refused.json()["error"]["message"]


def test_changes_count_at_once(running: Program, stub: Stub) -> None:
    home = Home(running.home)
    keys = load_keys(home)
    item = put_item(home.register, keys, Item(0, Side.ALWAYS, Sensitive("zéphyrion")))
    ask(running, "parle du Zephyrion à quuxmire")
    assert b"ephyrion" not in stub.everything()
    assert b"quuxmire" not in stub.everything()
    take_items(home.register, keys, {item.number})
    (code,) = (one.code for one in save(running.home, {"Éloi Quuxmire": []}).clients)
    forget(running.home, code)
    ask(running, "compare le Zephyrion et quuxmire")
    assert b"ephyrion" in stub.everything()
    assert b"quuxmire" in stub.everything()


def test_no_name_is_in_any_file(running: Program) -> None:
    files = [path for path in Path(running.home).rglob("*") if path.is_file()]
    assert {"register.db", "audit.db", "paravent.log"} <= {path.name for path in files}
    whole = b"\n".join(path.read_bytes() for path in files).decode("latin-1").lower()
    planted = [*PLANTED, "bôltrix".encode().decode("latin-1")]
    assert not [name for name in planted if name in whole]

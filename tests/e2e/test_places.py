"""Every place of a request where somebody's data may stand: it is found there, for the first time."""

import base64
import json
import ssl
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest

from e2e.labels import align, texts
from e2e.leaks import leaks, views
from e2e.people import Person, person
from program import Program
from stub import LABEL, Stub

OPENAI = "https://api.openai.com"
CHAT = f"{OPENAI}/v1/chat/completions"
SCHEMA = {"type": "object", "properties": {}}
NIR = "285013503322788"


@pytest.fixture(scope="module")
def client(shared_program: Program) -> Iterator[httpx.Client]:
    trust = ssl.create_default_context(cafile=str(shared_program.ca))
    with httpx.Client(
        proxy=shared_program.proxy, verify=trust, trust_env=False, timeout=60
    ) as client:
        yield client


def chat(*messages: Any, **more: Any) -> dict[str, Any]:
    return {"model": "gpt-5.1", "messages": list(messages), **more}


def user(content: Any) -> dict[str, Any]:
    return {"role": "user", "content": content}


def tool(text: str) -> dict[str, Any]:
    function = {"name": "f", "description": text, "parameters": SCHEMA}
    return {"type": "function", "function": function}


def schema(**field: Any) -> dict[str, Any]:
    parameters = {"type": "object", "properties": {"champ": {"type": "string", **field}}}
    function = {"name": "f", "description": "Fiche.", "parameters": parameters}
    return {"type": "function", "function": function}


def called(arguments: str) -> dict[str, Any]:
    call = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": arguments}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def result(content: Any) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": "c1", "content": content}


HELLO = user("Bonjour.")

PLACES: dict[str, Callable[[str], dict[str, Any]]] = {
    "a message": lambda text: chat(user(text)),
    "a part of a message": lambda text: chat(user([{"type": "text", "text": text}])),
    "a system prompt": lambda text: chat({"role": "system", "content": text}, HELLO),
    "an earlier answer": lambda text: chat({"role": "assistant", "content": text}, HELLO),
    "a tool's description": lambda text: chat(HELLO, tools=[tool(text)]),
    "a parameter's description": lambda text: chat(HELLO, tools=[schema(description=text)]),
    "a parameter's values": lambda text: chat(HELLO, tools=[schema(enum=["aucun", text])]),
    "a tool's arguments": lambda text: chat(HELLO, called(json.dumps({"note": text}))),
    "a tool's result": lambda text: chat(HELLO, called("{}"), result(text)),
    "JSON in a tool's result": lambda text: chat(
        HELLO, called("{}"), result(json.dumps({"fiches": [{"note": text}]}))
    ),
    "JSON in JSON": lambda text: chat(user(json.dumps({"brut": json.dumps({"note": text})}))),
    "the metadata": lambda text: chat(HELLO, metadata={"dossier": text}),
    "the end user": lambda text: chat(HELLO, user=text),
    "a key that nobody knows": lambda text: chat(HELLO, x_memo={"depuis": [{"hier": text}]}),
    "a key itself": lambda text: chat(HELLO, x_memo={text: 1}),
    "a key of structure": lambda text: chat(HELLO) | {"model": text},
    "a stop sequence": lambda text: chat(HELLO, stop=[text]),
    "a prediction": lambda text: chat(HELLO, prediction={"type": "content", "content": text}),
    "text in base64": lambda text: chat(user(base64.b64encode(text.encode()).decode())),
    "text in URL-safe base64": lambda text: chat(
        HELLO, x_memo=base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    ),
    "text in base64, in lines": lambda text: chat(
        HELLO, x_memo=base64.encodebytes(f"{text}\n{text}".encode()).decode()
    ),
    "a data URL": lambda text: chat(
        user([{"type": "file", "file": {"file_data": data_url(text), "filename": "note.txt"}}])
    ),
}


def data_url(text: str) -> str:
    return f"data:text/plain;base64,{base64.b64encode(text.encode()).decode()}"


def check(stub: Stub, somebody: Person) -> None:
    """That a request has arrived, with labels in it, and with nothing of somebody's."""
    assert len(stub.seen) == 1
    assert any(len(LABEL.findall(text)) >= 3 for text in views(stub.everything()))
    assert leaks(stub.everything(), somebody.planted) == []


@pytest.mark.parametrize("number", range(len(PLACES)), ids=list(PLACES))
def test_in_json(client: httpx.Client, stub: Stub, number: int) -> None:
    somebody = person(number)
    body = list(PLACES.values())[number](str(somebody))
    assert client.post(CHAT, json=body).status_code == 200
    check(stub, somebody)


def test_in_a_query_string(client: httpx.Client, stub: Stub) -> None:
    somebody = person(48)
    text = str(somebody)
    url = f"{OPENAI}/v1/models?limit=2&q={quote_plus(text)}&{quote(text, safe='')}=1"
    assert client.get(url).status_code == 200
    check(stub, somebody)
    assert stub.seen[0].target.startswith("/v1/models?limit=2&q=")


def test_in_a_path(client: httpx.Client, stub: Stub) -> None:
    somebody = person(22)
    assert client.get(f"{OPENAI}/v1/fiches/{quote(str(somebody), safe='')}").status_code == 200
    check(stub, somebody)
    assert stub.seen[0].target.startswith("/v1/fiches/")


@pytest.mark.parametrize("value", [NIR, "06-39-98-77-21", "90.112.71.44", "anna.keller@exemple.fr"])
def test_as_a_whole_segment_of_a_path(client: httpx.Client, stub: Stub, value: str) -> None:
    assert client.get(f"{OPENAI}/v1/fiches/{value}/notes").status_code == 200
    assert len(stub.seen) == 1
    assert leaks(stub.everything(), [value]) == []


def test_in_a_referer(client: httpx.Client, stub: Stub) -> None:
    somebody = person(23)
    referer = f"https://crm.exemple.fr/fiche?client={quote_plus(str(somebody))}"
    assert client.get(f"{OPENAI}/v1/models", headers={"referer": referer}).status_code == 200
    check(stub, somebody)
    assert dict(stub.seen[0].headers)["referer"].startswith("https://crm.exemple.fr/fiche?client=")


def test_in_a_form(client: httpx.Client, stub: Stub) -> None:
    somebody = person(24)
    data = {"note": str(somebody), str(somebody): "1"}
    assert client.post(f"{OPENAI}/v1/inconnu", data=data).status_code == 200
    check(stub, somebody)


def test_in_a_file_its_name_and_a_field(client: httpx.Client, stub: Stub) -> None:
    somebody = person(25)
    content = f"Fiche client\n{somebody}\n".encode()
    files = {"file": (f"{somebody.name} {somebody.phone}.txt", content, "text/plain")}
    answer = client.post(f"{OPENAI}/v1/files", data={"purpose": str(somebody)}, files=files)
    assert answer.status_code == 200
    check(stub, somebody)
    assert b"Fiche client\n" in stub.seen[0].body


@pytest.mark.parametrize(
    ("number", "kind"), [(26, "text/plain"), (27, "application/x-ndjson"), (28, "")]
)
def test_in_a_body_of_another_kind(
    client: httpx.Client, stub: Stub, number: int, kind: str
) -> None:
    somebody = person(number)
    line = json.dumps({"note": str(somebody)}) if "json" in kind else str(somebody)
    answer = client.post(
        f"{OPENAI}/v1/inconnu", content=f"{line}\n{line}\n", headers={"content-type": kind}
    )
    assert answer.status_code == 200
    check(stub, somebody)


def test_said_twice_under_one_key(client: httpx.Client, stub: Stub) -> None:
    """Of two equal keys a reader takes either; only what was read leaves."""
    somebody = person(29)
    first = json.dumps(str(somebody))
    body = f'{{"model":"m","messages":[{{"role":"user","content":{first},"content":"Oui."}}]}}'
    answer = client.post(CHAT, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    assert json.loads(stub.seen[0].body)["messages"][0]["content"] == "Oui."
    assert leaks(stub.everything(), somebody.planted) == []


@pytest.mark.parametrize(
    "number", ["5555865635515053", "4539427316723268.0", "3.78770658948114e14"]
)
def test_as_a_number(client: httpx.Client, stub: Stub, number: str) -> None:
    """Tables that were read by a program often hold numbers as fractions."""
    body = f'{{"model":"m","messages":[],"x_memo":{{"carte":{number}}}}}'
    headers = {"content-type": "application/json"}
    assert client.post(CHAT, content=body, headers=headers).status_code == 200
    assert len(stub.seen) == 1
    assert leaks(stub.everything(), [f"{float(number):.0f}"]) == []


IDS = ("289095926310365", "06-39-98-77-54", "90.112.71.45")


@pytest.mark.parametrize("value", IDS)
def test_as_an_id(client: httpx.Client, stub: Stub, value: str) -> None:
    """Where ids are structure, numbers of people are not."""
    body = chat(HELLO, metadata={"id": value})
    assert client.post(CHAT, json=body).status_code == 200
    assert client.get(f"{OPENAI}/v1/responses/{value}").status_code == 200
    assert len(stub.seen) == 2
    assert leaks(stub.everything(), [value]) == []


def test_as_an_id_in_a_tools_result(client: httpx.Client, stub: Stub) -> None:
    """What is structure in a request is data in what a tool has found."""
    iban = "FR7676018955597971147104904"
    record = json.dumps({"id": iban, "role": "titulaire", "type": "compte"})
    answer = client.post(CHAT, json=chat(HELLO, called("{}"), result(record)))
    assert answer.status_code == 200
    assert len(stub.seen) == 1
    assert leaks(stub.everything(), [iban]) == []


def test_structure_stays_to_the_letter(client: httpx.Client, stub: Stub) -> None:
    somebody = person(30)
    given = chat(
        HELLO, called('{"a":1}'), result("Rien."), user(str(somebody)),
        tools=[tool("Fiche.")], tool_choice={"type": "function", "function": {"name": "f"}},
        temperature=0.20, seed=12, logit_bias={"50256": -100}, stream_options=None, n=1,
    )  # fmt: skip
    assert client.post(CHAT, json=given).status_code == 200
    check(stub, somebody)
    arrived = json.loads(stub.seen[0].body)
    assert align(str(somebody), arrived["messages"][3].pop("content"))
    given["messages"][3].pop("content")
    assert arrived == given
    assert [text for text in texts(stub.seen[0]) if LABEL.search(text)] != []


def test_in_a_header_in_words_of_its_own(client: httpx.Client, stub: Stub) -> None:
    somebody = person(49)
    told = {
        "x-title": f"Dossier {somebody.name}".encode(),
        "x-user": somebody.email,
        "x-meta": json.dumps({"tel": somebody.phone}),
    }
    given = {
        "openai-organization": "org-9xK2",
        "x-stainless-os": "Linux",
        "authorization": "Bearer k",
    }
    answer = client.post(CHAT, json=chat(HELLO), headers={**told, **given})
    assert answer.status_code == 200
    assert leaks(stub.everything(), somebody.planted) == []
    arrived = dict(stub.seen[0].headers)
    assert all(LABEL.search(arrived[name]) for name in told)
    assert {name: arrived[name] for name in given} == given


def test_in_another_header(client: httpx.Client, stub: Stub) -> None:
    """A value that was hidden before may leave in no header at all."""
    somebody = person(31)
    assert client.post(CHAT, json=chat(user(str(somebody)))).status_code == 200
    stub.reset()
    for value in (somebody.email, quote(somebody.name), somebody.name.encode()):
        answer = client.get(f"{OPENAI}/v1/models", headers={b"x-note": value})
        assert answer.json()["error"]["code"] == "paravent_blocked"
    assert stub.seen == []

"""curl over HTTP/1.1 and HTTP/2: tools, files, encodings, and what cannot be read."""

import gzip
import json
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import brotli
import pytest
import zstandard

from e2e.curl import API, CHAT, JSON, curl, events, request
from e2e.labels import align, promised
from e2e.leaks import leaks
from e2e.prompts import PROMPTS
from program import Program
from stub import LABEL, Stub

PROMPT = PROMPTS[1]
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
VERSIONS = ("1.1", "2")
FUNCTION = {"name": "creer_client", "parameters": {"type": "object", "properties": {}}}
TOOLS = [{"type": "function", "function": FUNCTION}]


def post(program: Program, body: bytes, *options: str) -> Any:
    shown = curl(program, *JSON, *options, "--data-binary", "@-", CHAT, stdin=body)
    return json.loads(shown)


def arrived(stub: Stub) -> None:
    """That one request came, readable, with labels and with nothing that was planted."""
    assert len(stub.seen) == 1
    assert "content-encoding" not in dict(stub.seen[0].headers)
    assert LABEL.search(stub.seen[0].body.decode())
    assert leaks(stub.everything(), PROMPT.planted) == []


def refused(answer: Any, stub: Stub) -> None:
    assert answer["error"]["code"] == "paravent_blocked"
    assert answer["error"]["message"].startswith("Paravent a bloqué cet envoi. Rien n'a été")
    assert stub.seen == []


@pytest.mark.parametrize("version", VERSIONS)
def test_tools(program: Program, stub: Stub, version: str) -> None:
    answer = post(program, request(PROMPT.text, tools=TOOLS), f"--http{version}")
    (call,) = answer["choices"][0]["message"]["tool_calls"]
    given = json.loads(call["function"]["arguments"])
    assert given == {"nom": promised(stub.seen[0], PROMPT.text), "n": 1}
    arrived(stub)
    assert stub.seen[0].http == version


@pytest.mark.parametrize("version", VERSIONS)
def test_tools_streamed(program: Program, stub: Stub, version: str) -> None:
    body = request(PROMPT.text, tools=TOOLS, stream=True)
    shown = curl(program, f"--http{version}", *JSON, "--data-binary", "@-", CHAT, stdin=body)
    deltas = [event["choices"][0]["delta"] for event in events(shown)]
    calls = [call["function"] for delta in deltas for call in delta.get("tool_calls", ())]
    given = json.loads("".join(call["arguments"] for call in calls))
    assert given["nom"] == promised(stub.seen[0], PROMPT.text)
    arrived(stub)


@pytest.mark.parametrize("version", VERSIONS)
def test_upload_of_a_text_file(program: Program, stub: Stub, version: str, tmp_path: Path) -> None:
    file = tmp_path / "fiche client.txt"
    file.write_text(PROMPT.text, encoding="utf-8")
    form = ("-F", "purpose=user_data", "-F", f"file=@{file};type=text/plain")
    answer = json.loads(curl(program, f"--http{version}", *form, f"{API}/files"))
    assert answer["path"] == "/v1/files"
    arrived(stub)
    sent = stub.seen[0].body.decode()
    assert 'filename="fiche client.txt"' in sent
    content = sent.split("\r\n\r\n")[2].rpartition("\r\n--")[0]
    assert align(PROMPT.text, content)


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("encoding", ENCODERS)
def test_encoded_requests(program: Program, stub: Stub, encoding: str, version: str) -> None:
    body = ENCODERS[encoding](request(PROMPT.text))
    answer = post(program, body, f"--http{version}", "-H", f"content-encoding: {encoding}")
    said = answer["choices"][0]["message"]["content"]
    arrived(stub)
    assert said == promised(stub.seen[0], PROMPT.text)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("compress", gzip.compress),
        ("gzip", lambda data: gzip.compress(data)[:-12]),
        ("gzip", lambda data: data),
        ("br", gzip.compress),
        ("x-paravent", lambda data: data),
        ("gzip, x-unknown", gzip.compress),
    ],
)
def test_an_encoding_that_cannot_be_undone(
    program: Program, stub: Stub, encoding: str, encode: Callable[[bytes], bytes], version: str
) -> None:
    body = encode(request(PROMPT.text))
    refused(post(program, body, f"--http{version}", "-H", f"content-encoding: {encoding}"), stub)


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", "text/plain"])
def test_a_file_that_is_no_text(program: Program, stub: Stub, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "scan.png"
    file.write_bytes(PNG)
    form = ("-F", "purpose=vision", "-F", f"file=@{file};type={kind}")
    refused(json.loads(curl(program, *form, f"{API}/files")), stub)
    raw = ("-H", f"content-type: {kind}", "--data-binary", f"@{file}")
    refused(json.loads(curl(program, *raw, f"{API}/files")), stub)


@pytest.mark.parametrize(
    "body",
    [
        b'{"model": "gpt-5.1", "messages": [',
        b'{"model": NaN}',
        json.dumps({"messages": "\u00e9"}, ensure_ascii=False).encode("utf-16"),
        b'{"messages": "\xe9"}',
        b'{"a":' * 2000 + b"1" + b"}" * 2000,
    ],
    ids=["unfinished", "not JSON", "UTF-16", "Latin-1", "deep"],
)
def test_a_body_that_cannot_be_read(program: Program, stub: Stub, body: bytes) -> None:
    refused(post(program, body), stub)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_body_of_unknown_length(program: Program, stub: Stub, version: str) -> None:
    options = ("-X", "POST", "-T", "-", "-H", "expect: 100-continue")
    shown = curl(program, f"--http{version}", *JSON, *options, CHAT, stdin=request(PROMPT.text))
    said = json.loads(shown)["choices"][0]["message"]["content"]
    arrived(stub)
    assert said == promised(stub.seen[0], PROMPT.text)


@pytest.mark.parametrize("version", VERSIONS)
def test_beside_the_body(program: Program, stub: Stub, version: str) -> None:
    """The path, the query string, the referer."""
    surname, name, phone, email, _ = PROMPT.planted
    curl(
        program, f"--http{version}", f"{API}/fiches/{quote(f'Mme {name}')}", "-G",
        "--data-urlencode", f"q=Appeler M. {surname} au {phone}", "--data-urlencode", f"{email}=1",
        "-e", f"https://crm.exemple.fr/fiche/{quote(email)}",
    )  # fmt: skip
    assert len(stub.seen) == 1
    assert leaks(stub.everything(), PROMPT.planted) == []
    assert len(LABEL.findall(unquote(stub.seen[0].target))) >= 3


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("kind", ["application/json", "text/event-stream"])
def test_an_answer_that_comes_encoded(
    program: Program, stub: Stub, encoding: str, kind: str
) -> None:
    """A service may encode its answer though it was asked not to."""

    async def answer(given: Any, send: Callable[..., Awaitable[None]]) -> None:
        label = LABEL.findall(given["body"].decode())[0]
        text = json.dumps({"choices": [{"index": 0, "delta": {"content": f"Pour {label} :"}}]})
        event = f"data: {text}\n\n" if kind == "text/event-stream" else text
        content = ENCODERS[encoding](event.encode())
        headers = [(b"content-type", kind.encode()), (b"content-encoding", encoding.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for piece in (content[:9], content[9:]):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    stub.override = answer
    shown = curl(
        program, *JSON, "--data-binary", "@-", CHAT,
        stdin=request(f"Bonjour {PROMPT.planted[3]}"),
    )  # fmt: skip
    (event,) = events(shown) if kind == "text/event-stream" else [json.loads(shown)]
    assert event["choices"][0]["delta"]["content"] == f"Pour {PROMPT.planted[3]} :"
    assert dict(stub.seen[0].headers)["accept-encoding"] == "identity"

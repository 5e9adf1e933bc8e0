"""WebSockets, through the proxy and through the door: each frame is read, each answer restored."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest

from e2e.labels import fill, meanings
from e2e.leaks import leaks
from e2e.people import person
from e2e.prompts import PRIVATE_KEY, PROMPTS
from frames import ClientConnection, connect
from program import Program
from stub import LABEL, Stub, reply, strings

PROMPT = PROMPTS[9]
PATIENCE_S = 30
pytestmark = pytest.mark.parametrize("way", ["proxy", "door"])


@contextmanager
def socket(program: Program, way: str, query: str = "") -> Iterator[ClientConnection]:
    """A socket to OpenAI's Realtime API."""
    path = f"/v1/realtime?model=gpt-realtime{query}"
    if way == "door":
        opened = connect(f"ws://127.0.0.1:{program.port}/base/openai{path}", proxy=None)
    else:
        trust = ssl.create_default_context(cafile=str(program.ca))
        opened = connect(f"wss://api.openai.com{path}", proxy=program.proxy, ssl=trust)
    with opened as connection:
        yield connection


def frame(text: str) -> str:
    content = [{"type": "input_text", "text": text}]
    item = {"type": "message", "role": "user", "content": content}
    return json.dumps({"type": "conversation.item.create", "item": item})


def answer(connection: ClientConnection) -> str:
    """The text of one answer, from its pieces; what is told again whole must be the same."""
    said = ""
    while True:
        event = receive(connection)
        if event["type"] == "response.output_text.done":
            assert event["text"] == said
            return said
        said += event["delta"]


def receive(connection: ClientConnection) -> Any:
    return json.loads(connection.recv(timeout=PATIENCE_S))


def promised(arrived: str, sent: str) -> str:
    return fill(reply(arrived), meanings([sent], strings(json.loads(arrived))))


def test_frames_leave_with_labels_and_come_back(program: Program, stub: Stub, way: str) -> None:
    with socket(program, way) as connection:
        for _ in range(2):
            connection.send(frame(PROMPT.text))
            assert answer(connection) == promised(stub.frames[-1], PROMPT.text)
    assert leaks(stub.everything(), PROMPT.planted) == []
    first, second = stub.frames
    assert first == second
    assert LABEL.search(first)
    assert json.loads(first)["item"]["content"][0]["type"] == "input_text"


def test_a_frame_in_pieces(program: Program, stub: Stub, way: str) -> None:
    text = frame(PROMPT.text)
    with socket(program, way) as connection:
        connection.send(text[at : at + 7] for at in range(0, len(text), 7))
        assert answer(connection) == promised(stub.frames[-1], PROMPT.text)
    assert leaks(stub.everything(), PROMPT.planted) == []


def test_a_frame_that_is_plain_text(program: Program, stub: Stub, way: str) -> None:
    with socket(program, way) as connection:
        connection.send(PROMPT.text)
        said = answer(connection)
    assert [value for value in PROMPT.planted if value not in said] == []
    assert leaks(stub.everything(), PROMPT.planted) == []


@pytest.mark.parametrize(
    "refused",
    [frame(f"Vérifie {PRIVATE_KEY}"), b"\x00\x01 audio", b"texte"],
    ids=["a private key", "sound", "text in a binary frame"],
)
def test_a_frame_that_may_not_leave(
    program: Program, stub: Stub, way: str, refused: str | bytes
) -> None:
    with socket(program, way) as connection:
        connection.send(refused)
        told = receive(connection)
        assert told["type"] == "error"
        assert told["error"]["code"] == "paravent_blocked"
        assert told["error"]["message"].startswith("Paravent a bloqué cet envoi.")
        connection.send(frame("Bonjour."))
        assert answer(connection) == "Bonjour. Fin."
    assert [json.loads(one) for one in stub.frames] == [json.loads(frame("Bonjour."))]


def test_the_address_of_a_socket_is_read_too(program: Program, stub: Stub, way: str) -> None:
    somebody = person(42 if way == "proxy" else 43)
    with socket(program, way, f"&note={quote(str(somebody))}") as connection:
        connection.send(frame("Bonjour."))
        assert answer(connection) == "Bonjour. Fin."
    assert stub.seen[0].target.startswith("/v1/realtime?model=gpt-realtime&note=")
    assert leaks(stub.everything(), somebody.planted) == []

"""Requests whose form is odd, forbidden or a trap: what is read is what leaves, or nothing does.

They are written byte by byte, as no decent client would.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from e2e.leaks import leaks
from faulty import FaultyService, RawClient, chunked, head, request, talk
from gatewaying import NAME, Rig, chat, run
from paravent.store.vocabulary import EventType
from stub import Stub

BODY = json.dumps(chat(), ensure_ascii=False).encode()
CHUNKS = chunked(BODY[:40], BODY[40:])
PLANTED = NAME.encode()
CHUNKED = b"transfer-encoding: chunked"
LENGTH = b"content-length: %d" % len(BODY)
OK = head(b"content-length: 2", kind=b"application/json") + b"{}"


def serve(
    tmp_path: Path, stub: Stub, scenario: Callable[[Rig, FaultyService], Awaitable[None]]
) -> None:
    """Run a scenario; in the end nothing planted has left, and an ordinary request still works."""
    service = FaultyService(stub, lambda _: [OK])

    async def main(rig: Rig) -> None:
        async with service:
            await scenario(rig, service)
            response = await rig.ask(chat())
            assert response.json() == {}
            assert b"[PERSONNE_" in service.everything()
            assert leaks(service.everything(), [NAME]) == []

    run(tmp_path, stub, main, service_port=service.port)


REFUSED = {
    "length and chunks": request(CHUNKS, LENGTH, CHUNKED),
    "chunks and length": request(CHUNKS, CHUNKED, LENGTH),
    "two lengths": request(BODY, LENGTH, b"content-length: 0"),
    "the same length twice": request(BODY, LENGTH, LENGTH),
    "list of lengths": request(BODY, b"content-length: %d, %d" % ((len(BODY),) * 2)),
    "length with a sign": request(BODY, b"content-length: +%d" % len(BODY)),
    "length below zero": request(BODY, b"content-length: -1"),
    "length of letters": request(BODY, b"content-length: ten"),
    "length with an underscore": request(BODY, b"content-length: 1_0"),
    "length in other digits": request(BODY, "content-length: ٣".encode()),
    "chunks twice": request(CHUNKS, CHUNKED, CHUNKED),
    "chunks within chunks": request(CHUNKS, b"transfer-encoding: chunked, chunked"),
    "chunks not last": request(CHUNKS, b"transfer-encoding: chunked, identity"),
    "unknown transfer coding": request(CHUNKS, b"transfer-encoding: xchunked"),
    "transfer coding in disguise": request(CHUNKS, b"transfer-encoding: chun\xe2\x84\xaaed"),
    "chunks in HTTP/1.0": request(CHUNKS, CHUNKED).replace(b"HTTP/1.1", b"HTTP/1.0", 1),
    "blank before a colon": request(BODY, b"content-length : %d" % len(BODY)),
    "header without a name": request(BODY, b": " + PLANTED),
    "header without a colon": request(BODY, PLANTED),
    "first line folded": request(BODY).replace(b"\r\nhost", b"\r\n host", 1),
    "line without a version": request(BODY).replace(b" HTTP/1.1", b"", 1),
}
HUNG_UP_ON = {
    "chunk size not hex": request(b"zz\r\n" + BODY, CHUNKED),
    "chunk size below zero": request(b"-1\r\n" + BODY, CHUNKED),
    "chunk longer than told": request(b"2\r\n" + BODY, CHUNKED),
}


def test_requests_of_forbidden_form_are_refused_in_our_words(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        for what, data in REFUSED.items():
            (answer,) = await talk(rig, data)
            assert answer.startswith(b"HTTP/1.1 4"), (what, answer)
            assert "Paravent" in answer.decode(), what
            assert "transmis" in answer.decode(), what
            assert service.seen == [], what

    serve(tmp_path, stub, scenario)


@pytest.mark.parametrize("what", HUNG_UP_ON)
def test_a_request_that_breaks_off_its_own_framing_ends_the_connection(
    tmp_path: Path, stub: Stub, what: str
) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        (answer,) = await talk(rig, HUNG_UP_ON[what])
        assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
        assert service.seen == []

    serve(tmp_path, stub, scenario)


@pytest.mark.parametrize("what", ["length and chunks", "chunks in HTTP/1.0"])
def test_what_could_be_read_in_two_ways_is_on_record(tmp_path: Path, stub: Stub, what: str) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        await talk(rig, REFUSED[what])
        (record,) = rig.events(EventType.BLOCK)
        assert record["reason"] == "unreadable"
        assert record["provider"]["id"] == "openai_api"

    serve(tmp_path, stub, scenario)


PASSING = {
    "chunks": request(CHUNKS, CHUNKED),
    "chunks in capitals": request(CHUNKS, b"Transfer-Encoding: Chunked"),
    "chunk extension": request(
        b"%x;who=%b\r\n%b\r\n0\r\n\r\n" % (len(BODY), PLANTED, BODY), CHUNKED
    ),
    "trailer": request(b"%x\r\n%b\r\n0\r\nx-who: %b\r\n\r\n" % (len(BODY), BODY, PLANTED), CHUNKED),
    "one byte a chunk": request(chunked(*[BODY[n : n + 1] for n in range(len(BODY))]), CHUNKED),
    "folded header": request(BODY, b"x-note: one\r\n two"),
    "HTTP/1.0": request(BODY).replace(b"HTTP/1.1", b"HTTP/1.0", 1),
    "lower-case version is told": request(BODY, b"connection: keep-alive, upgrade"),
    "expects to continue": request(BODY, b"expect: 100-continue"),
    "a version to come": request(BODY).replace(b"HTTP/1.1", b"HTTP/9.9", 1),
    "absolute target": request(BODY, target=b"https://api.openai.com/v1/chat/completions"),
    "header twice": request(BODY, b"x-a: 1", b"x-a: 2"),
}


def test_requests_of_odd_form_leave_redacted(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        for what, data in PASSING.items():
            answers = await talk(rig, data, answers=2 if "continue" in what else 1)
            assert answers[-1].startswith((b"HTTP/1.1 200 ", b"HTTP/1.0 200 ")), (what, answers)
            assert b"[PERSONNE_" in service.seen[-1], what
        assert len(service.seen) == len(PASSING)

    serve(tmp_path, stub, scenario)


def test_requests_in_one_go_are_each_read(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        answers = await talk(rig, PASSING["chunks"] + request(BODY) + request(BODY), answers=3)
        assert all(one.startswith(b"HTTP/1.1 200 ") for one in answers), answers
        assert service.everything().count(b"[PERSONNE_") == 3

    serve(tmp_path, stub, scenario)


def test_a_request_hidden_behind_a_lying_length_is_read_as_one(tmp_path: Path, stub: Stub) -> None:
    hidden = request(BODY)

    async def scenario(rig: Rig, service: FaultyService) -> None:
        short, second = await talk(rig, request(b"{}" + hidden, b"content-length: 2"), answers=2)
        assert short.startswith(b"HTTP/1.1 200 ")
        assert second.startswith(b"HTTP/1.1 200 ")
        assert service.everything().count(b"[PERSONNE_") == 1

    serve(tmp_path, stub, scenario)


@pytest.mark.parametrize("framing", [LENGTH.replace(b"%d" % len(BODY), b"9999"), CHUNKED])
def test_a_client_that_leaves_before_its_body_is_whole(
    tmp_path: Path, stub: Stub, framing: bytes
) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        def leave() -> None:
            with RawClient(rig) as client:
                client.send(request(BODY if b"9999" in framing else CHUNKS[:-5], framing))

        await asyncio.to_thread(leave)
        assert service.seen == []

    serve(tmp_path, stub, scenario)

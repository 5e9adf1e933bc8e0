"""A service that breaks in the middle of an answer: what came before is delivered, nothing half.

Whatever it does, the next request finds the program as if nothing had happened.
"""

import asyncio
import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard

from e2e.leaks import leaks
from faulty import (
    FaultyService,
    RawClient,
    Step,
    chunked,
    cut,
    head,
    label_in,
    request,
    reset,
    talk,
    wait_for,
)
from gatewaying import NAME, Rig, chat, run
from paravent.store.vocabulary import EventType
from streams import CHUNKED, body_of, deliverable, event, said, texts
from stub import Stub

ASK = request(json.dumps(chat(stream=True)).encode())
ASK_WHOLE = request(json.dumps(chat()).encode())


async def works_again(rig: Rig, service: FaultyService) -> None:
    """An ordinary request, answered in full; and nothing planted has ever come to the service."""
    service.answer = lambda sent: [
        CHUNKED + chunked(*map(event, said(label_in(sent).decode())), b"data: [DONE]\n\n")
    ]
    response = await rig.ask(chat(stream=True))
    assert response.status_code == 200
    assert NAME in response.text
    assert leaks(service.everything(), [NAME]) == []


def serve(tmp_path: Path, stub: Stub, scenario: Callable[[Rig, FaultyService], Any]) -> None:
    service = FaultyService(stub)

    async def main(rig: Rig) -> None:
        async with service:
            await scenario(rig, service)
            await works_again(rig, service)

    run(tmp_path, stub, main, service_port=service.port)


def ends_recorded(rig: Rig) -> list[bool]:
    """Of each request on record, whether the end of its answer is."""
    ended = {one["ref"] for one in rig.events(EventType.RESPONSE)}
    return [one["id"] in ended for one in rig.events(EventType.REQUEST)]


async def learn_label(rig: Rig, service: FaultyService) -> str:
    service.answer = lambda _: [head(b"content-length: 2", kind=b"application/json") + b"{}"]
    await rig.ask(chat())
    return label_in(service.everything()).decode()


@pytest.mark.parametrize("breaking", [reset, cut], ids=["reset", "cut"])
def test_a_stream_that_breaks_off_at_every_place(
    tmp_path: Path, stub: Stub, breaking: Step
) -> None:
    """The client has read what there was to read before the service breaks off."""

    async def scenario(rig: Rig, service: FaultyService) -> None:
        label = await learn_label(rig, service)
        stream = b"".join(map(event, said(label)))
        loop = asyncio.get_running_loop()
        every = range(0, len(stream), 3 if breaking is reset else 9)
        for at in every:
            due, go = deliverable(stream[:at], label), asyncio.Event()
            piece = b"%x\r\n%b\r\n" % (at, stream[:at]) if at else b""
            service.answer = lambda _, piece=piece, go=go: [CHUNKED + piece, wait_for(go), breaking]

            def exchange(due: str = due, go: asyncio.Event = go) -> bytes:
                with RawClient(rig) as client:
                    client.send(ASK)
                    answer = client.read_until(b"\r\n\r\n")
                    while texts(body_of(answer)) != due:
                        more = client.read_some()
                        assert more, "the answer ended too early"
                        answer += more
                    loop.call_soon_threadsafe(go.set)
                    return answer + client.read_all()

            body = body_of(await asyncio.to_thread(exchange))
            assert texts(body) == due, at
            assert b"[PERSONNE" not in body, at
        assert len(every) >= 30
        await works_again(rig, service)
        assert len(every) <= len(told := ends_recorded(rig))
        assert all(told[:-1])

    serve(tmp_path, stub, scenario)


def broken_chunks(label: str) -> dict[str, bytes]:
    """Streams whose framing breaks after one good piece."""
    good = event(f"Bonjour {label}.")
    piece = b"%x\r\n%b\r\n" % (len(good), good)
    return {
        "size not hex": piece + b"xyz\r\nabc\r\n",
        "size negative": piece + b"-5\r\nabc\r\n",
        "size huge": piece + b"ffffffffffffffffff\r\nabc",
        "size cut": piece + b"5",
        "data longer": piece + b"2\r\nabcdef\r\n0\r\n\r\n",
        "no last chunk": piece,
        "last chunk cut": piece + b"0\r\n",
    }


@pytest.mark.parametrize("what", broken_chunks(""))
def test_a_stream_whose_chunks_are_broken(tmp_path: Path, stub: Stub, what: str) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        service.answer = lambda sent: [
            CHUNKED + broken_chunks(label_in(sent).decode())[what],
            cut,
        ]
        (answer,) = await talk(rig, ASK)
        assert texts(body_of(answer)).startswith(f"Bonjour {NAME}.")
        assert b"[PERSONNE" not in answer

    serve(tmp_path, stub, scenario)


def test_a_stream_with_trailers_and_extensions_is_an_ordinary_one(
    tmp_path: Path, stub: Stub
) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        def answer(sent: bytes) -> list[Step]:
            good = event(f"Bonjour {label_in(sent).decode()}.")
            return [CHUNKED + b"%x;a=1\r\n%b\r\n0\r\nx-sum: 1\r\n\r\n" % (len(good), good)]

        service.answer = answer
        response = await rig.ask(chat(stream=True))
        assert texts(response.content) == f"Bonjour {NAME}."

    serve(tmp_path, stub, scenario)


def zstd_flushed(pieces: list[bytes]) -> list[bytes]:
    made = zstandard.ZstdCompressor().compressobj()
    out = [made.compress(one) + made.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK) for one in pieces]
    return [*out, made.flush()]


def brotli_flushed(pieces: list[bytes]) -> list[bytes]:
    made = brotli.Compressor()
    return [*[made.process(one) + made.flush() for one in pieces], made.finish()]


def gzip_flushed(pieces: list[bytes]) -> list[bytes]:
    made = zlib.compressobj(wbits=31)
    out = [made.compress(one) + made.flush(zlib.Z_SYNC_FLUSH) for one in pieces]
    return [*out, made.flush()]


FLUSHED = {"gzip": gzip_flushed, "br": brotli_flushed, "zstd": zstd_flushed}


@pytest.mark.parametrize("encoding", FLUSHED)
@pytest.mark.parametrize("lost", [1, 2, 9])
def test_a_compressed_stream_that_ends_too_early(
    tmp_path: Path, stub: Stub, encoding: str, lost: int
) -> None:
    """Its last bytes are missing, though HTTP says that it is whole."""

    async def scenario(rig: Rig, service: FaultyService) -> None:
        label = await learn_label(rig, service)
        packed = FLUSHED[encoding]([event(text) for text in said(label)])
        whole = b"".join(packed)[:-lost]
        told = head(b"transfer-encoding: chunked", b"content-encoding: " + encoding.encode())
        service.answer = lambda _: [told + chunked(whole)]
        response = await rig.ask(chat(stream=True))
        text = texts(response.content)
        assert text.startswith(f"Bonjour M. {NAME}, dit {NAME} ; ")
        notice = json.loads(response.text.strip().rpartition("data: ")[2])
        assert "Paravent a dû interrompre" in notice["error"]["message"]
        assert "[PERSONNE" not in response.text
        whole_json = json.dumps({"choices": [{"message": {"content": f"M. {label}"}}]}).encode()
        whole = b"".join(FLUSHED[encoding]([whole_json]))[:-lost]
        told = head(
            b"content-length: %d" % len(whole),
            b"content-encoding: " + encoding.encode(),
            kind=b"application/json",
        )
        service.answer = lambda _: [told + whole]
        response = await rig.ask(chat())
        assert response.status_code == 502
        assert "Paravent a dû interrompre" in response.json()["error"]["message"]

    serve(tmp_path, stub, scenario)


def test_a_stream_that_stalls_holds_up_nobody(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        go, label = asyncio.Event(), await learn_label(rig, service)
        pieces = [event(text) for text in said(label)]
        first, rest = chunked(*pieces[:4])[:-5], chunked(*pieces[4:])
        stalled = asyncio.Event()

        def answer(_: bytes) -> list[Step]:
            stalled.set()
            return [CHUNKED + first, wait_for(go), rest]

        service.answer = answer
        slow = asyncio.ensure_future(talk(rig, ASK))
        await stalled.wait()
        await works_again(rig, service)
        assert not slow.done()
        go.set()
        assert texts(body_of((await slow)[0])) == "".join(said(label)).replace(label, NAME)

    serve(tmp_path, stub, scenario)


SILENT: dict[str, list[Step]] = {
    "reset at once": [reset],
    "closed at once": [cut],
    "reset in the status": [b"HTTP/1.1 2", reset],
    "reset in the headers": [b"HTTP/1.1 200 OK\r\ncontent-type: text/ev", reset],
    "not HTTP": [b"\x00\x01\x02\x03\r\n\r\n"],
    "header without a name": [b"HTTP/1.1 200 OK\r\n: x\r\ncontent-length: 0\r\n\r\n"],
    "length twice": [head(b"content-length: 2", b"content-length: 3") + b"{}"],
    "length and chunks": [head(b"content-length: 2", b"transfer-encoding: chunked") + b"0\r\n\r\n"],
    "length of letters": [head(b"content-length: two") + b"{}"],
    "whole but cut": [head(b"content-length: 90", kind=b"application/json") + b'{"a":"b', cut],
    "whole but reset": [head(b"content-length: 90", kind=b"application/json") + b'{"a":"b', reset],
}


@pytest.mark.parametrize("what", SILENT)
def test_a_service_that_does_not_answer_is_told_in_our_words(
    tmp_path: Path, stub: Stub, what: str
) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        service.answer = lambda _: SILENT[what]
        (answer,) = await talk(rig, ASK_WHOLE)
        assert answer.startswith(b"HTTP/1.1 502 "), answer
        assert "Paravent : le service n'a pas répondu" in answer.decode()
        await works_again(rig, service)
        assert ends_recorded(rig)[0]

    serve(tmp_path, stub, scenario)


def test_gzip_members_are_one_stream(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig, service: FaultyService) -> None:
        label = await learn_label(rig, service)
        packed = b"".join(gzip.compress(event(text)) for text in said(label))
        told = head(b"transfer-encoding: chunked", b"content-encoding: gzip")
        service.answer = lambda _: [
            told + chunked(*[packed[n : n + 7] for n in range(0, len(packed), 7)])
        ]
        response = await rig.ask(chat(stream=True))
        assert texts(response.content) == "".join(said(label)).replace(label, NAME)

    serve(tmp_path, stub, scenario)

"""A service that asks whether a person is there: its page passes, is counted, and is told."""

import asyncio
import gzip
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mitmproxy.net.tls import starts_like_tls_record
from mitmproxy.proxy.layers.tls import parse_client_hello

from faulty import FaultyService, RawClient, head, request
from gatewaying import Rig, chat, endure, run
from greetings import OURS, Greeting
from paravent.cli import check
from paravent.cli.program import Base
from paravent.errors import ParaventError, Reason, fail
from paravent.settings import Settings
from paravent.store.audit import AuditLog
from paravent.store.vocabulary import EventType
from stub import Stub

PAGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>" + b"<p>x</p>" * 4000
GUARDED = b"server: cloudflare"
# Who asks, and how its answer is written: status, media type, further fields, body.
CHALLENGES: dict[str, tuple[str, bytes, bytes, tuple[bytes, ...], bytes]] = {
    "by its header": ("cloudflare", b"403 No", b"text/html", (b"cf-mitigated: challenge",), PAGE),
    "by its page": ("cloudflare", b"403 No", b"text/html; charset=UTF-8", (GUARDED,), PAGE),
    "by its page, compressed": (
        "cloudflare", b"503 No", b"text/html", (GUARDED, b"content-encoding: gzip"), gzip.compress(PAGE),
    ),
    "in JSON": (
        "datadome", b"403 No", b"application/json", (), b'{"url":"https://geo.captcha-delivery.com/x"}',
    ),
    "with success": ("aws_waf", b"202 OK", b"text/html", (b"x-amzn-waf-action: challenge",), PAGE),
}  # fmt: skip
ORDINARY: dict[str, tuple[bytes, bytes, tuple[bytes, ...], bytes]] = {
    "a limit": (
        b"429 Slow",
        b"application/json",
        (GUARDED,),
        b'{"error":{"message":"Rate limit"}}',
    ),
    "a page": (b"200 OK", b"text/html", (GUARDED,), PAGE),
    "a refusal": (b"403 No", b"text/html", (b"x-paravent: challenge",), b"<p>Access denied</p>"),
    "a broken page": (b"403 No", b"text/html", (b"content-encoding: gzip",), b"<p>not gzip</p>"),
    "an unknown encoding": (b"403 No", b"text/html", (b"content-encoding: odd",), PAGE),
}


def answer(status: bytes, kind: bytes, fields: tuple[bytes, ...], body: bytes) -> bytes:
    return head(*fields, b"content-length: %d" % len(body), kind=kind, status=status) + body


def serve(tmp_path: Path, stub: Stub, data: bytes, scenario: Callable[[Rig, bytes], Any]) -> None:
    service = FaultyService(stub, lambda _: [data])

    async def main(rig: Rig) -> None:
        async with service:

            def fetch() -> bytes:
                with RawClient(rig) as client:
                    client.send(request(b"{}"))
                    return client.read_answer()

            await scenario(rig, await asyncio.to_thread(fetch))

    run(tmp_path, stub, main, service_port=service.port)


@pytest.mark.parametrize("what", CHALLENGES)
def test_a_challenge_passes_marked_and_is_counted(tmp_path: Path, stub: Stub, what: str) -> None:
    by, status, kind, fields, body = CHALLENGES[what]

    async def scenario(rig: Rig, got: bytes) -> None:
        fields_got, _, body_got = got.partition(b"\r\n\r\n")
        assert body_got == body
        assert b"x-paravent: challenge" in fields_got
        assert fields_got.startswith(b"HTTP/1.1 " + status)
        assert rig.parts.counter.challenges == {"openai_api": 1}
        await rig.parts.counter.write(rig.parts.recorder, rig.parts.audit)
        (event,) = rig.events(EventType.CHALLENGE)
        assert event["answer"] == {"status": int(status[:3]), "challenge": by}
        assert event["provider"]["id"] == "openai_api"
        counted = check._counted(Base(rig.home, Settings()), EventType.CHALLENGE)
        assert counted() == {"openai_api": 1}

    serve(tmp_path, stub, answer(status, kind, fields, body), scenario)


@pytest.mark.parametrize("what", ORDINARY)
def test_an_ordinary_answer_passes_unmarked(tmp_path: Path, stub: Stub, what: str) -> None:
    status, kind, fields, body = ORDINARY[what]

    async def scenario(rig: Rig, got: bytes) -> None:
        fields_got, _, body_got = got.partition(b"\r\n\r\n")
        assert body_got == body
        assert b"x-paravent" not in fields_got
        assert rig.parts.counter.challenges == {}

    serve(tmp_path, stub, answer(status, kind, fields, body), scenario)


def test_a_count_that_cannot_be_recorded_is_kept(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> Any:
        raise fail("x", reason=Reason.STORE)

    _, status, kind, fields, body = CHALLENGES["by its header"]

    async def scenario(rig: Rig, got: bytes) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(AuditLog, "append", broken)
            with pytest.raises(ParaventError, match="x"):
                await rig.parts.counter.write(rig.parts.recorder, rig.parts.audit)
        await rig.parts.counter.write(rig.parts.recorder, rig.parts.audit)
        assert len(rig.events(EventType.CHALLENGE)) == 1

    serve(tmp_path, stub, answer(status, kind, fields, body), scenario)


@pytest.mark.parametrize("http2", [True, False])
def test_a_service_is_greeted_as_by_a_browser(tmp_path: Path, stub: Stub, http2: bool) -> None:
    hellos: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        connection, _ = listener.accept()
        with connection:
            hellos.append(connection.recv(65536))

    listening = threading.Thread(target=listen)
    listening.start()

    async def scenario(rig: Rig) -> None:
        response = await rig.ask(chat(), http2=http2)
        assert response.status_code == 502
        assert "le service n'a pas répondu" in response.text

    run(tmp_path, stub, scenario, service_port=listener.getsockname()[1])
    listening.join()
    listener.close()
    assert starts_like_tls_record(hellos[0])
    hello = parse_client_hello(hellos[0])
    assert hello
    assert Greeting.of(hello) == OURS
    assert hello.alpn_protocols == ([b"h2", b"http/1.1"] if http2 else [b"http/1.1"])
    assert hello.sni == "api.openai.com"


def test_a_service_that_speaks_http2_is_spoken_to_in_it(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        assert (await rig.ask(chat(), http2=True)).http_version == "HTTP/2"
        assert rig.stub.seen[-1].http == "2"

    endure(tmp_path, stub, scenario)

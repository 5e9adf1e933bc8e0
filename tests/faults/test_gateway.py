"""Whatever breaks in the gateway: nothing leaves, the client is told, the program lives on."""

import inspect
import json
import socket
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from gatewaying import NAME, Rig, chat, run
from paravent.errors import Reason, fail
from paravent.gateway import answers as answers_module
from paravent.gateway.requests import Requests
from paravent.pipeline.incoming import Receiver
from paravent.pipeline.outgoing import Sender
from paravent.services.answer import EventAnswer
from paravent.store.vocabulary import EventType
from stub import Stub

ERRORS = [ValueError("Léa Noël"), RecursionError(), fail("x", reason=Reason.ENGINE), TimeoutError()]


def raising(error: BaseException) -> Callable[..., Any]:
    def broken(*_: object, **__: object) -> Any:
        raise error

    return broken


def raising_async(error: BaseException) -> Callable[..., Awaitable[Any]]:
    async def broken(*_: object, **__: object) -> Any:
        raise error

    return broken


async def still_works(rig: Rig) -> None:
    rig.stub.reset()
    response = await rig.ask(chat())
    assert response.status_code == 200, response.text
    assert NAME in response.json()["choices"][0]["message"]["content"]
    assert NAME.encode() not in rig.stub.everything()


def nothing_left(rig: Rig) -> None:
    assert rig.stub.seen == []


@pytest.mark.parametrize("error", ERRORS, ids=repr)
@pytest.mark.parametrize("http2", [False, True])
def test_a_request_over_which_deciding_breaks(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, error: Exception, http2: bool
) -> None:
    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Sender, "send", raising_async(error))
            response = await rig.ask(chat(), http2=http2)
        assert response.status_code == 503
        assert response.json()["error"]["code"] == "paravent_blocked"
        assert NAME not in response.text
        nothing_left(rig)
        (record,) = rig.events(EventType.BLOCK)
        assert record["action"] == "error_closed"
        await still_works(rig)

    run(tmp_path, stub, scenario)


@pytest.mark.parametrize(
    ("part", "name"),
    [("policies", "current"), ("catalogue", "at"), ("catalogue", "endpoint"), ("recorder", "new_id"),
     ("recorder", "request"), ("engine", "scan"), ("audit", "append"), ("vault", "flush"),
     ("vault", "ledger"), ("counter", "add")],
)  # fmt: skip
def test_every_part_may_break(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, part: str, name: str
) -> None:
    async def scenario(rig: Rig) -> None:
        await still_works(rig)
        rig.stub.reset()
        target = type(getattr(rig.parts, part))
        is_async = inspect.iscoroutinefunction(getattr(target, name))
        broken = (raising_async if is_async else raising)(ValueError(NAME))
        with monkeypatch.context() as patch:
            patch.setattr(target, name, broken)
            if name == "at":  # then the tunnel itself is refused
                with pytest.raises(httpx.ProxyError, match="502"):
                    await rig.ask(chat())
            else:
                silent = {"method": "GET", "url": "https://api.openai.com/v1/models"}
                response = await (rig.ask(None, **silent) if name == "add" else rig.ask(chat()))
                assert response.status_code >= 500
                assert NAME not in response.text
        nothing_left(rig)
        await still_works(rig)

    run(tmp_path, stub, scenario)


def test_the_refusal_itself_may_break(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Sender, "send", raising_async(ValueError()))
            patch.setattr(Sender, "fail", raising_async(ValueError()))
            response = await rig.ask(chat())
        assert response.status_code == 503
        assert "Rien n'a été transmis" in response.json()["error"]["message"]
        nothing_left(rig)
        await still_works(rig)

    run(tmp_path, stub, scenario)


def test_the_guard_may_be_gone_altogether(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """mitmproxy logs what a hook raises and goes on: then the gate must hold."""

    async def scenario(rig: Rig) -> None:
        for hook in ("requestheaders", "request"):
            with monkeypatch.context() as patch:
                patch.setattr(Requests, hook, raising_async(ValueError(NAME)))
                response = await rig.ask(chat())
            assert response.status_code == 502, hook
            nothing_left(rig)
        await still_works(rig)

    run(tmp_path, stub, scenario)


def test_a_caller_who_cannot_be_checked_is_turned_away(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        with pytest.raises(httpx.TransportError):
            await rig.ask(chat())
        nothing_left(rig)

    run(tmp_path, stub, scenario, may_enter=raising(ValueError()))
    run(tmp_path / "b", stub, scenario, may_enter=lambda _client, _server: False)


def test_a_scan_that_does_not_end_is_refused(tmp_path: Path, stub: Stub) -> None:
    import asyncio

    async def scenario(rig: Rig) -> None:
        async def hang(*_asked: object) -> Any:
            await asyncio.Event().wait()

        rig.parts.engine.scan = hang  # type: ignore[method-assign]
        response = await rig.ask(chat())
        assert response.status_code == 503
        assert "trop de temps" in response.json()["error"]["message"]
        nothing_left(rig)
        (record,) = rig.events(EventType.BLOCK)
        assert record["reason"] == "engine_timeout"

    run(tmp_path, stub, scenario, scan_timeout_s=0.2)


@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_that_cannot_be_prepared(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, stream: bool
) -> None:
    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Receiver, "restoring", raising(ValueError(NAME)))
            response = await rig.ask(chat(stream=stream))
        assert response.status_code == 502
        assert response.json()["error"]["code"] == "paravent_blocked"
        assert "[PERSONNE" not in response.text
        assert NAME.encode() not in rig.stub.everything()
        await still_works(rig)

    run(tmp_path, stub, scenario)


def test_a_whole_answer_that_cannot_be_restored(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(answers_module, "restore_json", raising(ValueError(NAME)))
            response = await rig.ask(chat())
        assert response.status_code == 502
        assert "interrompre" in response.json()["error"]["message"]
        await still_works(rig)

    run(tmp_path, stub, scenario)


@pytest.mark.parametrize("http2", [False, True])
def test_a_stream_that_breaks_ends_with_a_notice_and_nothing_half(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, http2: bool
) -> None:
    async def scenario(rig: Rig) -> None:
        feed, calls = EventAnswer.feed, []

        def breaking(answer: EventAnswer, data: bytes) -> bytes:
            calls.append(len(data))
            if len(calls) > 3:
                raise ValueError(NAME)
            return feed(answer, data)

        with monkeypatch.context() as patch:
            patch.setattr(EventAnswer, "feed", breaking)
            response = await rig.ask(chat(stream=True), http2=http2)
        assert response.status_code == 200
        last = response.text.strip().splitlines()[-1]
        assert json.loads(last.removeprefix("data: "))["error"]["code"] == "paravent_blocked"
        assert "[PERSONNE" not in response.text
        await still_works(rig)

    run(tmp_path, stub, scenario)


def test_the_end_of_an_answer_that_cannot_be_recorded_harms_nobody(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Receiver, "finish", raising_async(ValueError(NAME)))
            response = await rig.ask(chat(stream=True))
        assert NAME in response.text
        await still_works(rig)

    run(tmp_path, stub, scenario)


def test_bytes_that_are_not_http_inside_tls(tmp_path: Path, stub: Stub) -> None:
    import asyncio

    async def scenario(rig: Rig) -> None:
        def talk() -> bytes:
            raw = socket.create_connection(("127.0.0.1", rig.port), timeout=10)
            raw.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n")
            assert b"200" in raw.recv(4096)
            secure = ssl.SSLContext.wrap_socket(rig.context, raw, server_hostname="api.openai.com")
            secure.sendall(b"\x00\x01BINARY " + NAME.encode() + b"\n\n")
            with secure:
                return secure.recv(4096)

        said = await asyncio.to_thread(talk)
        assert said.startswith(b"HTTP/1.1 400 ")
        nothing_left(rig)
        await still_works(rig)

    run(tmp_path, stub, scenario)


def test_the_answer_of_a_service_that_cannot_be_decoded(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        for encoding, kind in (("gzip", "application/json"), ("snappy", "text/event-stream")):

            async def answer(
                _: dict[str, Any], send: Any, encoding: str = encoding, kind: str = kind
            ) -> None:
                headers = [
                    (b"content-encoding", encoding.encode()),
                    (b"content-type", kind.encode()),
                ]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await send({"type": "http.response.body", "body": b"[PERSONNE_1] not gzip"})

            rig.stub.override = answer
            response = await rig.ask(chat())
            assert response.status_code == 502
            assert "interrompre" in response.json()["error"]["message"]
        await still_works(rig)

    run(tmp_path, stub, scenario)


def test_a_service_that_breaks_off_leaves_nothing_half(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        async def answer(given: dict[str, Any], send: Any) -> None:
            label = json.loads(given["body"])["messages"][0]["content"].split()[-1]
            head = [(b"content-type", b"text/event-stream")]
            await send({"type": "http.response.start", "status": 200, "headers": head})
            for text in (f"Bonjour {label}, ", label[:-3]):
                data = json.dumps({"choices": [{"index": 0, "delta": {"content": text}}]})
                body = f"data: {data}\n\n".encode()
                await send({"type": "http.response.body", "body": body, "more_body": True})
            raise OSError("gone")

        rig.stub.override = answer
        seen = ""
        try:
            seen = (await rig.ask(chat(stream=True))).text
        except httpx.HTTPError as error:  # a client may take it either way
            seen = str(error)
        assert "[PERSONNE" not in seen
        await still_works(rig)

    run(tmp_path, stub, scenario)

"""Every hook, and every way in which the work inside it can fail: raise, be cancelled, never end,
or find that its client has left. Nothing planted leaves, nobody waits for ever, the rest goes on.
"""

import asyncio
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from e2e.leaks import leaks
from faulty import (
    FAULTS,
    FaultyService,
    RawClient,
    chunked,
    label_in,
    raising,
    raising_later,
    request,
    wait_for,
)
from frames import ClientConnection, connect
from gatewaying import NAME, Rig, chat, endure, run
from paravent.gateway import answers as answers_module
from paravent.pipeline.incoming import Receiver
from paravent.pipeline.outgoing import Sender
from paravent.pipeline.record import Recorder
from paravent.services.answer import EventAnswer, FrameAnswer
from paravent.services.catalogue import Catalogue
from paravent.store.audit import AuditLog
from paravent.store.vault import Vault
from paravent.store.vocabulary import EventType
from streams import CHUNKED, event
from stub import Stub


async def hanging(*_: object, **__: object) -> Any:
    await asyncio.Event().wait()


# Hook, what it calls that breaks, whether that is awaited, and the statuses that a client may get.
HOOKS: dict[str, tuple[object, str, bool, set[int]]] = {
    "requestheaders": (Recorder, "new_id", False, {502}),
    "request": (Sender, "send", True, {503}),
    "responseheaders": (Receiver, "restoring", False, {502}),
    "response": (answers_module, "restore_json", False, {502}),
    "a streamed piece": (EventAnswer, "feed", False, {200}),
    "the end of an answer": (Receiver, "finish", True, {200}),
}


@pytest.mark.parametrize(
    ("hook", "fault", "http2"),
    [
        (hook, fault, http2)
        for http2 in (False, True)
        for hook, (*_, awaited, _) in HOOKS.items()
        for fault in FAULTS
        if awaited or fault != "cancelled"  # what awaits nothing cannot be cancelled
        if fault == "exception" or not http2
    ],
)
def test_whatever_is_raised_in_a_hook(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, hook: str, fault: str, http2: bool
) -> None:
    owner, name, awaited, statuses = HOOKS[hook]

    async def scenario(rig: Rig) -> None:
        broken = (raising_later if awaited else raising)(FAULTS[fault])
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, broken)
            stream = hook in {"a streamed piece", "the end of an answer"}
            response = await rig.ask(chat(stream=stream), http2=http2)
        assert response.status_code in statuses, response.text
        assert "[PERSONNE" not in response.text
        if hook != "the end of an answer":
            assert NAME not in response.text
            assert "Paravent" in response.text
        if hook.startswith("request"):
            assert rig.stub.seen == []

    endure(tmp_path, stub, scenario)


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_raised_as_a_tunnel_is_asked_for(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Catalogue, "at", raising(FAULTS[fault]))
            with pytest.raises(httpx.ProxyError, match="502"):
                await rig.ask(chat())
        assert rig.stub.seen == []

    endure(tmp_path, stub, scenario)


# What never ends, and whether the refusal is on record.
HANGING: dict[str, tuple[tuple[tuple[type, str], ...], bool]] = {
    "the pipeline": (((Sender, "send"),), True),
    "the vault": (((Vault, "flush"),), True),
    "the log": (((AuditLog, "append"),), False),
    "the refusal as well": (((Sender, "send"), (Sender, "fail")), False),
}


@pytest.mark.parametrize("what", HANGING)
@pytest.mark.parametrize("way", ["request", "frame"])
def test_what_never_ends_is_refused_in_time(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, what: str, way: str
) -> None:
    broken, recorded = HANGING[what]

    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:

            def hang() -> None:
                for owner, name in broken:
                    patch.setattr(owner, name, hanging)

            if way == "request":
                hang()
                response = await rig.ask(chat())
                assert response.status_code == 503
                assert "trop de temps" in response.json()["error"]["message"]
            else:
                said = await frames(rig, lambda socket: socket.recv(timeout=20), hang)
                assert "trop de temps" in json.loads(said)["error"]["message"]
        assert rig.stub.frames == []
        assert leaks(rig.stub.everything(), [NAME]) == []
        assert [one["reason"] for one in rig.events(EventType.BLOCK)] == [
            "engine_timeout"
        ] * recorded

    endure(tmp_path, stub, scenario, scan_timeout_s=0.3, record_timeout_s=0.3)


def test_an_end_that_is_never_recorded_holds_up_nobody(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Receiver, "finish", hanging)
            for stream in (False, True):
                assert NAME in (await rig.ask(chat(stream=stream))).text
        for task in asyncio.all_tasks():
            if task.get_name() == "record an answer":
                task.cancel()

    endure(tmp_path, stub, scenario)


async def frames(
    rig: Rig, then: Callable[[ClientConnection], Any], first: Callable[[], None] = lambda: None
) -> Any:
    """Open a WebSocket, do something first, send a frame, then do something with it."""

    def work() -> Any:
        with connect(
            "wss://api.openai.com/v1/realtime",
            proxy=f"http://127.0.0.1:{rig.port}",
            ssl=rig.context,
            open_timeout=20,
        ) as socket:
            first()
            socket.send(json.dumps({"type": "response.create", "input": f"Écris à {NAME}"}))
            return then(socket)

    return await asyncio.to_thread(work)


@pytest.mark.parametrize(
    ("side", "fault"),
    [
        *(("out", fault) for fault in FAULTS),
        *(("in", fault) for fault in FAULTS if fault != "cancelled"),
    ],
)
def test_whatever_is_raised_over_a_frame(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, side: str, fault: str
) -> None:
    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            if side == "out":
                broken = raising_later(FAULTS[fault])
                said = await frames(
                    rig,
                    lambda socket: socket.recv(timeout=20),
                    lambda: patch.setattr(Sender, "send", broken),
                )
                assert json.loads(said)["error"]["code"] == "paravent_blocked"
                assert rig.stub.frames == []
            else:
                patch.setattr(FrameAnswer, "take", raising(FAULTS[fault]))
                with pytest.raises(TimeoutError):
                    await frames(rig, lambda socket: socket.recv(timeout=0.5))

    endure(tmp_path, stub, scenario)


class Gate:
    """Holds every scan, and tells when one has come."""

    def __init__(self, rig: Rig) -> None:
        self.reached, self._go = threading.Event(), asyncio.Event()
        self._scan = rig.parts.engine.scan
        rig.parts.engine.scan = self._hold  # type: ignore[method-assign]

    async def _hold(self, *asked: Any) -> Any:
        self.reached.set()
        await self._go.wait()
        return await self._scan(*asked)

    def open(self) -> None:
        self._go.set()


def leave(rig: Rig, body: bytes, when: Callable[[RawClient], object]) -> None:
    """Send a request and hang up, rudely, after something has happened."""
    with RawClient(rig) as client:
        client.send(request(body))
        assert when(client)
        client.reset()


def test_a_client_that_leaves_while_its_request_is_read(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        gate, body = Gate(rig), json.dumps(chat()).encode()
        await asyncio.to_thread(leave, rig, body, lambda _: gate.reached.wait(20))
        gate.open()
        assert (await rig.ask(chat())).status_code == 200
        assert rig.stub.everything().count(b"[PERSONNE_") <= 2

    endure(tmp_path, stub, scenario)


def test_a_client_that_leaves_in_the_middle_of_an_answer(tmp_path: Path, stub: Stub) -> None:
    service = FaultyService(stub)

    async def main(rig: Rig) -> None:
        async with service:
            go = asyncio.Event()
            service.answer = lambda sent: [
                CHUNKED + chunked(event(f"à {label_in(sent).decode()} ; "))[:-5],
                wait_for(go),
                chunked(event("fin.")),
            ]
            body = json.dumps(chat(stream=True)).encode()
            await asyncio.to_thread(
                leave, rig, body, lambda client: client.read_until(NAME.encode())
            )
            go.set()
            response = await rig.ask(chat(stream=True))
            assert f"à {NAME} ; " in response.text
            assert "fin." in response.text
            assert leaks(service.everything(), [NAME]) == []
            ended = {one["ref"] for one in rig.events(EventType.RESPONSE)}
            assert rig.events(EventType.REQUEST)[0]["id"] in ended

    run(tmp_path, stub, main, service_port=service.port)


def test_a_client_that_leaves_while_its_frame_is_read(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        gate = Gate(rig)

        def hang_up(socket: ClientConnection) -> None:
            assert gate.reached.wait(20)
            socket.abort()

        with suppress(ConnectionClosed):
            await frames(rig, hang_up)
        gate.open()

    endure(tmp_path, stub, scenario)

"""Whatever breaks over a WebSocket frame: it does not leave, the client is told, the rest goes on."""

import asyncio
import json
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from websockets.frames import Frame, Opcode
from websockets.sync.server import ServerConnection, serve

from frames import ClientConnection, connect
from gatewaying import NAME, Rig, run
from paravent.gateway.sockets import Sockets
from paravent.pipeline.outgoing import Sender
from paravent.services.answer import FrameAnswer
from stub import Stub

ASK = json.dumps({"type": "response.create", "input": f"Écris à {NAME}"})


async def talk(rig: Rig, scenario: Callable[[ClientConnection], None]) -> None:
    def work() -> None:
        with connect(
            "wss://api.openai.com/v1/realtime",
            proxy=f"http://127.0.0.1:{rig.port}",
            ssl=rig.context,
            open_timeout=20,
        ) as socket:
            scenario(socket)

    await asyncio.to_thread(work)


def answer(socket: ClientConnection) -> str:
    """What the service says, all its pieces put together."""
    said = ""
    while True:
        event = json.loads(socket.recv(timeout=20))
        if event["type"] != "response.output_text.delta":
            assert event.get("text") == said
            return said
        said += event["delta"]


def test_frames_are_redacted_and_restored(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        def exchange(socket: ClientConnection) -> None:
            for _ in range(2):
                socket.send(ASK)
                assert answer(socket) == f"Bonjour. Je note {NAME}, merci. Fin."

        await talk(rig, exchange)
        assert len(rig.stub.frames) == 2
        assert NAME.encode() not in rig.stub.everything()

    run(tmp_path, stub, scenario)


def test_the_end_of_a_socket_over_which_something_breaks_ends_nothing_else(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def broken(_: object) -> None:
        ended.set()
        raise ValueError(NAME)

    def exchange(socket: ClientConnection) -> None:
        socket.send(ASK)
        assert answer(socket) == f"Bonjour. Je note {NAME}, merci. Fin."

    async def scenario(rig: Rig) -> None:
        monkeypatch.setattr(FrameAnswer, "close", broken)
        for _ in range(2):
            ended.clear()
            await talk(rig, exchange)
            assert await asyncio.to_thread(ended.wait, 20)

    run(tmp_path, stub, scenario)


@pytest.mark.parametrize("what", ["hook", "send", "fail"])
def test_a_frame_over_which_something_breaks_does_not_leave(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    async def broken(*_: object) -> Any:
        raise ValueError(NAME)

    async def scenario(rig: Rig) -> None:
        def exchange(socket: ClientConnection) -> None:
            with monkeypatch.context() as patch:
                patch.setattr(
                    *{
                        "hook": (Sockets, "_send"),
                        "send": (Sender, "send"),
                        "fail": (Sender, "send"),
                    }[what],
                    broken,
                )
                if what == "fail":
                    patch.setattr(Sender, "fail", broken)
                socket.send(ASK)
                told = json.loads(socket.recv(timeout=20))
                assert told["error"]["code"] == "paravent_blocked"
                assert NAME not in json.dumps(told, ensure_ascii=False)
            assert rig.stub.frames == []
            socket.send(ASK)
            assert NAME in answer(socket)

        await talk(rig, exchange)

    run(tmp_path, stub, scenario)


def test_a_frame_that_cannot_be_restored_is_dropped(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Any:
        raise ValueError(NAME)

    async def scenario(rig: Rig) -> None:
        def exchange(socket: ClientConnection) -> None:
            with monkeypatch.context() as patch:
                patch.setattr(FrameAnswer, "take", broken)
                socket.send(ASK)
                with pytest.raises(TimeoutError):
                    socket.recv(timeout=1)
            socket.send(ASK)
            assert NAME in answer(socket)

        await talk(rig, exchange)
        assert NAME.encode() not in rig.stub.everything()

    run(tmp_path, stub, scenario)


def test_frames_that_are_not_text_are_refused(tmp_path: Path, stub: Stub) -> None:
    async def scenario(rig: Rig) -> None:
        def exchange(socket: ClientConnection) -> None:
            socket.send(NAME.encode())
            assert "pas pu être lu" in json.loads(socket.recv(timeout=20))["error"]["message"]
            socket.send(json.dumps({"audio": "x" * 2_000_001}))
            assert "trop grand" in json.loads(socket.recv(timeout=20))["error"]["message"]
            socket.ping().wait(20)

        await talk(rig, exchange)
        assert rig.stub.frames == []

    run(tmp_path, stub, scenario)


class Listening(ServerConnection):
    """A service that keeps what control frames say."""

    said: ClassVar[list[bytes]] = []

    def process_event(self, event: object) -> None:
        if isinstance(event, Frame) and event.opcode in {Opcode.PING, Opcode.PONG, Opcode.CLOSE}:
            self.said.append(bytes(event.data))
        super().process_event(event)  # type: ignore[arg-type]


def test_what_a_client_says_beside_its_frames_stays_here(tmp_path: Path, stub: Stub) -> None:
    """Pings, pongs and the reason of a close are no texts, and nobody reads them."""
    Listening.said.clear()
    answered = threading.Event()

    def listen(server: ServerConnection) -> None:
        assert server.ping(b"from the service").wait(20)
        answered.set()
        for _ in server:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(stub.folder / "stub.pem", stub.folder / "stub.key")
    with serve(listen, "127.0.0.1", 0, ssl=context, create_connection=Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        async def scenario(rig: Rig) -> None:
            def exchange(socket: ClientConnection) -> None:
                assert socket.ping(NAME).wait(20), "its pong must come back as it was"
                socket.pong(f"je suis {NAME}")
                assert answered.wait(20), "the service's ping must have its pong before the end"
                socket.close(reason=f"au revoir {NAME}")

            await talk(rig, exchange)

        run(tmp_path, stub, scenario, service_port=server.socket.getsockname()[1])
    said = b" ".join(Listening.said)
    assert NAME.encode() not in said
    assert Listening.said[-1] == b"\x03\xe8"  # 1000, and no reason
    assert b"from the service" in said

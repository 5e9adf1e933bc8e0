"""A pause at the gateway: the bytes that leave are those that were sent, and only for so long."""

import asyncio
import gzip
import json

import httpx
import pytest

from frames import connect
from gatewaying import NAME, Rig, chat, run
from stub import Stub, reply

BIG = 2_500_000
"""More bytes than this gateway reads."""


@pytest.mark.parametrize("http2", [False, True])
def test_what_leaves_is_what_was_sent(tmp_path, stub: Stub, http2):
    sent = json.dumps(chat(), indent=3, ensure_ascii=False).encode()
    bodies = [
        (sent, {}),
        (gzip.compress(sent), {"content-encoding": "gzip"}),
        (b"{broken", {"content-type": "application/json"}),
        (b"x" * BIG, {"content-type": "application/octet-stream"}),
    ]

    async def scenario(rig: Rig) -> None:
        await rig.parts.pauses.begin("", 300)
        for content, headers in bodies:
            await rig.ask(content=content, headers=headers, http2=http2)
            assert stub.seen[-1].body == content
            given = dict(stub.seen[-1].headers)
            assert given.get("content-encoding") == headers.get("content-encoding")
        await rig.parts.pauses.end()
        stub.reset()
        refused = [await rig.ask(content=c, headers=h, http2=http2) for c, h in bodies[2:]]
        assert [one.is_error for one in refused] == [True, True]
        assert stub.seen == []

    run(tmp_path, stub, scenario)


def test_what_was_masked_before_still_comes_back(tmp_path, stub: Stub):
    async def scenario(rig: Rig) -> None:
        await rig.ask(chat())
        said = json.loads(stub.seen[-1].body)["messages"][0]["content"]
        await rig.parts.pauses.begin("openai_api", 300)
        stub.answer = lambda _: reply(said)
        answer = await rig.ask(chat("Et lui ?"))
        assert NAME in answer.json()["choices"][0]["message"]["content"]

    run(tmp_path, stub, scenario)


def test_a_service_that_is_not_paused_is_protected(tmp_path, stub: Stub):
    async def scenario(rig: Rig) -> None:
        await rig.parts.pauses.begin("mistral_api", 300)
        await rig.ask(chat())
        assert NAME.encode() not in stub.everything()

    run(tmp_path, stub, scenario)


def test_frames_leave_as_they_are(tmp_path, stub: Stub):
    def talk(rig: Rig) -> None:
        with connect(
            "wss://api.openai.com/v1/realtime?model=m",
            proxy=f"http://127.0.0.1:{rig.port}", ssl=rig.context,
        ) as socket:  # fmt: skip
            socket.send(json.dumps({"type": "x", "text": NAME}, ensure_ascii=False))
            socket.recv(timeout=20)

    async def scenario(rig: Rig) -> None:
        await rig.parts.pauses.begin("", 300)
        await asyncio.to_thread(talk, rig)
        assert any(NAME in frame for frame in stub.frames)

    run(tmp_path, stub, scenario)


def test_who_may_not_come_in_may_not_in_a_pause(tmp_path, stub: Stub):
    async def scenario(rig: Rig) -> None:
        await rig.parts.pauses.begin("", 300)
        with pytest.raises(httpx.HTTPError):
            await rig.ask(chat())
        assert stub.seen == []

    run(tmp_path, stub, scenario, may_enter=lambda _client, _server: False)

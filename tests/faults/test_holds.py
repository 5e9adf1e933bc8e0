"""Held requests at the gateway: nothing leaves before the decision, and who goes away is let go."""

import asyncio
import json
import socket
import ssl
from pathlib import Path

import pytest
from h2.connection import H2Connection
from h2.errors import ErrorCodes

from gatewaying import Rig, chat, run
from paravent.pipeline.permission import Mode, Permission
from stub import Stub

ASK = """
version: 1
name: freelance
rules:
  - id: demander
    when: {types: [PERSON]}
    then: ask
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "x", expect: hit}, {text: "Bonjour", expect: miss}]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "ask.yaml").write_text(ASK)
    return folder


async def waiting(rig: Rig, count: int = 1) -> None:
    """Until so many requests wait."""
    async with asyncio.timeout(20):
        while len(rig.parts.holds.waiting()) != count:  # noqa: ASYNC110 -- no event of its own
            await asyncio.sleep(0)


@pytest.mark.parametrize("http2", [False, True])
@pytest.mark.parametrize("stream", [False, True])
def test_it_waits_and_then_leaves_redacted(tmp_path, stub: Stub, rules, http2, stream):
    async def scenario(rig: Rig) -> None:
        asking = asyncio.ensure_future(rig.ask(chat(stream=stream), http2=http2))
        await waiting(rig)
        assert stub.seen == []
        assert not asking.done()
        rig.parts.holds.waiting()[0].decide(Permission(Mode.MASK))
        answer = await asking
        assert answer.status_code == 200
        assert b"PERSONNE_" in stub.seen[0].body

    run(tmp_path, stub, scenario, policies=[rules])


def test_refused_it_never_leaves(tmp_path, stub: Stub, rules):
    async def scenario(rig: Rig) -> None:
        asking = asyncio.ensure_future(rig.ask(chat()))
        await waiting(rig)
        rig.parts.holds.waiting()[0].decide(None)
        answer = await asking
        assert answer.status_code == 403
        assert "demander" in answer.json()["error"]["message"]
        assert stub.seen == []

    run(tmp_path, stub, scenario, policies=[rules])


@pytest.mark.parametrize("http2", [False, True])
def test_whoever_goes_away_waits_no_more(tmp_path, stub: Stub, rules, http2):
    async def scenario(rig: Rig) -> None:
        address = "https://api.openai.com/v1/chat/completions"
        body = json.dumps(chat()).encode()
        client = await asyncio.create_subprocess_exec(
            "curl", "-sS", f"--http{2 if http2 else 1.1}", "-x", f"http://127.0.0.1:{rig.port}",
            "--cacert", str(rig.ca), "-H", "content-type: application/json",
            "--data-binary", "@-", address,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        assert client.stdin
        client.stdin.write(body)
        client.stdin.close()
        await waiting(rig)
        (hold,) = rig.parts.holds.waiting()
        client.kill()
        await client.wait()
        await waiting(rig, 0)
        assert hold.permission is None
        hold.decide(Permission(Mode.CLEAR))  # too late
        assert hold.permission is None
        assert stub.seen == []

    run(tmp_path, stub, scenario, policies=[rules])


def test_a_stream_of_a_connection_that_is_reset_waits_no_more(tmp_path, stub: Stub, rules):
    """A browser that stops one answer keeps the connection for the others (RFC 9113 §5.4.2)."""

    def open_stream(rig: Rig) -> tuple[ssl.SSLSocket, H2Connection]:
        plain = socket.create_connection(("127.0.0.1", rig.port))
        plain.sendall(b"CONNECT api.openai.com:443 HTTP/1.1\r\nhost: api.openai.com:443\r\n\r\n")
        assert plain.recv(1000).startswith(b"HTTP/1.1 200")
        context = rig.context
        context.set_alpn_protocols(["h2"])
        secure = context.wrap_socket(plain, server_hostname="api.openai.com")
        client = H2Connection()
        client.initiate_connection()
        client.send_headers(
            1,
            [(":method", "POST"), (":path", "/v1/chat/completions"), (":scheme", "https"),
             (":authority", "api.openai.com"), ("content-type", "application/json")],
        )  # fmt: skip
        client.send_data(1, json.dumps(chat()).encode(), end_stream=True)
        secure.sendall(client.data_to_send())
        return secure, client

    async def scenario(rig: Rig) -> None:
        secure, client = await asyncio.to_thread(open_stream, rig)
        with secure:
            await waiting(rig)
            client.reset_stream(1, ErrorCodes.CANCEL)
            await asyncio.to_thread(secure.sendall, client.data_to_send())
            await waiting(rig, 0)
        assert stub.seen == []

    run(tmp_path, stub, scenario, policies=[rules])

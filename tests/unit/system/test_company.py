"""Connections by way of a company's proxy, against a real one on loopback."""

import asyncio
import contextlib
import socket
from base64 import b64encode

import pytest

from paravent.errors import ParaventError
from paravent.system.company import CompanyProxy
from paravent.system.destinations import ConnectTo, Destinations
from paravent.system.loop import DestinationError, GuardedLoop


class Office:
    """A proxy that connects to whoever was asked for, as told by ``answer``, and says hello."""

    def __init__(self, answer: str = "HTTP/1.1 200 Connected\r\nVia: office\r\n\r\n") -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
            writer.write(self.answer.encode() + b"hello")
            await writer.drain()
        writer.close()


def known(host: str, port: int, *hints: int) -> list[tuple]:
    """Nobody's name but two are known; one of them leads to this computer."""
    if host == "rebound.test":
        host = "127.0.0.1"
    elif host.endswith(".test"):
        raise socket.gaierror(socket.EAI_NONAME, "not known")
    return socket.getaddrinfo(host, port, *hints)


def visit(office, *hosts: str, user: str = "") -> list[str]:
    """What the connections to these hosts, port 443, begin with."""

    async def main(listening: socket.socket) -> list[str]:
        told = []
        async with await asyncio.start_server(office, sock=listening):
            for host in hosts:
                reader, writer = await asyncio.open_connection(host, 443)
                told.append((await reader.read()).decode())
                writer.close()
        return told

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        rules = [ConnectTo.parse(f"explicit.test:443:127.0.0.1:{port}")]
        company = CompanyProxy.parse(f"http://{user}127.0.0.1:{port}")
        loop = lambda: GuardedLoop(Destinations((), rules), known, company)  # noqa: E731
        with asyncio.Runner(loop_factory=loop) as runner:
            return runner.run(main(listening))


def test_the_proxy_is_asked_and_what_follows_is_the_hosts():
    office = Office()
    assert visit(office, "ai.test") == ["hello"]
    assert office.asked == ["CONNECT ai.test:443 HTTP/1.1\r\nHost: ai.test:443\r\n\r\n"]


def test_name_and_password_are_told_to_it():
    office = Office()
    visit(office, "ai.test", user="l%C3%A9a:p%3Ass@")
    said = b64encode("léa:p:ss".encode()).decode()
    assert f"Proxy-Authorization: Basic {said}\r\n" in office.asked[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "rebound.test"])
def test_what_may_not_be_reached_is_not_asked_for_either(host):
    office = Office()
    with pytest.raises(DestinationError):
        visit(office, host)
    assert office.asked == []


async def direct(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"direct")
    writer.close()


def test_what_was_expressly_allowed_goes_without_it():
    assert visit(direct, "explicit.test") == ["direct"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "answered 407"),
        ("HTTP/1.1 503\r\n\r\n", "answered 503"),
        ("SSH-2.0\r\n\r\n", "answered nonsense"),
        ("HTTP/1.1 200 Connected\r\n", "gave no answer"),
        ("x" * 20_000, "gave no answer"),
    ],
)
def test_a_refusal_is_told_without_the_host(answer, told):
    with pytest.raises(OSError, match=told) as caught:
        visit(Office(answer), "ai.test", user="lea:secret@")
    assert "ai.test" not in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["proxy:3128", "https://proxy:3128", "http://proxy", "http://proxy:99999", "http://a:b@p:1/x"],
)
def test_an_address_that_will_not_do_is_told_without_repeating_it(address):
    with pytest.raises(ParaventError) as caught:
        CompanyProxy.parse(address)
    assert address not in str(caught.value)

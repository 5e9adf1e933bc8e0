"""The loop against real servers on loopback; only names are resolved by a table."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from paravent.system.destinations import ConnectTo, Destinations
from paravent.system.loop import DestinationError, GuardedLoop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path


class Names:
    """A resolver that knows a few names; each answer in a list is used once, the last for good."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *hints: int) -> list[tuple]:
        self.asked.append(host)
        answers = self.answers.get(host.removesuffix(".test"))
        if answers is None:
            return socket.getaddrinfo(host, port, *hints)
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                socket.IPPROTO_TCP,
                "",
                (address, port),
            )
            for address in addresses
        ]


class Server:
    """Answers each connection with its own name, and counts them."""

    def __init__(self, name: str = "here") -> None:
        self.name = name
        self.connections = 0

    async def __call__(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.write(self.name.encode())
        writer.close()
        await writer.wait_closed()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def port_of(listening: socket.socket) -> int:
    return listening.getsockname()[1]


@contextlib.asynccontextmanager
async def serving(server: Server, listening: socket.socket, **options) -> AsyncIterator[None]:
    running = await asyncio.start_server(server, sock=listening, **options)
    try:
        yield
    finally:
        running.close()
        await running.wait_closed()


async def ask(host: str | None, port: int | None, **options) -> str:
    reader, writer = await asyncio.open_connection(host, port, **options)
    try:
        return (await reader.read()).decode()
    finally:
        writer.close()
        await writer.wait_closed()


def run(
    main: Callable[[], Awaitable[None]],
    names: Names,
    *rules: str,
    private: tuple[str, ...] = (),
    kind: type[GuardedLoop] = GuardedLoop,
) -> None:
    destinations = Destinations(private, [ConnectTo.parse(rule) for rule in rules])
    with asyncio.Runner(loop_factory=lambda: kind(destinations, names)) as runner:
        runner.run(main())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "rebound.test", "both.test"])
def test_a_private_address_is_refused_and_never_reached(host: str, listener: socket.socket) -> None:
    async def main() -> None:
        server = Server()
        async with serving(server, listener):
            with pytest.raises(DestinationError) as refused:
                await ask(host, port_of(listener))
        assert str(refused.value).startswith("destination: ")
        assert host not in str(refused.value)
        assert server.connections == 0

    run(main, Names(rebound=[["127.0.0.1"]], both=[["10.0.0.1", "::1", "127.0.0.1"]]))


def test_connect_to_is_honoured_and_permits_loopback(listener: socket.socket) -> None:
    async def main() -> None:
        async with serving(Server(), listener):
            assert await ask("ai.test", 443) == "here"
            with pytest.raises(DestinationError):
                await ask("other.test", port_of(listener))

    names = Names(other=[["127.0.0.1"]])
    run(main, names, f"ai.test:443:127.0.0.1:{port_of(listener)}")
    assert names.asked == ["127.0.0.1", "other.test"]


def test_a_private_destination_of_the_settings_is_reached(listener: socket.socket) -> None:
    port = port_of(listener)

    async def main() -> None:
        async with serving(Server(), listener):
            assert await ask("ollama.test", port) == "here"
            with pytest.raises(DestinationError):
                await ask("127.0.0.1", port)

    run(main, Names(ollama=[["127.0.0.1"]]), private=(f"ollama.test:{port}",))


class NoSecondLook(GuardedLoop):
    async def getaddrinfo(self, host, *_, **__):
        raise AssertionError(f"resolved again: {host}")


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(
    listener: socket.socket,
) -> None:
    port = port_of(listener)

    async def main() -> None:
        good, other = Server("good"), Server("other")
        with socket.create_server(("127.0.0.2", port)) as elsewhere:
            async with serving(good, listener), serving(other, elsewhere):
                assert await ask("ai.test", 443) == "good"
        assert other.connections == 0

    names = Names(ai=[["127.0.0.1"], ["127.0.0.2"]])
    run(main, names, f"ai.test:443:ai.test:{port}", kind=NoSecondLook)
    assert names.asked == ["ai.test"]


class Recording(GuardedLoop):
    """Writes down where it is told to connect, and does not go there."""

    def __init__(self, *arguments) -> None:
        super().__init__(*arguments)
        self.attempts: list[tuple[str, int]] = []

    async def sock_connect(self, sock, address):
        self.attempts.append(address[:2])
        raise ConnectionRefusedError("not today")


def test_only_public_ones_of_several_addresses_are_tried() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        with pytest.raises(ConnectionRefusedError):
            await ask("mixed.test", 443)
        assert loop.attempts == [("8.8.8.8", 443), ("2606:4700::1111", 443)]

    addresses = ["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1111", "169.254.169.254"]
    run(main, Names(mixed=[addresses]), kind=Recording)


def test_the_next_address_is_tried_when_one_fails(listener: socket.socket) -> None:
    async def main() -> None:
        async with serving(Server(), listener):
            assert await ask("ai.test", 443) == "here"

    names = Names(pair=[["127.0.0.3", "127.0.0.1"]])
    run(main, names, f"ai.test:443:pair.test:{port_of(listener)}")


def test_a_name_without_address_is_an_os_error() -> None:
    async def main() -> None:
        for host in ("nothing.test", "a..b", f"{'a' * 70}.fr"):
            with pytest.raises(OSError, match="name"):
                await ask(host, 443)

    run(main, Names(nothing=[[]]))


def test_a_given_socket_passes(listener: socket.socket) -> None:
    async def main() -> None:
        async with serving(Server(), listener):
            own = socket.create_connection(("127.0.0.1", port_of(listener)))
            assert await ask(None, None, sock=own) == "here"
        with pytest.raises(ValueError, match="no sock"):
            await asyncio.open_connection()

    run(main, Names())


def test_no_host_means_loopback_and_is_refused(listener: socket.socket) -> None:
    async def main() -> None:
        with pytest.raises(DestinationError):
            await ask(None, port_of(listener))

    run(main, Names())


def test_local_address_and_racing_options_are_handed_on(listener: socket.socket) -> None:
    async def main() -> None:
        options = {"local_addr": ("127.0.0.9", 0), "happy_eyeballs_delay": 0.1, "interleave": 1}
        async with serving(Server(), listener):
            reader, writer = await asyncio.open_connection("ai.test", 443, **options)
            assert writer.get_extra_info("sockname")[0] == "127.0.0.9"
            assert await reader.read() == b"here"
            writer.close()

    run(main, Names(), f"ai.test::127.0.0.1:{port_of(listener)}")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ai.test")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("ai.test")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + signed.public_bytes(Encoding.PEM)
    )
    return file


@pytest.mark.parametrize(("host", "accepted"), [("ai.test", True), ("other.test", False)])
def test_the_certificate_is_that_of_the_host_asked_for(
    certificate: Path, listener: socket.socket, host: str, accepted: bool
) -> None:
    async def main() -> None:
        own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        own.load_cert_chain(certificate)
        trusting = ssl.create_default_context(cafile=certificate)
        trusting.verify_flags &= ~ssl.VERIFY_X509_STRICT
        async with serving(Server(), listener, ssl=own):
            if accepted:
                assert await ask(host, 443, ssl=trusting) == "here"
            else:
                with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
                    await ask(host, 443, ssl=trusting)

    run(main, Names(), f"{host}:443:127.0.0.1:{port_of(listener)}")

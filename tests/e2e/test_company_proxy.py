"""Behind a company's proxy, which knows the names that this computer does not."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from e2e.curl import chat
from program import Program
from stub import Stub

NAME = "Solène Kervella"


class Office:
    """A proxy that leads every connection to the stub, and keeps the heads that it was sent."""

    def __init__(self, port: int) -> None:
        self.asked: list[str] = []
        self.carried: list[bytes] = []
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), closing(client):
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += client.recv(1)
            self.asked.append(head.decode())
            client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            with closing(socket.create_connection(("127.0.0.1", self._to))) as service:
                threading.Thread(target=_carry, args=(service, client), daemon=True).start()
                _carry(client, service, self.carried)

    def close(self) -> None:
        self._listening.close()


def _carry(one: socket.socket, other: socket.socket, kept: list[bytes] | None = None) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
            if kept is not None:
                kept.append(data)


@pytest.fixture
def office(stub: Stub) -> Iterator[Office]:
    office = Office(stub.port)
    yield office
    office.close()


def test_a_conversation(own_program: Program, office: Office, stub: Stub) -> None:
    own_program.stub_port = 0  # it is the office that knows the way
    own_program.home.mkdir(parents=True, exist_ok=True)
    settings = f'upstream_proxy = "http://lea:secret@127.0.0.1:{office.port}"\n'
    (own_program.home / "settings.toml").write_text(settings)
    own_program.start()
    assert NAME in chat(own_program, f"Relance Mme {NAME}.")
    assert office.asked[0].startswith("CONNECT api.openai.com:443 HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic" in office.asked[0]
    (sent,) = stub.seen
    assert b"Kervella" not in sent.body
    assert b"Relance" not in b"".join(office.carried)

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from paravent.errors import ParaventError, Reason
from paravent.system import caller
from paravent.system.caller import owner_uid, same_user

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells the owner")

NOBODY = 65534
# Where the server listens, and what the client connects to.
WAYS = [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "127.0.0.1"), ("::", "::1")]


@contextlib.contextmanager
def listening(address: str) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        listener = socket.create_server((address, 0), family=family, dualstack_ipv6=address == "::")
    except OSError:
        if family == socket.AF_INET:
            raise
        pytest.skip("no IPv6 on this machine")
    with listener:
        listener.settimeout(20)
        yield listener


@contextlib.contextmanager
def connected(listen_on: str, connect_to: str) -> Iterator[tuple[socket.socket, socket.socket]]:
    with (
        listening(listen_on) as listener,
        socket.create_connection((connect_to, listener.getsockname()[1])) as client,
        listener.accept()[0] as server,
    ):
        yield client, server


def ends(server: socket.socket) -> tuple[tuple[str, int], tuple[str, int]]:
    return server.getpeername()[:2], server.getsockname()[:2]


@pytest.mark.parametrize(("listen_on", "connect_to"), WAYS)
def test_our_own_connection(listen_on: str, connect_to: str) -> None:
    with connected(listen_on, connect_to) as (_, server):
        assert owner_uid(*ends(server)) == os.getuid()


def test_an_ipv6_socket_that_speaks_ipv4() -> None:
    with (
        listening("127.0.0.1") as listener,
        socket.socket(socket.AF_INET6) as client,
    ):
        client.connect(("::ffff:127.0.0.1", listener.getsockname()[1]))
        server, _ = listener.accept()
        with server:
            assert owner_uid(*ends(server)) == os.getuid()


@pytest.mark.parametrize("ask", [caller._ask_kernel, caller._search_proc])
@pytest.mark.parametrize(("listen_on", "connect_to"), WAYS)
def test_both_ways_of_asking(ask, listen_on: str, connect_to: str) -> None:
    with connected(listen_on, connect_to) as (client, server):
        both = [caller._end(end) for end in ends(server)]
        assert ask(*both) == os.getuid()
        client.close()
        assert ask(*both) is None


@pytest.mark.skipif(os.getuid() != 0, reason="only root can start a program as another user")
@pytest.mark.parametrize(("listen_on", "connect_to"), WAYS[:2])
def test_another_user(listen_on: str, connect_to: str) -> None:
    bash = shutil.which("bash")
    with listening(listen_on) as listener:
        port = listener.getsockname()[1]
        # Holds the connection until we close it.
        script = f"exec 3<>/dev/tcp/{connect_to}/{port}; read -r -u 3"
        with subprocess.Popen([bash, "-c", script], user=NOBODY, group=NOBODY, cwd="/"):
            server, _ = listener.accept()
            with server:
                assert owner_uid(*ends(server)) == NOBODY
                both = [caller._end(end) for end in ends(server)]
                assert caller._search_proc(*both) == NOBODY
    assert not same_user(NOBODY)


def test_a_program_that_has_left_is_not_root() -> None:
    """The kernel shows a socket that nobody holds any more with uid 0."""
    with connected("127.0.0.1", "127.0.0.1") as (client, server):
        asked = ends(server)
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        client.close()
        with pytest.raises(ParaventError) as refused:
            owner_uid(*asked)
        assert refused.value.reason is Reason.CALLER


def test_a_listener_on_the_same_port_is_not_the_caller() -> None:
    with listening("127.0.0.1") as listener, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        client.bind(("127.0.0.1", 0))
        client.connect(listener.getsockname())
        server, _ = listener.accept()
        with server:
            asked = ends(server)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
            with socket.create_server(asked[0]), pytest.raises(ParaventError):
                owner_uid(*asked)


def test_a_connection_from_elsewhere_is_unknown() -> None:
    with pytest.raises(ParaventError):
        owner_uid(("192.0.2.1", 40000), ("192.0.2.2", 8787))


def test_a_caller_who_has_only_finished_sending_is_still_known() -> None:
    with connected("127.0.0.1", "127.0.0.1") as (client, server):
        client.shutdown(socket.SHUT_WR)
        assert owner_uid(*ends(server)) == os.getuid()


def test_same_user() -> None:
    assert same_user(os.geteuid())
    assert same_user(0)
    assert not same_user(os.geteuid() + 1)

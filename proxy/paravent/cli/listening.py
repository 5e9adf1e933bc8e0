"""The web servers of the running program: their sockets, and who may connect to them."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import uvicorn

from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import t
from paravent.log import keep_task
from paravent.system.caller import owner_uid, same_user

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator

    from starlette.types import ASGIApp


class Server(uvicorn.Server):
    """A web server in a loop that somebody else runs, on a socket that is already bound."""

    def __init__(self, app: ASGIApp, bound: socket.socket) -> None:
        super().__init__(
            uvicorn.Config(app, log_config=None, lifespan="off", server_header=False, ws="none")
        )
        self._bound = bound

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the program."""
        yield

    async def run_until(self, stop: asyncio.Event) -> None:
        """Serve until it is time to stop."""
        serving = keep_task(self.serve(sockets=[self._bound]), "pages")
        await stop.wait()
        self.should_exit = True
        await serving


def bind(port: int) -> socket.socket:
    """A socket on 127.0.0.1.

    Raises:
        ParaventError: the port is taken.
    """
    # Said to be TCP, or asyncio leaves Nagle's algorithm on: 40 ms on every second answer.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
    except OSError as error:
        bound.close()
        raise fail(
            t("le port {port} est déjà pris", "port {port} is taken", port=port),
            t("choisissez-en un autre avec --ui-port", "choose another one with --ui-port"),
            exit_code=Exit.NOT_READY,
        ) from error
    return bound


def may_enter(client: tuple[str, int], server: tuple[str, int]) -> bool:
    """Whether the program at the other end of a connection belongs to the same person.

    Where the system does not tell, the loopback address is all there is to go by.
    """
    try:
        uid = owner_uid(client, server)
    except ParaventError:
        return False
    return uid is None or same_user(uid)

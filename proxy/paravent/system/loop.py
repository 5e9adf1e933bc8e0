"""The event loop of the program: every TCP connection that it opens obeys ``Destinations``.

Standing below mitmproxy, it holds whatever opens the connection: rewritten first, then resolved,
and connected to the very address that was checked, so that a name cannot change its meaning in
between. Behind a company's proxy, it is the proxy that connects: a name that resolves here to
addresses that may not be reached is refused all the same, one that does not is the proxy's to
know. Must never resolve a name twice for one connection. What it does not see: sockets that
are passed in, UDP, and libraries that open sockets of their own in threads.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from paravent.errors import ParaventError, Reason
from paravent.system.company import open_tunnel

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.system.company import CompanyProxy
    from paravent.system.destinations import Destinations, Target

    type Resolve = Callable[..., list[tuple[Any, ...]]]


_OF_ADDRESSES = {"family", "proto", "flags", "local_addr"}


class DestinationError(OSError):
    """A destination that is not allowed.

    Its text begins with ``destination:``, which is all that is left of it once mitmproxy has
    turned the error into a string; it names the rule, not the host.
    """

    def __init__(self, error: ParaventError) -> None:
        super().__init__(f"{Reason.DESTINATION}: {error.problems[0].message}")


class GuardedLoop(asyncio.SelectorEventLoop):
    """An event loop that connects only where ``destinations`` lets it.

    Args:
        destinations: the limits.
        resolve: turns names into addresses; has the signature of ``socket.getaddrinfo`` and is
            called in a thread.
        company: the proxy by which public addresses are reached, if there is one.
    """

    def __init__(
        self,
        destinations: Destinations,
        resolve: Resolve = socket.getaddrinfo,
        company: CompanyProxy | None = None,
    ) -> None:
        super().__init__()
        self._destinations = destinations
        self._company = company
        self._resolve = resolve

    # asyncio declares one overload for a host and one for a socket; this serves both.
    async def create_connection[P: asyncio.BaseProtocol](
        self,
        protocol_factory: Callable[[], P],
        host: str | None = None,
        port: int | None = None,
        **options: Any,  # noqa: ANN401 - asyncio's own, handed on as they are
    ) -> tuple[asyncio.Transport, P]:
        """As in asyncio, within the limits; addresses are tried one after the other.

        Raises:
            DestinationError: the host has no address that may be reached.
            OSError: none of those that may could be.
        """
        connect = super().create_connection
        if options.get("sock") is not None or (host is None and port is None):
            return await connect(protocol_factory, host, port, **options)  # type: ignore[arg-type]
        if options.get("ssl") and options.get("server_hostname") is None:
            # The certificate must be that of the host asked for, wherever it leads.
            options["server_hostname"] = host
        target = self._destinations.rewrite(host or "localhost", port or 0)
        if self._company and not target.explicit:
            with suppress(socket.gaierror):  # only the company's proxy may know the name
                await self._permitted(target, options)
            found = await self._look_up(self._company, {})
            options["sock"] = await open_tunnel(self._company, found, target.host, target.port)
            own = {name: options[name] for name in options if name not in _OF_ADDRESSES}
            return await connect(protocol_factory, **own)
        failure: OSError | None = None
        for address, at_port in await self._permitted(target, options):
            try:
                return await connect(protocol_factory, address, at_port, **options)
            except OSError as error:
                failure = error
        raise failure or OSError("the name has no address")

    async def _look_up(
        self, target: Target | CompanyProxy, options: dict[str, Any]
    ) -> list[tuple[Any, ...]]:
        family, proto, flags = (options.get(name, 0) for name in ("family", "proto", "flags"))
        hints = (family, socket.SOCK_STREAM, proto, flags)
        try:
            return await self.run_in_executor(None, self._resolve, target.host, target.port, *hints)
        except UnicodeError as error:  # from the idna codec; nobody above expects it
            raise OSError("not a host name") from error

    async def _permitted(self, target: Target, options: dict[str, Any]) -> list[tuple[str, int]]:
        """The addresses that the host resolves to and that may be reached, in their order."""
        found = await self._look_up(target, options)
        permitted: list[tuple[str, int]] = []
        refusal: ParaventError | None = None
        for *_, (address, at_port, *_) in found:
            try:
                self._destinations.check(address, explicit=target.explicit)
            except ParaventError as error:
                refusal = error
            else:
                permitted.append((address, at_port))
        if refusal and not permitted:
            raise DestinationError(refusal)
        return permitted

"""mitmproxy inside our own program: its six core addons, then ours, then the gate.

No dumper, no web interface, no scripts, nothing saved.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from mitmproxy import options
from mitmproxy.addons import (
    core,
    disable_h2c,
    dns_resolver,
    next_layer,
    proxyserver,
)
from mitmproxy.master import Master

from paravent.errors import Exit, fail
from paravent.gateway.answers import Answers
from paravent.gateway.certificates import OLDER_SUITES, Certificates, offer_as_a_browser
from paravent.gateway.control import silence_control_frames
from paravent.gateway.leaving import notice_leaving
from paravent.gateway.outages import tell_in_our_words
from paravent.gateway.requests import Gate, Requests
from paravent.gateway.sockets import Sockets
from paravent.gateway.trailers import drop_trailers
from paravent.i18n import t
from paravent.pipeline.incoming import Receiver
from paravent.pipeline.outgoing import Sender

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from paravent.gateway.requests import Limits
    from paravent.pipeline.parts import Parts

_BODY_LIMIT = "256m"


class Gateway:
    """The proxy on 127.0.0.1.

    Args:
        parts: what requests are decided with.
        limits: who may come in, and how much.
        ca: folder with the signing certificate and its key.
        upstream_ca: file with every root certificate that services are checked against.
    """

    def __init__(self, parts: Parts, limits: Limits, ca: Path, upstream_ca: Path) -> None:
        self._limits = limits
        self._master = Master(
            options.Options(
                listen_host="127.0.0.1",
                listen_port=limits.port,
                confdir=str(ca),
                ssl_verify_upstream_trusted_ca=str(upstream_ca),
                allow_hosts=list(_patterns(parts.catalogue.hosts)),
                upstream_cert=False,
                rawtcp=False,
                http3=False,
                show_ignored_hosts=False,
            )
        )
        silence_control_frames()
        notice_leaving()
        offer_as_a_browser()
        tell_in_our_words()
        drop_trailers()
        sender, receiver = Sender(parts), Receiver(parts)
        self._server = proxyserver.Proxyserver()
        self._master.addons.add(
            core.Core(),
            disable_h2c.DisableH2C(),
            self._server,
            dns_resolver.DnsResolver(),
            next_layer.NextLayer(),
            Certificates(),
            Requests(parts, sender, limits),
            Answers(receiver),
            Sockets(parts, sender, receiver, limits),
            Gate(),
        )
        self._master.options.update(
            connection_strategy="lazy",
            body_size_limit=_BODY_LIMIT,
            ciphers_server=":".join(OLDER_SUITES),
        )
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen.

        Raises:
            ParaventError: the port is taken.
        """
        self._running = asyncio.get_running_loop().create_task(self._master.run(), name="gateway")
        while not (self._server.is_running and any(self._server.servers)):
            if self._running.done():
                break
            await asyncio.sleep(0.01)
        if not self.listens:
            await self.stop()
            raise fail(
                t("le port {port} est déjà pris", "port {port} is taken", port=self._limits.port),
                t("choisissez-en un autre avec --port", "choose another one with --port"),
                exit_code=Exit.NOT_READY,
            )

    @property
    def listens(self) -> bool:
        """Whether the port is open."""
        return any(server.is_running for server in self._server.servers)

    async def stop(self) -> None:
        """Close the port, then every connection."""
        await self._server.servers.update([])
        handlers = [
            io.handler
            for connection in list(self._server.connections.values())
            for io in list(connection.transports.values())
            if io.handler
        ]
        for handler in handlers:
            handler.cancel("stopping")
        await asyncio.gather(*handlers, return_exceptions=True)
        self._master.shutdown()
        if self._running:
            await self._running


def _patterns(hosts: Sequence[str]) -> Sequence[str]:
    """Host patterns as mitmproxy searches them in ``host:port``: anchored at both ends."""
    return [
        rf"^(?:[^:@/]+\.){re.escape(host[2:])}\.?:\d+$"
        if host.startswith("*.")
        else rf"^{re.escape(host)}\.?:\d+$"
        for host in hosts
    ]

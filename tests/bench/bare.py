"""What everything is compared with: bare mitmproxy, a process of its own.

``python tests/bench/bare.py FOLDER PORT SERVICE_PORT``. It has the six addons and the options that
Paravent gives it, nothing that decides, and a callable that rewrites streams as simply as can be.
FOLDER holds the service's root; mitmproxy makes its own certificates there.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING, Any

from mitmproxy import options
from mitmproxy.addons import (
    core,
    disable_h2c,
    dns_resolver,
    next_layer,
    proxyserver,
    tlsconfig,
)
from mitmproxy.master import Master

if TYPE_CHECKING:
    from mitmproxy import http

AI_HOSTS = [r"^api\.openai\.com:\d+$", r"^chatgpt\.com:\d+$"]


class Loop(asyncio.SelectorEventLoop):
    """Connects to the service, whatever host it is asked for."""

    def __init__(self, service_port: int) -> None:
        super().__init__()
        self._service_port = service_port

    async def create_connection(self, protocol_factory: Any, *_where: Any, **options: Any) -> Any:
        """See asyncio."""
        there = ("127.0.0.1", self._service_port)
        return await super().create_connection(protocol_factory, *there, **options)


class Rewriting:
    """Replaces a word in streamed answers."""

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Ask for an answer that can be read."""
        flow.request.headers["accept-encoding"] = "identity"

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """Rewrite it as it comes, if it is a stream."""
        assert flow.response
        if flow.response.headers.get("content-type", "").startswith("text/event-stream"):
            flow.response.stream = lambda data: [data.replace(b"Durand", b"Dupont")] if data else []


async def main(folder: str, port: int) -> None:
    """Run until a signal says to stop."""
    master = Master(
        options.Options(
            listen_host="127.0.0.1",
            listen_port=port,
            confdir=folder,
            ssl_verify_upstream_trusted_ca=f"{folder}/stub-ca.pem",
            allow_hosts=AI_HOSTS,
            upstream_cert=False,
            rawtcp=False,
            http3=False,
            show_ignored_hosts=False,
        )
    )
    master.addons.add(
        core.Core(),
        disable_h2c.DisableH2C(),
        proxyserver.Proxyserver(),
        dns_resolver.DnsResolver(),
        next_layer.NextLayer(),
        tlsconfig.TlsConfig(),
        Rewriting(),
    )
    master.options.update(connection_strategy="lazy")
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, master.shutdown)
    await master.run()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=lambda: Loop(int(sys.argv[3]))) as runner:
        runner.run(main(sys.argv[1], int(sys.argv[2])))

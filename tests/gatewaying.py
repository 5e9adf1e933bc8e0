"""The real gateway, pipeline and stores inside the test, so that their parts can be made to fail.

Only the detectors are played, by one that finds a single name: what is tested is what happens when
something else, or they, break.
"""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from e2e.leaks import leaks
from paravent.detect.engine import Engine
from paravent.gateway.requests import Limits
from paravent.gateway.runner import Gateway
from paravent.pipeline.parts import Parts
from paravent.services.catalogue import load_catalogue
from paravent.settings import Home, shipped
from paravent.store.keys import load_keys
from paravent.store.reader import Query, read_audit
from paravent.store.vocabulary import EventType
from paravent.system.ca import ensure_ca
from paravent.system.destinations import ConnectTo, Destinations
from paravent.system.loop import GuardedLoop
from parting import NAME, open_parts
from program import free_port
from stub import Stub, trusting


@dataclass
class Rig:
    """A gateway with its parts, and a client that speaks through it."""

    gateway: Gateway
    parts: Parts
    stub: Stub
    port: int
    ca: Path
    home: Home

    async def ask(self, body: Any = None, **options: Any) -> httpx.Response:
        """One request through the proxy; ``method``, ``url``, ``headers``, ``content``, ``http2``."""
        return await asyncio.to_thread(self.ask_now, body, **options)

    def ask_now(
        self,
        body: Any = None,
        *,
        method: str = "POST",
        url: str = "https://api.openai.com/v1/chat/completions",
        http2: bool = False,
        **options: Any,
    ) -> httpx.Response:
        context = trusting(self.ca, self.stub.ca)
        if body is not None:
            options["json"] = body
        with httpx.Client(
            proxy=f"http://127.0.0.1:{self.port}",
            verify=context,
            http2=http2,
            trust_env=False,
            timeout=30,
        ) as client:
            return client.request(method, url, **options)

    def events(self, kind: EventType) -> list[dict[str, Any]]:
        """The events of one type in the audit log, oldest first."""
        with read_audit(self.home.audit, load_keys(self.home)) as log:
            found = list(log.select(Query(types=[kind])))
            return [log.read(one.index).event() for one in found]

    @property
    def context(self) -> ssl.SSLContext:
        return trusting(self.ca)


def chat(text: str = f"Écris à {NAME}", *, stream: bool = False) -> dict[str, Any]:
    return {"model": "m", "stream": stream, "messages": [{"role": "user", "content": text}]}


def run(
    tmp_path: Path,
    stub: Stub,
    scenario: Callable[[Rig], Awaitable[None]],
    service_port: int = 0,
    engine: Engine | None = None,
    policies: Sequence[Path] = (),
    **changes: Any,
) -> None:
    """Run a scenario with a gateway of its own; ``changes`` replace fields of ``Limits``.

    ``service_port`` is where services are reached, if not at the stub; ``engine`` what finds, if
    not one that is played, which the scenario starts and stops; ``policies`` are folders of
    further rules.
    """
    home = Home(tmp_path / "home").make()
    catalogue = load_catalogue([shipped("rules") / "services"])
    ca = ensure_ca(home, catalogue.hosts, datetime.now(UTC))
    port = free_port()
    limits = Limits(
        port=port,
        language="fr",
        max_body=2_000_000,
        scan_timeout_s=20,
        may_enter=lambda _client, _server: True,
        covers=ca.covers,
    )
    destinations = Destinations((), [ConnectTo.parse(f"::127.0.0.1:{service_port or stub.port}")])

    async def main() -> None:
        with open_parts(home.root, engine, policies=policies) as parts:
            gateway = Gateway(parts, replace(limits, **changes), home.ca, stub.ca)
            await gateway.start()
            try:
                await scenario(Rig(gateway, parts, stub, port, home.ca_certificate, home))
            finally:
                await gateway.stop()

    with asyncio.Runner(loop_factory=lambda: GuardedLoop(destinations)) as runner:
        runner.run(main())
    assert not [t for t in threading.enumerate() if t.name.startswith("paravent-writer")]


def endure(
    tmp_path: Path, stub: Stub, scenario: Callable[[Rig], Awaitable[None]], **changes: Any
) -> None:
    """As ``run``; in the end nothing planted has left, and an ordinary request works."""

    async def main(rig: Rig) -> None:
        await scenario(rig)
        response = await rig.ask(chat())
        assert response.status_code == 200, response.text
        assert NAME in response.json()["choices"][0]["message"]["content"]
        assert leaks(rig.stub.everything(), [NAME]) == []

    run(tmp_path, stub, main, **changes)

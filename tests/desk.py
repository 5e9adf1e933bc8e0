"""A sender on real parts, and requests for it."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paravent.core.types import Sensitive
from paravent.pipeline.exchange import Exchange, Outgoing, Verdict
from paravent.pipeline.outgoing import Sender
from paravent.pipeline.parts import Parts
from paravent.settings import Home
from paravent.store.keys import load_keys
from paravent.store.reader import read_audit
from paravent.store.vocabulary import App


@dataclass
class Desk:
    """Sends requests and reads the log."""

    parts: Parts
    folder: Path

    def __post_init__(self) -> None:
        self.sender = Sender(self.parts)

    def ask(self, body: Any = b"", **options: Any) -> Verdict:
        """What becomes of one request; see ``prepare``."""
        return asyncio.run(self.sender.send(*self.prepare(body, **options)))

    def prepare(
        self,
        body: Any = b"",
        *,
        service: str = "openai_api",
        method: str = "POST",
        target: str = "/v1/chat/completions",
        host: str = "",
        content_type: str = "application/json",
        referer: str = "",
        headers: str = "",
    ) -> tuple[Outgoing, Exchange]:
        found = self.parts.catalogue.services[service]
        name = host or found.hosts[0].name
        path = target.partition("?")[0]
        endpoint = self.parts.catalogue.endpoint(found, method, name, path)
        exchange = Exchange(self.parts.recorder.new_id(), found, endpoint, "fr")
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = Outgoing(
            method=method,
            host=name,
            target=Sensitive(target),
            content_type=content_type,
            body=Sensitive(data),
            referer=Sensitive(referer),
            headers=Sensitive(headers),
            app=App.SDK,
            language="fr",
        )
        return request, exchange

    def chat(self, text: str, **options: Any) -> Verdict:
        return self.ask({"model": "m", "messages": [{"role": "user", "content": text}]}, **options)

    def events(self) -> list[dict[str, Any]]:
        """Events of exchanges; the log's own are left out."""
        home = Home(self.folder)
        with read_audit(home.audit, load_keys(home)) as log:
            events = [log.read(index).event() for index in range(log.size())]
        return [event for event in events if "action" in event]

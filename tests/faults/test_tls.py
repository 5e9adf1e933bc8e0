"""TLS on both sides over which something breaks: no connection, nothing leaves, the rest goes on."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from OpenSSL import SSL

from faulty import FAULTS, raising
from gatewaying import Rig, chat, endure
from paravent.gateway import certificates
from paravent.gateway.certificates import Certificates
from stub import Stub

# What breaks, and what the client sees: its own greeting answered, or the service's asked for.
BROKEN: dict[str, tuple[object, str, bool]] = {
    "our certificate": (Certificates, "get_cert", False),
    "the greeting": (certificates.tls, "create_proxy_server_context", True),
    "its proof": (SSL.Connection, "request_ocsp", True),
}


@pytest.mark.parametrize(
    ("what", "fault"),
    [*((what, "exception") for what in BROKEN), ("the greeting", "no memory")],
)
def test_whatever_is_raised_over_a_greeting(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, what: str, fault: str
) -> None:
    owner, name, answers = BROKEN[what]

    async def ask(rig: Rig) -> Any:
        try:
            return await rig.ask(chat())
        except httpx.TransportError:
            return None

    async def scenario(rig: Rig) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, raising(FAULTS[fault]))
            response = await ask(rig)
        if what == "its proof":  # asked for politely: without it the connection is as safe
            assert response.status_code == 200
            rig.stub.reset()
        assert bool(response) == answers
        assert rig.stub.seen == []

    endure(tmp_path, stub, scenario)

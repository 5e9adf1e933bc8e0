"""Every hook of ours is a line of the table of faults, so that none is added without its test."""

from pathlib import Path

import pytest
from mitmproxy import hooks

from paravent.gateway.answers import Answers
from paravent.gateway.certificates import Certificates
from paravent.gateway.requests import Gate, Requests
from paravent.gateway.sockets import Sockets

OURS = {
    name
    for addon in (Requests, Answers, Sockets, Gate, Certificates)
    for name in vars(addon)
    if name in hooks.all_hooks
}


def test_there_are_hooks_to_tell_of():
    assert {"request", "websocket_message", "tcp_start", "tls_start_server", "error"} <= OURS


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_hook_is_in_the_table(language):
    page = Path(f"docs/{language}/faults.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|") and "](" in line]
    missing = {hook for hook in OURS if not any(f"`{hook}`" in row for row in rows)}
    assert missing == set()

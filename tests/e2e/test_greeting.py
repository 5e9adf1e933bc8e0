"""What the Chromium of this machine says when it greets a service, beside what ours does.

It moves with each of Chromium's versions: where this fails, ``gateway/certificates.py`` is late.
"""

import asyncio
import socket
import threading
from pathlib import Path

import pytest
from mitmproxy.proxy.layers.tls import parse_client_hello
from playwright.async_api import Error

from e2e.browsing import browser
from greetings import BEYOND_US, CHROMIUM, OURS, Greeting

pytestmark = pytest.mark.long


def test_our_greeting_is_that_of_a_chromium_as_far_as_openssl_can(tmp_path: Path) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    heard = bytearray()

    def listen() -> None:
        connection, _ = listener.accept()
        with connection:
            while parse_client_hello(bytes(heard)) is None and (more := connection.recv(65536)):
                heard.extend(more)

    listening = threading.Thread(target=listen)
    listening.start()
    port = listener.getsockname()[1]

    async def visit() -> None:
        async with browser(tmp_path, "--no-proxy-server") as context:
            page = await context.new_page()
            with pytest.raises(Error):
                await page.goto(f"https://127.0.0.1:{port}/")

    asyncio.run(visit())
    listening.join()
    listener.close()
    hello = parse_client_hello(bytes(heard))
    assert hello
    theirs = Greeting.of(hello)
    # It named no server: 127.0.0.1 has no name.
    assert theirs.extensions | {0} == CHROMIUM.extensions
    for part in ("suites", "groups", "shares", "signatures", "versions", "status", "points"):
        assert getattr(theirs, part) == getattr(OURS, part), part
    assert (theirs.extensions | {0}) - OURS.extensions == BEYOND_US

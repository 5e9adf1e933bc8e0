"""Debian's own Firefox, driven by WebDriver BiDi (W3C), which it speaks without another program."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.exceptions import InvalidHandshake
from websockets.sync.client import ClientConnection, connect

from e2e.browsing import tool
from program import free_port

PATIENCE_S = 90


class NavigationError(Exception):
    """A page that Firefox could not show; the message is Firefox's."""


class Tab:
    """A tab of a running Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._id = 0
        self._call("session.new", capabilities={})
        self._context = self._call("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, url: str) -> None:
        self._call("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def run(self, script: str) -> Any:
        """What an expression or promise of the page comes to."""
        target = {"context": self._context}
        found = self._call("script.evaluate", expression=script, target=target, awaitPromise=True)
        return found["result"].get("value")

    def close(self) -> None:
        self._call("browser.close")

    def _call(self, method: str, **params: object) -> dict[str, Any]:
        self._id += 1
        self._socket.send(json.dumps({"id": self._id, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(PATIENCE_S))
            if told.get("id") == self._id:
                break
        if told["type"] == "error":
            raise NavigationError(told["message"])
        return dict(told["result"])


@contextmanager
def firefox(profile: Path, environ: dict[str, str]) -> Iterator[Tab]:
    """A Firefox with this profile, which is told nothing else."""
    port = free_port()
    process = subprocess.Popen(
        [tool("firefox-esr"), "--headless", "--no-remote", "--profile", str(profile),
         "--remote-debugging-port", str(port)],
        env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        with _connect(port, process) as socket:
            tab = Tab(socket)
            yield tab
            tab.close()
        process.wait(PATIENCE_S)
    finally:
        process.kill()
        process.wait(PATIENCE_S)


def make_profile(home: Path, environ: dict[str, str]) -> Path:
    """A profile as Firefox makes it when somebody asks for one."""
    profile = home / ".mozilla/firefox/person.default"
    command = [tool("firefox-esr"), "--headless", "-CreateProfile", f"person {profile}"]
    subprocess.run(command, env=environ, check=True, capture_output=True)
    return profile


def _connect(port: int, process: subprocess.Popen[bytes]) -> ClientConnection:
    while process.poll() is None:
        try:
            return connect(f"ws://127.0.0.1:{port}/session", proxy=None, max_size=None)
        except (ConnectionRefusedError, InvalidHandshake, EOFError):
            continue
    raise AssertionError("Firefox ended")

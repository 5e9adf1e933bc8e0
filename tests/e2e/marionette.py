"""Firefox with our extension in it, driven by Marionette, the protocol that it speaks itself.

By WebDriver BiDi nobody may open a page of an extension.

Every name leads to this computer, where nothing listens but Paravent: what goes direct goes
nowhere.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from e2e.browsing import PATIENCE_MS, tool
from e2e.extending import built
from program import free_port

UUID = "11111111-2222-4333-8444-555555555555"
HOME = f"moz-extension://{UUID}/"
START_S = 60


@dataclass
class Firefox:
    """A session: commands by their names, scripts in the tab that is chosen."""

    stream: socket.socket
    _rest: bytes = b""
    _count: int = field(default=0)

    def __call__(self, command: str, **values: Any) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, command, values]).encode()
        self.stream.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(error["message"])
        return result.get("value", result) if isinstance(result, dict) else result

    def receive(self) -> Any:
        while b":" not in self._rest:
            self._rest += self.stream.recv(65536)
        length, _, rest = self._rest.partition(b":")
        while len(rest) < int(length):
            rest += self.stream.recv(65536)
        self._rest = rest[int(length) :]
        return json.loads(rest[: int(length)])

    def script(self, text: str, *values: Any) -> Any:
        """What a function's body returns; a promise is waited for."""
        whole = f"const done = arguments[arguments.length - 1]; (async (...given) => {{{text}}})"
        whole += "(...arguments).then(done, (error) => done(String(error)))"
        return self("WebDriver:ExecuteAsyncScript", script=whole, args=list(values))

    def text(self, selector: str) -> str:
        return str(
            self.script("return document.querySelector(given[0])?.innerText ?? ''", selector)
        )

    def wait(self, condition: str) -> None:
        """Until something holds in the tab, whatever it shows meanwhile."""
        ends = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < ends:
            try:
                if self.script(f"return Boolean({condition})") is True:
                    return
            except RuntimeError:
                continue  # between two pages
        raise AssertionError(f"{condition}: {self.text('body')}")

    def open(self, address: str) -> str:
        """A new tab at an address, chosen; pages of extensions open for the browser alone."""
        before = set(self("WebDriver:GetWindowHandles"))
        self("Marionette:SetContext", value="chrome")
        self(
            "WebDriver:ExecuteScript",
            script="""gBrowser.selectedTab = gBrowser.addTab(arguments[0],
                {triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal()})""",
            args=[address],
        )
        self("Marionette:SetContext", value="content")
        (handle,) = set(self("WebDriver:GetWindowHandles")) - before
        self.choose(handle)
        return str(handle)

    def choose(self, handle: str) -> None:
        self("WebDriver:SwitchToWindow", handle=handle)


@contextmanager
def firefox(folder: Path, *roots: Path) -> Iterator[Firefox]:
    """A Firefox with a fresh profile that trusts these roots."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("Firefox is not installed")
    port, extension = free_port(), built("firefox")
    gecko = json.loads((extension / "manifest.json").read_text())["browser_specific_settings"][
        "gecko"
    ]
    settings = {
        "extensions.webextensions.uuids": json.dumps({gecko["id"]: UUID}),
        "marionette.port": port,
        "network.dns.forceResolve": "127.0.0.1",
        "browser.shell.checkDefaultBrowser": False,
    }
    lines = (f"user_pref({json.dumps(n)}, {json.dumps(v)});\n" for n, v in settings.items())
    (folder / "user.js").write_text("".join(lines))
    certutil = [tool("certutil"), "-d", f"sql:{folder}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True)
    for number, root in enumerate(roots):
        add = ["-A", "-t", "C,,", "-n", str(number), "-i", str(root)]
        subprocess.run([*certutil, *add], check=True)
    command = [program, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
    process = subprocess.Popen(
        [*command, "--profile", str(folder)],
        env={**os.environ, "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        session = Firefox(_connect(port))
        session.receive()
        session(
            "WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}}
        )
        session("WebDriver:SetTimeouts", script=PATIENCE_MS, pageLoad=PATIENCE_MS)
        session("Addon:Install", path=str(extension), temporary=True)
        yield session
        session.stream.close()
    finally:
        process.terminate()
        process.wait(60)


def _connect(port: int) -> socket.socket:
    ends = time.monotonic() + START_S
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=2 * PATIENCE_MS / 1000)
        except OSError:
            if time.monotonic() > ends:
                raise

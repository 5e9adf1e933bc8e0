"""The real program, run as a person runs it, with its services played by the stub."""

import json
import os
import select
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

READY_S = 90
BIN = Path(sys.executable).parent / "paravent"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Program:
    """A Paravent of its own: its folder, its ports, its process."""

    home: Path
    stub_port: int
    stub_ca: Path
    environ: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    ui_port: int = field(default_factory=free_port)

    @property
    def env(self) -> dict[str, str]:
        return {
            **os.environ,
            "PARAVENT_HOME": str(self.home),
            "LANG": "fr_FR.UTF-8",
            "LC_ALL": "",
            **self.environ,
        }

    @property
    def ca(self) -> Path:
        return self.home / "ca.pem"

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def door(self, service: str) -> str:
        return f"{self.proxy}/base/{service}"

    def start(self, *, wait: bool = True) -> "Program":
        leading = ["--connect-to", f"::127.0.0.1:{self.stub_port}"] if self.stub_port else []
        self.process = subprocess.Popen(
            [
                str(BIN), "up", "--foreground", "--port", str(self.port),
                "--ui-port", str(self.ui_port), "--upstream-ca", str(self.stub_ca),
                *leading, *self.options,
            ],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self) -> str:
        assert self.process.stdout
        ready, _, _ = select.select([self.process.stdout], [], [], READY_S)
        line = self.process.stdout.readline().decode() if ready else ""
        if not line.startswith("ready"):
            self.process.kill()
            _, errors = self.process.communicate()
            raise AssertionError(f"not ready: {line!r} {errors.decode()}")
        return line.strip()

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate(timeout=60)
        return self.process.returncode

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)

    def health(self) -> dict[str, Any]:
        with httpx.Client(trust_env=False) as client:
            return dict(client.get(f"http://127.0.0.1:{self.ui_port}/healthz").json())

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(BIN), *arguments],
            env=self.env,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def events(self) -> list[dict[str, Any]]:
        """Every event of the audit log, with its index, but those that asking for it made.

        Those that were erased are left out as well.
        """
        lines = self.run("audit", "export").stdout.splitlines()[1:]
        return [
            {"index": line["header"]["i"], **line["payload"]}
            for line in map(json.loads, lines)
            if line["header"]["type"] != "log_read" and "payload" in line
        ]

"""Starting, asking after and stopping the program, in a folder whose name has a space."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from e2e.curl import request
from program import BIN, Program, free_port
from stub import Stub

SCRIPT = 'eval "$("$0" env)" && exec curl -sS --max-time 60 --data-binary @- "$@"'


@pytest.fixture
def program(stub: Stub, tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "mon l'été", stub.port, stub.ca)
    yield program
    program.run("down")


def first_health(program: Program) -> tuple[int, str]:
    """The first answer of a program that is starting."""
    transport = httpx.HTTPTransport()
    with httpx.Client(transport=transport, trust_env=False, timeout=30) as client:
        while program.process.poll() is None:
            try:
                answer = client.get(f"http://127.0.0.1:{program.ui_port}/healthz")
            except httpx.ConnectError:
                continue
            return answer.status_code, answer.json()["state"]
    raise AssertionError("it ended")


def test_it_says_when_it_is_ready_and_works_from_a_shell(program: Program, stub: Stub) -> None:
    program.start(wait=False)
    assert first_health(program) == (503, "warming")
    ready = f"ready proxy=127.0.0.1:{program.port} ui=http://127.0.0.1:{program.ui_port}/"
    assert program.wait_ready() == ready
    assert program.health()["state"] == "ready"
    asked = subprocess.run(
        ["bash", "-c", SCRIPT, BIN, "-H", "content-type: application/json",
         "https://api.openai.com/v1/chat/completions"],
        env={n: v for n, v in program.env.items() if "PROXY" not in n.upper()},
        input=request("Relance Mme Solène Kervella."), capture_output=True, check=True,
    )  # fmt: skip
    assert "Solène Kervella" in json.loads(asked.stdout)["choices"][0]["message"]["content"]
    assert b"Kervella" not in stub.everything()

    again = program.run("up", "--port", str(free_port()))
    assert again.returncode == 0
    assert f"127.0.0.1:{program.port}" in again.stdout
    other = Program(program.home.parent / "autre", stub.port, stub.ca, port=program.port)
    taken = other.run(
        "up", "--foreground", "--port", str(program.port), "--ui-port", str(free_port())
    )
    assert taken.returncode == 4
    assert f"le port {program.port} est déjà pris" in taken.stderr
    assert "--port" in taken.stderr

    assert program.run("status").returncode == 0
    assert program.run("down").returncode == 0
    assert program.stop() == 0
    assert program.run("status").returncode == 4


def test_in_the_background(program: Program) -> None:
    ports = ("--port", str(program.port), "--ui-port", str(program.ui_port))
    assert program.run("up", *ports).returncode == 0
    told = json.loads((program.home / "run/paravent.json").read_text())
    assert (told["port"], told["ui_port"]) == (program.port, program.ui_port)
    assert program.health()["pid"] == told["pid"] != os.getpid()
    assert program.run("down").stdout == "Paravent est arrêté.\n"
    assert program.run("audit", "verify").returncode == 0

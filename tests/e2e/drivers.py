"""The vendors' SDKs, each in a process of its own, as a person's programs would run them."""

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from program import BIN, Program

HERE = Path(__file__).parent / "sdk"
PYTHON = Path(__file__).parents[2] / ".venv-sdk/bin/python"
NODE_MODULES = Path(__file__).parent / "node_modules"
PATIENCE_S = 60
BASES = {
    "anthropic": "anthropic",
    "cohere": "cohere",
    "deepl": "deepl/",
    "google": "gemini_api",
    "groq": "groq",
    "huggingface": "huggingface/v1",
    "mistral": "mistral",
    "ollama": "ollama_cloud",
    "node_anthropic": "anthropic",
    "node_openai": "openai/v1",
    "openai": "openai/v1",
    "perplexity": "perplexity_api",
    "poe": "poe/bot/",
    "together": "together",
}
"""What an SDK is told to use behind the door, by the name of its driver; boto3 takes no plain HTTP."""


class SdkError(Exception):
    """An error that the SDK raised, with its ``type``, ``status``, ``code`` and ``message``."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(told["message"])
        self.told = told


def person_environ(program: Program) -> dict[str, str]:
    """The variables of a shell in which a person has evaluated what `paravent env` prints."""
    done = subprocess.run(
        ["bash", "-c", 'eval "$("$0" env)" && env -0', str(BIN)],
        env={n: v for n, v in program.env.items() if "PROXY" not in n.upper()},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(line.split("=", 1) for line in done.stdout.split("\0") if line)


def _command(vendor: str) -> list[str]:
    """What starts a driver; the test is skipped where its SDK cannot be there."""
    if vendor.startswith("node_"):
        node = shutil.which("node") or pytest.skip("node is not installed")
        _need(NODE_MODULES / ".done", "make tests/e2e/node_modules/.done")
        return [node, str(HERE / f"{vendor}_driver.mjs")]
    _need(PYTHON, "make .venv-sdk/.done")
    return [str(PYTHON), str(HERE / f"{vendor}_driver.py")]


def _need(file: Path, how: str) -> None:
    if not file.exists():
        if os.environ.get("CI") == "1":
            pytest.fail(f"the SDKs must be installed in CI: {how}")
        pytest.skip(f"the SDKs are not installed: {how}")


class Driver:
    """One vendor's SDK in a running process, with these variables."""

    def __init__(self, vendor: str, environ: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            _command(vendor),
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)

    def stop(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        self._process.stdout.close()

    def answers(self, **job: Any) -> Iterator[Any]:
        """What comes back for one job, each line as soon as it is there.

        Raises:
            SdkError: the SDK raised an error.
        """
        assert self._process.stdin
        print(json.dumps(job), file=self._process.stdin, flush=True)
        while True:
            answer = json.loads(self._lines.get(timeout=PATIENCE_S))
            if "error" in answer:
                raise SdkError(answer["error"])
            yield answer
            if "result" in answer:
                return


@dataclass(frozen=True)
class Sdk:
    """An SDK that goes one way: through the proxy, or with a base URL through the door."""

    driver: Driver
    base_url: str | None

    def call(self, call: str, **arguments: Any) -> Any:
        """What a plain call gives."""
        (answer,) = self._answers(call, arguments)
        return answer["result"]

    def stream(self, call: str, **arguments: Any) -> Iterator[Any]:
        """The events of a streamed call, each as soon as the SDK gives it."""
        for answer in self._answers(call, arguments, stream=True):
            if "event" in answer:
                yield answer["event"]

    def final(self, call: str, method: str, **arguments: Any) -> Any:
        """What one of the SDK's own stream helpers put together."""
        *_, last = self._answers(call, arguments, final=method)
        return last["result"]

    def _answers(
        self, call: str, arguments: dict[str, Any], *, stream: bool = False, final: str = ""
    ) -> Iterator[Any]:
        return self.driver.answers(
            base_url=self.base_url, call=call, arguments=arguments, stream=stream, final=final
        )

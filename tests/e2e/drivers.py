"""The vendors' SDKs, each in a process of its own, as a person's programs would run them."""

import json
import os
import queue
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
PATIENCE_S = 60
BASES = {"openai": "/v1", "anthropic": "", "mistral": ""}
"""What stands between the door and an SDK's own paths."""


class SdkError(Exception):
    """An error that the SDK raised, with its ``type``, ``status``, ``code`` and ``message``."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(told["message"])
        self.told = told


class Driver:
    """One vendor's SDK in a running process, with the variables that `paravent env` prints."""

    def __init__(self, vendor: str, program: Program) -> None:
        if not PYTHON.exists():
            if os.environ.get("CI") == "1":
                pytest.fail("the SDKs must be installed in CI: make .venv-sdk/.done")
            pytest.skip("the SDKs are not installed: make .venv-sdk/.done")
        script = 'eval "$("$0" env)" && exec "$@"'
        self._process = subprocess.Popen(
            ["bash", "-c", script, str(BIN), str(PYTHON), str(HERE / f"{vendor}_driver.py")],
            env={n: v for n, v in program.env.items() if "PROXY" not in n.upper()},
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

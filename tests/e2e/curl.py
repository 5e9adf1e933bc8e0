"""curl, as a person types it."""

import json
import subprocess
from typing import Any

from program import Program

CHAT = "https://api.openai.com/v1/chat/completions"


def curl(program: Program, *arguments: str) -> str:
    """What curl prints, through the proxy and trusting its certificate alone."""
    done = subprocess.run(
        ["curl", "-sS", "-N", "--max-time", "60", "-x", program.proxy,
         "--cacert", str(program.ca), *arguments],
        capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return done.stdout


def chat(program: Program, text: str, *, stream: bool = False, version: str = "2") -> str:
    """What a chat completion answers to a text."""
    body = {"model": "gpt-5.1", "stream": stream, "messages": [{"role": "user", "content": text}]}
    shown = curl(
        program, f"--http{version}", CHAT, "-H", "content-type: application/json",
        "--data-binary", json.dumps(body),
    )  # fmt: skip
    if not stream:
        return str(json.loads(shown)["choices"][0]["message"]["content"])
    return "".join(e["choices"][0]["delta"].get("content") or "" for e in events(shown))


def events(shown: str) -> list[Any]:
    """The JSON events of a stream of server-sent events."""
    lines = [line[6:] for line in shown.splitlines() if line.startswith("data: ")]
    return [json.loads(line) for line in lines if line != "[DONE]"]

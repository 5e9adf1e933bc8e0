"""curl, as a person types it."""

import json
import subprocess
from typing import Any

from program import Program

API = "https://api.openai.com/v1"
CHAT = f"{API}/chat/completions"
JSON = ("-H", "content-type: application/json")


def curl(program: Program, *arguments: str, stdin: bytes = b"") -> str:
    """What curl prints, through the proxy and trusting its certificate alone."""
    done = subprocess.run(
        ["curl", "-sS", "-N", "--max-time", "60", "-x", program.proxy,
         "--cacert", str(program.ca), *arguments],
        input=stdin, capture_output=True, check=True, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return done.stdout.decode()


def request(text: str, **more: Any) -> bytes:
    """The body of a chat completion."""
    messages = [{"role": "user", "content": text}]
    return json.dumps({"model": "gpt-5.1", "messages": messages, **more}).encode()


def chat(program: Program, text: str, *, stream: bool = False, version: str = "2") -> str:
    """What a chat completion answers to a text."""
    body = request(text, stream=stream)
    shown = curl(program, f"--http{version}", *JSON, "--data-binary", "@-", CHAT, stdin=body)
    if not stream:
        return str(json.loads(shown)["choices"][0]["message"]["content"])
    return text_of(shown)


def text_of(shown: str) -> str:
    """The text of a streamed chat completion."""
    return "".join(e["choices"][0]["delta"].get("content") or "" for e in events(shown))


def events(shown: str) -> list[Any]:
    """The JSON events of a stream of server-sent events."""
    lines = [line[6:] for line in shown.splitlines() if line.startswith("data: ")]
    return [json.loads(line) for line in lines if line != "[DONE]"]

"""A service whose format has changed: the chat goes on, nothing leaks, and it is told."""

import json
import ssl
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from e2e.leaks import leaks
from e2e.people import person
from program import Program
from stub import LABEL, Stub

URL = "https://api.openai.com/v1/chat/completions"


def counted(program: Program) -> int:
    found: dict[str, int] = program.health()["format_drift"]
    return found.get("openai_api", 0)


@pytest.mark.parametrize("kind", ["application/json", "text/event-stream"])
def test_a_service_that_has_changed_its_format(program: Program, stub: Stub, kind: str) -> None:
    somebody = person(44)

    async def answer(request: dict[str, Any], send: Callable[..., Awaitable[None]]) -> None:
        label = LABEL.findall(request["body"].decode())[0]
        body = json.dumps({"dit": f"Bonjour, c'est noté pour {label}."})
        body = f"data: {body}\n\n" if kind == "text/event-stream" else body
        head = [(b"content-type", kind.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": body.encode()})

    before, stub.override = counted(program), answer
    trust = ssl.create_default_context(cafile=str(program.ca))
    with httpx.Client(proxy=program.proxy, verify=trust, trust_env=False, timeout=60) as client:
        got = client.post(
            URL, json={"model": "m", "dialogue": [{"texte": f"Relance pour {somebody.name}."}]}
        )
    assert leaks(stub.everything(), somebody.planted) == []
    assert f"noté pour {somebody.name}" in got.text
    assert counted(program) == before + 2
    if kind == "application/json":
        assert "openai_api" in program.run("status").stderr

"""A small "AI" on this machine, so that the whole way can be seen without any account.

It speaks OpenAI's chat completions, and quotes what it received: what a service would know.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import time
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

_LABEL = re.compile(r"\[[A-Z]+_[0-9A-Z]+(?:\.\d+)?\]")
_PIECE = 7
_PAUSE_S = 0.02


def demo_service() -> Starlette:
    """The service, as an ASGI application."""
    return Starlette(routes=[Route("/v1/chat/completions", _complete, methods=["POST"])])


async def _complete(request: Request) -> Response:
    body = await request.json()
    received = str(body["messages"][-1]["content"])
    answer = _answer(received, english=str(body.get("model", "")).endswith("-en"))
    head = {"id": "demo", "created": int(time.time()), "model": body.get("model", "demo")}
    if body.get("stream"):
        return StreamingResponse(_stream(head, answer), media_type="text/event-stream")
    message = {"role": "assistant", "content": answer}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    # In base64, so that what arrived here can be shown just as it was.
    quoted = base64.b64encode(received.encode()).decode()
    return JSONResponse(
        {**head, "object": "chat.completion", "choices": [choice], "received": quoted}
    )


def _answer(received: str, *, english: bool) -> str:
    labels = list(dict.fromkeys(_LABEL.findall(received)))
    name = f" {labels[0]}" if labels else ""
    if english:
        return f"Hello{name}. This is what I received: “{received}”"
    return f"Bonjour{name}. Voici ce que j'ai reçu\u00a0: «\u00a0{received}\u00a0»"


async def _stream(head: dict[str, Any], answer: str) -> AsyncIterator[str]:
    for start in range(0, len(answer), _PIECE):
        delta = {"content": answer[start : start + _PIECE]}
        yield _event(head, {"index": 0, "delta": delta, "finish_reason": None})
        await asyncio.sleep(_PAUSE_S)
    yield _event(head, {"index": 0, "delta": {}, "finish_reason": "stop"})
    yield "data: [DONE]\n\n"


def _event(head: dict[str, Any], choice: dict[str, Any]) -> str:
    chunk = {**head, "object": "chat.completion.chunk", "choices": [choice]}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"

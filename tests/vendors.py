"""How other vendors' APIs answer, for the stub: each as its own SDK reads it."""

import base64
import json
import struct
import zlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stub import Stub

HOSTS = (
    "api.cohere.com",
    "api.groq.com",
    "api.together.ai",
    "api-inference.together.ai",
    "api.perplexity.ai",
    "router.huggingface.co",
    "ollama.com",
    "api.deepl.com",
    "api.poe.com",
    "generativelanguage.googleapis.com",
    "bedrock-runtime.eu-west-3.amazonaws.com",
    "bedrock-runtime.us-east-1.amazonaws.com",
)

type Send = Callable[[Any], Awaitable[None]]
type Player = Callable[["Stub", list[str], Any, Send], Awaitable[None]]
"""Answers with a text in its pieces; the third argument is the request."""


def player(host: str, path: str) -> Player | None:
    """Who answers a request to this host and path; None where the stub itself does."""
    found = (
        play
        for (name, end), play in PLAYERS.items()
        if host == name and (path.endswith(end) or f"{end}/" in path)
    )
    return next(found, None)


async def _cohere(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    content = {"type": "text", "text": "".join(said)}
    end = {
        "finish_reason": "COMPLETE",
        "usage": {"tokens": {"input_tokens": 1, "output_tokens": 1}},
    }
    if not given.get("stream"):
        message = {"role": "assistant", "content": [content]}
        await stub.send_json({"id": "c1", "message": message, **end}, send)
        return

    def piece(text: str) -> Any:
        return {"index": 0, "delta": {"message": {"content": {"text": text}}}}

    begun = {"index": 0, "delta": {"message": {"content": {"type": "text", "text": ""}}}}
    events: list[tuple[str, Any]] = [
        ("message-start", {"id": "c1", "delta": {"message": {"role": "assistant", "content": []}}}),
        ("content-start", begun),
        *(("content-delta", piece(text)) for text in said),
        ("content-end", {"index": 0}),
        ("message-end", {"id": "c1", "delta": end}),
    ]
    await stub.send_events([(name, {"type": name, **data}) for name, data in events], send)


async def _gemini(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    await stub.send_json(_candidate("".join(said), "STOP"), send)


async def _gemini_stream(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    events = [("", _candidate(text, None)) for text in said[:-1]]
    await stub.send_events([*events, ("", _candidate(said[-1], "STOP"))], send)


def _candidate(text: str, finish: str | None) -> Any:
    one: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": text}]}, "index": 0}
    if finish:
        one["finishReason"] = finish
    return {"candidates": [one], "modelVersion": "gemini-stub", "responseId": "r1"}


async def _ollama_chat(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    await _ollama(
        stub, said, given, send, lambda text: {"message": {"role": "assistant", "content": text}}
    )


async def _ollama_generate(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    await _ollama(stub, said, given, send, lambda text: {"response": text})


async def _ollama(
    stub: "Stub", said: list[str], given: Any, send: Send, put: Callable[[str], Any]
) -> None:
    head = {"model": "stub", "created_at": "2026-11-22T10:00:00Z"}
    if not given.get("stream"):
        await stub.send_json({**head, **put("".join(said)), "done": True}, send)
        return
    lines = [{**head, **put(text), "done": False} for text in said]
    lines.append({**head, **put(""), "done": True, "done_reason": "stop"})
    blocks = [json.dumps(line).encode() + b"\n" for line in lines]
    await stub.send_blocks(blocks, "application/x-ndjson", send)


async def _deepl(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    text = "".join(said)
    one = {"detected_source_language": "FR", "text": text, "billed_characters": len(text)}
    await stub.send_json({"translations": [one]}, send)


async def _deepl_write(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    one = {"detected_source_language": "fr", "target_language": "fr", "text": "".join(said)}
    await stub.send_json({"improvements": [one]}, send)


async def _poe(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    events = [("text", {"text": text}) for text in said]
    await stub.send_events([*events, ("done", {})], send)


async def _converse(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    message = {"role": "assistant", "content": [{"text": "".join(said)}]}
    usage = {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}
    end = {"stopReason": "end_turn", "usage": usage, "metrics": {"latencyMs": 1}}
    await stub.send_json({"output": {"message": message}, **end}, send)


async def _converse_stream(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    place = {"contentBlockIndex": 0}
    events: list[tuple[str, Any]] = [
        ("messageStart", {"role": "assistant"}),
        *(("contentBlockDelta", {**place, "delta": {"text": text}}) for text in said),
        ("contentBlockStop", place),
        ("messageStop", {"stopReason": "end_turn"}),
    ]
    blocks = [frame(name, data) for name, data in events]
    await stub.send_blocks(blocks, "application/vnd.amazon.eventstream", send)


def _claude_events(said: list[str]) -> list[Any]:
    message = {"id": "m1", "type": "message", "role": "assistant", "model": "m", "content": []}
    return [
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *(
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": t}}
            for t in said
        ),
        {"type": "content_block_stop", "index": 0},
        {"type": "message_stop"},
    ]


async def _invoke(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    content = [{"type": "text", "text": "".join(said)}]
    await stub.send_json({"type": "message", "role": "assistant", "content": content}, send)


async def _invoke_stream(stub: "Stub", said: list[str], given: Any, send: Send) -> None:
    coded = [base64.b64encode(json.dumps(one).encode()).decode() for one in _claude_events(said)]
    blocks = [frame("chunk", {"bytes": one, "p": "abcd"}) for one in coded]
    await stub.send_blocks(blocks, "application/vnd.amazon.eventstream", send)


def frame(event: str, data: Any) -> bytes:
    """One message of an AWS event stream, with its check sums (AWS, "event stream encoding")."""
    named = {":event-type": event, ":content-type": "application/json", ":message-type": "event"}
    headers = b"".join(
        struct.pack(">B", len(name))
        + name.encode()
        + b"\x07"
        + struct.pack(">H", len(value))
        + value.encode()
        for name, value in named.items()
    )
    payload = json.dumps(data).encode()
    prelude = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + payload
    return message + struct.pack(">I", zlib.crc32(message))


PLAYERS: dict[tuple[str, str], Player] = {
    ("api.cohere.com", "/v2/chat"): _cohere,
    ("generativelanguage.googleapis.com", ":generateContent"): _gemini,
    ("generativelanguage.googleapis.com", ":streamGenerateContent"): _gemini_stream,
    ("ollama.com", "/api/chat"): _ollama_chat,
    ("ollama.com", "/api/generate"): _ollama_generate,
    ("api.deepl.com", "/v2/translate"): _deepl,
    ("api.deepl.com", "/v2/write/rephrase"): _deepl_write,
    ("api.poe.com", "/bot"): _poe,
    **{
        (host, path): play
        for host in HOSTS
        if host.startswith("bedrock-runtime.")
        for path, play in (
            ("/converse", _converse),
            ("/converse-stream", _converse_stream),
            ("/invoke", _invoke),
            ("/invoke-with-response-stream", _invoke_stream),
        )
    },
}
"""By host and the end of the path, or a part of it."""

"""A label that the model's pieces cut anywhere comes back whole, and none of it is shown before.

One answer in every way in which services stream theirs, cut at every character in turn. Each is
read as its own client reads it, after every message: what is seen so far is always the beginning
of what the person is to see.
"""

import base64
import html
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from paravent.core.ledger import Entry, Ledger
from paravent.core.types import Placeholder, Sensitive, Tally
from paravent.services.answer import FrameAnswer, open_stream
from paravent.services.catalogue import load_catalogue
from paravent.services.restoring import Restoring
from paravent.settings import shipped
from vendors import frame

SERVICES = load_catalogue([shipped("rules") / "services"]).services
NAME, MAIL = 'Léa Noël dite "Lila"', "lea.noel@exemple.fr"
SAID = "Chère [PERSONNE_1] 🙂 & « [EMAIL_1.2] », fin."
SHOWN = SAID.replace("[PERSONNE_1]", NAME).replace("[EMAIL_1.2]", MAIL)
LEDGER = Ledger(
    b"key",
    "s",
    [
        Entry(Placeholder("PERSONNE", "1"), Sensitive(NAME)),
        Entry(Placeholder("EMAIL", "1"), Sensitive("l@exemple.fr")),
        Entry(Placeholder("EMAIL", "1", 2), Sensitive(MAIL)),
    ],
)

type Make = Callable[[list[str]], list[bytes]]
type Read = Callable[[bytes], str]


@dataclass(frozen=True)
class Way:
    """One way of streaming: whose, its media type (none: frames), how it is made and read."""

    service: str
    endpoint: str
    media_type: str
    make: Make
    read: Read
    expected: str = SHOWN


def sse(*events: Any) -> list[bytes]:
    return [
        b"data: %b\n\n" % (e if isinstance(e, str) else json.dumps(e, ensure_ascii=False)).encode()
        for e in events
    ]


def lines(*events: Any) -> list[bytes]:
    return [json.dumps(event, ensure_ascii=False).encode() + b"\n" for event in events]


def events(shown: bytes) -> Iterator[Any]:
    """The JSON of every server-sent event, or of every line."""
    for line in shown.decode().splitlines():
        text = re.sub(r"^(data: ?|\d+:)", "", line)
        if text[:1] in {"{", "["} and text != "[DONE]":
            yield json.loads(text)


def apply(document: Any, path: list[str], operation: str, value: Any) -> Any:
    """RFC 6902, and the additions of services: a string may be extended."""
    if not path:
        return value
    key: Any = path[0]
    if isinstance(document, list):
        key = len(document) - 1 if key == "-1" else len(document) if key == "-" else int(key)
    if len(path) == 1 and operation in {"append", "x", "APPEND"}:
        document[key] += value
    elif len(path) == 1 and isinstance(document, list) and operation in {"add", "a"}:
        document.insert(key, value)
    elif len(path) == 1:
        document[key] = value
    else:
        document[key] = apply(document[key], path[1:], operation, value)
    return document


def openai(pieces: list[str]) -> list[bytes]:
    chunks = [{"choices": [{"index": 0, "delta": {"content": one}}]} for one in pieces]
    return sse(*chunks, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}, "[DONE]")


def read_openai(shown: bytes) -> str:
    return "".join(c["delta"].get("content") or "" for e in events(shown) for c in e["choices"])


def arguments(pieces: list[str]) -> list[bytes]:
    whole = json.dumps({"nom": "".join(pieces)}, ensure_ascii=False)
    cut, at = [], 0
    for one in (f'{{"nom": "{pieces[0]}', *pieces[1:-1], f'{pieces[-1]}"}}'):
        cut.append(whole[at : at + len(one)])
        at += len(one)
    deltas = [{"tool_calls": [{"index": 0, "function": {"arguments": one}}]} for one in cut]
    end = {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]}
    return sse(*({"choices": [{"index": 0, "delta": one}]} for one in deltas), end)


def read_arguments(shown: bytes) -> str:
    deltas = (c["delta"] for e in events(shown) for c in e["choices"])
    return "".join(
        t["function"].get("arguments", "") for d in deltas for t in d.get("tool_calls", ())
    )


def responses(pieces: list[str]) -> list[bytes]:
    place = {"item_id": "m", "output_index": 0, "content_index": 0}
    kind = "response.output_text"
    deltas = [{"type": f"{kind}.delta", **place, "delta": one} for one in pieces]
    return sse(*deltas, {"type": f"{kind}.done", **place, "text": "".join(pieces)})


def read_responses(shown: bytes) -> str:
    """The deltas; once the whole text has come again it must be the same."""
    text = ""
    for event in events(shown):
        text += event.get("delta", "")
        assert event.get("text", SHOWN) == SHOWN
    return text


def claude(pieces: list[str]) -> list[bytes]:
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": one}}
        for one in pieces
    ]
    start = {
        "type": "content_block_start",
        "index": 0,
        "content_block": {"type": "text", "text": ""},
    }
    return sse(start, *deltas, {"type": "content_block_stop", "index": 0})


def read_claude(shown: bytes) -> str:
    return "".join(e.get("delta", {}).get("text", "") for e in events(shown))


def chatgpt(pieces: list[str]) -> list[bytes]:
    message = {"id": "m", "content": {"content_type": "text", "parts": [""]}, "status": "x"}
    path = "/message/content/parts/0"
    end = [{"p": "/message/status", "o": "replace", "v": "finished_successfully"}]
    return sse(
        '"v1"',
        {"p": "", "o": "add", "v": {"message": message}, "c": 0},
        {"p": path, "o": "append", "v": pieces[0]},
        *({"v": one} for one in pieces[1:]),
        {"p": "", "o": "patch", "v": end},
        "[DONE]",
    )


def read_chatgpt(shown: bytes) -> str:
    document: Any = None
    p, o = "", "add"
    for event in events(shown):
        if "v" not in event:
            continue
        p, o = event.get("p", p), event.get("o", o)
        steps = event["v"] if o == "patch" else [{"p": p, "o": o, "v": event["v"]}]
        for one in steps:
            document = apply(document, one["p"].split("/")[1:], one["o"], one["v"])
    return document["message"]["content"]["parts"][0] if document else ""


def socket(pieces: list[str]) -> list[bytes]:
    def wrap(item: bytes) -> bytes:
        payload = {"turn_id": "t", "encoded_item": item.decode()}
        payload = {"type": "conversation-turn-stream", "payload": payload}  # type: ignore[dict-item]
        return json.dumps([{"type": "message", "payload": payload}]).encode()

    return [wrap(item) for item in chatgpt(pieces)]


def read_socket(shown: bytes) -> str:
    frames = [json.loads(line) for line in shown.decode().splitlines()]
    items = (one["payload"]["payload"]["encoded_item"] for each in frames for one in each)
    return read_chatgpt("".join(items).encode())


def perplexity(pieces: list[str]) -> list[bytes]:
    first = {"op": "replace", "path": "", "value": {"chunks": [pieces[0]], "answer": pieces[0]}}
    more = [
        {"op": "add", "path": f"/chunks/{n}", "value": one} for n, one in enumerate(pieces[1:], 1)
    ]
    diffs = [{"field": "markdown_block", "patches": [patch]} for patch in (first, *more)]
    blocks = [[{"intended_usage": "ask_text", "diff_block": one}] for one in diffs]
    whole = {"chunks": pieces, "answer": "".join(pieces)}
    end = [{"intended_usage": "ask_text", "markdown_block": whole}]
    said = [{"status": "PENDING", "final": False, "blocks": one} for one in blocks]
    return sse(*said, {"status": "COMPLETED", "final": True, "blocks": end})


def read_perplexity(shown: bytes) -> str:
    document: Any = None
    for event in events(shown):
        for block in event["blocks"]:
            document = block.get("markdown_block", document)
            for patch in block.get("diff_block", {}).get("patches", ()):
                path = patch["path"].split("/")[1:]
                document = apply(document, path, patch["op"], patch["value"])
    return "".join(document["chunks"]) if document else ""


def deepseek(pieces: list[str]) -> list[bytes]:
    fragment = {"type": "RESPONSE", "content": pieces[0]}
    path = "response/fragments/-1/content"
    more = [{"p": path, "o": "APPEND", "v": pieces[1]}] if len(pieces) > 1 else []
    return sse(
        {"v": {"response": {"status": "WIP", "fragments": [fragment]}}},
        *more,
        *({"v": one} for one in pieces[2:]),
        {"p": "response/status", "o": "SET", "v": "FINISHED"},
    )


def read_deepseek(shown: bytes) -> str:
    document: Any = {}
    p, o = "", "SET"
    for event in events(shown):
        p, o = event.get("p", p), event.get("o", o)
        document = apply(document, p.split("/") if p else [], o, event["v"])
    fragments = document["response"]["fragments"] if document else []
    return "".join(one["content"] for one in fragments)


def mistral(pieces: list[str]) -> list[bytes]:
    chunk = [{"type": "text", "text": pieces[0]}]
    patches = [
        {"op": "replace", "path": "/contentChunks", "value": chunk},
        *({"op": "append", "path": "/contentChunks/0/text", "value": one} for one in pieces[1:]),
    ]
    said = [{"json": {"type": "message", "patches": [patch]}} for patch in patches]
    return [b"15:" + line for line in lines(*said, {"json": {"type": "done", "patches": []}})]


def read_mistral(shown: bytes) -> str:
    document: Any = {}
    for event in events(shown):
        for patch in event["json"]["patches"]:
            path = patch["path"].split("/")[1:]
            document = apply(document, path, patch["op"], patch["value"])
    return "".join(one["text"] for one in document.get("contentChunks", ()))


def notion(pieces: list[str]) -> list[bytes]:
    record = {"type": "agent-inference", "value": [{"type": "text", "content": pieces[0]}]}
    path = "/s/0/value/0/content"
    return lines(
        {"type": "patch-start", "data": {"s": []}},
        {"type": "patch", "v": [{"o": "a", "p": "/s/-", "v": record}]},
        *({"type": "patch", "v": [{"o": "x", "p": path, "v": one}]} for one in pieces[1:]),
        {"type": "done"},
    )


def read_notion(shown: bytes) -> str:
    document: Any = {"s": []}
    for event in events(shown):
        for patch in event.get("v", ()):
            document = apply(document, patch["p"].split("/")[1:], patch["o"], patch["v"])
    return "".join(one["content"] for record in document["s"] for one in record["value"])


def gemini_web(pieces: list[str]) -> list[bytes]:
    out = [b")]}'\n\n"]
    for count in range(1, len(pieces) + 1):
        said = [None, ["c", "r"], None, None, [["rc", ["".join(pieces[:count])]]]]
        text = json.dumps([["wrb.fr", None, json.dumps(said)]], ensure_ascii=False)
        units = len(f"\n{text}\n".encode("utf-16-le")) // 2
        out.append(f"{units}\n{text}\n".encode())
    return out


def read_gemini_web(shown: bytes) -> str:
    """The last snapshot; each is as long as it says, in UTF-16 units."""
    rest, text = shown.decode().removeprefix(")]}'").lstrip("\n"), ""
    while rest:
        said = re.match(r"(\d+)(?=\n)", rest)
        assert said
        units = rest[said.end() :].encode("utf-16-le")
        size = 2 * int(said[1])
        frame_text, rest = units[:size].decode("utf-16-le"), units[size:].decode("utf-16-le")
        text = json.loads(json.loads(frame_text)[0][2])[4][0][1][0]
    return text


def ollama(pieces: list[str]) -> list[bytes]:
    said = [{"message": {"content": one}, "done": False} for one in pieces]
    return lines(*said, {"message": {"content": ""}, "done": True})


def read_ollama(shown: bytes) -> str:
    return "".join(event["message"]["content"] for event in events(shown))


def grok(pieces: list[str]) -> list[bytes]:
    said = [{"result": {"response": {"token": one, "responseId": "r"}}} for one in pieces]
    whole = {"modelResponse": {"responseId": "r", "message": "".join(pieces)}}
    return lines(*said, {"result": {"response": whole}})


def read_grok(shown: bytes) -> str:
    said = [event["result"]["response"] for event in events(shown)]
    assert all(one["modelResponse"]["message"] == SHOWN for one in said if "modelResponse" in one)
    return "".join(one.get("token", "") for one in said)


def hugging(pieces: list[str]) -> list[bytes]:
    said = [{"type": "stream", "token": one.ljust(16, "\0")} for one in pieces]
    return lines(*said, {"type": "finalAnswer", "text": "".join(pieces)})


def read_hugging(shown: bytes) -> str:
    text = ""
    for event in events(shown):
        assert event.get("text", SHOWN) == SHOWN
        text += event.get("token", "").rstrip("\0")
    return text


def signalr(pieces: list[str]) -> list[bytes]:
    said = [{"type": 1, "target": "update", "arguments": [{"writeAtCursor": o}]} for o in pieces]
    end = {"type": 2, "item": {"messages": [{"author": "bot", "text": "".join(pieces)}]}}
    return [json.dumps(one).encode() + b"\x1e" for one in (*said, end, {"type": 3})]


def read_signalr(shown: bytes) -> str:
    text = ""
    for one in shown.decode().split("\x1e"):
        message = json.loads(one) if one.strip() else {}
        text += "".join(a["writeAtCursor"] for a in message.get("arguments", ()))
        said = message.get("item", {}).get("messages", ())
        assert all(one["text"] == SHOWN for one in said)
    return text


def copilot(pieces: list[str]) -> list[bytes]:
    place = {"messageId": "m", "partId": "p"}
    said = [{"event": "appendText", **place, "text": one} for one in pieces]
    return [json.dumps(o).encode() for o in (*said, {"event": "partCompleted", **place})]


def read_copilot(shown: bytes) -> str:
    return "".join(event.get("text", "") for event in events(shown))


def aws(name: str, *data: Any) -> list[bytes]:
    return [frame(name, one) for one in data]


def converse(pieces: list[str]) -> list[bytes]:
    place = {"contentBlockIndex": 0}
    deltas = [{**place, "delta": {"text": one}} for one in pieces]
    return [*aws("contentBlockDelta", *deltas), *aws("contentBlockStop", place)]


def payloads(shown: bytes) -> Iterator[Any]:
    """The payload of every frame, whose two check sums must be right."""
    while shown:
        total, head, check = struct.unpack(">III", shown[:12])
        assert zlib.crc32(shown[:8]) == check
        assert zlib.crc32(shown[: total - 4]) == struct.unpack(">I", shown[total - 4 : total])[0]
        yield json.loads(shown[12 + head : total - 4])
        shown = shown[total:]


def read_converse(shown: bytes) -> str:
    return "".join(one.get("delta", {}).get("text", "") for one in payloads(shown))


def invoke(pieces: list[str]) -> list[bytes]:
    said = (json.dumps(event).encode() for event in events(b"".join(claude(pieces))))
    return aws("chunk", *({"bytes": base64.b64encode(one).decode()} for one in said))


def read_invoke(shown: bytes) -> str:
    said = [json.loads(base64.b64decode(one["bytes"])) for one in payloads(shown)]
    return "".join(one.get("delta", {}).get("text", "") for one in said)


def page(pieces: list[str]) -> list[bytes]:
    said = (html.escape("".join(pieces[: n + 1]), quote=False) for n in range(len(pieces)))
    return [f'<p data-block="0">{one}</p>'.encode() for one in said]


def read_page(shown: bytes) -> str:
    found = re.findall(r"<p [^>]*>(.*?)</p>", shown.decode())
    return html.unescape(found[-1]) if found else ""


def gemini(pieces: list[str]) -> list[bytes]:
    said = [{"candidates": [{"index": 0, "content": {"parts": [{"text": o}]}}]} for o in pieces]
    said[-1]["candidates"][0]["finishReason"] = "STOP"
    return sse(*said)


def gemini_list(pieces: list[str]) -> list[bytes]:
    said = [line.removeprefix(b"data: ").strip() for line in gemini(pieces)]
    return [b"[" + said[0], *(b",\n" + one for one in said[1:]), b"]"]


def read_gemini(shown: bytes) -> str:
    said = list(events(shown)) if shown.startswith(b"data") else _elements(shown.decode())
    return "".join(e["candidates"][0]["content"]["parts"][0]["text"] for e in said)


def _elements(text: str) -> list[Any]:
    whole = text.rstrip().rstrip("],").lstrip("[")
    return json.loads(f"[{whole}]") if whole else []


def cohere(pieces: list[str]) -> list[bytes]:
    deltas = [{"message": {"content": {"text": one}}} for one in pieces]
    said = [{"type": "content-delta", "index": 0, "delta": one} for one in deltas]
    return sse(*said, {"type": "content-end", "index": 0}, {"type": "message-end", "delta": {}})


def read_cohere(shown: bytes) -> str:
    deltas = (event.get("delta", {}).get("message", {}) for event in events(shown))
    return "".join(one["content"]["text"] for one in deltas if one)


SSE, NDJSON, AWS = "text/event-stream", "application/x-ndjson", "application/vnd.amazon.eventstream"
ARGUMENTS = json.dumps({"nom": SHOWN}, ensure_ascii=False)
WAYS = {
    "deltas": Way("openai_api", "chat_completions", SSE, openai, read_openai),
    "typed deltas": Way("anthropic_api", "messages", SSE, claude, read_claude),
    "more typed deltas": Way("cohere", "chat", SSE, cohere, read_cohere),
    "JSON in strings": Way(
        "openai_api", "chat_completions", SSE, arguments, read_arguments, ARGUMENTS
    ),
    "repeated texts": Way("openai_api", "responses", SSE, responses, read_responses),
    "stateful deltas": Way("chatgpt_web", "conversation", SSE, chatgpt, read_chatgpt),
    "stateful deltas in a socket": Way("chatgpt_web", "socket", "", socket, read_socket),
    "JSON Patch": Way("perplexity_web", "ask", SSE, perplexity, read_perplexity),
    "patches with a path implied": Way("deepseek_web", "completion", SSE, deepseek, read_deepseek),
    "lines of patches": Way("mistral_web", "chat", SSE, mistral, read_mistral),
    "NDJSON of patches": Way("notion_ai", "run_inference", NDJSON, notion, read_notion),
    "snapshots": Way(
        "gemini_web", "stream_generate", "application/json", gemini_web, read_gemini_web
    ),
    "NDJSON": Way("ollama", "chat", NDJSON, ollama, read_ollama),
    "NDJSON and the whole": Way(
        "grok_web", "conversations_new", "application/json", grok, read_grok
    ),
    "padded tokens": Way("huggingchat", "conversation", "application/jsonl", hugging, read_hugging),
    "SignalR": Way("m365_copilot", "chat", "", signalr, read_signalr),
    "WebSocket JSON": Way("copilot_consumer", "chat", "", copilot, read_copilot),
    "AWS event stream": Way("aws_bedrock", "converse_stream", AWS, converse, read_converse),
    "AWS event stream in base64": Way("aws_bedrock", "invoke_stream", AWS, invoke, read_invoke),
    "HTML partials": Way(
        "chatgpt_web", "guest", "text/vnd.openai.web-mobile-partial+html", page, read_page
    ),
    "events of whole objects": Way("gemini_api", "stream", SSE, gemini, read_gemini),
    "a list in pieces": Way("gemini_api", "stream", "application/json", gemini_list, read_gemini),
}


def show(way: Way, messages: list[bytes]) -> Iterator[bytes]:
    """What the client has of the answer after every message, and at the end."""
    endpoint = next(e for e in SERVICES[way.service].endpoints if e.id == way.endpoint)
    use = Restoring(endpoint.wire, LEDGER.value, Tally(), lambda _signature, _text: None)
    shown = b""
    if not way.media_type:
        frames = FrameAnswer(use)
        for one in messages:
            shown += b"".join(out.encode() + b"\n" for out in frames.take(one.decode()))
            yield shown
        return
    stream = open_stream(way.media_type, use)
    assert stream
    for one in messages:
        shown += stream.feed(one)
        yield shown
    yield shown + stream.close()
    assert not use.drifted


@pytest.mark.parametrize("name", WAYS)
def test_a_label_cut_anywhere_comes_back_whole(name: str) -> None:
    way = WAYS[name]
    for cut in range(1, len(SAID)):
        pieces = [one for one in (SAID[:cut], SAID[cut : cut + 1], SAID[cut + 1 :]) if one]
        seen = [way.read(shown) for shown in show(way, way.make(pieces))]
        assert all(way.expected.startswith(text) for text in seen), (cut, seen)
        assert seen[-1] == way.expected, (cut, seen[-1])


@pytest.mark.parametrize("name", WAYS)
def test_a_label_in_single_characters_comes_back_whole(name: str) -> None:
    way = WAYS[name]
    seen = [way.read(shown) for shown in show(way, way.make(list(SAID)))]
    assert all(way.expected.startswith(text) for text in seen)
    assert seen[-1] == way.expected

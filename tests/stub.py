"""A fake AI service on loopback, with real TLS, HTTP/1.1, HTTP/2, streams and WebSockets.

It records every byte that reaches it and answers as a model would that writes the labels it was
given: what a client must then see are the values. It knows nothing of Paravent.
"""

import asyncio
import base64
import datetime
import ipaddress
import json
import re
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypercorn.asyncio import serve
from hypercorn.config import Config

import vendors
from sites.catalogue import HOSTS as SITE_HOSTS
from sites.site import Call, Site, Socket

LABEL = re.compile(r"\[[A-Z]{2,16}_[0-9A-Z]{1,8}(?:\.\d+)?\]")
HOSTS = (
    "api.openai.com",
    "api.anthropic.com",
    "api.mistral.ai",
    "www.example.org",
    "demo.paravent.test",
    "ia.exemple.fr",
    "llm.exemple.fr",
    "app.sezam.ai",
    *vendors.HOSTS,
    *SITE_HOSTS,
)
PIECE = 5


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    host: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    http: str


@dataclass
class Stub:
    """A running service. ``gate`` holds a stream in its middle until it is set."""

    folder: Path
    port: int = 0
    seen: list[Seen] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    answer: Callable[[str], str] | None = None
    sites: dict[str, Site] = field(default_factory=dict)
    """Who answers in its stead, by host."""
    override: Callable[[dict[str, Any], Callable[..., Awaitable[None]]], Awaitable[None]] | None = (
        None
    )

    @property
    def ca(self) -> Path:
        return self.folder / "stub-ca.pem"

    def everything(self) -> bytes:
        """Every byte of every request so far, heads and bodies."""
        parts: list[bytes] = []
        for one in self.seen:
            fields = "".join(f"{name}: {value}\n" for name, value in one.headers)
            parts.append(f"{one.method} {one.target}\n{fields}\n".encode("latin-1") + one.body)
        return b"\n".join([*parts, *(frame.encode() for frame in self.frames)])

    def reset(self) -> None:
        self.seen.clear()
        self.frames.clear()
        self.gate.set()
        self.answer = None
        self.sites = {}
        self.override = None

    def start(self) -> "Stub":
        self.gate.set()
        make_certificates(self.folder)
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(20)
        return self

    def stop(self) -> None:
        self.gate.set()
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(20)

    def _run(self, ready: threading.Event) -> None:
        async def main() -> None:
            self._loop = asyncio.get_running_loop()
            self._stopping = asyncio.Event()
            config = Config()
            config.bind = ["127.0.0.1:0"]
            config.certfile = str(self.folder / "stub.pem")
            config.keyfile = str(self.folder / "stub.key")
            config.alpn_protocols = ["h2", "http/1.1"]
            config.accesslog = None
            config.errorlog = None
            config.keep_alive_timeout = 60
            config.graceful_timeout = 0.1
            bound = config.create_sockets()
            self.port = bound.secure_sockets[0].getsockname()[1]
            config.create_sockets = lambda: bound  # type: ignore[method-assign]
            ready.set()
            await serve(self._app, config, shutdown_trigger=self._stopping.wait)  # type: ignore[arg-type]

        asyncio.run(main())

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})

    async def _http(self, scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        seen = self._note(scope, scope["method"], body)
        if self.override:
            await self.override({"body": body, "scope": scope}, send)
            return
        if site := self.sites.get(seen.host):
            await site.answer(Call.of(self, scope, body, send, site.cut))
            return
        await self._answer(scope["path"], dict(seen.headers), body, send)

    def _note(self, scope: Any, method: str, body: bytes) -> Seen:
        headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"]]
        query = scope["query_string"].decode("latin-1")
        target = scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        host = dict(headers).get("host", "")
        self.seen.append(Seen(method, host, target, headers, body, scope["http_version"]))
        return self.seen[-1]

    async def _answer(self, path: str, headers: dict[str, str], body: bytes, send: Any) -> None:
        try:
            given = json.loads(body) if body else {}
        except ValueError:
            given = {}
        text = " ".join(strings(given))
        said = (self.answer or reply)(text)
        stream = isinstance(given, dict) and bool(given.get("stream"))
        tools = isinstance(given, dict) and bool(given.get("tools"))
        if play := vendors.player(headers.get("host", ""), path):
            await play(self, pieces(said), given, send)
        elif "/messages" in path and "count" not in path:
            await self._anthropic(said, stream, tools, send)
        elif path.endswith("/responses"):
            await self._responses(said, stream, send)
        elif path.endswith("/f/conversation"):
            await self._chatgpt(said, send)
        elif "/conversations" in path:
            await self._mistral_conversation(said, stream, send)
        elif "completions" in path and path != "/v1/completions":
            whole = "mistral" in headers["host"]
            await self._chat(said, stream, tools, send, whole_tools=whole)
        else:
            await self._other(path, given, said, send)

    async def send_json(self, value: Any, send: Any, status: int = 200) -> None:
        """A whole JSON answer."""
        body = json.dumps(value).encode()
        headers = [(b"content-type", b"application/json"), (b"alt-svc", b'h3=":443"; ma=86400')]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def send_events(self, events: list[tuple[str, Any]], send: Any) -> None:
        """Server-sent events: their names, and their data as JSON unless it is text."""
        blocks = []
        for name, data in events:
            head = f"event: {name}\n" if name else ""
            text = data if isinstance(data, str) else json.dumps(data)
            blocks.append(f"{head}data: {text}\n\n".encode())
        await self.send_blocks(blocks, "text/event-stream; charset=utf-8", send)

    async def send_blocks(
        self, blocks: list[bytes], media_type: str, send: Any, gate_at: float = 0.5
    ) -> None:
        """A body piece by piece; the gate holds it in its middle, or after another part of it."""
        headers = [(b"content-type", media_type.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number, block in enumerate(blocks):
            await send({"type": "http.response.body", "body": block, "more_body": True})
            if number == int(len(blocks) * gate_at):
                assert await asyncio.to_thread(self.gate.wait, 30), "the gate stayed closed"
            await asyncio.sleep(0.001)
        await send({"type": "http.response.body", "body": b""})

    async def _chat(
        self, said: str, stream: bool, tools: bool, send: Any, *, whole_tools: bool
    ) -> None:
        head = {"id": "c1", "created": 1, "model": "gpt-stub"}
        arguments = json.dumps({"nom": said, "n": 1}, ensure_ascii=False)
        function = {"name": "creer_client", "arguments": arguments}
        call = {"index": 0, "id": "call_1", "type": "function", "function": function}
        if not stream:
            message = {"role": "assistant", "content": None if tools else said}
            if tools:
                message["tool_calls"] = [{k: v for k, v in call.items() if k != "index"}]  # type: ignore[assignment]
            choice = {
                "index": 0,
                "message": message,
                "finish_reason": "tool_calls" if tools else "stop",
            }
            usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            await self.send_json(
                {**head, "object": "chat.completion", "choices": [choice], "usage": usage}, send
            )
            return
        head["object"] = "chat.completion.chunk"

        def chunk(delta: Any, finish: str | None = None) -> tuple[str, Any]:
            return "", {
                **head,
                "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
            }

        events = [chunk({"role": "assistant", "content": ""})]
        if tools and whole_tools:
            events.append(chunk({"tool_calls": [call]}))
        elif tools:
            first = {**call, "function": {"name": "creer_client", "arguments": ""}}
            events.append(chunk({"tool_calls": [first]}))
            events += [
                chunk({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]})
                for piece in pieces(arguments)
            ]
        else:
            events += [chunk({"content": piece}) for piece in pieces(said)]
        events.append(chunk({}, "tool_calls" if tools else "stop"))
        await self.send_events([*events, ("", "[DONE]")], send)

    async def _anthropic(self, said: str, stream: bool, tools: bool, send: Any) -> None:
        block: dict[str, Any] = {"type": "text", "text": said}
        if tools:
            block = {
                "type": "tool_use",
                "id": "toolu_1",
                "name": "creer_client",
                "input": {"nom": said},
            }
        message = {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "claude-stub",
            "content": [block],
            "stop_reason": "tool_use" if tools else "end_turn",
            "stop_sequence": None,
            "usage": {"input_tokens": 1, "output_tokens": 1},
        }
        if not stream:
            await self.send_json(message, send)
            return
        start = {**message, "content": [], "stop_reason": None}
        opened = {**block, "input": {}} if tools else {"type": "text", "text": ""}
        events: list[tuple[str, Any]] = [
            ("message_start", {"message": start}),
            ("content_block_start", {"index": 0, "content_block": opened}),
        ]
        arguments = json.dumps({"nom": said}, ensure_ascii=False)
        events += [
            (
                "content_block_delta",
                {
                    "index": 0,
                    "delta": {"type": "input_json_delta", "partial_json": piece}
                    if tools
                    else {"type": "text_delta", "text": piece},
                },
            )
            for piece in pieces(arguments if tools else said)
        ]
        stop = {"stop_reason": message["stop_reason"], "stop_sequence": None}
        events += [
            ("content_block_stop", {"index": 0}),
            ("message_delta", {"delta": stop, "usage": {"output_tokens": 1}}),
            ("message_stop", {}),
        ]
        await self.send_events([(name, {"type": name, **data}) for name, data in events], send)

    async def _responses(self, said: str, stream: bool, send: Any) -> None:
        part = {"type": "output_text", "text": said, "annotations": []}
        item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed"}
        whole = {
            "id": "resp_1",
            "object": "response",
            "created_at": 1,
            "status": "completed",
            "model": "gpt-stub",
            "output": [{**item, "content": [part]}],
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": [],
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "metadata": {},
            "temperature": 1.0,
            "top_p": 1.0,
        }
        if not stream:
            await self.send_json(whole, send)
            return
        place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
        began = {**whole, "status": "in_progress", "output": []}
        added = {"output_index": 0, "item": {**item, "content": []}}
        events: list[tuple[str, Any]] = [
            ("response.created", {"response": began}),
            ("response.output_item.added", added),
            ("response.content_part.added", {**place, "part": {**part, "text": ""}}),
        ]
        events += [
            ("response.output_text.delta", {**place, "delta": piece, "logprobs": []})
            for piece in pieces(said)
        ]
        events += [
            ("response.output_text.done", {**place, "text": said, "logprobs": []}),
            ("response.content_part.done", {**place, "part": part}),
            ("response.output_item.done", {"output_index": 0, "item": whole["output"][0]}),  # type: ignore[index]
            ("response.completed", {"response": whole}),
        ]
        numbered = [
            (name, {"type": name, "sequence_number": n, **data})
            for n, (name, data) in enumerate(events)
        ]
        await self.send_events(numbered, send)

    async def _mistral_conversation(self, said: str, stream: bool, send: Any) -> None:
        if not stream:
            output = {"object": "entry", "type": "message.output", "content": said, "id": "msg_1"}
            output |= {"role": "assistant", "model": "mistral-stub"}
            usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            await self.send_json(
                {
                    "object": "conversation.response",
                    "conversation_id": "conv_1",
                    "outputs": [output],
                    "usage": usage,
                },
                send,
            )
            return
        at = "2026-11-22T10:00:00Z"
        place = {"id": "msg_1", "role": "assistant", "output_index": 0, "content_index": 0}
        start = {"conversation_id": "conv_1", "created_at": at}
        events = [("conversation.response.started", start)]
        events += [
            ("message.output.delta", {**place, "content": piece, "created_at": at, "model": "m"})  # type: ignore[dict-item]
            for piece in pieces(said)
        ]
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        events.append(("conversation.response.done", {"usage": usage, "created_at": at}))  # type: ignore[dict-item]
        await self.send_events([(name, {"type": name, **data}) for name, data in events], send)

    async def _chatgpt(self, said: str, send: Any) -> None:
        message = {
            "id": "m1",
            "author": {"role": "assistant", "name": None, "metadata": {}},
            "content": {"content_type": "text", "parts": [""]},
            "status": "in_progress",
        }
        first, *others = pieces(said)
        path = "/message/content/parts/0"
        events: list[tuple[str, Any]] = [
            ("delta_encoding", '"v1"'),
            ("delta", {"p": "", "o": "add", "v": {"message": message}, "c": 0}),
            ("delta", {"p": path, "o": "append", "v": first}),
            *(("delta", {"v": piece}) for piece in others),
        ]
        end = [{"p": "/message/status", "o": "replace", "v": "finished_successfully"}]
        events += [
            ("delta", {"p": "", "o": "patch", "v": end}),
            ("", {"type": "message_stream_complete", "conversation_id": "c"}),
            ("", "[DONE]"),
        ]
        await self.send_events(events, send)

    async def _other(self, path: str, given: Any, said: str, send: Any) -> None:
        if "embeddings" in path:
            value = given.get("input", "")
            count = len(value) if isinstance(value, list) else 1
            vector: Any = [0.5, -0.25]
            if given.get("encoding_format") == "base64":
                vector = base64.b64encode(b"\x00\x00\x00\x3f\x00\x00\x80\xbe").decode()
            data = [{"object": "embedding", "index": i, "embedding": vector} for i in range(count)]
            usage = {"prompt_tokens": 1, "total_tokens": 1, "completion_tokens": 0}
            await self.send_json(
                {"id": "e", "object": "list", "model": "e", "data": data, "usage": usage}, send
            )
        elif "moderations" in path:
            result = {
                "flagged": False,
                "categories": {},
                "category_scores": {},
                "category_applied_input_types": {},
            }
            await self.send_json({"id": "m", "model": "m", "results": [result]}, send)
        elif "images" in path:
            image = {"b64_json": "iVBORw0KGgo=", "revised_prompt": said}
            await self.send_json({"created": 1, "data": [image]}, send)
        elif "count_tokens" in path:
            await self.send_json({"input_tokens": 12}, send)
        elif path == "/v1/completions":
            choice = {"text": said, "index": 0, "logprobs": None, "finish_reason": "stop"}
            usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            await self.send_json(
                {
                    "id": "t",
                    "object": "text_completion",
                    "created": 1,
                    "model": "t",
                    "choices": [choice],
                    "usage": usage,
                },
                send,
            )
        elif path == "/page":
            headers = [(b"content-type", b"text/html; charset=utf-8")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send(
                {"type": "http.response.body", "body": (self.folder / "page.html").read_bytes()}
            )
        else:
            await self.send_json({"object": "list", "data": [], "path": path}, send)

    async def _websocket(self, scope: Any, receive: Any, send: Any) -> None:
        seen = self._note(scope, "GET", b"")
        await receive()
        await send({"type": "websocket.accept"})
        if site := self.sites.get(seen.host):
            await site.socket(Socket(self, receive, send))
            return
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return
            text = message.get("text") or message["bytes"].decode("latin-1")
            self.frames.append(text)
            said = (self.answer or reply)(text)
            place = {"item_id": "i1", "output_index": 0, "content_index": 0}
            for piece in pieces(said):
                delta = {"type": "response.output_text.delta", **place, "delta": piece}
                await send({"type": "websocket.send", "text": json.dumps(delta)})
            done = {"type": "response.output_text.done", **place, "text": said}
            await send({"type": "websocket.send", "text": json.dumps(done)})


def reply(text: str) -> str:
    """What the model writes: every label that it was given, in a sentence."""
    labels = list(dict.fromkeys(LABEL.findall(text)))
    return "Bonjour. " + "".join(f"Je note {label}, merci. " for label in labels) + "Fin."


def pieces(text: str) -> list[str]:
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return []


def make_certificates(folder: Path) -> None:
    """A root of the stub's own, and a certificate for every host that it plays."""
    now = datetime.datetime.now(datetime.UTC)
    root_key, leaf_key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Stub root")])

    def builder(subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(root_name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), False
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        )

    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    root = (
        builder(root_name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .add_extension(usage, True)
        .sign(root_key, hashes.SHA256())
    )
    names: list[x509.GeneralName] = [x509.DNSName(host) for host in (*HOSTS, "localhost")]
    names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    leaf = (
        builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Stub")]), leaf_key)
        .add_extension(x509.SubjectAlternativeName(names), False)
        .sign(root_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "stub-ca.pem").write_bytes(root.public_bytes(pem))
    (folder / "stub.pem").write_bytes(leaf.public_bytes(pem))
    (folder / "stub.key").write_bytes(
        leaf_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


class _AsABrowser(ssl.SSLContext):
    """Offers HTTP/2 first; httpx offers it last, and then does not get it."""

    def set_alpn_protocols(self, alpn_protocols: Iterable[str]) -> None:
        super().set_alpn_protocols(
            sorted(alpn_protocols, reverse=True, key=lambda name: name == "h2")
        )


def trusting(*files: Path) -> ssl.SSLContext:
    """A client context that trusts these roots and no other."""
    context = _AsABrowser(ssl.PROTOCOL_TLS_CLIENT)
    for file in files:
        context.load_verify_locations(str(file))
    return context

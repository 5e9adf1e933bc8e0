"""What the fake sites of AI services share: how they are asked, and how awkwardly they answer.

A site keeps what it received as it received it, and says it again in its answers. It knows nothing
of Paravent: that it never saw a value is for a test to find out.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from stub import Stub

PAGES = Path(__file__).with_name("pages")
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
SSE = "text/event-stream; charset=utf-8"
PIECE = 5
CUT = 89
"""Bytes that leave together by default: they end within events, within labels, within letters."""
GATE = 0.8
"""How much of a stream is sent before the gate: thoughts and half of an answer."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request to a site, and the way back."""

    stub: "Stub"
    method: str
    host: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    send: Callable[[Any], Awaitable[None]]
    cut: int

    @classmethod
    def of(cls, stub: "Stub", scope: Any, body: bytes, send: Any, cut: int) -> "Call":
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in scope["headers"]}
        query = parse_qs(scope["query_string"].decode())
        host = headers.get("host", "")
        return cls(stub, scope["method"], host, scope["path"], query, headers, body, send, cut)

    @property
    def segments(self) -> list[str]:
        return self.path.strip("/").split("/")

    def json(self) -> Any:
        return json.loads(self.body)

    async def reply(self, value: Any, status: int = 200) -> None:
        await self.stub.send_json(value, self.send, status)

    async def open_to_all(self, status: int, body: str = "", **headers: str) -> None:
        """An answer that the pages of any site may read."""
        given = {"access-control-allow-origin": self.headers.get("origin", "*"), **headers}
        named = [(n.replace("_", "-").encode(), v.encode()) for n, v in given.items()]
        await self.send({"type": "http.response.start", "status": status, "headers": named})
        await self.send({"type": "http.response.body", "body": body.encode()})

    async def stream(self, body: str, media_type: str = SSE, gate_at: float = GATE) -> None:
        """A body that comes in pieces, cut where it is least wanted."""
        data = body.encode()
        blocks = [data[at : at + self.cut] for at in range(0, len(data), self.cut)]
        await self.stub.send_blocks(blocks, media_type, self.send, gate_at)

    async def serve(self, name: str, text: str) -> None:
        """A page or a script."""
        kind = KINDS[Path(name).suffix].encode()
        headers = [(b"content-type", kind), (b"cache-control", b"no-store")]
        await self.send({"type": "http.response.start", "status": 200, "headers": headers})
        await self.send({"type": "http.response.body", "body": text.encode()})


@dataclass(frozen=True, slots=True)
class Socket:
    """A WebSocket that is open."""

    stub: "Stub"
    _receive: Callable[[], Awaitable[Any]]
    _send: Callable[[Any], Awaitable[None]]

    async def frames(self) -> AsyncIterator[Any]:
        """What comes, until the other side closes."""
        while (message := await self._receive())["type"] == "websocket.receive":
            self.stub.frames.append(message["text"])
            yield json.loads(message["text"])

    async def say(self, values: list[Any]) -> None:
        """Send frames; the gate holds them as it holds a stream."""
        for number, value in enumerate(values):
            text = json.dumps(value, ensure_ascii=False)
            await self._send({"type": "websocket.send", "text": text})
            if number == int(len(values) * GATE):
                assert await asyncio.to_thread(self.stub.gate.wait, 30), "the gate stayed closed"


class Site:
    """A site on its hosts: its page, its scripts, and whatever its page asks for."""

    hosts: ClassVar[tuple[str, ...]]
    script: ClassVar[str]
    """The folder of its scripts, and the name of its own."""

    def __init__(self) -> None:
        self.received: list[str] = []
        """Prompts as they arrived."""
        self.files: dict[str, bytes] = {}
        """Files as they arrived."""
        self.problems: list[str] = []
        """What a real site would have refused."""
        self.told: list[str] = []
        """What the page said again: feedback, names of conversations, results of tools."""
        self.cut = CUT
        self._count = 0

    async def answer(self, call: Call) -> None:
        folder = self.script.rpartition("/")[0]
        if call.method == "GET" and call.path == "/" and call.host == self.hosts[0]:
            html = (PAGES / "chat.html").read_text(encoding="utf-8")
            await call.serve("chat.html", html.replace("{script}", self.script))
        elif call.method == "GET" and call.path.startswith(f"{folder}/"):
            name = call.segments[-1]
            await call.serve(name, (PAGES / name).read_text(encoding="utf-8"))
        else:
            try:
                await self.play(call)
            except Exception as error:
                self.problems.append(f"{call.method} {call.path}: {error!r}")
                raise

    async def play(self, call: Call) -> None:
        """Answer what the page asks for."""
        raise NotImplementedError

    async def socket(self, socket: Socket) -> None:
        """Speak on a WebSocket."""
        raise NotImplementedError

    def id(self) -> str:
        """A new id of the form that sites have."""
        self._count += 1
        return f"{self._count:08x}-0000-4000-8000-{self._count:012x}"

    def check(self, held: object, wanted: object, what: str) -> None:
        """Note what a real site would refuse."""
        if held != wanted:
            self.problems.append(f"{what}: {held!r} is not {wanted!r}")


def said(text: str, *files: bytes) -> str:
    """What the model writes: all it was given, in markdown, in quotes, beside letters of two words."""
    read = "".join(f"\n\nLu : {file.decode().strip()}" for file in files)
    return f"Voici la lettre 📨 :\n\n« {text} »\n\n**Fin.**{read}"


def titled(text: str) -> str:
    """The title that the model gives: what was said first, to the end of its first sentence."""
    return "Relance : " + text.partition(" pour ")[0]


def pieces(text: str, size: int = PIECE) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def event(data: Any, name: str = "", end: str = "\n") -> str:
    """One server-sent event."""
    head = f"event: {name}{end}" if name else ""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f"{head}data: {text}{end}{end}"


def form(call: Call) -> Iterator[tuple[str, str, bytes]]:
    """The parts of a form (RFC 7578): name, file name, content."""
    mark = b"--" + call.headers["content-type"].partition("boundary=")[2].strip('"').encode()
    for part in call.body.split(mark)[1:-1]:
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        fields = dict(
            field.strip().split("=", 1) for field in head.decode().split("\r\n")[0].split(";")[1:]
        )
        yield fields["name"].strip('"'), fields.get("filename", "").strip('"'), content

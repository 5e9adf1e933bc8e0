"""The service of the benches, a process of its own: ``python tests/bench/service.py FOLDER``.

HTTP/1.1 over TLS, as lean as it can be, so that what is measured is the way to it. A GET gets a
script; a POST a short answer, or a stream of ``EVENTS`` events, one each 5 ms, each with the time
at which it was sent. Prints its port.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import ssl
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from stub import make_certificates

EVENTS = 60
_PAUSE_S = 0.005
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_LABEL = re.compile(rb"\[[A-Z]+_[0-9A-Z]+\]")
_HEAD = {"id": "chatcmpl-1", "created": 1, "model": "gpt-5.1"}
_SCRIPT = b"export const answer = 42;\n" * 80
_SAID = {"role": "assistant", "content": "C'est noté, merci."}
_ANSWER = json.dumps(
    {
        **_HEAD,
        "object": "chat.completion",
        "choices": [{"index": 0, "message": _SAID, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
).encode()


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection."""
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            body = await reader.readexactly(int(length[1]) if length else 0)
            if head.startswith(b"GET"):
                writer.write(whole(b"text/javascript", _SCRIPT))
            elif b'"stream":true' in body:
                await stream(body, writer)
            else:
                writer.write(whole(b"application/json", _ANSWER))
            await writer.drain()
    writer.close()


def whole(kind: bytes, body: bytes) -> bytes:
    """An answer in one piece."""
    size = str(len(body)).encode()
    return (
        b"HTTP/1.1 200 OK\r\ncontent-type: "
        + kind
        + b"\r\ncontent-length: "
        + size
        + b"\r\n\r\n"
        + body
    )


async def stream(body: bytes, writer: asyncio.StreamWriter) -> None:
    """An answer in words; each tenth is a name that the prompt held, or the label it became."""
    label = _LABEL.search(body)
    name = label[0].decode() if label else "Léa Noël"
    writer.write(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
        b"transfer-encoding: chunked\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number in range(EVENTS):
        await asyncio.sleep(max(0.0, began + number * _PAUSE_S - loop.time()))
        delta = {"content": f" {name}" if number % 10 == 9 else " mot"}
        choice = {"index": 0, "delta": delta, "finish_reason": None}
        event = {**_HEAD, "choices": [choice], "sent_ns": time.monotonic_ns()}
        data = f"data: {json.dumps(event)}\n\n".encode()
        writer.write(b"%x\r\n%b\r\n" % (len(data), data))
    writer.write(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")


async def main(folder: Path) -> None:
    """Serve until the process is ended."""
    make_certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "stub.pem", folder / "stub.key")
    context.set_alpn_protocols(["http/1.1"])
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context, limit=1 << 22)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(Path(sys.argv[1])))

"""Streamed answers as a chat service writes them, and what a client makes of them."""

import json
import re

from faulty import head
from gatewaying import NAME

CHUNKED = head(b"transfer-encoding: chunked")
DELTA = re.compile(rb'"content":"((?:[^"\\]|\\.)*)"')


def event(text: str) -> bytes:
    data = {"choices": [{"index": 0, "delta": {"content": text}}]}
    return b"data: %b\n\n" % json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def said(label: str) -> list[str]:
    """What the model writes, piece by piece; the label is cut in two places."""
    return ["Bonjour ", f"M. {label}", ", dit ", label[:6], label[6:14], label[14:] + " ; ", "fin."]


def texts(stream: bytes) -> str:
    """The text that a client has read in whole events, one after the other."""
    whole = stream.rpartition(b"\n\n")[0]
    return "".join(json.loads(b'"%b"' % piece) for piece in DELTA.findall(whole))


def deliverable(stream: bytes, label: str) -> str:
    """What a client must have been given of a stream: whole events, without a label's beginning."""
    text = texts(stream)
    held = max(n for n in range(len(label)) if n == 0 or text.endswith(label[:n]))
    return text[: len(text) - held].replace(label, NAME)


def body_of(answer: bytes) -> bytes:
    """The body of an answer in chunks, as far as it came."""
    rest, body = answer.partition(b"\r\n\r\n")[2], b""
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        if not size or not int(size, 16):
            break
        body += rest[: int(size, 16)]
        rest = rest[int(size, 16) + 2 :]
    return body

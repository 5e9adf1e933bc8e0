"""Byte streams cut into messages and back: server-sent events and lines of JSON.

A reader is fed bytes in any pieces and gives whole messages; each message keeps its own bytes,
so that one that is not changed leaves exactly as it came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

MAX_MESSAGE = 32 * 1024 * 1024
"""Bytes of one message beyond which a stream is taken for broken."""


class MessageTooLongError(ValueError):
    """A message that does not end within ``MAX_MESSAGE`` bytes."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a stream.

    ``data`` is its payload as text, or None where it has none that is text (comments, keep-alive
    lines, bytes that are not UTF-8); ``event`` the name of a server-sent event; ``raw`` its bytes
    with all its line ends.
    """

    raw: bytes
    data: str | None = None
    event: str = ""


class Framing(Protocol):
    """A way of cutting a byte stream into messages."""

    def feed(self, data: bytes) -> list[Message]:
        """The messages that are complete now that ``data`` has come.

        Raises:
            MessageTooLongError: one of them does not end.
        """

    def flush(self) -> list[Message]:
        """What is left at the end of the stream, as a last message."""

    def encode(self, message: Message, data: str) -> bytes:
        """The bytes of a message with another payload."""


_EOL = rb"(?>\r\n|\n|\r)"
_BLANK = re.compile(_EOL + _EOL)
_LINE = re.compile(rb"([^\r\n]*)(" + _EOL + rb"|\Z)")


class EventStream:
    """Server-sent events (WHATWG HTML, §9.2): lines of fields, ended by a blank one."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._seen = 0

    def feed(self, data: bytes) -> list[Message]:
        """See ``Framing``. A CR at the very end waits for the LF that may belong to it."""
        self._rest += data
        messages: list[Message] = []
        done = 0
        at = max(0, self._seen - 3)
        while blank := _BLANK.search(self._rest, max(at, done)):
            if blank.end() == len(self._rest) and self._rest.endswith(b"\r"):
                break
            messages.append(_event(bytes(self._rest[done : blank.end()])))
            done = blank.end()
        del self._rest[:done]
        self._seen = len(self._rest)
        check_length(self._rest)
        return messages

    def flush(self) -> list[Message]:
        """See ``Framing``."""
        rest, self._rest = bytes(self._rest), bytearray()
        return [_event(rest)] if rest else []

    def encode(self, message: Message, data: str) -> bytes:
        """See ``Framing``: the other fields, their order and the line ends stay."""
        payload = data.encode()
        out: list[bytes] = []
        written = False
        for content, end in _lines(message.raw):
            if _field(content)[0] != b"data":
                out += (content, end)
            elif not written:
                written = True
                eol = end or b"\n"
                out += [b"data: " + line + eol for line in payload.split(b"\n")]
                out[-1] = out[-1][: -len(eol)] + end
        return b"".join(out)


class JsonLines:
    """One JSON text a line (``application/x-ndjson``, ``application/jsonl``)."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """See ``Framing``."""
        *lines, rest = (bytes(self._rest) + data).split(b"\n")
        self._rest = bytearray(rest)
        check_length(self._rest)
        return [_line(line + b"\n") for line in lines]

    def flush(self) -> list[Message]:
        """See ``Framing``."""
        rest, self._rest = bytes(self._rest), bytearray()
        return [_line(rest)] if rest else []

    def encode(self, message: Message, data: str) -> bytes:
        """See ``Framing``."""
        stripped = message.raw.rstrip(b"\r\n")
        return data.encode() + message.raw[len(stripped) :]


def check_length(rest: bytes | bytearray) -> None:
    """Refuse to hold more than ``MAX_MESSAGE`` bytes of a message.

    Raises:
        MessageTooLongError: there are more.
    """
    if len(rest) > MAX_MESSAGE:
        raise MessageTooLongError


def _lines(raw: bytes) -> list[tuple[bytes, bytes]]:
    return [(m[1], m[2]) for m in _LINE.finditer(raw) if m.group()]


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.removeprefix(b"\xef\xbb\xbf").partition(b":")
    return name, value.removeprefix(b" ")


def _event(raw: bytes) -> Message:
    name = ""
    data: list[bytes] = []
    for content, _ in _lines(raw):
        field, value = _field(content)
        if field == b"data":
            data.append(value)
        elif field == b"event":
            name = value.decode("ascii", "replace")
    try:
        text = b"\n".join(data).decode() if data else None
    except UnicodeDecodeError:
        text = None
    return Message(raw, text, name)


def _line(raw: bytes) -> Message:
    try:
        return Message(raw, raw.strip().decode() or None)
    except UnicodeDecodeError:
        return Message(raw)

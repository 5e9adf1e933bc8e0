"""Further ways in which services cut a stream into messages: see ``framing``.

Each takes any bytes: what does not have its form leaves as a message of its own, in order and
unchanged, so that whoever reads it can still look for labels in it.
"""

from __future__ import annotations

import re

from paravent.core.framing import JsonLines, Message, check_length

_PREFIX = re.compile(r"(\w{1,8}):(?=\s*[\[{\"])")


class PrefixedLines(JsonLines):
    """Lines of ``<type>:<JSON>``, as the Vercel AI SDK's data streams have them.

    The payload is given as an object whose only key is the line's type.
    """

    def feed(self, data: bytes) -> list[Message]:
        """See ``Framing``."""
        return [_prefixed(message) for message in super().feed(data)]

    def flush(self) -> list[Message]:
        """See ``Framing``."""
        return [_prefixed(message) for message in super().flush()]

    def encode(self, message: Message, data: str) -> bytes:
        """See ``Framing``."""
        if message.event:
            data = f"{message.event}:{data.removeprefix(f'{{"{message.event}":')[:-1]}"
        return super().encode(message, data)


def _prefixed(message: Message) -> Message:
    found = _PREFIX.match(message.data or "")
    if not found or not message.data:
        return message
    name = found[1]
    return Message(message.raw, f'{{"{name}":{message.data[found.end() :]}}}', name)


class Records:
    """Texts that each end with the ASCII record separator, as SignalR's JSON protocol has them."""

    SEPARATOR = b"\x1e"

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Message]:
        """See ``Framing``."""
        *records, self._rest = (self._rest + data).split(self.SEPARATOR)
        check_length(self._rest)
        return [_text(record + self.SEPARATOR, record) for record in records]

    def flush(self) -> list[Message]:
        """See ``Framing``."""
        rest, self._rest = self._rest, b""
        return [_text(rest, rest)] if rest else []

    def encode(self, message: Message, data: str) -> bytes:
        """See ``Framing``."""
        return data.encode() + (self.SEPARATOR if message.raw.endswith(self.SEPARATOR) else b"")


_COUNT = re.compile(rb"\s*(\d{1,9})(?=\n)")


class CountedFrames:
    """Google's batchexecute answers: ``)]}'``, then frames that begin with their length.

    The length counts UTF-16 code units, from the line feed that follows it to the one that ends the
    frame (wire/services.yaml, gemini_web; public client code, 2026-04).
    """

    def __init__(self) -> None:
        self._rest = b""
        self._lost = False

    def feed(self, data: bytes) -> list[Message]:
        """See ``Framing``."""
        self._rest += data
        check_length(self._rest)
        messages: list[Message] = []
        while self._rest and not self._lost and (message := self._next()):
            messages.append(message)
            self._rest = self._rest[len(message.raw) :]
        if self._lost:
            *lines, self._rest = self._rest.splitlines(keepends=True) or [b""]
            messages += [_text(line, line.strip()) for line in lines]
        return messages

    def _next(self) -> Message | None:
        if self._rest.startswith(b")]}'"):
            head, end, _ = self._rest.partition(b"\n")
            return Message(head + end) if end else None
        count = _COUNT.match(self._rest)
        if not count:
            self._lost = b"\n" in self._rest.lstrip() or len(self._rest) > 16
            return None
        frame = _units(self._rest[count.end() :], int(count[1]))
        if frame is None:
            return None
        return _text(self._rest[: count.end()] + frame, frame.strip())

    def flush(self) -> list[Message]:
        """See ``Framing``."""
        rest, self._rest = self._rest, b""
        return [_text(rest, rest.strip())] if rest else []

    def encode(self, message: Message, data: str) -> bytes:
        """See ``Framing``."""
        count = _COUNT.match(message.raw)
        if not count:
            return data.encode() + b"\n"
        frame = f"\n{data}\n"
        head = message.raw[: count.start(1)]
        return (
            head
            + str(len(frame.encode("utf-16-le", "surrogatepass")) // 2).encode()
            + (frame.encode())
        )


def _units(data: bytes, count: int) -> bytes | None:
    """The bytes at the beginning of ``data`` that are so many UTF-16 code units."""
    if len(data) < count:  # a code unit takes a byte of UTF-8 at least
        return None
    wide = data.decode("utf-8", "ignore").encode("utf-16-le")
    if len(wide) < 2 * count:
        return None
    return wide[: 2 * count].decode("utf-16-le", "ignore").encode()


_BEFORE = re.compile(rb"\s*[\[,]\s*")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


class JsonElements:
    """The elements of one JSON array that is sent piece by piece (Gemini without ``alt=sse``)."""

    def __init__(self) -> None:
        self._rest = b""
        self._at = 0
        self._depth = 0

    def feed(self, data: bytes) -> list[Message]:
        """See ``Framing``."""
        self._rest += data
        check_length(self._rest)
        messages: list[Message] = []
        done = 0
        if self._depth == 0 and not self._rest.lstrip().startswith(b"["):
            return messages  # it is no list, and whole
        while token := _TOKEN.search(self._rest, self._at):
            opened = self._rest.find(b'"', self._at, token.start())
            if opened >= 0:  # a string that is not complete
                break
            self._at = token.end()
            self._depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(token.group(), 0)
            if self._depth == 1 and token.group() in {b"]", b"}"}:
                messages.append(_element(self._rest[done : self._at]))
                done = self._at
        self._rest, self._at = self._rest[done:], self._at - done
        return messages

    def flush(self) -> list[Message]:
        """See ``Framing``."""
        rest, self._rest = self._rest, b""
        return [Message(rest)] if rest else []

    def encode(self, message: Message, data: str) -> bytes:
        """See ``Framing``."""
        return message.raw[: _begin(message.raw)] + data.encode()


def _element(raw: bytes) -> Message:
    return _text(raw, raw[_begin(raw) :])


def _begin(raw: bytes) -> int:
    """Where an element begins, behind the bracket or the comma before it."""
    found = _BEFORE.match(raw)
    return found.end() if found else 0


_TAG = re.compile(rb"<[^<>]*>")


class HtmlTexts:
    """Pieces of HTML: its texts are messages with a payload, its tags are not."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Message]:
        """See ``Framing``: a text is complete where a tag follows."""
        self._rest += data
        check_length(self._rest)
        messages: list[Message] = []
        done = 0
        for tag in _TAG.finditer(self._rest):
            if tag.start() > done:
                text = self._rest[done : tag.start()]
                messages.append(_text(text, text))
            messages.append(Message(tag.group()))
            done = tag.end()
        self._rest = self._rest[done:]
        return messages

    def flush(self) -> list[Message]:
        """See ``Framing``."""
        rest, self._rest = self._rest, b""
        return [_text(rest, rest)] if rest else []

    def encode(self, message: Message, data: str) -> bytes:  # noqa: ARG002 -- see Framing
        """See ``Framing``."""
        return data.encode()


def _text(raw: bytes, payload: bytes) -> Message:
    try:
        return Message(raw, payload.decode() or None)
    except UnicodeDecodeError:
        return Message(raw)

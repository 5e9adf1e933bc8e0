"""Amazon's event stream, ``application/vnd.amazon.eventstream``: binary frames with two checksums.

A frame is its length and that of its headers, their CRC-32, the headers, the payload, and the
CRC-32 of all before it, numbers in big-endian order (smithy.io, "Amazon Event Stream
Specification"). A frame that is written anew keeps its headers. Frames that do not add up end the
reading: what follows leaves as it came.
"""

from __future__ import annotations

from struct import Struct
from zlib import crc32

from paravent.core.framing import Message, check_length

_PRELUDE = Struct(">III")
_CRC = Struct(">I")
_SMALLEST = _PRELUDE.size + _CRC.size
_STRING = 7
_SIZES = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}
"""Bytes of a header's value by its type; types 6 and 7 say their own length."""


class AwsEventStream:
    """Frames of Amazon's event stream; ``event`` of a message is its ``:event-type``."""

    def __init__(self) -> None:
        self._rest = b""
        self._lost = False

    def feed(self, data: bytes) -> list[Message]:
        """See ``Framing``."""
        self._rest += data
        messages: list[Message] = []
        while not self._lost and len(self._rest) >= _PRELUDE.size:
            length, headers, checksum = _PRELUDE.unpack_from(self._rest)
            if (
                checksum != crc32(self._rest[:8])
                or length < _SMALLEST
                or headers > length - _SMALLEST
            ):
                self._lost = True
                break
            if len(self._rest) < length:
                break
            messages.append(_frame(self._rest[:length]))
            self._rest = self._rest[length:]
        if self._lost and self._rest:
            messages.append(Message(self._rest))
            self._rest = b""
        check_length(self._rest)
        return messages

    def flush(self) -> list[Message]:
        """See ``Framing``."""
        rest, self._rest = self._rest, b""
        return [Message(rest)] if rest else []

    def encode(self, message: Message, data: str) -> bytes:
        """See ``Framing``."""
        _, size, _ = _PRELUDE.unpack_from(message.raw)
        headers = message.raw[_PRELUDE.size : _PRELUDE.size + size]
        payload = data.encode()
        prelude = Struct(">II").pack(_SMALLEST + size + len(payload), size)
        frame = prelude + _CRC.pack(crc32(prelude)) + headers + payload
        return frame + _CRC.pack(crc32(frame))


def _frame(raw: bytes) -> Message:
    _, size, _ = _PRELUDE.unpack_from(raw)
    if _CRC.unpack_from(raw, len(raw) - 4)[0] != crc32(raw[:-4]):
        return Message(raw)
    payload = raw[_PRELUDE.size + size : -4]
    try:
        text = payload.decode()
    except UnicodeDecodeError:
        return Message(raw)
    return Message(raw, text or None, _event_type(raw[_PRELUDE.size : _PRELUDE.size + size]))


def _event_type(headers: bytes) -> str:
    at = 0
    while at < len(headers):
        name_size = headers[at]
        name = headers[at + 1 : at + 1 + name_size]
        kind = headers[at + 1 + name_size : at + 2 + name_size]
        at += 2 + name_size
        size = _SIZES.get(kind[0], -1) if kind else -1
        if size < 0:
            size = int.from_bytes(headers[at : at + 2])
            at += 2
        if name == b":event-type" and kind and kind[0] == _STRING:
            return headers[at : at + size].decode("ascii", "replace")
        at += size
    return ""

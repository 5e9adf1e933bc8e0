"""The way back: the bytes of an answer in, the same answer with its values out.

Whole JSON is restored at once; streams message by message, each leaving as soon as it may. A
message in which nothing changes leaves with the bytes it came with.
"""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Protocol

from paravent.core.framing import Message
from paravent.services.events import DescribedEvents
from paravent.services.jsonbody import dump_json
from paravent.services.wire import FRAMINGS, Event

if TYPE_CHECKING:
    from paravent.core.framing import Framing
    from paravent.services.paths import Json
    from paravent.services.restoring import Restoring
    from paravent.services.wire import EventCodec


class AnswerStream(Protocol):
    """An answer that is restored while it comes."""

    def feed(self, data: bytes) -> bytes:
        """The bytes that may be passed on now that ``data`` has come."""

    def close(self) -> bytes:
        """What is left at the end."""


def restore_json(body: bytes, restoring: Restoring) -> bytes:
    """A whole JSON answer, restored; what only claims to be JSON is restored as text."""
    try:
        tree: Json = json.loads(body)
    except (ValueError, RecursionError):
        return _restore_text(body, restoring)
    before = dump_json(tree)
    restoring.sign(tree)
    restoring.tree(tree)
    after = dump_json(tree)
    return body if after == before else after


def _restore_text(body: bytes, restoring: Restoring) -> bytes:
    """Lines of JSON, JSON that was cut short, a plain sentence."""
    text = body.decode("utf-8", "surrogateescape")
    channel = restoring.channel("text", json=text.lstrip()[:1] in {"{", "["})
    return f"{channel.feed(text)}{restoring.drop('text')}".encode("utf-8", "surrogateescape")


def open_stream(media_type: str, restoring: Restoring) -> AnswerStream | None:
    """The restorer of a streamed answer of this media type, or None where it is not text."""
    framing = FRAMINGS.get(media_type)
    if framing:
        return EventAnswer(framing(), restoring)
    return TextAnswer(restoring) if media_type == "text/plain" else None


class EventAnswer:
    """A stream of messages, most of them JSON events."""

    def __init__(self, framing: Framing, restoring: Restoring) -> None:
        self._framing = framing
        self._restoring = restoring
        self._codec = make_codec(restoring)

    def feed(self, data: bytes) -> bytes:
        """See ``AnswerStream``."""
        return b"".join(self._pass(message) for message in self._framing.feed(data))

    def close(self) -> bytes:
        """See ``AnswerStream``."""
        rest = b"".join(self._pass(message) for message in self._framing.flush())
        return rest + self._write(self._codec.close(self._restoring))

    def _pass(self, message: Message) -> bytes:
        if message.data is None:
            return message.raw
        try:
            tree: Json = json.loads(message.data)
        except (ValueError, RecursionError):
            new = self._restoring.text(message.data)
            late = self._write(self._codec.close(self._restoring))
            return late + (
                message.raw if new == message.data else self._framing.encode(message, new)
            )
        before = dump_json(tree)
        out: list[bytes] = []
        for event in self._codec.take(Event(tree, message), self._restoring):
            same = event.message is message and dump_json(event.tree) == before
            out.append(message.raw if same else self._write([event]))
        return b"".join(out)

    def _write(self, events: list[Event]) -> bytes:
        return b"".join(self._framing.encode(e.message, dump_json(e.tree).decode()) for e in events)


class TextAnswer:
    """Plain text that comes in pieces."""

    def __init__(self, restoring: Restoring) -> None:
        self._restoring = restoring
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    def feed(self, data: bytes) -> bytes:
        """See ``AnswerStream``."""
        return self._encode(self._restoring.channel("text").feed(self._decoder.decode(data)))

    def close(self) -> bytes:
        """See ``AnswerStream``."""
        last = self._restoring.channel("text").feed(self._decoder.decode(b"", final=True))
        return self._encode(last + self._restoring.drop("text"))

    def _encode(self, text: str) -> bytes:
        return text.encode("utf-8", "surrogateescape")


class FrameAnswer:
    """WebSocket text frames, most of them one JSON event each."""

    def __init__(self, restoring: Restoring) -> None:
        self._restoring = restoring
        self._codec = make_codec(restoring)

    def take(self, text: str) -> list[str]:
        """The frames that may be passed on now that one has come."""
        try:
            tree: Json = json.loads(text)
        except (ValueError, RecursionError):
            return [self._restoring.text(text)]
        before = dump_json(tree)
        events = self._codec.take(Event(tree, Message(b"")), self._restoring)
        after = [dump_json(event.tree) for event in events]
        return [text] if after == [before] else [frame.decode() for frame in after]


def make_codec(restoring: Restoring) -> EventCodec:
    """The reader of one answer's events."""
    wire = restoring.wire
    return wire.codec() if wire.codec else DescribedEvents(wire.stream)

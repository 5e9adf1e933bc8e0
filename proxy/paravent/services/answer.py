"""The way back: the bytes of an answer in, the same answer with its values out.

Whole JSON is restored at once; streams message by message, each leaving as soon as it may. A
message in which nothing changes leaves with the bytes it came with.
"""

from __future__ import annotations

import codecs
import html
import json
from typing import TYPE_CHECKING, Protocol

from paravent.core.frames import HtmlTexts, JsonElements, Records
from paravent.core.framing import Message
from paravent.core.restore import StreamRestorer
from paravent.core.types import Tally
from paravent.services.events import DescribedEvents
from paravent.services.jsonbody import dump_json
from paravent.services.wire import FRAMINGS, Event

if TYPE_CHECKING:
    from paravent.core.framing import Framing
    from paravent.core.types import Placeholder
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
        restoring.drifted |= len(body) > _MARK and restoring.wire.described
        return _restore_text(body, restoring)
    before = dump_json(tree)
    restoring.departure.look(tree)
    restoring.settle()
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
    """The restorer of a streamed answer of this media type, or None where it is looked at whole."""
    framing = restoring.wire.framings.get(media_type) or FRAMINGS.get(media_type)
    if framing is HtmlTexts:
        return HtmlAnswer(restoring)
    if framing is JsonElements:
        return ListAnswer(restoring)
    if framing:
        return EventAnswer(framing(), restoring)
    return TextAnswer(restoring) if media_type == "text/plain" else None


class EventAnswer:
    """A stream of messages, most of them JSON events."""

    def __init__(
        self, framing: Framing, restoring: Restoring, codec: EventCodec | None = None
    ) -> None:
        self._framing = framing
        self._restoring = restoring
        self._codec = codec or make_codec(restoring)
        self._words: Message | None = None

    def feed(self, data: bytes) -> bytes:
        """See ``AnswerStream``."""
        return b"".join(self._pass(message) for message in self._framing.feed(data))

    def close(self) -> bytes:
        """See ``AnswerStream``."""
        rest: list[bytes] = []
        tail: list[bytes] = []
        for message in self._framing.flush():
            (tail if message.data is None else rest).append(self._pass(message))
        late = self._write(self._codec.close(self._restoring))
        self._restoring.settle()
        return b"".join([*rest, late, self._end_words(), *tail])

    def _pass(self, message: Message) -> bytes:
        if message.data is None:
            return message.raw
        try:
            tree: Json = json.loads(message.data)
        except (ValueError, RecursionError):
            return self._pass_words(message, message.data)
        before = dump_json(tree)
        self._restoring.departure.look(tree)
        out = [self._end_words()]
        for event in self._codec.take(Event(tree, message), self._restoring):
            same = event.message is message and dump_json(event.tree) == before
            out.append(message.raw if same else self._write([event]))
        return b"".join(out)

    def _pass_words(self, message: Message, data: str) -> bytes:
        """A message that is no JSON: a mark of the end, or an answer that is no longer as it was.

        Labels come back in it all the same, also where it is cut in two.
        """
        late = self._write(self._codec.close(self._restoring))
        self._restoring.drifted |= len(data) > _MARK and self._restoring.wire.described
        new = self._restoring.channel(_WORDS).feed(data)
        self._words = message
        return late + (message.raw if new == data else self._framing.encode(message, new))

    def _end_words(self) -> bytes:
        message, self._words = self._words, None
        rest = self._restoring.drop(_WORDS)
        return self._framing.encode(message, rest) if message and rest else b""

    def _write(self, events: list[Event]) -> bytes:
        return b"".join(self._framing.encode(e.message, dump_json(e.tree).decode()) for e in events)


_MARK = 32
"""Characters of a message that may be a mark of its own, such as ``[DONE]``."""

_WORDS = "words"


class ListAnswer:
    """A JSON list that is sent element by element, or JSON of another form, which is whole."""

    def __init__(self, restoring: Restoring) -> None:
        self._restoring = restoring
        self._head = b""
        self._stream: AnswerStream | None = None

    def feed(self, data: bytes) -> bytes:
        """See ``AnswerStream``."""
        if self._stream:
            return self._stream.feed(data)
        self._head += data
        if self._head.lstrip()[:1] != b"[":
            return b""
        self._stream = EventAnswer(JsonElements(), self._restoring)
        return self._stream.feed(self._head)

    def close(self) -> bytes:
        """See ``AnswerStream``."""
        return self._stream.close() if self._stream else restore_json(self._head, self._restoring)


class HtmlAnswer:
    """Pieces of a page, each of which says again what those before it said, and more.

    A piece that ends with the beginning of a label waits for the next one, and leaves without it;
    the last one leaves whole.
    """

    def __init__(self, restoring: Restoring) -> None:
        self._framing = HtmlTexts()
        self._restoring = restoring
        self._waiting: list[bytes] = []
        self._whole = b""

    def feed(self, data: bytes) -> bytes:
        """See ``AnswerStream``."""
        return b"".join(self._pass(message) for message in self._framing.feed(data))

    def close(self) -> bytes:
        """See ``AnswerStream``."""
        rest = b"".join(self._pass(message) for message in self._framing.flush())
        if self._waiting:
            self._waiting[0] = self._whole
        return rest + self._release()

    def _pass(self, message: Message) -> bytes:
        if message.data is None:
            if self._waiting:
                self._waiting.append(message.raw)
                return b""
            return message.raw
        before = self._release()
        tally = Tally()
        restorer = StreamRestorer(self._value, tally)
        shown = restorer.feed(message.data)
        held = restorer.flush()
        self._restoring.count(tally)
        if not held:
            return before + (message.raw if shown == message.data else shown.encode())
        self._waiting, self._whole = [shown.encode()], (shown + held).encode()
        return before

    def _release(self) -> bytes:
        waiting, self._waiting = self._waiting, []
        return b"".join(waiting)

    def _value(self, label: Placeholder) -> str | None:
        value = self._restoring.lookup(label)
        return None if value is None else html.escape(value, quote=False)


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
    """WebSocket text frames: one JSON event each, or several with a separator."""

    def __init__(self, restoring: Restoring) -> None:
        self.restoring = restoring
        self._codec = make_codec(restoring)
        self._records = EventAnswer(Records(), restoring) if restoring.wire.separator else None

    def take(self, text: str) -> list[str]:
        """The frames that may be passed on now that one has come."""
        if self._records:
            return [self._records.feed(text.encode()).decode()]
        try:
            tree: Json = json.loads(text)
        except (ValueError, RecursionError):
            return [self.restoring.text(text)]
        before = dump_json(tree)
        self.restoring.departure.look(tree)
        events = self._codec.take(Event(tree, Message(b"", text)), self.restoring)
        after = [dump_json(event.tree) for event in events]
        return [text] if after == [before] else [frame.decode() for frame in after]

    def close(self) -> None:
        """The socket has ended: nothing more can come, and nothing can be passed on."""
        self.restoring.settle()


def make_codec(restoring: Restoring) -> EventCodec:
    """The reader of one answer's events."""
    wire = restoring.wire
    return wire.codec() if wire.codec else DescribedEvents(wire.stream)

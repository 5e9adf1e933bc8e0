"""One exchange of a service that nobody knows yet: its messages as trees, and back into bytes.

What is no JSON, no form and no text is not guessed at: it cannot be learnt from. Holds what a
person wrote, in memory only; nothing here writes a file or shows a value.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, urlencode

from paravent.core.framing import EventStream
from paravent.core.types import Sensitive
from paravent.services.body import media_type
from paravent.services.departure import holds_words
from paravent.services.document import UnreadableError
from paravent.services.jsonbody import MAX_DEPTH, dump_json, parse_json, write_path
from paravent.services.paths import spots
from paravent.services.wire import FRAMINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.services.jsonbody import Way
    from paravent.services.paths import Json

type Form = Literal["json", "lines", "events", "form", "text", "frames"]

_ENDS: dict[Form, str] = {
    "json": "json",
    "lines": "ndjson",
    "events": "sse",
    "form": "txt",
    "text": "txt",
    "frames": "ndjson",
}
WITHIN = "json"
"""The step of a way into JSON that a string holds."""

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Heard:
    """One exchange as it was heard, before anything was hidden or put back in it.

    ``frames`` are those of a WebSocket, ``True`` beside the ones that the client sent; a socket
    has neither body nor answer. ``answer_type`` is empty where no answer was let come.
    """

    method: str
    path: Sensitive[str]
    content_type: str = ""
    body: Sensitive[bytes] = Sensitive(b"")  # noqa: RUF009 -- immutable
    answer_type: str = ""
    answer: Sensitive[bytes] = Sensitive(b"")  # noqa: RUF009 -- immutable
    frames: tuple[tuple[bool, Sensitive[str]], ...] = ()
    from_page: bool = False

    def request(self) -> Side | None:
        """What the client sent; None where that was nothing.

        Raises:
            UnreadableError: it is of a form that nothing can be learnt from.
        """
        if self.frames:
            return _read_frames([text.reveal() for ours, text in self.frames if ours])
        return read_side(self.body.reveal(), self.content_type) if self.body else None

    def reply(self) -> Side | None:
        """What the service answered; None where that was nothing, or could not be read."""
        try:
            if self.frames:
                return _read_frames([text.reveal() for ours, text in self.frames if not ours])
            return read_side(self.answer.reveal(), self.answer_type) if self.answer else None
        except UnreadableError:
            return None


@dataclass(frozen=True, slots=True)
class Item:
    """One message: its value, and the name that its framing gives it."""

    value: Json
    name: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """All that one side said."""

    form: Form
    media_type: str
    items: tuple[Item, ...]

    def write(self) -> bytes:
        """The bytes that say it."""
        values = [item.value for item in self.items]
        if self.form == "form":
            fields = [value for value in values if isinstance(value, dict)]
            return urlencode([(n, str(v)) for field in fields for n, v in field.items()]).encode()
        if self.form == "events":
            return b"".join(_event(item) for item in self.items)
        written = [v.encode() if isinstance(v, str) else dump_json(v) for v in values]
        return b"\n".join(written) + (b"\n" if self.form in {"lines", "frames"} else b"")

    def saying(self, items: tuple[Item, ...]) -> Side:
        """The same, with other messages."""
        return replace(self, items=items)

    @property
    def ending(self) -> str:
        """How a file that holds it ends."""
        return _ENDS[self.form]

    def strings(self) -> Iterator[tuple[int, Way, str]]:
        """Every string: the number of its message, the way to it, itself."""
        for number, item in enumerate(self.items):
            for way, value in leaves(item.value):
                if isinstance(value, str):
                    yield number, way, value

    def says_something(self) -> bool:
        """Whether there are words in it that somebody wrote."""
        return any(holds_words(text) for _, _, text in self.strings())


def read_side(body: bytes, content_type: str) -> Side:
    """What a body says.

    Raises:
        UnreadableError: it is no JSON, no form, no stream of events and no text.
    """
    kind = media_type(content_type)
    if kind == "text/event-stream":
        return Side("events", kind, tuple(_events(body)))
    if kind in FRAMINGS:
        return Side("lines", kind, tuple(_lines(body)))
    if kind == "application/json" or kind.endswith("+json") or not kind:
        try:
            return Side("json", kind or "application/json", (Item(parse_json(body)),))
        except UnreadableError:
            return Side("lines", kind or "application/json", tuple(_lines(body)))
    text = _decode(body)
    if kind == _FORM:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=1000)
        return Side("form", kind, tuple(Item({name: value}) for name, value in pairs))
    if kind == "text/plain":
        return Side("text", kind, (Item(text),))
    raise UnreadableError("of a type that nothing can be learnt from")


def leaves(tree: Json, way: Way = ()) -> Iterator[tuple[Way, Json]]:
    """All that holds nothing else, with the way to it; in every list that is 0.

    JSON in a string stands below ``WITHIN``.

    Raises:
        UnreadableError: it is too deep.
    """
    if len(way) > MAX_DEPTH:
        raise UnreadableError("too deep")
    if isinstance(tree, dict | list):
        for spot in spots(tree):
            yield from leaves(spot.value, (*way, spot.key if isinstance(spot.key, str) else 0))
        return
    inner = opened(tree)
    if inner is None:
        yield way, tree
    else:
        yield from leaves(inner, (*way, WITHIN))


def opened(value: Json) -> dict[str, Json] | list[Json] | None:
    """The JSON that a string holds; None where it holds none."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        with suppress(UnreadableError):
            tree = parse_json(value)
            return tree if isinstance(tree, dict | list) else None
    return None


def told(way: Way) -> str:
    """A way as it is shown: ``$.messages[*].content``."""
    return write_path(way).replace("[0]", "[*]")


def _read_frames(frames: list[str]) -> Side | None:
    if not frames:
        return None
    if any("\x1e" in frame for frame in frames):
        raise UnreadableError("several messages in a frame")
    return Side("frames", "", tuple(Item(_json_or_text(frame)) for frame in frames))


def _events(body: bytes) -> Iterator[Item]:
    cutter = EventStream()
    for message in [*cutter.feed(body), *cutter.flush()]:
        if message.data is not None:
            yield Item(_json_or_text(message.data), message.event)


def _lines(body: bytes) -> Iterator[Item]:
    for line in _decode(body).splitlines():
        if line.strip():
            yield Item(parse_json(line))


def _event(item: Item) -> bytes:
    text = item.value if isinstance(item.value, str) else dump_json(item.value).decode()
    head = f"event: {item.name}\n" if item.name else ""
    return (head + "".join(f"data: {line}\n" for line in text.split("\n")) + "\n").encode()


def _json_or_text(text: str) -> Json:
    try:
        tree: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return tree if isinstance(tree, dict | list) else text


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8") from error

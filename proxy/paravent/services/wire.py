"""What there is to know about one wire format, as data: one ``Wire`` in each file of ``codecs``.

A wire format says which strings of a request are structure and stay as they are; every other
string is text and is read. It says where an answer carries arguments of tools, and how its
streamed events continue one another.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from paravent.core.framing import EventStream, JsonLines
from paravent.services import codecs
from paravent.services.paths import Path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paravent.core.framing import Framing, Message
    from paravent.services.paths import Json
    from paravent.services.restoring import Restoring


def paths(*texts: str) -> tuple[Path, ...]:
    """Compiled paths."""
    return tuple(Path.parse(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Signed:
    """Blocks that the service has signed, and that must go back exactly as it produced them.

    ``block`` leads to them; ``text`` and ``signature`` are keys in each.
    """

    block: Path
    text: str
    signature: str


@dataclass(frozen=True, slots=True)
class Channel:
    """Text that streamed events carry piece by piece.

    Two events continue the same text if they agree in the channel, in the tags of its path and
    in the values of ``Stream.keys``. ``event`` is the kind of the events that carry it, any
    where it is empty. ``json`` says that the text is JSON: the arguments of a tool that the
    client runs. ``signed`` says that a signature for it will follow. ``padded`` is a length to
    which a piece is filled up with NULs where it came filled up.
    """

    path: Path
    event: str = ""
    json: bool = False
    signed: bool = False
    padded: int = 0


def channel(
    path: str, event: str = "", *, json: bool = False, signed: bool = False, padded: int = 0
) -> Channel:
    """A channel, its path given as text."""
    return Channel(Path.parse(path), event, json, signed, padded)


@dataclass(frozen=True, slots=True)
class Stream:
    """How the events of a streamed answer continue one another.

    Attributes:
        channels: the texts that come in pieces; every other string of an event is whole.
        kind: the way to what tells kinds of events apart; where an event has no such value, its
            name in the framing is its kind.
        keys: ways to values that tell texts of one channel apart.
        ends: paths whose value, unless it is null or false, ends the texts with the same tags.
        closing: kinds of events that end the texts with the same keys.
        opening: kind of the event that opens a block, and the key under which that block stands;
            what a block of the provider's own tools receives is not restored.
        signature: path of the signature of a signed text.
        snapshots: the other strings of an event come again, longer, in later ones: the beginning
            of a label at the end of one is left out.
        joined: keys of lists whose strings are the pieces of one text.

    A way is the names of keys with dots between them.
    """

    channels: tuple[Channel, ...] = ()
    kind: str = "type"
    keys: tuple[str, ...] = ()
    ends: tuple[Path, ...] = ()
    closing: frozenset[str] = frozenset()
    opening: tuple[str, str] = ("", "")
    signature: Path | None = None
    snapshots: bool = False
    joined: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """One JSON event of a stream, and the message whose other fields it is written with."""

    tree: Json
    message: Message


class EventCodec(Protocol):
    """Reads the events of one streamed answer, where each depends on those before it."""

    def take(self, event: Event, restoring: Restoring) -> list[Event]:
        """The events that may be passed on now that ``event`` has come, restored in place."""

    def close(self, restoring: Restoring) -> list[Event]:
        """The events still due at the end of the answer, or where it says that it is complete."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One wire format.

    Attributes:
        name: how ``service.yaml`` calls it; the name of its file.
        says: where its requests say something: one that has none of these, and words all the same,
            has departed from it. Nothing is judged where there is none.
        tells: the same for its answers, whole or event by event, beside the channels of ``stream``.
        keep: paths of values that are structure, as long as they look like identifiers. They
            begin with ``$..`` (wherever the rest of the path stands) or name the whole way.
        opaque: paths of what the service made and alone can read; passed on as it is.
        unfinished: paths of what is being typed; it leaves empty, since half of a value cannot be
            told from other words.
        signed: blocks of requests and answers that go back as they came.
        arguments: keys whose value is JSON in a string: what a tool of the client's receives.
        hosted: values of ``type`` that mark what the provider's own tools receive; nothing is
            restored in it.
        conversation: key of the conversation's id at the top of a request; empty for none.
        stream: how the events of a streamed answer continue one another.
        codec: makes the reader of one answer, for a format that ``stream`` cannot describe.
        framings: how answers of some media types are cut, where that is not the usual way.
        separator: what stands between the messages of one WebSocket frame.
        sized: whether requests are files whose sizes were told before.
        size_header: the header that tells the size of the file in a request; empty for none.
        resumable: whether requests may be steps of Google's resumable uploads.
        write: writes a JSON request anew, given the tree and the bytes that it was read from, for
            a service that looks at more than what they say.
    """

    name: str
    says: tuple[Path, ...] = ()
    tells: tuple[Path, ...] = ()
    keep: tuple[Path, ...] = ()
    opaque: tuple[Path, ...] = ()
    unfinished: tuple[Path, ...] = ()
    signed: tuple[Signed, ...] = ()
    arguments: frozenset[str] = frozenset()
    hosted: frozenset[str] = frozenset()
    conversation: str = ""
    stream: Stream = field(default_factory=Stream)
    codec: Callable[[], EventCodec] | None = None
    framings: Mapping[str, Callable[[], Framing]] = field(default_factory=dict)
    separator: str = ""
    sized: bool = False
    size_header: str = ""
    resumable: bool = False
    write: Callable[[Json, bytes], bytes] | None = None

    @property
    def told(self) -> tuple[Path, ...]:
        """Where its answers say something; nothing where they are not judged."""
        return self.tells and (*self.tells, *(one.path for one in self.stream.channels))

    @property
    def described(self) -> bool:
        """Whether it is that of a service that was looked at, so that an answer can depart from it.

        What nothing is known of cannot be other than expected.
        """
        return self.name != "json"


FRAMINGS: dict[str, Callable[[], Framing]] = {
    "text/event-stream": EventStream,
    "application/x-ndjson": JsonLines,
    "application/ndjson": JsonLines,
    "application/jsonl": JsonLines,
    "application/x-jsonl": JsonLines,
}
"""How the media types of streamed answers cut them into messages."""


@cache
def wires() -> dict[str, Wire]:
    """Every wire format there is, by name."""
    found: dict[str, Wire] = {}
    for module in pkgutil.iter_modules(codecs.__path__):
        wire: Wire = import_module(f"{codecs.__name__}.{module.name}").WIRE
        found[wire.name] = wire
    return found

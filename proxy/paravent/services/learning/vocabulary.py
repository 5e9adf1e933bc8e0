"""Words that are nobody's: those by which services, and this program's formats, name things.

Whatever is not here may be somebody's, and does not stay in what is learnt.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from paravent.services.wire import wires

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.services.wire import Wire

_NAMES = """
action actions agent answer api app args arguments array ask assistant async attachments auth
backend batch beta block blocks body bot call calls chat chats choices chunk chunks client
code complete completion completions config content contents context conversation
conversations count created current data date delta description detail details document
documents done draft end endpoint error errors event events field fields file files finish
finished format frontend function generate history id ids image images index info input
inputs instructions is item items json key kind label lang language last level limit line
lines link links list locale max max_tokens message messages meta metadata method mode model
models name new next null number object ok op options order origin output page param
parameters params parent part parts path ping pong position previous process prompt prompts
provider query question raw reason references reply request requests resource response
responses rest result results role roles run score search seed send server session sessions
settings size source sources start state status step steps stop stream streaming sub
submit success suggestions summary system task temperature template text texts thread
threads time timestamp timezone title token tokens tool tools top topic trpc ts turn type
unread update updated upload url usage user uuid v value values variables version web ws
"""
"""Names of things. A person's own keys are not among them, or say no more than these."""

_VALUES = """
user assistant system tool developer human ai bot model function text message messages delta
content stop length done start end finish finished complete completed ping pong error info
json markdown plain chat stream event init ready subscribe append add replace patch update
token tokens answer auto none true false
[DONE]
"""
"""Words of protocols that stand as values."""

_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_]+")

type _Vocabulary = tuple[frozenset[str], frozenset[str]]


@cache
def _vocabulary() -> _Vocabulary:
    """What the formats of this program call things, and the values that they go by."""
    names, values = set(_NAMES.split()), set(_VALUES.split())
    for wire in wires().values():
        names.update(name for name in _named(wire) if not name.isdigit())
        values.update(_gone_by(wire))
    return frozenset(names - {""}), frozenset(values)


def _named(wire: Wire) -> Iterator[str]:
    places = (*wire.says, *wire.told, *wire.keep, *wire.opaque, *wire.stream.ends)
    for path in places:
        for step in path.steps:
            yield step if isinstance(step, str) else step["deep"] or step["tag"] or ""
    yield from wire.arguments
    for way in (wire.stream.kind, *wire.stream.keys, wire.conversation):
        yield from way.split(".")


def _gone_by(wire: Wire) -> Iterator[str]:
    yield from (one.event for one in wire.stream.channels)
    yield from (*wire.stream.closing, *wire.hosted, *wire.stream.opening)


def is_usual(name: str) -> bool:
    """Whether a name of a thing is one of ours, whole or in its parts, and so nobody's secret."""
    names, _ = _vocabulary()
    parts = _PART.findall(name)
    rest = _PART.sub("", name).strip("_-.$")
    return name in names or (
        bool(parts)
        and not rest
        and all(part.lower() in names or (part.isdigit() and len(part) == 1) for part in parts)
    )


def is_said(value: str) -> bool:
    """Whether a value is a word of a protocol, and nothing that anybody wrote."""
    return value in _vocabulary()[1]

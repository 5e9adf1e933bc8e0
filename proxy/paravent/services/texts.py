"""Every text that bytes on the wire hold, however deep, to check what leaves and what is shown.

It knows no format: streams are cut, JSON in strings, base64 and forms opened wherever they stand.
Must never decide what is read of a request: ``body`` does.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from paravent.core.framing import EventStream
from paravent.services.paths import spots
from paravent.services.wire import FRAMINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.services.paths import Json
    from paravent.services.wire import Wire

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")


def texts_of(body: bytes, media_type: str, wire: Wire) -> list[str]:
    """The texts of a body, in their order; a text that holds others stands before them.

    Args:
        body: its bytes.
        media_type: without parameters; empty for a WebSocket frame.
        wire: its format.
    """
    framing = wire.framings.get(media_type) or FRAMINGS.get(media_type)
    if framing:
        cutter = framing()
        messages = cutter.feed(body) + cutter.flush()
        pieces = [
            m.data if m.data is not None else m.raw.decode("utf-8", "replace") for m in messages
        ]
    elif wire.separator and not media_type:
        pieces = body.decode("utf-8", "replace").split(wire.separator)
    else:
        pieces = [body.decode(encoding, "replace") for encoding in ("utf-8", "cp1252", "utf-16")]
    return [text for piece in pieces for text in _open(piece)]


def _open(text: str) -> Iterator[str]:
    yield text
    inner = _parse(text)
    if isinstance(inner, dict | list):
        yield from _leaves(inner)
    elif inner is None:
        yield from _decoded(text)
    elif isinstance(inner, str):
        yield inner


def _decoded(text: str) -> Iterator[str]:
    """The texts in one that is not JSON."""
    if text.startswith(("event:", "data:")) and text.endswith("\n\n"):
        cutter = EventStream()
        for message in cutter.feed(text.encode()):
            yield from _open(message.data or "")
        return
    for found in _BASE64.finditer(text):
        try:
            inner = base64.b64decode(found[0] + "=" * (-len(found[0]) % 4), b"-_").decode()
        except (binascii.Error, ValueError):
            continue
        yield from _open(inner)
    for other in (unquote_plus(text), html.unescape(text)):
        if other != text:
            yield other
            for field in other.split("&"):
                yield from _leaves([_parse(field.partition("=")[2])])


def _leaves(tree: dict[str, Json] | list[Json]) -> Iterator[str]:
    for spot in spots(tree):
        if isinstance(spot.key, str):
            yield spot.key
        value = spot.value
        if isinstance(value, str):
            yield from _open(value)
        elif isinstance(value, dict | list):
            yield from _leaves(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            yield str(value)


def _parse(text: str) -> Json:
    try:
        tree: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return tree


def is_told(text: str, texts: list[str]) -> bool:
    """Whether somebody who puts the pieces together reads this text: whole in one, or in pieces.

    Pieces of other texts may stand between, so that all the ways to read on are kept.
    """
    reached = {0}
    for piece in texts:
        if text in piece:
            return True
        bare = piece.rstrip("\0")
        if bare:
            reached |= {at + len(bare) for at in reached if text.startswith(bare, at)}
    return len(text) in reached

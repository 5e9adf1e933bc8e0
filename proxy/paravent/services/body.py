"""The body of a request, read by its media type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paravent.services.document import UnreadableError
from paravent.services.encoded import decode_text
from paravent.services.formbody import read_form
from paravent.services.jsonbody import parse_json, read_json, take_string
from paravent.services.multipart import read_multipart
from paravent.services.paths import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.services.document import Document
    from paravent.services.paths import Json
    from paravent.services.wire import Wire


def media_type(content_type: str) -> str:
    """The type without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def read_body(
    body: bytes, content_type: str, wire: Wire, document: Document
) -> Callable[[], bytes]:
    """Read a body into ``document``; the function that is returned writes it anew.

    Raises:
        UnreadableError: it cannot be read as text with certainty.
    """
    if not body:
        return lambda: body
    kind = media_type(content_type)
    if kind == "multipart/form-data":
        return read_multipart(body, content_type, wire, document)
    if kind == "application/json" or kind.endswith("+json"):
        return read_json(body, wire, document)
    if wire.separator and not kind:
        return _read_records(body, wire, document)
    text = decode_text(body)
    if text is None:
        raise UnreadableError("not text")
    if kind == "application/x-www-form-urlencoded" and not _is_json(text):
        write = read_form(text, "form:", wire, document)
        return lambda: write().encode()
    if kind in _TEXT or kind.startswith("text/") or _is_json(text):
        holder: list[Json] = [text]
        take_string(Spot(holder, 0), "$", "", wire, document)
        return lambda: str(holder[0]).encode()
    raise UnreadableError("of a type that is not read")


def _read_records(body: bytes, wire: Wire, document: Document) -> Callable[[], bytes]:
    """Read the messages of one WebSocket frame."""
    mark = wire.separator.encode()
    writers = [
        read_body(part, "", replace(wire, separator=""), document) for part in body.split(mark)
    ]
    return lambda: mark.join(write() for write in writers)


_TEXT = {"", "application/x-ndjson", "application/jsonl", "application/x-jsonl"}


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in {"{", "["}:
        return False
    try:
        parse_json(text)
    except UnreadableError:
        return False
    return True

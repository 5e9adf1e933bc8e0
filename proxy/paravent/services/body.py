"""The body of a request, read by its media type."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from paravent.services.departure import departs
from paravent.services.document import UnreadableError
from paravent.services.encoded import decode_text
from paravent.services.filebody import Said, read_file_body
from paravent.services.files import is_text_file
from paravent.services.formbody import read_form
from paravent.services.jsonbody import parse_json, read_json
from paravent.services.multipart import read_multipart

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
    if (kind == "application/json" or kind.endswith("+json")) and not wire.sized:
        return read_json(body, wire, document)
    if wire.says and not kind:  # one frame of a socket
        tree = _tree(body)
        document.departed |= tree is not None and departs(tree, wire.says)
    if wire.separator and not kind:
        return _read_records(body, wire, document)
    if kind == "application/x-www-form-urlencoded" and not _is_json(body):
        return _read_form(body, wire, document)
    return _read_file(body, content_type, wire, document)


def _read_form(body: bytes, wire: Wire, document: Document) -> Callable[[], bytes]:
    text = decode_text(body)
    if text is None:
        raise UnreadableError("not text")
    write = read_form(text, "form:", wire, document)
    return lambda: write().encode()


def _read_file(
    body: bytes, content_type: str, wire: Wire, document: Document
) -> Callable[[], bytes]:
    """Read a body that is one file, as text."""
    kind = media_type(content_type)
    if not (kind in _TEXT or is_text_file("", kind) or _is_json(body)):
        raise UnreadableError("of a type that is not read")
    found = _CHARSET.search(content_type)
    said = Said("$", media_type=kind, charset=found[1] if found else "")
    write = read_file_body(body, said, wire, document)
    if write is None:
        raise UnreadableError("not text")
    return write


def _read_records(body: bytes, wire: Wire, document: Document) -> Callable[[], bytes]:
    """Read the messages of one WebSocket frame."""
    mark = wire.separator.encode()
    writers = [
        read_body(part, "", replace(wire, separator=""), document) for part in body.split(mark)
    ]
    return lambda: mark.join(write() for write in writers)


_CHARSET = re.compile(r"charset=\"?([\w-]{1,40})", re.IGNORECASE)
_TEXT = {"", "application/x-ndjson", "application/jsonl", "application/x-jsonl"}


def _is_json(text: bytes) -> bool:
    return _tree(text) is not None


def _tree(text: bytes) -> Json:
    """The object or list that a text is in JSON; None where it is none."""
    if text.lstrip()[:1] not in {b"{", b"["}:
        return None
    try:
        return parse_json(text)
    except UnreadableError:
        return None

"""Uploads whose size is told in a header: beside the file, or in a call before it.

A size beside the file becomes that of the masked file. A size that is told before it, as Google's
resumable uploads do ("Resumable uploads", Google APIs, and the google-genai SDK 3.4, 2026-11-22),
leaves room, and the file is filled up; see ``files``. Must never let a size and a file disagree,
nor a text go in pieces, between which a name could be cut in two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from paravent.services.body import media_type, read_body
from paravent.services.document import Attachment, UnreadableError
from paravent.services.filebody import Said, read_file_body
from paravent.services.files import is_text_file, roomy
from paravent.services.jsonbody import dump_json, parse_json
from paravent.services.paths import Path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from paravent.services.document import Document
    from paravent.services.paths import Json
    from paravent.services.wire import Wire

_COMMAND, _OFFSET = "x-goog-upload-command", "x-goog-upload-offset"
_SIZE, _TYPE = "x-goog-upload-header-content-length", "x-goog-upload-header-content-type"
_LARGEST = 8 * 1024 * 1024
"""Bytes of a file that Google's SDK sends in one piece."""

_NAME = re.compile(r"File name: *(?P<name>[^\r\n]+)")
_NAMES = (Path.parse("$.file.display_name"), Path.parse("$.file.displayName"))
_SIZES = (Path.parse("$.file.size_bytes"), Path.parse("$.file.sizeBytes"))


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload that was read: how its body is written, and which headers are then others."""

    write: Callable[[], bytes]
    headers: Callable[[], Mapping[str, str]] = dict


def read_upload(
    body: bytes, content_type: str, headers: Mapping[str, str], wire: Wire, document: Document
) -> Upload:
    """Read a request that may be an upload into ``document``.

    Args:
        body: of the request.
        content_type: of the request.
        headers: the others, by their names in lower case.
        wire: the call's format.
        document: what takes up the texts.

    Raises:
        UnreadableError: it cannot be read with certainty, or is a text in pieces.
    """
    command = headers.get(_COMMAND, "") if wire.resumable else ""
    if "upload" in command:
        return _read_content(body, headers, wire, document)
    if "start" in command:
        return _read_start(body, content_type, headers, wire, document)
    write = read_body(body, content_type, wire, document)
    told = headers.get(wire.size_header, "") if wire.size_header else ""
    if not told:
        return Upload(write)
    sizes = document.files or [(len(body), lambda: len(write()))]
    return Upload(write, lambda: {wire.size_header: _size(told, sizes)})


def _size(told: str, sizes: Sequence[tuple[int, Callable[[], int]]]) -> str:
    """What the header says now: the size of the one file that it told the size of."""
    now = [(before, after()) for before, after in sizes]
    if all(before == after for before, after in now):
        return told
    if len(now) > 1 or told != str(now[0][0]):
        raise UnreadableError("a size of something else")
    return str(now[0][1])


def _read_start(
    body: bytes, content_type: str, headers: Mapping[str, str], wire: Wire, document: Document
) -> Upload:
    """The announcement of a file: of a text it tells a size with room."""
    kind, told = headers.get(_TYPE, ""), headers.get(_SIZE, "")
    named = _NAME.fullmatch(body.decode("utf-8", "replace").strip())
    if named:
        content_type, names = "text/plain", [named["name"]]
    elif media_type(content_type) == "application/json":
        tree = parse_json(body)
        names = [str(spot.value) for path in _NAMES for spot in path.find(tree)]
    else:
        names = []
    size = int(told) if told.isdecimal() else 0
    if size > _LARGEST or not any(is_text_file(name, kind) for name in ("", *names)):
        end = "".join(name.rpartition(".")[2] for name in names)
        document.attachments.append(Attachment("upload", kind or f"application/{end}", size))
        return Upload(read_body(body, content_type, wire, document))
    write = read_body(body, content_type, replace(wire, write=partial(_enlarge, size)), document)
    return Upload(write, lambda: {_SIZE: str(roomy(size))} if told else {})


def _enlarge(size: int, tree: Json, before: bytes) -> bytes:  # noqa: ARG001 -- see Wire.write
    for spot in (spot for path in _SIZES for spot in path.find(tree)):
        if str(spot.value) == str(size):
            spot.put(str(roomy(size)) if isinstance(spot.value, str) else roomy(size))
    return dump_json(tree)


def _read_content(
    body: bytes, headers: Mapping[str, str], wire: Wire, document: Document
) -> Upload:
    """The file that was announced: masked, and filled up to the size that was told."""
    kind = headers.get(_TYPE, "")
    whole = "finalize" in headers[_COMMAND] and headers.get(_OFFSET, "0") == "0"
    said = Said("$", media_type=kind or "text/plain")
    write = read_file_body(body, said, replace(wire, sized=True), document) if body else None
    if write is None:
        if body:
            document.attachments.append(Attachment("$", kind, len(body)))
        return Upload(lambda: body)
    if not whole:
        raise UnreadableError("a text in pieces")
    told = headers.get(_SIZE, "")
    return Upload(write, lambda: {_SIZE: str(roomy(int(told)))} if told.isdecimal() else {})

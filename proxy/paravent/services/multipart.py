"""Forms in parts (``multipart/form-data``, RFC 7578): fields, file names, and files that are text.

The boundary, the order and the other headers of each part stay. A body that is not exactly such a
form is refused, not guessed at: two readers that disagree are how things slip through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from paravent.services.document import Attachment, UnreadableError
from paravent.services.filebody import Said, read_file_body
from paravent.services.jsonbody import take_string
from paravent.services.paths import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.services.document import Document
    from paravent.services.paths import Json
    from paravent.services.wire import Wire

_BOUNDARY = re.compile(r"boundary=(?:\"([^\"]{1,70})\"|([^\s;,\"]{1,70}))", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:content-disposition: *form-data"
    r"; *name=\"(?P<name>(?!(?:[^\"\d]*\d){7})[A-Za-z][\w\[\].-]{0,63})\""
    r"(?:; *filename=\"(?P<file>(?:[^\"\\\r\n]|\\.)*)\")?"
    r"(?:; *filename\*=utf-8''(?P<coded>[^;\s]*))?"
    r"|content-type: *(?P<type>[\w.+/-]+)(?:; *charset=\"?(?P<charset>[\w-]{1,40})\"?)?"
    r"|content-length: *\d+|content-transfer-encoding: *(?:binary|8bit|7bit))",
    re.IGNORECASE | re.ASCII,
)


@dataclass(slots=True)
class _Part:
    head: list[str]
    raw: bytes
    content: Callable[[], bytes] | None = None
    name: str = "?"
    file: str = ""
    media_type: str = ""
    charset: str = ""

    def write(self) -> bytes:
        content = self.raw if self.content is None else self.content()
        head = (field for field in self.head if not field.lower().startswith("content-length"))
        return "\r\n".join(head).encode() + b"\r\n\r\n" + content


def read_multipart(
    body: bytes, content_type: str, wire: Wire, document: Document
) -> Callable[[], bytes]:
    """Read a form in parts into ``document``; the function that is returned writes it anew.

    Raises:
        UnreadableError: it is not such a form, or holds parts of another transfer encoding.
    """
    found = _BOUNDARY.search(content_type)
    if not found:
        raise UnreadableError("no boundary")
    mark = b"--" + (found[1] or found[2]).encode()
    first, *chunks = (b"\r\n" + body).split(b"\r\n" + mark)
    if first not in {b"", b"\r\n"} or not chunks or chunks[-1].rstrip(b" \t\r\n") != b"--":
        raise UnreadableError("not a form in parts")
    parts = [_read_part(chunk, wire, document) for chunk in chunks[:-1]]

    def write() -> bytes:
        return (
            b"".join(mark + b"\r\n" + part.write() + b"\r\n" for part in parts) + mark + b"--\r\n"
        )

    return write


def _read_part(chunk: bytes, wire: Wire, document: Document) -> _Part:
    line, end, rest = chunk.partition(b"\r\n")
    head, blank, raw = rest.partition(b"\r\n\r\n")
    if line.strip(b" \t") or not end or not blank:
        raise UnreadableError("a part without a head")
    try:
        part = _Part(head.decode().split("\r\n"), raw)
    except UnicodeDecodeError as error:
        raise UnreadableError("a head that is not UTF-8") from error
    for index, field in enumerate(part.head):
        found = _HEAD.fullmatch(field)
        if not found:
            raise UnreadableError("a head of another kind")
        part.name = found["name"] or part.name
        part.file = unquote(found["coded"] or "") or found["file"] or part.file
        part.media_type = found["type"] or part.media_type
        part.charset = found["charset"] or part.charset
        if found["name"]:
            _read_filenames(part, index, found, wire, document)
    _read_content(part, wire, document)
    return part


def _read_filenames(
    part: _Part, index: int, found: re.Match[str], wire: Wire, document: Document
) -> None:
    """Read the plain file name of a part, and the percent-encoded one (RFC 5987)."""
    names = {"file": found["file"] or "", "coded": unquote(found["coded"] or "")}
    holders: dict[str, list[Json]] = {group: [name] for group, name in names.items()}

    def close() -> None:
        field = found.string
        for group in ("coded", "file"):  # from the end, so that the first keeps its place
            new = str(holders[group][0])
            if new != names[group]:
                written = quote(new) if group == "coded" else new
                field = field[: found.start(group)] + written + field[found.end(group) :]
        part.head[index] = field

    document.defer(close)
    for group, holder in holders.items():
        if names[group]:
            take_string(Spot(holder, 0), f"part:{part.name}.filename", "filename", wire, document)


def _read_content(part: _Part, wire: Wire, document: Document) -> None:
    said = Said(f"part:{part.name}", part.file, part.media_type, part.charset, part.name)
    part.content = content = read_file_body(part.raw, said, wire, document)
    if part.file:
        size = len(part.raw)
        document.files.append((size, lambda: len(content()) if content else size))
    if part.content is None:
        document.attachments.append(Attachment(said.path, part.media_type, len(part.raw)))

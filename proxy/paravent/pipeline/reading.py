"""Everything that a request says: its body, its query string, its path, its referer, its headers.

Headers that HTTP itself needs, and tokens that the service gave out, are no text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from paravent.services.document import Document
from paravent.services.formbody import read_form, read_segment
from paravent.services.identifier import is_identifier, is_token
from paravent.services.jsonbody import take_string
from paravent.services.paths import Spot
from paravent.services.uploads import read_upload
from paravent.services.wire import wires

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paravent.pipeline.exchange import Exchange, Outgoing
    from paravent.services.paths import Json
    from paravent.services.wire import Wire


_TECHNICAL = re.compile(
    r"accept.*|access-control-.*|amz-sdk-.*|cache-control|connection|content-.*|date|dnt|expect|if-.*|keep-alive"
    r"|origin|pragma|priority|proxy-.*|range|sec-.*|te|trailer|transfer-encoding|upgrade.*|user-agent"
    r"|via|.*-(?:beta|version)|(?:.*-)?(?:auth\w*|baggage|csrf\w*|key|nonce|secret|sentinel|session"
    r"|signature|token|traceparent|tracestate|xsrf\w*)(?:-.*)?"
)
"""Headers that are no text: HTTP's own (RFC 9110, Fetch), and those of tokens and of tracing."""


class Written(NamedTuple):
    """A request written anew: see ``Forward``."""

    target: str
    body: bytes
    referer: str
    headers: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A request that was read: what it says, and how it is written anew."""

    document: Document
    wire: Wire
    _target: Callable[[], str]
    _body: Callable[[], bytes]
    _referer: Callable[[], str]
    _headers: Callable[[], str]
    _changed: Callable[[], Mapping[str, str]]

    def write(self) -> Written:
        """The request with what was put into the document."""
        self.document.close()
        target, body, headers = self._target(), self._body(), self._headers()
        for name, value in self._changed().items():
            headers = re.sub(rf"(?m)^({re.escape(name)}: ).*$", rf"\g<1>{value}", headers)
        return Written(target, body, self._referer(), headers)


def read_request(request: Outgoing, exchange: Exchange) -> Reading:
    """Read a request.

    Raises:
        UnreadableError: a part of it cannot be read with certainty.
    """
    endpoint = exchange.endpoint
    wire = endpoint.wire if endpoint else wires()["json"]
    document = Document()
    told = request.headers.reveal()
    named = dict(line.partition(": ")[::2] for line in reversed(told.split("\n")))
    upload = read_upload(request.body.reveal(), request.content_type, named, wire, document)
    target = _read_target(request.target.reveal(), wire, document, named=endpoint is not None)
    referer = _read_referer(request.referer.reveal(), wire, document)
    headers = _read_headers(told, wire, document)
    return Reading(document, wire, target, upload.write, referer, headers, upload.headers)


def unread_headers(headers: str) -> str:
    """The headers that ``read_request`` takes for no text, a line each."""
    lines = (line.partition(": ") for line in headers.split("\n"))
    return "\n".join(value for name, _, value in lines if _is_no_text(name, value))


def _is_no_text(name: str, value: str) -> bool:
    return bool(_TECHNICAL.fullmatch(name)) or is_identifier(value) or is_token(value)


def _read_target(target: str, wire: Wire, document: Document, *, named: bool) -> Callable[[], str]:
    """Read a path and its query string; ids in the path of a named endpoint are structure."""
    path, mark, query = target.partition("?")
    parts = path.split("/")
    kept = {part for part in parts if named and is_identifier(part)}
    document.kept += kept
    writers = [
        (lambda part=part: part) if part in kept else read_segment(part, "path", wire, document)
        for part in parts
    ]
    if not query:
        return lambda: "/".join(write() for write in writers) + mark
    write_query = read_form(query, "?", wire, document)
    return lambda: f"{'/'.join(write() for write in writers)}?{write_query()}"


def _read_referer(referer: str, wire: Wire, document: Document) -> Callable[[], str]:
    """Read the path and the query string of a referer (RFC 9110 §10.1.3)."""
    if not referer:
        return lambda: ""
    parts = urlsplit(referer)
    write = _read_target(
        f"{parts.path}?{parts.query}" if parts.query else parts.path, wire, document, named=False
    )
    return lambda: f"{parts.scheme}://{parts.netloc}{write()}" if parts.netloc else ""


def _read_headers(headers: str, wire: Wire, document: Document) -> Callable[[], str]:
    """Read the headers in which a program says something in its own words."""
    holder: list[Json] = []
    heads: list[str] = []
    for number, line in enumerate(headers.split("\n")):
        name, colon, value = line.partition(": ")
        heads.append(f"{name}{colon}")
        holder.append(value)
        if not _is_no_text(name, value):
            take_string(Spot(holder, number), "header", "", wire, document)
    return lambda: "\n".join(f"{head}{value}" for head, value in zip(heads, holder, strict=True))

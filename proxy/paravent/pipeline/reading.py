"""Everything that a request says: its body, its query string, its path, its referer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from paravent.services.body import read_body
from paravent.services.document import Document
from paravent.services.formbody import read_form, read_segment
from paravent.services.identifier import is_identifier
from paravent.services.wire import wires

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.pipeline.exchange import Exchange, Outgoing
    from paravent.services.wire import Wire


@dataclass(frozen=True, slots=True)
class Reading:
    """A request that was read: what it says, and how it is written anew."""

    document: Document
    wire: Wire
    _target: Callable[[], str]
    _body: Callable[[], bytes]
    _referer: Callable[[], str]

    def write(self) -> tuple[str, bytes, str]:
        """Target, body and referer, with what was put into the document."""
        self.document.close()
        return self._target(), self._body(), self._referer()


def read_request(request: Outgoing, exchange: Exchange) -> Reading:
    """Read a request.

    Raises:
        UnreadableError: a part of it cannot be read with certainty.
    """
    endpoint = exchange.endpoint
    wire = endpoint.wire if endpoint else wires()["json"]
    document = Document()
    body = read_body(request.body.reveal(), request.content_type, wire, document)
    target = _read_target(request.target.reveal(), wire, document, named=endpoint is not None)
    referer = _read_referer(request.referer.reveal(), wire, document)
    return Reading(document, wire, target, body, referer)


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

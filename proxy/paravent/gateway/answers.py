"""The addon for answers: restored as they stream, or whole where they are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mitmproxy import http

from paravent.errors import ParaventError
from paravent.gateway.encoding import BodyDecoder, decode_body
from paravent.gateway.passage import Passage, guarded, passage_of
from paravent.gateway.pump import Pump
from paravent.gateway.replies import interruption
from paravent.log import keep_task
from paravent.services.answer import open_stream, restore_json
from paravent.services.body import media_type
from paravent.services.challenge import LOOKED_AT, REFUSING, recognise

if TYPE_CHECKING:
    from paravent.pipeline.exchange import Exchange
    from paravent.pipeline.incoming import Receiver
    from paravent.services.restoring import Restoring

_TOLD = "x-paravent"
_ERRORS = 400
"""The first status of answers that need not have the form that a format describes."""

_LARGEST = 256 * 1024 * 1024


class Answers:
    """Puts values back into answers, and records their ends."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    @guarded
    async def responseheaders(self, flow: http.HTTPFlow) -> None:
        """An answer begins: say how it is passed on."""
        passage, response = passage_of(flow), flow.response
        if not (passage and passage.exchange and passage.cleared and response):
            return
        response.headers.pop("alt-svc", None)  # it would lead the browser to HTTP/3, past us
        response.headers.pop(_TOLD, None)  # ours alone to say
        if passage.warned:
            response.headers[_TOLD] = "warned"
        known = self._mark_challenge(passage.exchange, response, b"")
        kind = media_type(response.headers.get("content-type", ""))
        restoring = self._receiver.restoring(passage.exchange)
        stream = open_stream(kind, restoring)
        if (_is_json(kind) and stream is None) or (
            kind == "text/html" and response.status_code in REFUSING and not known
        ):
            return  # it is looked at whole
        if stream is None:
            response.stream = True
            return
        stream = self._receiver.overhear(passage.exchange, kind, stream)
        decoder = BodyDecoder(response.headers.pop("content-encoding", ""))
        response.headers.pop("content-length", None)
        response.stream = Pump(
            passage.exchange,
            kind,
            decoder,
            stream,
            lambda: self._end_stream(passage, response.status_code, restoring),
        )

    @guarded
    async def response(self, flow: http.HTTPFlow) -> None:
        """An answer is complete."""
        passage, response = passage_of(flow), flow.response
        if not (passage and passage.exchange and passage.cleared and response):
            return
        if not response.stream and response.raw_content:
            self._take_whole(passage.exchange, response)
        if not isinstance(response.stream, Pump):
            self._finish(passage, response.status_code, streamed=False)

    def _take_whole(self, exchange: Exchange, response: http.Response) -> None:
        raw, encoding = response.raw_content or b"", response.headers.get("content-encoding", "")
        kind = media_type(response.headers.get("content-type", ""))
        is_json = _is_json(kind)
        body = decode_body(raw, encoding, _LARGEST) if is_json else _beginning(raw, encoding)
        if response.headers.get(_TOLD) != "challenge":
            self._mark_challenge(exchange, response, body)
        if is_json:
            self._receiver.hear(exchange, kind, body)
            restoring = self._receiver.restoring(exchange)
            restored = restore_json(body, restoring)
            if response.status_code < _ERRORS:
                self._receiver.note_drift(exchange, restoring)
            response.headers.pop("content-encoding", None)
            response.content = restored

    def _end_stream(self, passage: Passage, status: int, restoring: Restoring) -> None:
        if passage.exchange and status < _ERRORS:
            self._receiver.note_drift(passage.exchange, restoring)
        self._finish(passage, status, streamed=True)

    def _mark_challenge(self, exchange: Exchange, response: http.Response, body: bytes) -> bool:
        """Count a check for robots and mark it for the person; nothing in it is changed."""
        by = recognise(response.status_code, response.headers, body)
        if by:
            self._receiver.challenged(exchange, by, response.status_code)
            response.headers[_TOLD] = "challenge"
        return by is not None

    @guarded
    async def error(self, flow: http.HTTPFlow) -> None:
        """An answer broke off, or never came."""
        passage = passage_of(flow)
        if passage and passage.exchange and passage.cleared:
            status = flow.response.status_code if flow.response else 0
            self._finish(passage, status, streamed=flow.response is not None)

    async def stop(self, what: object, error: Exception) -> None:  # noqa: ARG002 -- see guarded
        """Give the client a notice in place of an answer that could not be restored."""
        passage = passage_of(what) if isinstance(what, http.HTTPFlow) else None
        if isinstance(what, http.HTTPFlow) and passage and passage.exchange and what.response:
            body = interruption(passage.exchange, "application/json")
            what.response.stream = lambda data: [] if data else [body]
            what.response.headers.pop("content-encoding", None)
            what.response.headers.pop("content-length", None)
            what.response.status_code = 502
            what.response.content = body

    def _finish(self, passage: Passage, status: int, *, streamed: bool) -> None:
        exchange: Exchange | None = passage.exchange
        if exchange:
            self._receiver.heard(exchange)
        if exchange and passage.recorded:
            passage.recorded = False
            keep_task(
                self._receiver.finish(exchange, status, streamed=streamed), "record an answer"
            )


def _beginning(raw: bytes, encoding: str) -> bytes:
    """The beginning of a body that is passed on as it is; nothing where it cannot be read."""
    try:
        return BodyDecoder(encoding).feed(raw[:LOOKED_AT])
    except ParaventError:
        return b""


def _is_json(kind: str) -> bool:
    return kind == "application/json" or kind.endswith("+json")

"""The addon for answers: restored as they stream, or whole where they are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mitmproxy import http

from paravent.gateway.encoding import BodyDecoder, decode_body
from paravent.gateway.passage import Passage, guarded, passage_of
from paravent.gateway.pump import Pump
from paravent.gateway.replies import interruption
from paravent.log import keep_task
from paravent.services.answer import open_stream, restore_json
from paravent.services.body import media_type

if TYPE_CHECKING:
    from paravent.pipeline.exchange import Exchange
    from paravent.pipeline.incoming import Receiver

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
        response.headers.pop("x-paravent", None)  # ours alone to say
        if passage.warned:
            response.headers["x-paravent"] = "warned"
        kind = media_type(response.headers.get("content-type", ""))
        restoring = self._receiver.restoring(passage.exchange)
        stream = open_stream(kind, restoring)
        if _is_json(kind):
            return
        if stream is None:
            response.stream = True
            return
        decoder = BodyDecoder(response.headers.pop("content-encoding", ""))
        response.headers.pop("content-length", None)
        response.stream = Pump(
            passage.exchange,
            kind,
            decoder,
            stream,
            lambda: self._finish(passage, response.status_code, streamed=True),
        )

    @guarded
    async def response(self, flow: http.HTTPFlow) -> None:
        """An answer is complete."""
        passage, response = passage_of(flow), flow.response
        if not (passage and passage.exchange and passage.cleared and response):
            return
        if _is_json(media_type(response.headers.get("content-type", ""))) and response.raw_content:
            encoding = response.headers.get("content-encoding", "")
            body = decode_body(response.raw_content, encoding, _LARGEST)
            restored = restore_json(body, self._receiver.restoring(passage.exchange))
            response.headers.pop("content-encoding", None)
            response.content = restored
        if not isinstance(response.stream, Pump):
            self._finish(passage, response.status_code, streamed=False)

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
        if exchange and passage.recorded:
            passage.recorded = False
            keep_task(
                self._receiver.finish(exchange, status, streamed=streamed), "record an answer"
            )


def _is_json(kind: str) -> bool:
    return kind == "application/json" or kind.endswith("+json")

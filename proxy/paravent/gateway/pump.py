"""A streamed answer on its way to the client, restored piece by piece.

mitmproxy calls it with each piece, and with an empty one at the end. It may never raise (the
client would hang) and never return an empty piece in the middle (the answer would end): what goes
wrong ends the answer with a notice in the service's own form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.gateway.replies import interruption
from paravent.log import describe, log

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.gateway.encoding import BodyDecoder
    from paravent.pipeline.exchange import Exchange
    from paravent.services.answer import AnswerStream


class Pump:
    """Restores one streamed answer.

    Args:
        exchange: whose answer it is.
        media_type: of the answer, without parameters.
        decoder: undoes the answer's content encoding.
        stream: restores what it says; None passes it on as it is.
        finished: called once, at the end.
    """

    def __init__(
        self,
        exchange: Exchange,
        media_type: str,
        decoder: BodyDecoder,
        stream: AnswerStream | None,
        finished: Callable[[], None],
    ) -> None:
        self._exchange = exchange
        self._media_type = media_type
        self._decoder = decoder
        self._stream = stream
        self._finished = finished
        self._broken = False

    def __call__(self, data: bytes) -> list[bytes]:
        """The pieces to send now."""
        out: list[bytes] = []
        if not self._broken:
            try:
                self._take(data, out)
            except Exception as error:  # noqa: BLE001 -- the guard: nothing may leave it
                log.error("answer interrupted: %s", describe(error))
                self._broken = True
                out.append(interruption(self._exchange, self._media_type))
        if not data:
            self._finished()
        return [piece for piece in out if piece]

    def _take(self, data: bytes, out: list[bytes]) -> None:
        if data:
            plain = self._decoder.feed(data)
            out.append(self._stream.feed(plain) if self._stream else plain)
            return
        self._decoder.close()  # first: a message that was cut short is no message
        if self._stream:
            out.append(self._stream.close())

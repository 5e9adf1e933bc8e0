"""The way back: the values of an answer restored, what happened to them recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.pipeline.watching import OverheardAnswer
from paravent.services.restoring import Restoring
from paravent.services.wire import wires

if TYPE_CHECKING:
    from paravent.pipeline.exchange import Exchange
    from paravent.pipeline.parts import Parts
    from paravent.services.answer import AnswerStream


class Receiver:
    """Makes what restores the answers, and records their ends."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def restoring(self, exchange: Exchange) -> Restoring:
        """What restores one answer; only labels of its own site come back in it."""
        site = exchange.service.site
        wire = exchange.endpoint.wire if exchange.endpoint else wires()["json"]
        vault = self._parts.vault
        return Restoring(
            wire,
            vault.ledger(site).value,
            exchange.tally,
            lambda signature, text: vault.remember(site, signature, text),
        )

    def overhear(self, exchange: Exchange, kind: str, stream: AnswerStream) -> AnswerStream:
        """A stream that is heard as well, while a service is watched."""
        watch = self._parts.watch
        return OverheardAnswer(stream, watch, exchange, kind) if watch else stream

    def hear(self, exchange: Exchange, kind: str, body: bytes) -> None:
        """A whole answer, as the service sent it."""
        if self._parts.watch:
            self._parts.watch.answer(exchange, kind, body)

    def hear_frame(self, exchange: Exchange, target: str, text: str, *, outgoing: bool) -> None:
        """A frame of a socket, as its sender sent it."""
        if self._parts.watch:
            self._parts.watch.frame(exchange, target, text, outgoing=outgoing)

    def heard(self, exchange: Exchange) -> None:
        """An answer, or a socket, has come to its end."""
        if self._parts.watch:
            self._parts.watch.end(exchange)

    def challenged(self, exchange: Exchange, by: str, status: int) -> None:
        """Count an answer in whose place somebody asks whether a person is there."""
        self._parts.counter.challenge(exchange, by, status)

    def note_drift(self, exchange: Exchange, restoring: Restoring) -> None:
        """Count an answer that turned out not to have the form of its format, once."""
        if restoring.drifted:
            restoring.drifted = False
            self._parts.counter.drift(exchange)

    async def finish(self, exchange: Exchange, status: int, *, streamed: bool) -> None:
        """Record an answer that has ended, if there was a label in it.

        Raises:
            ParaventError: it could not be recorded.
        """
        event = self._parts.recorder.response(exchange, status, streamed=streamed)
        await self._parts.vault.flush()
        (index,) = await self._parts.audit.append(event)
        at, tokens = self._parts.clock(), event.cost.out_tokens
        self._parts.nudges.note(index, at, exchange, tokens=tokens)

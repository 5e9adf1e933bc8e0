"""The addon for WebSockets: each frame out is a request of its own, each frame in is restored.

A frame that may not leave is dropped, and the client is told in the service's own form. Frames
are not kept: mitmproxy would keep them all.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from mitmproxy import ctx, http

from paravent.core.types import Sensitive
from paravent.errors import Reason, fail
from paravent.gateway import flows, replies
from paravent.gateway.passage import guarded, passage_of, refuse
from paravent.i18n import t
from paravent.pipeline.exchange import Forward
from paravent.pipeline.holds import Held
from paravent.services.answer import FrameAnswer

if TYPE_CHECKING:
    from mitmproxy.websocket import WebSocketMessage

    from paravent.gateway.passage import Passage
    from paravent.gateway.requests import Limits
    from paravent.pipeline.exchange import Exchange, Outgoing, Refuse
    from paravent.pipeline.incoming import Receiver
    from paravent.pipeline.outgoing import Sender
    from paravent.pipeline.parts import Parts


class Sockets:
    """Refuses, redacts, restores or lets go each frame."""

    def __init__(self, parts: Parts, sender: Sender, receiver: Receiver, limits: Limits) -> None:
        self._parts = parts
        self._sender = sender
        self._receiver = receiver
        self._limits = limits

    @guarded
    async def websocket_message(self, flow: http.HTTPFlow) -> None:
        """A frame has come, from the client or from the service."""
        assert flow.websocket
        message = flow.websocket.messages[-1]
        del flow.websocket.messages[:-1]
        passage = passage_of(flow)
        if passage and passage.exchange is None and passage.cleared:
            return
        if not (passage and passage.exchange and passage.cleared):
            raise fail("a frame without a verdict", reason=Reason.NO_VERDICT)
        if message.injected:
            return
        if message.from_client:
            await self._send(flow, passage, message)
        else:
            self._receive(flow, passage, message)

    @guarded
    async def websocket_end(self, flow: http.HTTPFlow) -> None:
        """A socket has closed: what came through it is known to its end."""
        passage = passage_of(flow)
        if passage and passage.exchange and passage.frames:
            passage.frames.close()
            self._receiver.note_drift(passage.exchange, passage.frames.restoring)
        if passage and passage.exchange:
            self._receiver.heard(passage.exchange)

    async def stop(self, what: object, error: Exception) -> None:
        """Drop the frame that a hook failed over, and end a client's connection with a notice."""
        socket = what.websocket if isinstance(what, http.HTTPFlow) else None
        if isinstance(what, http.HTTPFlow) and socket and not socket.timestamp_end:
            message = socket.messages[-1]
            message.drop()
            passage = passage_of(what)
            if message.from_client and passage and passage.exchange:
                asked = self._frame(what, passage.exchange, b"")
                patience_s = self._limits.record_timeout_s
                refusal = await refuse(self._sender, *asked, replies.reason_of(error), patience_s)
                self._tell(what, self._explain(refusal), passage)

    async def _send(self, flow: http.HTTPFlow, passage: Passage, message: WebSocketMessage) -> None:
        exchange = passage.exchange
        assert exchange
        paused = self._parts.pauses.covering(exchange.service.id)
        if not message.is_text and not paused:
            raise fail(t("trame illisible", "unreadable frame"), reason=Reason.UNREADABLE)
        if len(message.content) > self._limits.max_body and not paused:
            raise fail(t("trame trop grande", "frame too large"), reason=Reason.TOO_LARGE)
        if message.is_text:
            path = flow.request.path
            self._receiver.hear_frame(exchange, path, message.text, outgoing=True)
        async with asyncio.timeout(self._limits.scan_timeout_s):
            verdict = await self._sender.send(*self._frame(flow, exchange, message.content))
        if isinstance(verdict, Held):  # to wait would stop the whole socket, its pings included
            verdict.hold.decide(None)
            verdict = await verdict.decided()
        if isinstance(verdict, Forward):
            message.content = verdict.body
        else:
            message.drop()
            self._tell(flow, self._explain(verdict), passage)

    def _receive(self, flow: http.HTTPFlow, passage: Passage, message: WebSocketMessage) -> None:
        if not message.is_text:
            return
        assert passage.exchange
        self._receiver.hear_frame(passage.exchange, flow.request.path, message.text, outgoing=False)
        if passage.frames is None:
            passage.frames = FrameAnswer(self._receiver.restoring(passage.exchange))
        first, *others = passage.frames.take(message.text) or [""]
        if first:
            message.content = first.encode()
        else:
            message.drop()
        for frame in others:
            self._inject(flow, frame)
        self._receiver.note_drift(passage.exchange, passage.frames.restoring)

    def _frame(
        self, flow: http.HTTPFlow, exchange: Exchange, content: bytes
    ) -> tuple[Outgoing, Exchange]:
        """A frame as a request of its own, on the same service."""
        asked = flows.envelope(flow.request, self._limits.language, content)
        empty = Sensitive("")
        asked = replace(asked, target=empty, referer=empty, headers=empty, content_type="")
        return asked, replace(exchange, id=self._parts.recorder.new_id())

    def _explain(self, refusal: Refuse) -> str:
        return replies.explain(refusal, self._parts.policies.current().entities)

    def _tell(self, flow: http.HTTPFlow, message: str, passage: Passage) -> None:
        assert passage.exchange
        body = json.loads(replies.error_body(passage.exchange.service, message))
        self._inject(flow, json.dumps({"type": "error", **body}, ensure_ascii=False))

    def _inject(self, flow: http.HTTPFlow, frame: str) -> None:
        ctx.master.commands.call("inject.websocket", flow, True, frame.encode(), True)

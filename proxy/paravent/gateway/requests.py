"""The addon for requests: who may come in, what is read, what may leave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mitmproxy import http

from paravent.errors import ParaventError, Reason, fail
from paravent.gateway import door, flows, replies
from paravent.gateway.leaving import watched
from paravent.gateway.passage import Passage, guarded, open_passage, passage_of, refuse
from paravent.hostnames import normalise
from paravent.i18n import t
from paravent.pipeline.exchange import Exchange, Forward, Refuse
from paravent.pipeline.holds import Held

if TYPE_CHECKING:
    from collections.abc import Callable

    from mitmproxy import connection

    from paravent.core.types import Sensitive
    from paravent.i18n import Lang
    from paravent.pipeline.outgoing import Sender
    from paravent.pipeline.parts import Parts
    from paravent.services.service import Service


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""HTTP lets a method be any word, and a word can be anything."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the gateway goes by.

    ``may_enter`` tells, from the two ends of a connection, whether its owner may use the proxy;
    ``covers`` whether the certificate authority vouches for a host. ``record_timeout_s`` is how
    long, in seconds, a refusal waits to be recorded.
    """

    port: int
    language: Lang
    max_body: int
    scan_timeout_s: float
    may_enter: Callable[[tuple[str, int], tuple[str, int]], bool]
    covers: Callable[[str], bool]
    record_timeout_s: float = 5.0


class Requests:
    """Refuses, redacts or lets go each request."""

    def __init__(self, parts: Parts, sender: Sender, limits: Limits) -> None:
        self._parts = parts
        self._sender = sender
        self._limits = limits

    @guarded
    async def client_connected(self, client: connection.Client) -> None:
        """A program has connected: it must be one of the same person's."""
        if not self._limits.may_enter(client.peername[:2], client.sockname[:2]):
            client.error = "not the same user"

    @guarded
    async def http_connect(self, flow: http.HTTPFlow) -> None:
        """A client asks for a tunnel: to an AI host it will be opened, to others only counted."""
        host = normalise(flow.request.host)
        if self._parts.catalogue.at(host) is None:
            self._parts.counter.tunnels += 1
        elif not self._limits.covers(host):
            flow.response = replies.plain(
                502,
                t(
                    "Paravent : ce service est nouveau. Renouvelez le certificat avec « paravent "
                    "doctor --fix », puis approuvez-le.",
                    "Paravent: this service is new. Renew the certificate with `paravent doctor "
                    "--fix`, then trust it.",
                ),
            )

    @guarded
    async def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Say whose request it is, before its body is read. Nothing has left yet."""
        request = flow.request
        request.stream = False
        dossier = flows.take_dossier(request)
        bears = flows.signable(request) if flows.is_signed(request) else None
        if door.is_for_us(request, self._limits.port):
            try:
                door.lead_through(request, self._parts.catalogue, self._limits.port)
            except door.DoorError as error:
                open_passage(flow, Passage())
                flow.response = replies.plain(error.status, error.message)
                return
        names = flows.names(flow)
        services = {self._parts.catalogue.at(name) for name in names}
        if services == {None}:
            self._parts.counter.tunnels += 1
            open_passage(flow, Passage(cleared=True))
            return
        if len(names) > 1:
            open_passage(flow, Passage())
            flow.response = _two_hosts()
            return
        (service,) = services
        assert service
        self._enter(flow, service, names, dossier)
        if passage := passage_of(flow):
            passage.bears = bears

    def _enter(
        self, flow: http.HTTPFlow, service: Service, names: set[str], dossier: Sensitive[str]
    ) -> None:
        """Begin an exchange with a service, before its body is read."""
        request = flow.request
        if request.host not in names:  # it was asked for by its address
            request.host = next(iter(names))
        endpoint = self._parts.catalogue.endpoint(
            service, request.method, request.host, request.path.partition("?")[0]
        )
        if endpoint and endpoint.kind == "outside":
            self._parts.counter.tunnels += 1
            open_passage(flow, Passage(cleared=True))
            return
        language = flows.envelope(request, self._limits.language).language
        number = self._parts.recorder.new_id()
        exchange = Exchange(number, service, endpoint, language, dossier=dossier)
        open_passage(flow, Passage(exchange))
        flows.ask_readable(request)
        if service.plain:
            request.scheme, request.port = "http", 80
        elif request.scheme == "http":
            location = {"location": f"https://{request.host}{request.path}"}
            flow.response = http.Response.make(308, b"", location)
        if request.method not in _METHODS:
            raise fail(t("méthode inconnue", "unknown method"), reason=Reason.UNREADABLE)
        size = request.headers.get("content-length", "")
        paused = self._parts.pauses.covering(service.id)
        if size.isdigit() and int(size) > self._limits.max_body and not paused:
            raise _too_large()

    @guarded
    async def request(self, flow: http.HTTPFlow) -> None:
        """Decide about a request that has been read to its end."""
        passage = passage_of(flow)
        if passage is None or passage.exchange is None or flow.response:
            return
        limits = self._limits
        async with asyncio.timeout(limits.scan_timeout_s):
            if self._parts.pauses.covering(passage.exchange.service.id):
                content = flow.request.raw_content or b""
                asked = flows.envelope(flow.request, limits.language, content)
            else:
                asked = flows.outgoing(flow.request, limits.language, limits.max_body)
                asked = replace(asked, bears=flows.with_body(flow.request, passage.bears))
            verdict = await self._sender.send(asked, passage.exchange)
        if isinstance(verdict, Held):
            hold = verdict.hold
            with watched(flow, lambda: hold.decide(None)):
                verdict = await verdict.decided()
        if isinstance(verdict, Forward):
            if not verdict.as_it_is:
                flows.forward(flow.request, verdict)
            if verdict.signer:
                flows.sign_anew(flow.request, verdict.signer, self._parts.clock())
            passage.cleared, passage.recorded = True, verdict.recorded
            passage.warned = verdict.warned
        else:
            flow.response = self._reply(flow.request, verdict)

    @guarded
    async def error(self, flow: http.HTTPFlow) -> None:
        """A request that mitmproxy has refused by itself, since HTTP forbids its form."""
        passage = passage_of(flow)
        if (
            passage
            and passage.exchange
            and not passage.cleared
            and flows.is_forbidden(flow.request)
        ):
            await self._record(flow, passage.exchange, Reason.UNREADABLE)

    async def stop(self, what: object, error: Exception) -> None:
        """Refuse what a hook failed over; see ``guarded``."""
        if not isinstance(what, http.HTTPFlow):
            what.error = "refused"  # type: ignore[attr-defined]  # a connection.Client
            return
        passage = passage_of(what)
        if passage is None or passage.exchange is None:
            what.response = replies.plain(502, t("Paravent : erreur.", "Paravent: error."))
            return
        refusal = await self._record(what, passage.exchange, replies.reason_of(error))
        what.response = self._reply(what.request, refusal)

    async def _record(self, flow: http.HTTPFlow, exchange: Exchange, reason: Reason) -> Refuse:
        asked = flows.envelope(flow.request, self._limits.language)
        return await refuse(self._sender, asked, exchange, reason, self._limits.record_timeout_s)

    def _reply(self, request: http.Request, refusal: Refuse) -> http.Response:
        chat = flows.is_chat(request)
        types = self._parts.policies.current().entities
        response = replies.refuse(refusal, types, chat=chat)
        origin = request.headers.get("origin", "")
        if origin.startswith("https://"):
            page = self._parts.catalogue.at(origin.removeprefix("https://"))
            if page is refusal.exchange.service:
                replies.show_to(response, origin)
        return response


def _two_hosts() -> http.Response:
    return replies.plain(
        421,
        t(
            "Paravent : cette demande nomme deux serveurs différents.",
            "Paravent: this request names two different hosts.",
        ),
    )


def _too_large() -> ParaventError:
    message = t("l'envoi est trop grand", "the message is too large")
    return fail(message, reason=Reason.TOO_LARGE)


class Gate:
    """The last addon: what has no verdict does not leave."""

    def request(self, flow: http.HTTPFlow) -> None:
        """Refuse a request that nobody cleared."""
        passage = passage_of(flow)
        if not flow.response and not (passage and passage.cleared):
            message = t(
                "Paravent : cet envoi n'a pas été vérifié ; rien n'a été transmis.",
                "Paravent: this message was not checked; nothing was sent.",
            )
            flow.response = replies.plain(502, message)

    def tcp_start(self, flow: object) -> None:
        """Raw bytes to a host that is read: there is no such thing."""
        flow.kill()  # type: ignore[attr-defined]  # a tcp.TCPFlow

    udp_start = tcp_start

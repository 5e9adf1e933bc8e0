"""What a client is told in place of an answer: in the service's own form, in the person's words.

Says that nothing was sent, why, and where to look; never what was found, only its kind.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from mitmproxy import http

from paravent.errors import ParaventError, Reason
from paravent.i18n import speaking, t
from paravent.pipeline.motives import tell_motive
from paravent.pipeline.permission import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paravent.core.types import EntityType
    from paravent.pipeline.exchange import Exchange, Refuse
    from paravent.services.paths import Json
    from paravent.services.service import Service

_PASSING = {Reason.ENGINE, Reason.ENGINE_TIMEOUT, Reason.WARMING, Reason.STORE, Reason.INTERNAL}
"""Reasons that lie with Paravent and may be gone the next time."""


def explain(refusal: Refuse, entities: Mapping[str, EntityType]) -> str:
    """The sentences that the person reads, in the language of the exchange."""
    with speaking(refusal.exchange.language):
        parts = [_happened(refusal), tell_motive(refusal.reason, refusal.found, entities)]
        if refusal.rule:
            why = t(refusal.rule.why_fr, refusal.rule.why_en)
            parts.append(t("Règle : « {id} ».", 'Rule: "{id}".', id=refusal.rule.id))
            parts.append(why)
        if refusal.reason is Reason.NUDGE:
            parts.append(
                t(
                    "Si oui, renvoyez le même message : il partira.",
                    "If so, send the same message again: it will leave.",
                )
            )
        if refusal.page:
            parts.append(f"→ {_choices(refusal)} — {refusal.page}")
        return " ".join(part for part in parts if part)


def _happened(refusal: Refuse) -> str:
    name = refusal.exchange.service.name
    if refusal.reason is Reason.NUDGE:
        return t(
            "Une question de Paravent avant d'envoyer. Rien n'est encore parti vers {name}.",
            "A question from Paravent before sending. Nothing has left for {name} yet.",
            name=name,
        )
    return t(
        "Paravent a bloqué cet envoi. Rien n'a été transmis à {name}.",
        "Paravent blocked this message. Nothing was sent to {name}.",
        name=name,
    )


def _choices(refusal: Refuse) -> str:
    """What can be done on the page about a refusal."""
    if refusal.reason is Reason.NUDGE:
        return t("Oui · Non · Pourquoi ?", "Yes · No · Why?")
    choices = [
        (Mode.MASK, t("Masquer puis renvoyer", "Redact and resend")),
        (Mode.CLEAR, t("Autoriser une fois", "Allow once")),
    ]
    offered = [words for mode, words in choices if mode in refusal.modes]
    return " · ".join([*offered, t("Pourquoi ?", "Why?")])


def refuse(refusal: Refuse, entities: Mapping[str, EntityType], *, chat: bool) -> http.Response:
    """The response to a request that was refused.

    ``chat`` says that somebody is reading along: a service that has such a form gets its answer
    written into the conversation.
    """
    if refusal.quiet:
        return http.Response.make(204, b"", {"x-paravent": "refused"})
    service = refusal.exchange.service
    message = explain(refusal, entities)
    if chat and service.refusal.chat:
        text = service.refusal.chat.replace("{id}", str(uuid4()))
        body = text.replace("{message}", _inside_json(message)).encode()
        return http.Response.make(200, body, {"content-type": "text/event-stream; charset=utf-8"})
    passing = refusal.reason in _PASSING
    headers = {
        "content-type": "application/json",
        "x-paravent": "refused",
        # Read by the SDKs of OpenAI and Anthropic: asking again at once would change nothing.
        "x-should-retry": "true" if refusal.reason is Reason.WARMING else "false",
    }
    return http.Response.make(
        503 if passing else service.refusal.status, error_body(service, message), headers
    )


def show_to(response: http.Response, origin: str) -> None:
    """Let a page of this origin read a refusal, as it may read what the service answers (Fetch).

    For a page of the service's own that sends to another of its hosts; without this the browser
    would keep the reason from it.
    """
    response.headers["access-control-allow-origin"] = origin
    response.headers["access-control-allow-credentials"] = "true"
    response.headers["vary"] = "origin"


def error_body(service: Service, message: str) -> bytes:
    """An error in the service's own JSON."""
    return json.dumps(_fill(service.refusal.body, message), ensure_ascii=False).encode()


def interruption(exchange: Exchange, media_type: str) -> bytes:
    """What ends an answer that could not be restored to its end."""
    with speaking(exchange.language):
        message = t(
            "Paravent a dû interrompre cette réponse. Posez à nouveau la question.",
            "Paravent had to interrupt this answer. Ask the question again.",
        )
    body = error_body(exchange.service, message)
    if media_type == "text/event-stream":
        return b"event: error\ndata: " + body + b"\n\n"
    return b"\n" + body + b"\n"


def reason_of(error: Exception) -> Reason:
    """Why a request is refused over which something broke."""
    if isinstance(error, ParaventError):
        return error.reason
    return Reason.ENGINE_TIMEOUT if isinstance(error, TimeoutError) else Reason.INTERNAL


def plain(status: int, message: str) -> http.Response:
    """A short text, for callers who are not asking an AI service."""
    headers = {"content-type": "text/plain; charset=utf-8", "x-paravent": "refused"}
    return http.Response.make(status, (message + "\n").encode(), headers)


def _fill(body: Json, message: str) -> Json:
    if isinstance(body, dict):
        return {key: _fill(value, message) for key, value in body.items()}
    if isinstance(body, list):
        return [_fill(value, message) for value in body]
    return message if body == "{message}" else body


def _inside_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]

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
        parts = [
            t(
                "Paravent a bloqué cet envoi. Rien n'a été transmis à {name}.",
                "Paravent blocked this message. Nothing was sent to {name}.",
                name=refusal.exchange.service.name,
            ),
            _motive(refusal, entities),
        ]
        if refusal.rule:
            why = t(refusal.rule.why_fr, refusal.rule.why_en)
            parts.append(t("Règle : « {id} ».", 'Rule: "{id}".', id=refusal.rule.id))
            parts.append(why)
        if refusal.index is not None:
            parts.append(
                t(
                    "Détails : paravent audit show {index}",
                    "Details: paravent audit show {index}",
                    index=refusal.index,
                )
            )
        return " ".join(part for part in parts if part)


def _motive(refusal: Refuse, entities: Mapping[str, EntityType]) -> str:
    if refusal.reason is Reason.POLICY:
        kinds = ", ".join(
            f"{t(entities[kind].fr, entities[kind].en)} ({count})" for kind, count in refusal.found
        )
        return t("Motif : {kinds}.", "Reason: {kinds}.", kinds=kinds)
    fr, en = _MOTIVES[refusal.reason]
    return t(fr, en)


_MOTIVES: dict[Reason, tuple[str, str]] = {
    Reason.UNREADABLE: (
        "Motif : le contenu n'a pas pu être lu, donc pas vérifié.",
        "Reason: the content could not be read, and so not checked.",
    ),
    Reason.ATTACHMENT: (
        (
            "Motif : une pièce jointe (image, PDF, son…) n'a pas pu être vérifiée. "
            "Copiez plutôt son texte dans le message."
        ),
        (
            "Reason: an attachment (image, PDF, sound…) could not be checked. "
            "Paste its text into the message instead."
        ),
    ),
    Reason.TOO_LARGE: (
        "Motif : l'envoi est trop grand pour être vérifié. Découpez-le.",
        "Reason: the message is too large to be checked. Split it.",
    ),
    Reason.SIGNED_BLOCK: (
        (
            "Motif : un passage signé par le service contient des données personnelles et ne "
            "peut pas être modifié. Commencez une nouvelle conversation."
        ),
        (
            "Reason: a passage signed by the service holds personal data and cannot be changed. "
            "Start a new conversation."
        ),
    ),
    Reason.KNOWN_VALUE: (
        "Motif : une donnée déjà masquée pour ce service y figurait en clair.",
        "Reason: it held, in clear, data that is masked for this service.",
    ),
    Reason.ENDPOINT: (
        "Motif : ce type d'appel n'est pas autorisé.",
        "Reason: this kind of call is not allowed.",
    ),
    Reason.DESTINATION: (
        "Motif : cette destination n'est pas autorisée.",
        "Reason: this destination is not allowed.",
    ),
    Reason.CALLER: (
        "Motif : ce programme ou cette page n'a pas le droit de passer par Paravent.",
        "Reason: this program or page may not go through Paravent.",
    ),
    Reason.ENGINE: (
        "Motif : la détection a eu une erreur, et Paravent a préféré ne rien envoyer. Réessayez.",
        "Reason: detection failed, and Paravent preferred to send nothing. Try again.",
    ),
    Reason.ENGINE_TIMEOUT: (
        "Motif : la vérification a pris trop de temps. Réessayez avec un texte plus court.",
        "Reason: checking took too long. Try again with a shorter text.",
    ),
    Reason.WARMING: (
        "Motif : Paravent démarre. Réessayez dans quelques secondes.",
        "Reason: Paravent is starting. Try again in a few seconds.",
    ),
    Reason.STORE: (
        (
            "Motif : le journal ou le coffre n'a pas pu être écrit (disque plein ou protégé ?). "
            "Voir « paravent doctor »."
        ),
        (
            "Reason: the log or the vault could not be written (disk full or read-only?). "
            'See "paravent doctor".'
        ),
    ),
    Reason.INTERNAL: (
        "Motif : Paravent a eu une erreur et a préféré ne rien envoyer. Réessayez.",
        "Reason: Paravent had an error and preferred to send nothing. Try again.",
    ),
    Reason.NO_VERDICT: (
        "Motif : cet envoi n'a pas été vérifié.",
        "Reason: this message was not checked.",
    ),
}


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

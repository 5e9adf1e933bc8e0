"""What a person reads where a request or an answer broke the protocol itself.

mitmproxy answers these without asking any hook, in English and in its own name. Here it says the
same in the person's words: who speaks, whether anything was sent, what may help. Its own reason
follows as a detail; it goes to the client that made the request, and nowhere else.
"""

from __future__ import annotations

import html

from mitmproxy.proxy.layers.http import _http1, _http2

from paravent.i18n import language, t

_PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Paravent</title></head>'
    "<body><p>{said}</p><p><small>{detail}</small></p></body></html>\n"
)


def page(status_code: int, message: str) -> bytes:
    """The body of a response with this status; ``message`` is mitmproxy's reason."""
    if status_code >= 500:
        said = t(
            "Paravent : le service n'a pas répondu comme il faut. Ce n'est pas votre demande : "
            "réessayez dans un instant.",
            "Paravent: the service did not answer as it should. It is not your request: try again "
            "in a moment.",
        )
    elif status_code == 413:
        said = t(
            "Paravent : cet envoi est trop grand pour être vérifié ; rien n'a été transmis. "
            "Découpez-le.",
            "Paravent: this message is too large to be checked; nothing was sent. Split it.",
        )
    else:
        said = t(
            "Paravent : cette demande est mal formée et n'a pas pu être vérifiée ; rien n'a été "
            "transmis.",
            "Paravent: this request is malformed and could not be checked; nothing was sent.",
        )
    return _PAGE.format(lang=language(), said=said, detail=html.escape(message)).encode()


def tell_in_our_words() -> None:
    """Have mitmproxy send these pages instead of its own."""
    _http1.format_error = page  # type: ignore[attr-defined]
    _http2.format_error = page  # type: ignore[attr-defined]

"""Who may read the local pages: the same person's programs, under our own name, no foreign page.

A name that leads to 127.0.0.1 (DNS rebinding) has another ``Host``; a page of another site that
calls us has another ``Origin`` or says so in ``Sec-Fetch-Site``. A link that somebody follows from
such a page may lead to what is made for it, the pages about refusals, and to nothing else.
A browser extension has an origin of its own, which no page can take on; what is made for it asks
for a token besides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

EXTENSIONS = "/api/extension/"
"""Under which all stands that is made for browser extensions."""
ORIGIN = re.compile(r"(?:chrome|moz)-extension://[0-9a-z-]{1,64}")
"""The origin of a browser extension."""
_LINKED = "/b/"
_NAMES = ("127.0.0.1", "localhost", "[::1]")

_SECURITY = [
    (
        b"content-security-policy",
        b"default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]


class LocalGuard:
    """Refuses whoever may not be here, and gives every answer its security headers.

    Args:
        app: what is guarded.
        port: on which it is served.
        may_enter: tells, from the two ends of a connection, whether its owner may come in.
    """

    def __init__(
        self,
        app: ASGIApp,
        port: int,
        may_enter: Callable[[tuple[str, int], tuple[str, int]], bool],
    ) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in _NAMES}
        self._origins = {f"http://{host}" for host in self._hosts}
        self._may_enter = may_enter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        allowed = (
            headers.get("host", "") in self._hosts
            and (
                headers.get("origin", next(iter(self._origins))) in self._origins
                or _is_extension(scope, headers)
            )
            and (
                headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
                or _follows_link(scope, headers)
            )
            and self._may_enter(tuple(scope["client"][:2]), tuple(scope["server"][:2]))
        )
        if not allowed:
            text = t(
                "Paravent : cette page n'a pas le droit d'entrer ici.\n",
                "Paravent: this page may not come in here.\n",
            )
            await PlainTextResponse(text, 403)(scope, receive, send)
            return

        async def send_secured(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_SECURITY]  # type: ignore[misc]
            await send(message)

        await self._app(scope, receive, send_secured)  # type: ignore[arg-type]


def _is_extension(scope: Scope, headers: Headers) -> bool:
    """Whether a browser extension asks for what is made for one."""
    return (
        scope["method"] == "POST"
        and scope["path"].startswith(EXTENSIONS)
        and ORIGIN.fullmatch(headers.get("origin", "")) is not None
    )


def _follows_link(scope: Scope, headers: Headers) -> bool:
    """Whether somebody follows a link to a page that refusals point to."""
    return (
        scope["method"] == "GET"
        and scope["path"].startswith(_LINKED)
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )

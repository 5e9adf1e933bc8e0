"""What the proxy's port serves itself: the door for programs that cannot use a proxy.

``http://127.0.0.1:PORT/base/<service>/...`` stands for the service's own address. Web pages may
not come through it: a page of another origin, or one that was led here under another name (DNS
rebinding), is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from paravent.i18n import t

if TYPE_CHECKING:
    from mitmproxy import http

    from paravent.services.catalogue import Catalogue

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PREFIX = "/base/"


class DoorError(Exception):
    """A request to ourselves that is refused: the status and what the caller is told."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def is_for_us(request: http.Request, port: int) -> bool:
    """Whether a request was sent to the proxy's own port, not through it."""
    return request.host in _LOOPBACK and request.port == port


def foreign_page(headers: http.Headers, port: int) -> bool:
    """Whether a request comes from a web page that is not ours."""
    own = {f"http://{host}:{port}" for host in ("127.0.0.1", "localhost", "[::1]")}
    origin = headers.get("origin", "")
    site = headers.get("sec-fetch-site", "none")
    return (origin != "" and origin not in own) or site not in {"none", "same-origin"}


def lead_through(request: http.Request, catalogue: Catalogue, port: int) -> None:
    """Turn a request to the door into the request to the service that it stands for.

    Raises:
        DoorError: it comes from a foreign page, under another name, or for no known service.
    """
    named = urlsplit(f"//{request.headers.get('host', '')}").hostname
    if named not in _LOOPBACK or foreign_page(request.headers, port):
        raise DoorError(
            403,
            t(
                "Paravent : cette page n'a pas le droit de passer par ici.",
                "Paravent: this page may not come through here.",
            ),
        )
    name, _, rest = request.path.removeprefix(_PREFIX).partition("/")
    service = catalogue.named(name) if request.path.startswith(_PREFIX) else None
    if service is None:
        known = ", ".join(sorted(catalogue.services))
        raise DoorError(
            404,
            t(
                "Paravent : écrivez http://127.0.0.1:{port}/base/SERVICE/… ; services : {known}.",
                "Paravent: write http://127.0.0.1:{port}/base/SERVICE/…; services: {known}.",
                port=port,
                known=known,
            ),
        )
    host = next(pattern.name for pattern in service.hosts if not pattern.subdomains)
    request.path = f"/{rest}"
    request.scheme = "https"
    request.host = host
    request.port = 443
    request.headers["host"] = host
    request.authority = ""

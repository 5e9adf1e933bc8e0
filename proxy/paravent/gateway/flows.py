"""mitmproxy's flows read as requests of ours, and verdicts written back into them.

Plain conversion: nothing here decides, waits or keeps anything.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mitmproxy.net.http.validate import validate_headers

from paravent.core.sigv4 import Signable, sign
from paravent.core.types import Sensitive
from paravent.gateway.encoding import ENCODINGS, decode_body
from paravent.hostnames import normalise
from paravent.i18n import preferred
from paravent.pipeline.exchange import Outgoing
from paravent.pipeline.signer import FORM
from paravent.store.vocabulary import App

if TYPE_CHECKING:
    from datetime import datetime

    from mitmproxy import http

    from paravent.core.sigv4 import Credentials
    from paravent.i18n import Lang
    from paravent.pipeline.exchange import Forward

_OWN = frozenset({"cookie", "authorization", "proxy-authorization", "x-api-key", "api-key"})
"""Headers that are the service's own: what it gave to the client, it may have back."""

_SIGNED = ("AWS4-HMAC-", "AWS4-ECDSA-")
"""How an ``Authorization`` begins that holds for one body only (AWS Signature Version 4, 4A)."""
_DOSSIER = b"x-paravent-dossier"
"""The header that chooses the client a request is for, by name or code; percent-encoded or not."""

_READ = frozenset({"referer", "content-length", "host"})
"""Headers that are read elsewhere."""


def outgoing(request: http.Request, default: Lang, limit: int) -> Outgoing:
    """A request as the pipeline reads it.

    Args:
        request: mitmproxy's.
        default: language of messages, unless the request prefers another of ours.
        limit: bytes of content, decoded, beyond which it is refused.

    Raises:
        ParaventError: its content encoding is unknown or broken, or it is too large.
    """
    headers = request.headers
    body = decode_body(request.raw_content or b"", headers.get("content-encoding", ""), limit)
    return envelope(request, default, body)


def names(flow: http.HTTPFlow) -> set[str]:
    """The hosts that a request says it is for: by its target, its TLS hello, its ``Host``.

    An address says nothing: a client that resolves names itself still names the host in its hello.
    """
    request = flow.request
    said = {request.host, urlsplit(f"//{request.host_header or ''}").hostname or ""}
    if flow.client_conn.sni:
        said.add(flow.client_conn.sni)
    found = {normalise(name) for name in said if name and not _is_address(name)}
    return found or {normalise(request.host)}


def ask_readable(request: http.Request) -> None:
    """Ask for an answer that can be read: plain, or, for files, in an encoding that we undo."""
    asked = request.headers.get("accept-encoding", "")
    kept = [name for name in asked.split(",") if name.partition(";")[0].strip() in ENCODINGS]
    files = request.method == "GET" and kept
    request.headers["accept-encoding"] = ",".join(kept) if files else "identity"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def envelope(request: http.Request, default: Lang, body: bytes = b"") -> Outgoing:
    """A request with another body: that of one frame, or none where its own cannot be read."""
    headers = request.headers
    return Outgoing(
        method=request.method,
        host=normalise(request.host),
        target=Sensitive(request.path),
        content_type=headers.get("content-type", ""),
        body=Sensitive(body),
        referer=Sensitive(headers.get("referer", "")),
        headers=Sensitive("\n".join(f"{name}: {value}" for _, name, value in _others(request))),
        app=app_of(headers.get("user-agent", "")),
        language=preferred(headers.get("accept-language", ""), default),
        signed=is_signed(request),
    )


def signable(request: http.Request) -> Signable:
    """A request as whoever signs it sees it, with the body that has come so far."""
    named = [(_decode(name).lower(), _decode(value)) for name, value in request.headers.fields]
    head = [("host", request.host_header or ""), *(one for one in named if one[0] != "host")]
    return Signable(request.method, request.path, tuple(head), _digest(request))


def with_body(request: http.Request, bears: Signable | None) -> Signable | None:
    """What a client signed, now that its body has come."""
    return replace(bears, digest=_digest(request)) if bears else None


def _digest(request: http.Request) -> str:
    return hashlib.sha256(request.raw_content or b"").hexdigest()


def is_signed(request: http.Request) -> bool:
    """Whether its credentials hold for its very body only."""
    return str(request.headers.get("authorization", "")).startswith(_SIGNED)


def sign_anew(request: http.Request, signer: Credentials, at: datetime) -> None:
    """Have a request as it is now signed; see ``core.sigv4``."""
    for name, value in sign(signable(request), signer, at.astimezone(UTC).strftime(FORM)).items():
        request.headers[name] = value


def forward(request: http.Request, verdict: Forward) -> None:
    """Make a request what the verdict says that it is."""
    request.path = verdict.target
    _write_others(request, verdict.headers)
    request.headers.pop("content-encoding", None)
    request.headers.pop("expect", None)
    request.trailers = None
    if verdict.body or request.raw_content:
        request.content = verdict.body
    if verdict.referer:
        request.headers["referer"] = verdict.referer
    else:
        request.headers.pop("referer", None)


def take_dossier(request: http.Request) -> Sensitive[str]:
    """The client that was chosen for a request, taken out of it: no service ever sees it."""
    fields = [value for name, value in request.headers.fields if name.lower() == _DOSSIER]
    if fields:
        request.headers.fields = tuple(
            one for one in request.headers.fields if one[0].lower() != _DOSSIER
        )
    return Sensitive(unquote(_decode(fields[-1])).strip() if fields else "")


def is_forbidden(request: http.Request) -> bool:
    """Whether its header is one by which two readers could tell two different requests."""
    try:
        validate_headers(request)
    except ValueError:
        return True
    return False


def is_chat(request: http.Request) -> bool:
    """Whether a page waits for an answer that it writes into a conversation as it streams.

    All else that a page asks for (an upload, a title, a script) it reads otherwise: it must see
    that it was refused.
    """
    streams = "text/event-stream" in request.headers.get("accept", "")
    return streams and "sec-fetch-mode" in request.headers


def _others(request: http.Request) -> list[tuple[int, str, str]]:
    """The headers that are read here: their place among all, their name, their value."""
    named = [
        (number, _decode(name).lower(), _decode(value))
        for number, (name, value) in enumerate(request.headers.fields)
    ]
    return [one for one in named if one[1] not in _OWN and one[1] not in _READ]


def _decode(field: bytes) -> str:
    """A header as one line of text: UTF-8, or else Latin-1, as it once was (RFC 9110 §5.5)."""
    try:
        text = field.decode()
    except UnicodeDecodeError:
        text = field.decode("latin-1")
    return text.replace("\r", " ").replace("\n", " ")


def _write_others(request: http.Request, headers: str) -> None:
    fields = list(request.headers.fields)
    lines = headers.split("\n") if headers else []
    for (number, name, old), line in zip(_others(request), lines, strict=True):
        new = line.removeprefix(f"{name}: ")
        if new != old:
            fields[number] = (fields[number][0], new.encode())
    request.headers.fields = tuple(fields)


def app_of(user_agent: str) -> App:
    """The family of the program that sent a request, by what it says of itself."""
    agent = user_agent.lower()
    if agent.startswith("mozilla/"):
        return App.DESKTOP if "electron/" in agent else App.BROWSER
    if agent.startswith(("curl/", "wget/", "claude-cli", "codex")):
        return App.CLI
    if any(word in agent for word in ("openai", "anthropic", "mistral", "python", "node", "axios")):
        return App.SDK
    return App.UNKNOWN

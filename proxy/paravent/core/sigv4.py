"""AWS Signature Version 4: what a signature covers, whether one holds, and how one is made.

Source: AWS, "Create a signed AWS API request" (IAM User Guide, read 2026-11-26), for every service
but S3, whose paths are written otherwise. Only the form with an ``Authorization`` header over the
whole body is known here; a body that is signed in pieces, or not at all, has no signature to check.
Must never let a key out: secrets are ``Sensitive``, and what is returned is the signature alone.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from paravent.core.types import Sensitive

if TYPE_CHECKING:
    from collections.abc import Iterable

ALGORITHM = "AWS4-HMAC-SHA256"
_CLAIM = re.compile(
    rf"{ALGORITHM} +Credential=(?P<key>[\w.+=,@-]+)/(?P<day>\d{{8}})/(?P<region>[\w-]+)"
    r"/(?P<service>[\w-]+)/aws4_request, *SignedHeaders=(?P<signed>[a-z0-9;_-]+)"
    r", *Signature=(?P<signature>[0-9a-f]{64})",
    re.ASCII,
)
_SAFE = "-_.~"
"""Signs that are never written otherwise (RFC 3986 §2.3), beside letters and digits."""

_PASSING = frozenset({"connection", "expect", "te", "transfer-encoding"})
"""Headers that a proxy may write anew on its way, so that no signature can cover them."""

_DATE, _TOKEN, _HASH = "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an AWS account signs with; ``token`` is empty unless they are temporary ones."""

    key_id: Sensitive[str]
    secret: Sensitive[str]
    token: Sensitive[str] = Sensitive("")  # noqa: RUF009 -- immutable


@dataclass(frozen=True, slots=True)
class Claim:
    """What an ``Authorization`` header says: whose signature, for what, over which headers."""

    key_id: Sensitive[str]
    day: str
    region: str
    service: str
    signed: tuple[str, ...]
    signature: str

    @classmethod
    def parse(cls, authorization: str) -> Claim | None:
        """Read the header; None where it is not of this form."""
        found = _CLAIM.fullmatch(authorization.strip())
        if not found:
            return None
        return cls(
            Sensitive(found["key"]),
            found["day"],
            found["region"],
            found["service"],
            tuple(found["signed"].split(";")),
            found["signature"],
        )

    @property
    def scope(self) -> str:
        """The credential scope: day, region, service."""
        return f"{self.day}/{self.region}/{self.service}/aws4_request"


@dataclass(frozen=True, slots=True)
class Signable:
    """A request as it is signed: ``target`` is its path and query as they travel.

    ``headers`` hold ``host`` and ``authorization`` as well, their names in lower case; ``digest``
    is the SHA-256 of the body as it travels, in hex.
    """

    method: str
    target: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    digest: str

    def header(self, name: str) -> str:
        """The first header of this name; empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")


def holds(request: Signable, credentials: Credentials) -> bool:
    """Whether a request bears a signature over all of itself that these credentials made."""
    claim = Claim.parse(request.header("authorization"))
    if claim is None or not {"host", _DATE} <= set(claim.signed):
        return False
    if claim.key_id != credentials.key_id or request.header(_TOKEN) != credentials.token.reveal():
        return False
    if request.header(_HASH) not in {"", request.digest} or claim.day != request.header(_DATE)[:8]:
        return False
    return hmac.compare_digest(_sign(request, claim, credentials.secret), claim.signature)


def sign(request: Signable, credentials: Credentials, at: str) -> dict[str, str]:
    """The headers that make a request one that these credentials have signed.

    The scope and the choice of headers are those of the signature that it bears.

    Args:
        request: the request as it will travel.
        credentials: who signs.
        at: the time, UTC, written ``20150830T123600Z``.

    Raises:
        ValueError: it bears no signature of this form.
    """
    claim = Claim.parse(request.header("authorization"))
    if claim is None:
        raise ValueError("not signed")
    set_now = {_DATE: at}
    if credentials.token:
        set_now[_TOKEN] = credentials.token.reveal()
    if request.header(_HASH):
        set_now[_HASH] = request.digest
    others = [one for one in request.headers if one[0] not in {_DATE, _TOKEN, _HASH}]
    present = {name for name, _ in others} - _PASSING
    signed = ({"host", *claim.signed} & present) | set(set_now)
    request = replace(request, headers=(*others, *set_now.items()))
    claim = replace(claim, day=at[:8], signed=tuple(sorted(signed)), key_id=credentials.key_id)
    authorization = (
        f"{ALGORITHM} Credential={claim.key_id.reveal()}/{claim.scope}, "
        f"SignedHeaders={';'.join(claim.signed)}, "
        f"Signature={_sign(request, claim, credentials.secret)}"
    )
    return {**set_now, "authorization": authorization}


def _sign(request: Signable, claim: Claim, secret: Sensitive[str]) -> str:
    canonical = hashlib.sha256(_canonical(request, claim.signed).encode()).hexdigest()
    told = "\n".join([ALGORITHM, request.header(_DATE), claim.scope, canonical])
    key = f"AWS4{secret.reveal()}".encode()
    for part in (claim.day, claim.region, claim.service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, told.encode(), "sha256").hex()


def _canonical(request: Signable, signed: Iterable[str]) -> str:
    path, _, query = request.target.partition("?")
    names = sorted(signed)
    lines = [f"{name}:{_values(request, name)}" for name in names]
    return "\n".join([
        request.method,
        quote(_normal(path), safe=f"/{_SAFE}"),
        _sorted_query(query),
        *lines,
        "",
        ";".join(names),
        request.digest,
    ])  # fmt: skip


def _normal(path: str) -> str:
    """A path without dot segments (RFC 3986 §5.2.4) and repeated slashes."""
    out: list[str] = []
    for part in path.split("/"):
        if part == "..":
            out = out[:-1]
        elif part not in {"", "."}:
            out.append(part)
    end = "/" if out and path.endswith(("/", "/.", "/..")) else ""
    return f"/{'/'.join(out)}{end}"


def _sorted_query(query: str) -> str:
    pairs = [one.partition("=") for one in query.split("&") if one]
    coded = [(_encode(name), _encode(value)) for name, _, value in pairs]
    return "&".join(f"{name}={value}" for name, value in sorted(coded))


def _encode(text: str) -> str:
    return quote(unquote(text, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")


def _values(request: Signable, name: str) -> str:
    found = [re.sub(" +", " ", value.strip()) for key, value in request.headers if key == name]
    return ",".join(found)

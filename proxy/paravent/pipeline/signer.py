"""Who may sign a request anew: only whoever has signed it.

A signature that covers the whole request and is a few minutes old proves that the program that
sent it has the person's own key. Nothing else is ever signed: not what another key has signed, nor
what was recorded earlier, nor what a web page only claims.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from paravent.core.sigv4 import holds

if TYPE_CHECKING:
    from paravent.core.sigv4 import Credentials
    from paravent.pipeline.exchange import Outgoing

FORM = "%Y%m%dT%H%M%SZ"
"""How AWS writes a time, in UTC."""

_AGE = timedelta(minutes=15)
"""How far a signature's time may be from now; no AWS service allows more."""


def find_signer(
    request: Outgoing, credentials: Credentials | None, now: datetime
) -> Credentials | None:
    """The credentials, if it is they that signed this request a few minutes ago at most."""
    if credentials is None or request.bears is None or not holds(request.bears, credentials):
        return None
    try:
        signed_at = datetime.strptime(request.bears.header("x-amz-date"), FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
    return credentials if abs(now - signed_at) <= _AGE else None

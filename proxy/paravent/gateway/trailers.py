"""Fields that come after a body in chunks (RFC 9112 §7.1.2): they are dropped, both ways.

No hook sees them, so none may leave; and mitmproxy, which does not know them in HTTP/1, would
leave both sides hanging.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from h11 import EndOfMessage
from h11._readers import ChunkedReader
from mitmproxy.proxy.layers.http import _http1

if TYPE_CHECKING:
    from h11 import Data
    from h11._receivebuffer import ReceiveBuffer


class _BodyOnly(ChunkedReader):
    """Reads a body in chunks, and nothing after it."""

    def __call__(self, buf: ReceiveBuffer) -> Data | EndOfMessage | None:
        event = super().__call__(buf)
        return EndOfMessage() if isinstance(event, EndOfMessage) else event


def drop_trailers() -> None:
    """Have mitmproxy read bodies in chunks this way."""
    _http1.ChunkedReader = _BodyOnly  # type: ignore[attr-defined]

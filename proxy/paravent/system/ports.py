"""Whether a port on 127.0.0.1 can be listened on. It is tried and let go at once."""

from __future__ import annotations

import socket


def why_not_bound(port: int) -> int | None:
    """The ``errno`` with which the system refuses a port on 127.0.0.1, or None."""
    with socket.socket() as probe:
        # As asyncio's servers do: the remains of closed connections are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno
    return None

"""Long work that must not hold up the loop: pure functions, done in a thread where they are long.

Nothing that is run here may touch what the loop changes.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 250
"""Findings with which one step of a request takes more than some milliseconds."""

LARGE = 200_000
"""Bytes of a body, or characters of texts, from which on the same is true."""


async def calmly[T](work: Callable[[], T], *, long: bool) -> T:
    """What ``work`` returns; in a thread of its own if it is long.

    Raises:
        Exception: whatever ``work`` raises.
    """
    return await asyncio.to_thread(work) if long else work()

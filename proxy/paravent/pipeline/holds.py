"""Requests that wait for the person's decision, as rules with the action ``ask`` want it.

Nothing of a held request has left. They are few and wait for a bounded time: one too many, one
that nobody decides about and one whose client goes away are refused.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from paravent.pipeline.exchange import Forward, Refuse
    from paravent.pipeline.permission import Permission
    from paravent.pipeline.refusals import Refusal

MOST = 20
"""Requests that may wait at the same time."""
_REMEMBERED = 50


class Hold:
    """One request that waits.

    Args:
        code: of its page.
        refusal: what its page tells.
        ends_at: when it is refused for want of a decision.
    """

    def __init__(self, code: str, refusal: Refusal, ends_at: datetime) -> None:
        self.code = code
        self.refusal = refusal
        self.ends_at = ends_at
        self.permission: Permission | None = None
        self._decided = asyncio.Event()

    @property
    def waits(self) -> bool:
        """Whether it can still be decided."""
        return not self._decided.is_set()

    def decide(self, permission: Permission | None) -> None:
        """Let it leave as the permission says, or refuse it; the first decision counts."""
        if self.waits:
            self.permission = permission
            self._decided.set()

    async def decided(self, timeout_s: float) -> Permission | None:
        """The decision, as soon as there is one; None where it is refused or time has run out."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._decided.wait()
        except TimeoutError:
            self.decide(None)
        return self.permission


class Holds:
    """The requests that wait, and those that were lately let go.

    Args:
        timeout_s: how long one waits, in seconds.
    """

    def __init__(self, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        self._holds: dict[str, Hold] = {}

    def add(self, hold: Hold) -> bool:
        """Have one more wait; False where too many do."""
        if len(self.waiting()) >= MOST:
            return False
        self._holds[hold.code] = hold
        ended = [one.code for one in self._holds.values() if not one.waits]
        for code in ended[:-_REMEMBERED]:
            del self._holds[code]
        return True

    def find(self, code: str) -> Hold | None:
        """The request of a code, whether it waits or was lately let go."""
        return self._holds.get(code.upper())

    def waiting(self) -> Sequence[Hold]:
        """Those that wait, the oldest first."""
        return [hold for hold in self._holds.values() if hold.waits]

    def close(self) -> None:
        """Refuse all that wait: the program stops."""
        for hold in self.waiting():
            hold.decide(None)


@dataclass(frozen=True, slots=True)
class Held:
    """The verdict on a request that waits; ``resume`` makes the last one of the decision."""

    hold: Hold
    timeout_s: float
    resume: Callable[[Permission | None], Awaitable[Forward | Refuse]]

    async def decided(self) -> Forward | Refuse:
        """Wait for the decision; it is on disk before this returns.

        Raises:
            ParaventError: it could not be recorded: nothing may leave.
        """
        return await self.resume(await self.hold.decided(self.timeout_s))

"""What ``paravent doctor`` finds, for the pages: looked at now and then, not for every page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from paravent.i18n import language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paravent.i18n import Lang
    from paravent.web.house import Check

FRESH_S = 300.0
"""How long what was found is good for, in seconds."""


class Checkup:
    """Keeps what was found last, in each language.

    Args:
        examine: looks at everything; it blocks.
        monotonic: seconds of a clock that is never set.
    """

    def __init__(
        self, examine: Callable[[], Sequence[Check]], monotonic: Callable[[], float]
    ) -> None:
        self._examine = examine
        self._monotonic = monotonic
        self._found: dict[Lang, tuple[float, Sequence[Check]]] = {}
        self._turn = asyncio.Lock()

    async def look(self, *, anew: bool = False) -> Sequence[Check]:
        """What is found, in the current language; ``anew``: whatever was found before."""
        async with self._turn:
            at_s, found = self._found.get(language(), (0.0, ()))
            now_s = self._monotonic()
            if anew or language() not in self._found or now_s - at_s >= FRESH_S:
                found = await asyncio.to_thread(self._examine)
                self._found[language()] = (now_s, found)
            return found

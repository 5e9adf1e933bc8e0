"""What the person is to be told of: requests that went out with a warning.

Kept in memory for whoever shows it; the log has it for good. Each notice has the number of its
event, so that one who remembers the last number shown tells each of them once.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paravent.core.types import RuleRef

_KEPT = 100


@dataclass(frozen=True, slots=True)
class Warned:
    """One request that went out: its event's number, its service, the rules that warn, what of.

    ``found`` counts findings by type; there are no values.
    """

    index: int
    service: str
    rules: tuple[RuleRef, ...]
    found: tuple[tuple[str, int], ...]


class Notices:
    """The latest warnings."""

    def __init__(self) -> None:
        self._latest: deque[Warned] = deque(maxlen=_KEPT)

    def add(self, notice: Warned) -> None:
        """One more; the oldest of a hundred goes."""
        self._latest.append(notice)

    def after(self, index: int) -> list[Warned]:
        """Those of events after that number, the oldest first."""
        return [notice for notice in self._latest if notice.index > index]

"""How long a policy that changes nothing has been in force: a day at most, restarts included.

What was used up is kept in a file and only grows. A clock that is set back takes nothing off it,
and a file that cannot be read or written means that the day is over.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from paravent.log import describe, log

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

LIMIT_S = 24 * 3600
_SAVE_EVERY_S = 60.0


class Observation:
    """The day of one installation.

    Args:
        path: the file that remembers it; need not exist.
        clock: the time, aware; may be set.
        steady: seconds of a clock that is never set.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime], steady: Callable[[], float]
    ) -> None:
        self._path = path
        self._clock = clock
        self._steady = steady
        self._began: tuple[float, float, float] | None = None
        self._saved_s = 0.0

    def left_s(self) -> float:
        """Seconds that are left of it; asking begins it. 0: it is over."""
        if self._began is None:
            self._began = self._read()
            self._save(self._used_s())
        used_s = self._used_s()
        if used_s - self._saved_s >= _SAVE_EVERY_S:
            self._save(used_s)
        return max(0.0, LIMIT_S - self._used_s())

    def forget(self) -> None:
        """Let a new one be possible: another policy has been chosen."""
        self._began = None
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            log.error("end of observation: %s", describe(error))

    def _used_s(self) -> float:
        """What is used up: the time since it began, or the steady clock's where that is more."""
        assert self._began
        since_s, before_s, started_s = self._began
        by_clock_s = self._clock().timestamp() - since_s
        return max(before_s + self._steady() - started_s, by_clock_s)

    def _read(self) -> tuple[float, float, float]:
        """When it began, what was used up before now, and the steady clock's now, in seconds."""
        try:
            kept = json.loads(self._path.read_bytes())
            since_s, used_s = float(kept["since_s"]), float(kept["used_s"])
        except FileNotFoundError:
            return self._clock().timestamp(), 0.0, self._steady()
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.error("observation ends: %s", describe(error))
            return self._clock().timestamp(), float(LIMIT_S), self._steady()
        return since_s, max(0.0, used_s), self._steady()

    def _save(self, used_s: float) -> None:
        assert self._began
        since_s, before_s, started_s = self._began
        # What was used up stays so, whatever the clock says later.
        before_s = max(before_s, used_s - (self._steady() - started_s))
        self._began = (since_s, before_s, started_s)
        self._saved_s = used_s
        beside = self._path.with_suffix(".new")
        try:
            beside.write_text(json.dumps({"since_s": since_s, "used_s": used_s}), encoding="utf-8")
            os.replace(beside, self._path)  # noqa: PTH105 -- replaces in one step
        except OSError as error:
            log.error("observation ends: %s", describe(error))
            self._began = (since_s, float(LIMIT_S), started_s)

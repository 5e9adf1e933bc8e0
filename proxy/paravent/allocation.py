"""How memory goes back to the machine: whatever is free, at once.

glibc keeps ever larger blocks for later, and a heap for each thread: after a few large texts that
are some 30 MB. It never changes what the program does; where there is no glibc, nothing is done.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_LARGE = 128 * 1024  # bytes: what glibc begins with
# Of mallopt(3). To set one of the first two ends that glibc raises them by itself.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8


def give_back() -> None:
    """Give back what is free; from now on, large blocks as soon as they are, of one heap."""
    if sys.platform != "linux":
        return
    with suppress(AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_TRIM_THRESHOLD, _LARGE)
        mallopt(_ARENA_MAX, 1)

"""A recognizer to be added in tests: on ``HUNGER`` its process has no more memory to be had.

``HUNGER-now`` asks for more at once; ``HUNGER-later`` leaves it to whatever comes next.
"""

import resource
from pathlib import Path

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer

_LEFT = 1 << 20


def _validate(text: str) -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + _LEFT
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if text == "HUNGER-now":
        bytearray(1 << 30)
    return 1.0


RECOGNIZER = Recognizer(
    EntityType("HUNGER", "HUNGER", Category.IDENTITY, "faim", "hunger"),
    patterns=(r"HUNGER-(?:now|later)",),
    validate=_validate,
)

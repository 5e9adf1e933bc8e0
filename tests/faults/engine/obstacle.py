"""A recognizer to be added in tests: it stops in the middle of a job until the test says go.

On ``OBSTACLE-name`` it writes its process number into the pipe ``name`` of the folder in
``PARAVENT_TEST_PIPES`` and goes on when it reads something from ``name.go``. On ``FAILURE`` it
raises.
"""

import os
from pathlib import Path

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer


def _validate(text: str) -> float:
    if text == "FAILURE":
        raise ZeroDivisionError("the text itself: " + text)
    pipe = Path(os.environ["PARAVENT_TEST_PIPES"]) / text.removeprefix("OBSTACLE-")
    with pipe.open("w") as told:
        told.write(str(os.getpid()))
    with pipe.with_suffix(".go").open() as awaited:
        awaited.read()
    return 1.0


RECOGNIZER = Recognizer(
    EntityType("OBSTACLE", "OBSTACLE", Category.IDENTITY, "obstacle", "obstacle"),
    patterns=(r"OBSTACLE-[a-z]+|FAILURE",),
    validate=_validate,
)

"""A program with an engine, to be killed: prints its processes, then waits in the middle of a job.

Arguments: the recognizer to add.
"""

import asyncio
import sys
from pathlib import Path

import psutil

from paravent.core.types import Segment, Sensitive
from paravent.detect.engine import Engine


async def main() -> None:
    engine = Engine(workers=2, job_timeout_s=600, added=[Path(sys.argv[1])])
    await engine.start()
    print(*(child.pid for child in psutil.Process().children(recursive=True)), flush=True)
    await engine.scan([Segment(Sensitive("OBSTACLE-program"), "$")])


asyncio.run(main())

"""A program of its own that fills an audit log until it is killed or told to end.

``python auditing_child.py PATH PER_COMMIT``: prints the highest index of each commit once it is
told that the events are on disk.
``python auditing_child.py PATH PER_COMMIT LIMIT``: lets no file grow beyond LIMIT bytes until an
append fails, prints ``full``, lifts the limit, appends once more, prints ``resumed`` and ends.
"""

from __future__ import annotations

import asyncio
import resource
import signal
import sys
from pathlib import Path

from auditing import make_event, opened
from paravent.errors import ParaventError


async def fill(path: Path, per_commit: int) -> None:
    with opened(path) as log:
        while True:
            jobs = (log.append(make_event(), make_event()) for _ in range(per_commit))
            for indexes in await asyncio.gather(*jobs):
                print(indexes[-1], flush=True)


async def fill_to_the_brim(path: Path, per_commit: int, limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    with opened(path) as log:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
        try:
            while True:
                indexes = await log.append(*(make_event() for _ in range(per_commit)))
                print(indexes[-1], flush=True)
        except ParaventError as error:
            print("full", error.reason, flush=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        print("resumed", (await log.append(make_event()))[-1], flush=True)


if __name__ == "__main__":
    where, n = Path(sys.argv[1]), int(sys.argv[2])
    if len(sys.argv) > 3:
        asyncio.run(fill_to_the_brim(where, n, int(sys.argv[3])))
    else:
        asyncio.run(fill(where, n))

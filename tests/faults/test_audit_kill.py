"""A program that is killed in the middle of recording has lost nothing that it was told is kept."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from auditing import make_event, make_keys, opened
from paravent.store.reader import read_audit
from paravent.store.verify import verify_audit

KILLS = 14
TESTS = Path(__file__).parents[1]


def test_no_acknowledged_event_is_lost_when_killed_at_any_moment(tmp_path):
    path = tmp_path / "audit.db"
    draw = random.Random(11)
    acknowledged = 0
    for _ in range(KILLS):
        command = [sys.executable, TESTS / "auditing_child.py", path, str(draw.choice((1, 3, 8)))]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
        ) as child:
            said = [child.stdout.readline() for _ in range(draw.randrange(1, 150))]
            child.send_signal(signal.SIGKILL)
            # What it said between the last line read and its death counts as well.
            said += child.stdout.read().splitlines(keepends=True)
        told = [int(line) for line in said if line.endswith("\n")]
        assert told, "the program did not start"
        assert told[0] > acknowledged
        acknowledged = max(told)
        with closing(sqlite3.connect(path)) as sql:
            assert sql.execute("SELECT max(i) FROM header").fetchone()[0] >= acknowledged
    with opened(path) as log:
        (index,) = log.append_now(make_event())
    found = verify_audit(path, make_keys())
    assert found.ok, found.findings
    assert found.events == index + 1
    with read_audit(path, make_keys()) as reader:
        assert reader.read(acknowledged).event()["type"] == "request"

"""The program's own log: ids, counts and places in the code, never content.

Exceptions are written as their type and the line that raised them. Their messages and their
locals stay out, since a parser's message may quote what it could not parse.
"""

from __future__ import annotations

import asyncio
import logging
import logging.handlers
import sys
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

log = logging.getLogger("paravent")

_kept: set[asyncio.Task[object]] = set()


def keep_task(coro: Coroutine[object, object, object], name: str) -> asyncio.Task[object]:
    """Start a task and hold on to it until it ends; its failure is logged, not lost."""
    task = asyncio.get_running_loop().create_task(coro, name=name)
    _kept.add(task)
    task.add_done_callback(_ended)
    return task


def _ended(task: asyncio.Task[object]) -> None:
    _kept.discard(task)
    if not task.cancelled() and (error := task.exception()):
        log.error("task %s failed: %s", task.get_name(), describe(error))


def describe(error: BaseException) -> str:
    """An exception as ``Type at file.py:line``, without its message; of a group, each one."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(describe(one) for one in error.exceptions)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"


class _Discreet(logging.Formatter):
    """Writes other people's records without their arguments, ours as they are."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        ours = record.name == "paravent" or record.name.startswith("paravent.")
        text = record.getMessage() if ours else f"{record.filename}:{record.lineno}"
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            text = f"{text} [{describe(error)}]"
        return f"{stamp} {record.levelname.lower()} {record.name}: {text}"


def to_stderr(level: int = logging.WARNING) -> None:
    """Send the log to standard error, for commands that run in the foreground."""
    _install(logging.StreamHandler(sys.stderr), level)


def to_file(path: Path, level: int = logging.INFO) -> None:
    """Send the log to a file of at most three times 2 MB, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    _install(logging.handlers.RotatingFileHandler(path, maxBytes=2_000_000, backupCount=2), level)


def _install(handler: logging.Handler, level: int) -> None:
    # A line that cannot be written, on a full disk say, is lost without quoting what was in it.
    logging.raiseExceptions = False
    handler.setFormatter(_Discreet())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    log.setLevel(level)
    # mitmproxy reports what goes wrong in an addon as an error; below that it quotes traffic.
    logging.getLogger("mitmproxy").setLevel(logging.ERROR)

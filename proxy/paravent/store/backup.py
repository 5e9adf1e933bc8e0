"""A copy of a database as it was, made before it is brought to a new schema.

It lies beside the database, readable by its owner only. One is kept for each database, and it is
forgotten at the first start after a week, or as soon as something is erased: it holds that too.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from paravent.store.disk import cannot_write, sync_folder

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

KEPT = timedelta(days=7)
"""How long a copy is kept."""


def backups(path: Path) -> list[Path]:
    """The copies of a database that there are, the latest last."""
    found = path.parent.glob(f"{path.name}.before-*")
    return sorted(found, key=lambda copy: copy.stat().st_mtime_ns)


def back_up(connection: sqlite3.Connection, path: Path, before: str) -> Path:
    """Copy a database before a migration; the copy is whole or not there.

    Raises:
        ParaventError: the file cannot be written.
        sqlite3.Error: the database cannot be read, or the disk is full.
    """
    copy = path.with_name(f"{path.name}.before-{before}")
    fresh = path.with_name(f".{copy.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        file = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with closing(sqlite3.connect(fresh, autocommit=True)) as target:
                connection.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
            os.fsync(file)
        finally:
            os.close(file)
        fresh.replace(copy)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(copy) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return copy


def forget_backups(path: Path, now: datetime) -> None:
    """Remove all copies but the latest, and that one too once its time is over."""
    oldest = now.timestamp() - KEPT.total_seconds()
    with suppress(OSError):  # it is tried again at the next start
        found = backups(path)
        for copy in found:
            if copy != found[-1] or copy.stat().st_mtime < oldest:
                copy.unlink()


def drop_backups(path: Path) -> bool:
    """Remove every copy of a database from which something has been erased; whether all went."""
    try:
        for copy in backups(path):
            copy.unlink(missing_ok=True)
    except OSError:
        return False
    return True

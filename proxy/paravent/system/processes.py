"""Processes of this machine, told from later ones of the same number."""

from __future__ import annotations

import os
from pathlib import Path


def birth(pid: int) -> str:
    """What tells a process from a later one of the same number: when it began (proc(5)).

    Empty where there is no such process any more, only its exit status, or no ``/proc``.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state in {"Z", "X"} else fields[18]


def is_alive(pid: int, born: str) -> bool:
    """Whether the process of this number that began then still runs."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return birth(pid) == born

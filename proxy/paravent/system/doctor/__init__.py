"""``paravent doctor``: every check there is, topic by topic."""

from __future__ import annotations

from paravent.system.doctor import installation, programs, protection, setting
from paravent.system.doctor.base import Check, Machine, Result, Status, results

__all__ = ["CHECKS", "Check", "Machine", "Result", "Status", "examine"]

CHECKS = (*installation.CHECKS, *setting.CHECKS, *programs.CHECKS, *protection.CHECKS)
"""All of them, in the order in which people read them."""


def examine(machine: Machine) -> list[Result]:
    """Run every check; the results in order."""
    return [result for check in CHECKS for result in results(check, machine)]

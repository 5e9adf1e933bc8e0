"""What a check of ``paravent doctor`` is, what it looks at and what it says.

A check reads and never repairs; whoever asked prints the results. Must never show content: counts,
dates, names of files and of hosts only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from paravent.errors import ParaventError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from paravent.settings import Home
    from paravent.system.part import Site


class Status(StrEnum):
    """How a check went; ``FAIL`` keeps Paravent from doing its work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found: of what (``title``), how it is (``detail``), what to do (``fix``)."""

    id: str
    status: Status
    title: str
    detail: str
    fix: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What the checks look at. The callables raise ParaventError when something is wrong.

    Attributes:
        home: the folder of this installation.
        site: the machine, and what it is given when it is set up.
        changed: ids of what set-up has changed on this machine.
        names: the catalogued hosts.
        now: the current time, aware.
        ports: the ports on 127.0.0.1 that Paravent is to listen on.
        is_ours: whether it is this Paravent that listens on a port in use.
        keys: where the keys are kept: ``keyring`` or ``file``.
        audit: opens and verifies the audit log; how many entries it has.
        rules: reads the rules in force; how many there are, and whether they hide anything.
        models: compares the models' files with their hashes; how many there are.
        challenges: how often each service asked, these last days, whether a person is there.
        drifts: how often each service's messages had another form than is known, these last days.
        paused_until: end of the pause that lasts, aware; None where nothing is paused.
        last_event_at: when the audit log was last written to, aware; None where it never was.
    """

    home: Home
    site: Site
    changed: tuple[str, ...]
    names: tuple[str, ...]
    now: datetime
    ports: tuple[int, ...]
    is_ours: Callable[[int], bool]
    keys: Callable[[], str]
    audit: Callable[[], int]
    rules: Callable[[], tuple[int, bool]]
    models: Callable[[], int]
    challenges: Callable[[], Mapping[str, int]] = dict
    drifts: Callable[[], Mapping[str, int]] = dict
    paused_until: datetime | None = None
    last_event_at: Callable[[], datetime | None] = lambda: None


type Findings = Iterator[tuple[Status, str, str]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its id for programs, its title for people, and what it does.

    ``run`` yields status, detail and fix of each thing it finds, at least one, or raises
    ParaventError.
    """

    id: str
    title: Callable[[], str]
    run: Callable[[Machine], Findings]


def results(check: Check, machine: Machine) -> Iterator[Result]:
    """What one check finds, or the error that it met, as results."""
    try:
        for status, detail, fix in check.run(machine):
            yield Result(check.id, status, check.title(), detail, fix)
    except ParaventError as error:
        for problem in error.problems:
            place = f" ({problem.where})" if problem.where else ""
            detail = problem.message + place
            yield Result(check.id, Status.FAIL, check.title(), detail, problem.hint)

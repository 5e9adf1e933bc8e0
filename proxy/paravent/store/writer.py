"""The one thread that writes to the databases, with group commit.

What is handed in while a transaction is on its way to the disk shares the next one. A caller hears
back only when its transaction is on disk, or that it is not: never before, never neither.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.i18n import t
from paravent.log import describe, log
from paravent.store.db import FAULTS, explain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Target[Item, Result](Protocol):
    """A database as the writer sees it. Of a batch, the target of lowest ``rank`` commits first."""

    @property
    def rank(self) -> int:
        """The vault is 0, the audit log 1: what is recorded as hidden can be found again."""
        ...

    @property
    def path(self) -> Path:
        """The database file, for messages."""
        ...

    def commit(self, jobs: Sequence[Sequence[Item]]) -> Sequence[Result]:
        """Write the items of all jobs in one durable transaction; one result a job.

        Runs on the writer's thread. Whatever it raises, nothing of the transaction remains.
        """
        ...


@dataclass(slots=True, eq=False)
class _Job:
    target: Target[Any, Any]
    items: Sequence[Any]
    future: Future[Any] = field(default_factory=Future)
    context: Context = field(default_factory=copy_context)
    """The caller's, for the language of an error."""


class Writer:
    """Takes jobs from any thread or task until ``stop``."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="paravent-writer")
        self._lock = threading.Lock()
        self._waiting: list[_Job] = []
        self._stopped = False

    async def submit[Item, Result](
        self, target: Target[Item, Result], items: Sequence[Item]
    ) -> Result:
        """Have items written and wait, without blocking the loop, until they are on disk.

        Cancelled before its transaction starts, a job is not written; later it is, unheard.

        Raises:
            ParaventError: they are not on disk; the reason is STORE where the disk is to blame.
        """
        return await asyncio.wrap_future(self._put(target, items))

    def write[Item, Result](self, target: Target[Item, Result], items: Sequence[Item]) -> Result:
        """As ``submit``, for code without an event loop: it blocks.

        Raises:
            ParaventError: they are not on disk.
        """
        return self._put(target, items).result()

    def stop(self) -> None:
        """Write what has been handed in, then take no more. It blocks, and may be called twice."""
        with self._lock:
            self._stopped = True
        self._thread.shutdown()

    def _put[Item, Result](
        self, target: Target[Item, Result], items: Sequence[Item]
    ) -> Future[Result]:
        job = _Job(target, items)
        with self._lock:
            if self._stopped:
                raise _interrupted()
            self._waiting.append(job)
            if len(self._waiting) == 1:
                self._thread.submit(self._flush).add_done_callback(_report)
        return job.future

    def _flush(self) -> None:
        with self._lock:
            jobs, self._waiting = self._waiting, []
        jobs = [job for job in jobs if job.future.set_running_or_notify_cancel()]
        try:
            for target in sorted({job.target for job in jobs}, key=lambda target: target.rank):
                _commit(target, [job for job in jobs if job.target is target])
        finally:
            # Only an error in our own code leaves a job without an answer.
            for job in jobs:
                if not job.future.done():
                    job.future.set_exception(job.context.run(_interrupted))


def _commit(target: Target[Any, Any], jobs: Sequence[_Job]) -> None:
    try:
        results = jobs[0].context.run(target.commit, [job.items for job in jobs])
    except ParaventError as error:
        for job in jobs:
            job.future.set_exception(error)
    except FAULTS as error:
        log.error("store: %s on %s", describe(error), target.path.name)
        for job in jobs:
            job.future.set_exception(job.context.run(explain, error, target.path))
    else:
        for job, result in zip(jobs, results, strict=True):
            job.future.set_result(result)


def _report(flush: Future[None]) -> None:
    if error := flush.exception():
        log.error("store: %s", describe(error))


def _interrupted() -> ParaventError:
    return fail(
        t("l'enregistrement a été interrompu", "recording was interrupted"),
        t("relancez Paravent", "start Paravent again"),
        exit_code=Exit.ERROR,
        reason=Reason.STORE,
    )

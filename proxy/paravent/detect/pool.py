"""The detection processes as the program sees them: who is free, who hangs, who died.

A job goes to a process that is free, of several to the one that read last; it has a deadline, after
which the process is killed. Whoever dies or is killed is replaced. No text is kept, no result is
looked at.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from contextlib import suppress
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, cast

from paravent.detect import frames
from paravent.detect.keeper import Keeper
from paravent.errors import ParaventError, Reason, fail
from paravent.i18n import t
from paravent.log import describe, keep_task, log

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping, Sequence

    from paravent.detect.own import Order

type Found = list[list[Any]]
"""``[start, end, type, score, source]`` of each finding of one text."""

# One place a language, which only the models can know for one.
_PROBE = "Élise Garnier habite à Lyon, elise@exemple.fr.\nNora Whitfield lives in London with her."
_PROVEN = Counter({"PERSON": 2, "LOCATION": 2, "EMAIL": 1})
_PATIENCE_S = 60.0  # for a new process to answer
_ENOUGH = 300_000  # characters that a process reads: what it met takes 100 MB and more by then
_BACKOFF_S = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)


class _DiedError(Exception):
    """The process was gone before it answered; the job itself may be fine."""


class _Process:
    """One detection process, at the other end of a socket. ``lost`` is told when it is gone."""

    def __init__(self, lost: Callable[[_Process], None]) -> None:
        self.pid = 0
        self.read = 0
        """How many characters it has read."""
        self._lost = lost
        self._answer: asyncio.Future[Any] | None = None

    async def connect(self, pid: int, sock: socket.socket) -> None:
        """Take over the process that listens at the other end."""
        self.pid = pid
        reader, self._writer = await asyncio.open_connection(sock=sock)
        self._listening = keep_task(self._listen(reader), f"detection process {pid}")

    async def ask(self, texts: Sequence[str], own: Order) -> list[Found]:
        """The findings of each text.

        Raises:
            _DiedError: the process is gone.
            ParaventError: it failed at these texts.
        """
        self._answer = asyncio.get_running_loop().create_future()
        if self._listening.done():
            raise _DiedError
        self._writer.write(frames.pack((list(texts), own)))
        answer = await self._answer
        if isinstance(answer, list):
            return answer
        log.error("a detection process failed: %s", answer)
        raise fail(
            t("la détection a échoué sur ce texte", "detection failed on this text"),
            reason=Reason.ENGINE,
        )

    async def close(self) -> None:
        """Hang up; the process ends by itself."""
        self._writer.close()
        await self._listening

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                answer = await frames.receive(reader)
                if self._answer and not self._answer.done():
                    self._answer.set_result(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            self._writer.close()
            if self._answer and not self._answer.done():
                self._answer.set_exception(_DiedError())
            self._lost(self)


class Pool:
    """A number of processes, kept alive.

    Args:
        size: how many.
        job_timeout_s: how long one job may take before its process is killed, in seconds.
        order: what the nursery is told to load.
    """

    def __init__(self, size: int, job_timeout_s: float, order: Mapping[str, object]) -> None:
        self._size = size
        self._job_timeout_s = job_timeout_s
        self._order = order
        self._keeper: Keeper | None = None
        self._ordering = asyncio.Lock()
        self._alive: set[_Process] = set()
        self._idle: list[_Process] = []
        self._waiting: deque[asyncio.Future[_Process]] = deque()
        self._failing = False
        self._stopped = False

    @property
    def is_degraded(self) -> bool:
        """Whether no process is alive, or the last one that died could not be replaced."""
        return self._failing or not self._alive

    def prepare(self) -> None:
        """Begin to load the models, before there is an event loop; ``start`` goes on from there."""
        self._keeper = Keeper(self._order)

    def abandon(self) -> None:
        """End what ``prepare`` began, where ``stop`` was never reached."""
        if self._keeper:
            self._keeper.close()

    async def start(self) -> None:
        """Return when every process has read a text and found what is in it.

        Raises:
            ParaventError: a model is missing or altered, or a process does not start.
        """
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._size):
                    group.create_task(self._bear())
        except* ParaventError as errors:
            raise errors.exceptions[0] from None

    async def stop(self) -> None:
        """End every process; returns when none is left."""
        self._stopped = True
        self._refuse()
        await asyncio.gather(*(process.close() for process in tuple(self._alive)))
        if self._keeper:
            await asyncio.to_thread(self._keeper.close)

    async def run(self, texts: Sequence[str], own: Order = ()) -> list[Found]:
        """The findings of each text, found by one process, with patterns of the person's own.

        Raises:
            ParaventError: no process could do it (ENGINE), or not in time (ENGINE_TIMEOUT).
        """
        # A caller that leaves must not leave a process in the middle of an answer.
        job = keep_task(self._run(texts, own), "detection job")
        return cast("list[Found]", await asyncio.shield(job))

    async def _run(self, texts: Sequence[str], own: Order) -> list[Found]:
        with suppress(_DiedError):
            return await self._try(texts, own)
        try:
            return await self._try(texts, own)
        except _DiedError as error:
            raise _unavailable() from error

    async def _try(self, texts: Sequence[str], own: Order) -> list[Found]:
        process = await self._acquire()
        try:
            async with asyncio.timeout(self._job_timeout_s):
                found = await process.ask(texts, own)
        except TimeoutError as error:
            keep_task(self._kill(process), "killing a detection process")
            raise fail(
                t("la détection a pris trop de temps", "detection took too long"),
                reason=Reason.ENGINE_TIMEOUT,
            ) from error
        process.read += sum(map(len, texts))
        if process.read > _ENOUGH and self._order["fork"]:
            keep_task(self._relieve(process), "relieving a detection process")
        else:
            self._offer(process)
        return found

    async def _acquire(self) -> _Process:
        if self._stopped or (self._failing and not self._alive):
            raise _unavailable()
        if self._idle:
            return self._idle.pop()  # the one that read last: what it met is at hand
        turn: asyncio.Future[_Process] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        return await turn

    def _offer(self, process: _Process) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(process)
                return
        self._idle.append(process)

    def _refuse(self) -> None:
        """Tell all who wait that nobody will come."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(_unavailable())

    async def _bear(self) -> None:
        process = _Process(self._bury)
        async with self._ordering:
            await process.connect(*await self._birth())
        if not await self._proves(process):
            await process.close()
            raise _unavailable()
        self._alive.add(process)
        self._offer(process)

    async def _proves(self, process: _Process) -> bool:
        """Whether a new process finds what there is in a text that is known."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                (found,) = await process.ask([_PROBE], ())
        except (TimeoutError, _DiedError, ParaventError):
            return False
        return Counter(finding[2] for finding in found) >= _PROVEN

    async def _birth(self) -> tuple[int, socket.socket]:
        if self._keeper and self._keeper.is_loaded:
            with suppress(ParaventError):
                return await asyncio.to_thread(self._keeper.bear)
            await asyncio.to_thread(self._keeper.close)
            self._keeper = None
        if self._stopped:
            raise _unavailable()
        keeper = self._keeper = self._keeper or Keeper(self._order)
        try:
            await asyncio.to_thread(keeper.wait)
        except ParaventError:
            await asyncio.to_thread(keeper.close)
            self._keeper = None
            raise
        return await asyncio.to_thread(keeper.bear)

    async def _kill(self, process: _Process) -> None:
        async with self._ordering:
            if self._keeper:
                await asyncio.to_thread(self._keeper.kill, process.pid)

    def _bury(self, process: _Process) -> None:
        if process in self._alive:
            self._alive.discard(process)
            with suppress(ValueError):
                self._idle.remove(process)
            if not self._stopped:
                log.warning("detection process %d is gone", process.pid)
                keep_task(self._replace(), "replacing a detection process")

    async def _relieve(self, process: _Process) -> None:
        """Put a new process in the place of one that has read enough."""
        try:
            await self._bear()
        except ParaventError as error:
            log.warning("no new detection process yet: %s", describe(error))
            process.read = 0
            self._offer(process)
        else:
            self._alive.discard(process)
            await process.close()

    async def _replace(self) -> None:
        for wait_s in chain(_BACKOFF_S, repeat(_BACKOFF_S[-1])):
            await asyncio.sleep(wait_s)
            if self._stopped:
                return
            try:
                await self._bear()
            except ParaventError as error:
                log.error("no new detection process: %s", describe(error))
                self._failing = True
                if not self._alive:
                    self._refuse()
            else:
                self._failing = False
                return


def _unavailable() -> ParaventError:
    return fail(
        t("le détecteur ne répond pas", "the detector does not respond"),
        t("il est relancé ; réessayez dans un instant", "it is being restarted; try again shortly"),
        reason=Reason.ENGINE,
    )

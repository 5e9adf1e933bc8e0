"""The engine: texts in, findings out. It remembers what it read, and keeps the processes alive.

The loop that calls it is never blocked; a text is cut up here but read in other processes only. If
a text could not be read, that is an error, never an empty list.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from enum import StrEnum
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from paravent.core.types import Finding
from paravent.detect.chunks import split
from paravent.detect.generation import generation
from paravent.detect.lexicon import Lexicon
from paravent.detect.memo import Memo, weigh_findings
from paravent.detect.own import order_of, stamp
from paravent.detect.pool import Pool
from paravent.detect.sense import Sense
from paravent.detect.words import label_text
from paravent.errors import ParaventError, Reason, fail
from paravent.i18n import language, t
from paravent.log import keep_task
from paravent.settings import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from paravent.core.types import Pattern, Segment
    from paravent.detect.chunks import Chunk
    from paravent.detect.own import Order
    from paravent.detect.pool import Found

# Characters of a job: short enough to take turns; but what is shorter costs less where one process
# reads all of it, for each of them would meet the same forms and words for the first time.
_JOB_MIN, _JOB_MAX = 6_000, 16_000
_WARM_UP_S = 20.0  # how long a scan waits for an engine that is starting
_BREATH = 16  # pieces looked at before the loop gets its turn
_LABELLED = 200  # characters: the name of a field says something of a short value only
_LARGE = 10_000  # characters from which on a text is gone through in a thread


class EngineState(StrEnum):
    """What the engine can do now."""

    WARMING = "warming"
    READY = "ready"
    DEGRADED = "degraded"
    STOPPED = "stopped"


class _Piece(NamedTuple):
    """A piece of a segment: where it stands, what is read of it, under which key.

    The first ``prefix`` characters of ``text`` are not the segment's: they say its label.
    """

    chunk: Chunk
    prefix: int
    text: str
    key: bytes


class Engine:
    """Finds personal data in segments of text.

    Args:
        workers: how many processes read.
        job_timeout_s: how long a process may take over about 16,000 characters, in seconds.
        memo_entries: how many texts and findings are remembered.
        models: the folder of the manifest and the lexicons.
        added: recognizer files besides the shipped ones.
    """

    def __init__(
        self,
        *,
        workers: int,
        job_timeout_s: float = 10.0,
        memo_entries: int = 10_000,
        models: Path | None = None,
        added: Sequence[Path] = (),
    ) -> None:
        models = models or shipped("models")
        self.generation = generation(models, added)
        """What findings depend on besides the text: code, models, lexicons, libraries."""
        order = {
            "models": str(models),
            "added": [str(file) for file in added],
            "fork": sys.platform == "linux",
            "language": language(),
        }
        self._workers = workers
        self._pool = Pool(workers, job_timeout_s, order)
        self._memo: Memo[tuple[Finding, ...]] = Memo(memo_entries, self.generation, weigh_findings)
        # Pieces are seldom asked for: a text must have changed. As JSON they take a quarter.
        self._pieces: Memo[str] = Memo(memo_entries, self.generation, _weigh)
        self._lexicon = models / "lexicon"
        self._state = EngineState.WARMING
        self._started = asyncio.Event()

    @cached_property
    def sense(self) -> Sense:
        """What finds again, in one text or in many, the people who are named there."""
        return Sense(Lexicon.read(self._lexicon))

    @property
    def state(self) -> EngineState:
        """What the engine can do now; ``degraded`` ends by itself."""
        if self._state is EngineState.READY and self._pool.is_degraded:
            return EngineState.DEGRADED
        return self._state

    def prepare(self) -> None:
        """Begin to load the models while the rest of the program starts."""
        self._pool.prepare()

    def abandon(self) -> None:
        """End what ``prepare`` began, if it goes on still; without an event loop."""
        self._pool.abandon()

    async def start(self) -> None:
        """Return when every process has read a text and found what is in it.

        Raises:
            ParaventError: a model is missing or altered, or a process does not start.
        """
        sense = keep_task(asyncio.to_thread(lambda: self.sense), "words of names")
        try:
            await self._pool.start()
            await sense
        except BaseException:
            await self.stop()
            raise
        self._state = EngineState.READY
        self._started.set()

    async def stop(self) -> None:
        """End every process; returns when none is left."""
        self._state = EngineState.STOPPED
        self._started.set()
        await self._pool.stop()

    async def scan(
        self, segments: Sequence[Segment], patterns: Sequence[Pattern] = ()
    ) -> list[tuple[Finding, ...]]:
        """The findings of each segment, those of the person's own patterns included, sorted.

        They may overlap. An engine that is starting is waited for, within limits.

        Raises:
            ParaventError: the engine is still warming up or stopped; a process failed or took too
                long.
        """
        if self._state is EngineState.WARMING:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._started.wait(), _WARM_UP_S)
        if self._state is not EngineState.READY:
            raise fail(
                t("le détecteur n'est pas prêt", "the detector is not ready"),
                t("réessayez dans quelques secondes", "try again in a few seconds"),
                reason=Reason.WARMING if self._state is EngineState.WARMING else Reason.ENGINE,
            )
        results: dict[int, tuple[Finding, ...]] = {}
        own = stamp(patterns)
        unread: list[tuple[int, bytes, list[_Piece]]] = []
        for number, segment in enumerate(segments):
            text = segment.text.reveal()
            key = self._memo.key(f"segment{own}", segment.label, text)
            known = self._memo.get(key)
            if known is None:
                unread.append((number, key, await self._cut(segment.label, text, own)))
            else:
                results[number] = known
            if number % _BREATH == 0:
                await asyncio.sleep(0)
        wanted = [piece for *_, pieces in unread for piece in pieces]
        found = await self._read(wanted, order_of(patterns))
        for number, key, pieces in unread:
            text = segments[number].text.reveal()
            results[number] = await self._complete(text, await _assemble(pieces, found))
            self._memo.put(key, results[number])
        return [results[number] for number in range(len(segments))]

    async def _complete(self, text: str, found: list[Finding]) -> tuple[Finding, ...]:
        """The finds of a text, with every other mention of the people named in it."""
        work = partial(self.sense.within, text, found)
        found += await asyncio.to_thread(work) if len(text) > _LARGE else work()
        found.sort(key=attrgetter("start", "end", "type", "source"))
        return tuple(found)

    async def _cut(self, label: str, text: str, own: str) -> list[_Piece]:
        said = label_text(label) if len(text) <= _LABELLED else ""
        prefix = f"{said} : " if said else ""
        pieces = []
        for number, chunk in enumerate(split(text)):
            read = prefix + text[chunk.left : chunk.right]
            key = self._pieces.key(f"piece{own}", "", read)
            pieces.append(_Piece(chunk, len(prefix), read, key))
            if number % _BREATH == _BREATH - 1:
                await asyncio.sleep(0)
        return pieces

    async def _read(self, pieces: Sequence[_Piece], own: Order) -> dict[bytes, tuple[Finding, ...]]:
        """What is in each piece, by its key, from the memo or from the processes."""
        found: dict[bytes, tuple[Finding, ...]] = {}
        unknown: dict[bytes, str] = {}
        for piece in pieces:
            known = self._pieces.get(piece.key)
            if known is None:
                unknown[piece.key] = piece.text
            else:
                found[piece.key] = _findings(json.loads(known))
        jobs = iter(_jobs(unknown, self._workers))

        async def work() -> None:
            # Where tasks start at once, one that fails would close the group to the next.
            await asyncio.sleep(0)
            # One job in hand at a time: between two of them, others have their turn.
            for keys in jobs:
                answers = await self._pool.run([unknown[key] for key in keys], own)
                for key, answer in zip(keys, answers, strict=True):
                    found[key] = _findings(answer)
                    self._pieces.put(key, json.dumps(answer))

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._workers):
                    group.create_task(work())
        except* ParaventError as errors:
            raise errors.exceptions[0] from None
        return found


def _jobs(texts: Mapping[bytes, str], workers: int) -> Iterator[list[bytes]]:
    """Texts put together to jobs, small enough that every process gets some."""
    share = sum(map(len, texts.values())) // workers
    most = max(_JOB_MIN, min(_JOB_MAX, share))
    job: list[bytes] = []
    size = 0
    for key, text in texts.items():
        if job and size + len(text) > most:
            yield job
            job, size = [], 0
        job.append(key)
        size += len(text)
    if job:
        yield job


def _weigh(piece: str) -> int:
    """As ``weigh_findings``, of what is JSON."""
    return 1 + len(piece) // 800


def _findings(answer: Found) -> tuple[Finding, ...]:
    return tuple(
        Finding(start, end, sys.intern(type_), score, sys.intern(source))
        for start, end, type_, score, source in answer
    )


async def _assemble(
    pieces: Sequence[_Piece], found: Mapping[bytes, tuple[Finding, ...]]
) -> list[Finding]:
    """The findings of a segment: of each piece those that touch it, not its surroundings only."""
    whole: list[Finding] = []
    for number, piece in enumerate(pieces):
        whole += _shifted(piece, found[piece.key])
        if number % _BREATH == 0:
            await asyncio.sleep(0)
    whole.sort(key=attrgetter("start", "end", "type", "source"))
    return [one for one, _ in groupby(whole)]  # at a seam, both pieces find the same


def _shifted(piece: _Piece, findings: Iterable[Finding]) -> Iterator[Finding]:
    shift = piece.chunk.left - piece.prefix
    for one in findings:
        start, end = one.start + shift, one.end + shift
        if one.start >= piece.prefix and start < piece.chunk.end and end > piece.chunk.start:
            yield Finding(start, end, one.type, one.score, one.source) if shift else one

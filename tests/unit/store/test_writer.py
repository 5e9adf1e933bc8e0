import asyncio
import sqlite3
import threading

import pytest

from paravent.errors import ParaventError, Reason
from paravent.i18n import speaking
from paravent.store.writer import Writer


class Page:
    """A target that notes what it is asked to commit, and can be held up or made to fail."""

    def __init__(self, path, rank=0, journal=None):
        self.path = path
        self.rank = rank
        self.commits = journal if journal is not None else []
        self.gate = threading.Event()
        self.gate.set()
        self.started = threading.Semaphore(0)
        self.error = None

    def commit(self, jobs):
        self.started.release()
        self.gate.wait()
        if self.error:
            raise self.error
        self.commits.append((self.rank, [list(job) for job in jobs]))
        return [sum(job) for job in jobs]


@pytest.fixture
def writer():
    writer = Writer()
    yield writer
    writer.stop()


@pytest.fixture
def page(tmp_path):
    return Page(tmp_path / "page.db")


def no_space() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    return error


async def test_a_job_gets_its_own_result(writer, page):
    results = await asyncio.gather(*(writer.submit(page, [n, n]) for n in range(50)))
    assert results == [2 * n for n in range(50)]


def test_without_a_loop_it_works_too(writer, page):
    assert writer.write(page, [1, 2]) == 3


async def hold(writer, page):
    """Have the writer stand still in a commit, as if the disk were slow."""
    page.gate.clear()
    first = asyncio.ensure_future(writer.submit(page, [0]))
    await asyncio.to_thread(page.started.acquire)
    return first


async def test_what_arrives_during_a_commit_shares_the_next_one(writer, page):
    first = await hold(writer, page)
    others = [asyncio.ensure_future(writer.submit(page, [n])) for n in range(1, 10)]
    await asyncio.sleep(0)
    assert not any(item.done() for item in (first, *others))
    page.gate.set()
    assert await asyncio.gather(first, *others) == list(range(10))
    assert page.commits == [(0, [[0]]), (0, [[n] for n in range(1, 10)])]


async def test_the_loop_runs_on_while_the_disk_is_slow(writer, page):
    job = await hold(writer, page)
    for _ in range(100):
        await asyncio.sleep(0)
    assert not job.done()
    page.gate.set()
    assert await job == 0


async def test_the_lower_rank_commits_first(writer, tmp_path, page):
    journal = []
    vault, audit = Page(tmp_path / "v", 0, journal), Page(tmp_path / "a", 1, journal)
    first = await hold(writer, page)
    jobs = [asyncio.ensure_future(writer.submit(target, [1])) for target in (audit, vault, audit)]
    await asyncio.sleep(0)
    page.gate.set()
    await asyncio.gather(first, *jobs)
    assert journal == [(0, [[1]]), (1, [[1], [1]])]


async def test_an_error_of_the_disk_is_for_that_target_alone(writer, tmp_path, page):
    full, fine = Page(tmp_path / "full", 0), Page(tmp_path / "fine", 1)
    full.error = no_space()
    first = await hold(writer, page)
    bad = [asyncio.ensure_future(writer.submit(full, [n])) for n in range(3)]
    good = asyncio.ensure_future(writer.submit(fine, [7]))
    await asyncio.sleep(0)
    page.gate.set()
    assert await first == 0
    assert await good == 7
    for job in bad:
        with pytest.raises(ParaventError, match="plein") as caught:
            await job
        assert caught.value.reason is Reason.STORE


def test_it_goes_on_when_the_disk_does(writer, page):
    page.error = no_space()
    with pytest.raises(ParaventError):
        writer.write(page, [1])
    page.error = None
    assert writer.write(page, [1]) == 1


def test_an_error_speaks_the_callers_language(writer, page):
    page.error = no_space()
    with speaking("en"), pytest.raises(ParaventError, match="disk is full"):
        writer.write(page, [1])
    with speaking("fr"), pytest.raises(ParaventError, match="disque est plein"):
        writer.write(page, [1])


async def test_an_error_of_our_own_leaves_nobody_waiting(writer, page, tmp_path):
    odd = Page(tmp_path / "odd", 1)
    odd.error = ZeroDivisionError()
    first = await hold(writer, page)
    jobs = [asyncio.ensure_future(writer.submit(odd, [n])) for n in range(3)]
    await asyncio.sleep(0)
    page.gate.set()
    await first
    for job in jobs:
        with pytest.raises(ParaventError) as caught:
            await job
        assert caught.value.reason is Reason.STORE
    assert await writer.submit(page, [5]) == 5


async def test_a_job_cancelled_in_time_is_not_written(writer, page):
    first = await hold(writer, page)
    job = asyncio.ensure_future(writer.submit(page, [1]))
    await asyncio.sleep(0)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    page.gate.set()
    await first
    assert await writer.submit(page, [2]) == 2
    assert page.commits == [(0, [[0]]), (0, [[2]])]


async def test_a_job_cancelled_too_late_harms_nobody(writer, page):
    first = await hold(writer, page)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    page.gate.set()
    assert await writer.submit(page, [2]) == 2
    assert page.commits[0] == (0, [[0]])


async def test_stopping_writes_what_was_handed_in_and_takes_no_more(page):
    writer = Writer()
    first = await hold(writer, page)
    job = asyncio.ensure_future(writer.submit(page, [1]))
    await asyncio.sleep(0)
    stopping = asyncio.ensure_future(asyncio.to_thread(writer.stop))
    page.gate.set()
    await stopping
    assert await asyncio.gather(first, job) == [0, 1]
    with pytest.raises(ParaventError) as caught:
        await writer.submit(page, [2])
    assert caught.value.reason is Reason.STORE
    writer.stop()

"""What happens to a scan when a process dies, hangs or cannot be had, and what is left behind."""

from __future__ import annotations

import asyncio
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from paravent.core.types import Segment, Sensitive
from paravent.detect import pool
from paravent.detect.engine import Engine, EngineState
from paravent.detect.pool import Pool
from paravent.errors import ParaventError, Problem, Reason
from paravent.settings import shipped

HERE = Path(__file__).parent / "engine"
OBSTACLE = HERE / "obstacle.py"
HUNGER = HERE / "hunger.py"
PROGRAM = HERE / "program.py"

LONG = "Mme Claire Fontaine, claire.fontaine@exemple.fr. " * 400
PLAIN = "écris à a@exemple.fr"


def segment(text):
    return Segment(Sensitive(text), "$")


def children():
    return {child.pid for child in psutil.Process().children(recursive=True)}


@pytest.fixture
def ours():
    """Tells the processes that came since the test began: others' engines may be running."""
    before = children()
    return lambda: children() - before


class Gone:
    """Waits until processes are no more, whoever their parent is."""

    def __init__(self, pids):
        self._fds = {os.pidfd_open(pid): pid for pid in pids}

    def wait(self):
        for fd, pid in self._fds.items():
            ended, _, _ = select.select([fd], [], [], 30)
            os.close(fd)
            assert ended, f"process {pid} is still there"


class Pipes:
    """The test's side of the obstacle."""

    def __init__(self, folder):
        self._folder = folder

    def lay(self, name):
        os.mkfifo(self._folder / name)
        os.mkfifo(self._folder / f"{name}.go")

    async def reached(self, name):
        """The process that has stopped at the obstacle."""
        return int(await asyncio.to_thread((self._folder / name).read_text))

    async def go(self, name):
        await asyncio.to_thread((self._folder / f"{name}.go").write_text, "go")


@pytest.fixture
def pipes(tmp_path, monkeypatch):
    monkeypatch.setenv("PARAVENT_TEST_PIPES", str(tmp_path))
    return Pipes(tmp_path)


@pytest.fixture
async def start(pipes):
    """Starts engines, and stops them in the end."""
    engines = []

    async def make(**options):
        engine = Engine(**{"workers": 1, "added": [OBSTACLE], **options})
        engines.append(engine)
        await engine.start()
        return engine

    yield make
    for engine in engines:
        await engine.stop()


async def test_a_process_killed_in_a_job_costs_nothing(start, pipes):
    engine = await start()
    pipes.lay("once")
    scan = asyncio.ensure_future(engine.scan([segment("OBSTACLE-once")]))
    os.kill(await pipes.reached("once"), signal.SIGKILL)
    await pipes.reached("once")
    await pipes.go("once")
    (found,) = await scan
    assert [one.type for one in found] == ["OBSTACLE"]
    assert engine.state is EngineState.READY


async def test_a_text_that_kills_twice_is_refused(start, pipes):
    engine = await start()
    pipes.lay("twice")
    scan = asyncio.ensure_future(engine.scan([segment("OBSTACLE-twice")]))
    os.kill(await pipes.reached("twice"), signal.SIGKILL)
    os.kill(await pipes.reached("twice"), signal.SIGKILL)
    with pytest.raises(ParaventError) as error:
        await scan
    assert error.value.reason is Reason.ENGINE
    assert len((await engine.scan([segment(PLAIN)]))[0]) == 1
    assert engine.state is EngineState.READY


async def test_a_process_that_hangs_is_replaced_and_the_job_refused_at_once(start, pipes):
    engine = await start(job_timeout_s=1)
    pipes.lay("hang")
    scan = asyncio.ensure_future(engine.scan([segment("OBSTACLE-hang")]))
    gone = Gone([await pipes.reached("hang")])
    with pytest.raises(ParaventError) as error:
        await scan
    assert error.value.reason is Reason.ENGINE_TIMEOUT
    await asyncio.to_thread(gone.wait)
    assert len((await engine.scan([segment(PLAIN)]))[0]) == 1
    assert engine.state is EngineState.READY


async def test_one_hanging_job_does_not_stop_the_others(start, pipes):
    engine = await start(workers=2)
    pipes.lay("aside")
    scan = asyncio.ensure_future(engine.scan([segment("OBSTACLE-aside")]))
    await pipes.reached("aside")
    assert len((await engine.scan([segment(PLAIN)]))[0]) == 1
    assert not scan.done()
    await pipes.go("aside")
    await scan


async def test_an_exception_refuses_without_telling_the_text(start, caplog):
    engine = await start()
    with pytest.raises(ParaventError) as error:
        await engine.scan([segment("FAILURE")])
    assert error.value.reason is Reason.ENGINE
    assert "FAILURE" not in caplog.text + str(error.value)
    assert "ZeroDivisionError at obstacle.py" in caplog.text
    assert len((await engine.scan([segment(PLAIN)]))[0]) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
async def test_a_process_without_memory_is_replaced_and_tells_nothing(start, caplog):
    engine = await start(added=[HUNGER])
    first, *others = [
        (await asyncio.gather(engine.scan([segment(text)]), return_exceptions=True))[0]
        for text in ("HUNGER-now, Mme Claire Fontaine", "HUNGER-later " + LONG, LONG)
    ]
    assert isinstance(first, ParaventError)
    for result in (first, *others):  # what memory was left may have sufficed for these
        if isinstance(result, ParaventError):
            assert result.reason is Reason.ENGINE
        else:
            assert "EMAIL" in {one.type for one in result[0]}
    assert "MemoryError at hunger.py" in caplog.text
    assert "Fontaine" not in caplog.text + str(first)
    assert len((await engine.scan([segment(PLAIN)]))[0]) == 1
    assert engine.state is EngineState.READY


async def test_a_process_that_has_read_enough_makes_room_for_a_new_one(ours, start, monkeypatch):
    monkeypatch.setattr(pool, "_ENOUGH", 100)
    engine = await start()
    for number in range(3):
        before = ours()
        text = f"{PLAIN} {'encore ' * 20} {number}"
        assert [one.type for one in (await engine.scan([segment(text)]))[0]] == ["EMAIL"]
        async with asyncio.timeout(30):
            while (now := ours()) == before or len(now) != len(before):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert engine.state is EngineState.READY


async def test_a_process_goes_on_where_no_new_one_comes(start, monkeypatch):
    monkeypatch.setattr(pool, "_ENOUGH", 100)
    engine = await start()

    async def refuse(_self):
        raise ParaventError(Problem("no room"))

    monkeypatch.setattr(Pool, "_bear", refuse)
    for number in range(3):
        text = f"{PLAIN} {'encore ' * 20} {number}"
        assert [one.type for one in (await engine.scan([segment(text)]))[0]] == ["EMAIL"]
    assert engine.state is EngineState.READY


async def test_recovers_when_every_process_is_killed(ours, start):
    engine = await start(workers=2)
    pids = ours()
    gone = Gone(pids)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    await asyncio.to_thread(gone.wait)
    assert len((await engine.scan([segment(PLAIN)]))[0]) == 1
    assert engine.state is EngineState.READY


async def test_degraded_while_nothing_can_be_started_and_no_longer(ours, start, tmp_path):
    models = shutil.copytree(shipped("models"), tmp_path / "models")
    engine = await start(models=models)
    hidden = (models / "manifest.yaml").rename(models / "hidden")
    gone = Gone(ours())
    for pid in ours():
        os.kill(pid, signal.SIGKILL)
    await asyncio.to_thread(gone.wait)
    with pytest.raises(ParaventError) as error:
        await engine.scan([segment(PLAIN)])
    assert error.value.reason is Reason.ENGINE
    assert engine.state is EngineState.DEGRADED
    hidden.rename(models / "manifest.yaml")
    (replacing,) = [task for task in asyncio.all_tasks() if "replacing" in task.get_name()]
    await replacing
    assert engine.state is EngineState.READY
    assert len((await engine.scan([segment(PLAIN)]))[0]) == 1


@pytest.mark.parametrize("name", ["manifest.yaml", "lexicon/words.txt"])
async def test_does_not_start_without_its_models(ours, tmp_path, name):
    models = shutil.copytree(shipped("models"), tmp_path / "models")
    (models / name).unlink()
    engine = Engine(workers=2, models=models)
    with pytest.raises(ParaventError) as error:
        await engine.start()
    assert error.value.reason is Reason.ENGINE
    assert error.value.problems[0].where == str(models / name)
    assert engine.state is EngineState.STOPPED
    assert ours() == set()


async def test_does_not_start_with_an_altered_model(tmp_path):
    models = shutil.copytree(shipped("models"), tmp_path / "models")
    weights = models / "names" / "weights.zst"
    data = weights.read_bytes()
    weights.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ParaventError) as error:
        await Engine(workers=1, models=models).start()
    assert error.value.reason is Reason.ENGINE


async def test_stop_leaves_no_process(ours, start, pipes):
    engine = await start(workers=2)
    pipes.lay("stop")
    scan = asyncio.ensure_future(engine.scan([segment("OBSTACLE-stop")]))
    gone = Gone(ours())
    await pipes.reached("stop")
    await engine.stop()
    await asyncio.to_thread(gone.wait)
    assert ours() == set()
    assert engine.state is EngineState.STOPPED
    with pytest.raises(ParaventError):
        await scan
    with pytest.raises(ParaventError):
        await engine.scan([segment(PLAIN)])


async def test_stop_while_warming_up_leaves_no_process(ours):
    engine = Engine(workers=2)
    starting = asyncio.ensure_future(engine.start())
    await asyncio.sleep(0)
    await engine.stop()
    with pytest.raises(ParaventError):
        await starting
    assert ours() == set()


async def test_a_killed_program_leaves_no_process(pipes):
    pipes.lay("program")
    program = await asyncio.create_subprocess_exec(
        sys.executable, PROGRAM, OBSTACLE, stdout=subprocess.PIPE
    )
    pids = (await program.stdout.readline()).split()
    gone = Gone(map(int, pids))
    await pipes.reached("program")
    program.kill()
    await program.communicate()
    assert len(pids) == 3
    await asyncio.to_thread(gone.wait)


async def test_works_without_forking(ours, pipes):
    order = {"models": str(shipped("models")), "added": [], "fork": False, "language": "fr"}
    pool = Pool(1, 60, order)
    await pool.start()
    gone = Gone(ours())
    ((finding,),) = await pool.run([PLAIN])
    assert finding[2] == "EMAIL"
    await pool.stop()
    await asyncio.to_thread(gone.wait)

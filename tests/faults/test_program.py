"""The whole program, killed, starved of disk and robbed of its detectors, while requests come in."""

import itertools
import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import httpx
import psutil
import pytest

from program import Program
from stub import Stub, trusting

NAMES = ("Solène Kervella", "Karim Benali", "Oksana Kovalenko", "Paul Rivet")


def client(program: Program) -> httpx.Client:
    context = trusting(program.ca)
    return httpx.Client(proxy=program.proxy, verify=context, trust_env=False, timeout=90)


def ask(sender: httpx.Client, number: int = 0) -> httpx.Response:
    text = f"Message n° {number} : relance Mme {NAMES[number % len(NAMES)]}, merci."
    return sender.post(
        "https://api.openai.com/v1/chat/completions",
        json={"model": "m", "messages": [{"role": "user", "content": text}]},
    )


def leaked(stub: Stub) -> list[str]:
    seen = stub.everything().decode("utf-8", "replace")
    return [name for name in NAMES if name in seen or name.split()[1] in seen]


def flip_byte(database: Path) -> None:
    """Change one bit of one sealed payload, as an editor of the file would."""
    with closing(sqlite3.connect(database)) as sql:
        for (trigger,) in sql.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            sql.execute(f'DROP TRIGGER "{trigger}"')
        i, sealed = sql.execute(
            "SELECT i, sealed FROM payload ORDER BY i LIMIT 1 OFFSET 100"
        ).fetchone()
        changed = bytearray(sealed)
        changed[len(changed) // 2] ^= 1
        sql.execute("UPDATE payload SET sealed = ? WHERE i = ?", (bytes(changed), i))
        sql.commit()


def test_300_requests_with_kill_9_in_between(own_program: Program, stub: Stub):
    """What a client got an answer for is in the log, and the log proves whole."""
    program, answered = own_program, 0
    numbers = itertools.count()
    for killed_after in (37, 81, 52, 64, 66):
        program.start()
        before = answered
        with client(program) as sender:
            while answered - before < killed_after:
                assert ask(sender, next(numbers)).status_code == 200
                answered += 1
            # Killed in the middle of the next one, whose answer nobody sees.
            threading.Timer(0.004 * (killed_after % 5), program.process.kill).start()
            with suppress(httpx.HTTPError):
                answered += ask(sender, next(numbers)).status_code == 200
        program.kill()
    assert answered >= 300
    said = program.run("audit", "verify")
    assert said.returncode == 0, said.stdout
    requests = [event for event in program.events() if event["type"] == "request"]
    assert answered <= len(requests) <= answered + 5
    assert len(stub.seen) <= len(requests)  # nothing left that is not in the log
    assert leaked(stub) == []
    flip_byte(program.home / "audit.db")
    assert program.run("audit", "verify").returncode == 5


def test_labels_are_the_same_and_come_back_after_kill_9(own_program: Program, stub: Stub):
    program = own_program
    texts = []
    for _ in range(2):
        program.start()
        with client(program) as sender:
            texts.append(ask(sender).json()["choices"][0]["message"]["content"])
        program.kill()
    bodies = [json.loads(one.body)["messages"][0]["content"] for one in stub.seen]
    assert bodies[0] == bodies[1]
    assert NAMES[0] in texts[0] == texts[1]


@pytest.fixture
def small_disk(tmp_path: Path):
    """A file system of 6 MB of our own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "paravent-test", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_lets_nothing_leave_and_it_works_again_with_room(small_disk, stub: Stub):
    program = Program(small_disk / "home", stub.port, stub.ca).start()
    try:
        with client(program) as sender:
            assert ask(sender, 0).status_code == 200
            ballast = small_disk / "ballast"
            with ballast.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(4096))
                except OSError:
                    pass
            reached, refused = len(stub.seen), 0
            for number in range(1, 60):
                answer = ask(sender, number)
                if answer.status_code != 200:
                    refused += 1
                    assert answer.status_code == 503
                    error = answer.json()["error"]
                    assert error["code"] == "paravent_blocked"
                    assert "journal" in error["message"]
            assert refused > 20
            assert len(stub.seen) - reached == 59 - refused
            assert leaked(stub) == []
            ballast.unlink()
            assert ask(sender, 3).status_code == 200
        assert program.run("audit", "verify").returncode == 0
    finally:
        program.stop()


def workers(program: Program) -> list[psutil.Process]:
    return psutil.Process(program.process.pid).children(recursive=True)


def test_killed_detectors_let_nothing_leave_and_come_back(own_program: Program, stub: Stub):
    program = own_program.start()
    stop = threading.Event()

    def kill() -> None:
        while not stop.wait(0.05):
            for worker in workers(program):
                worker.kill()

    killer = threading.Thread(target=kill)
    with client(program) as sender:
        killer.start()
        try:
            statuses = [ask(sender, number).status_code for number in range(1, 6)]
        finally:
            stop.set()
            killer.join()
        assert set(statuses) <= {200, 503}
        assert 503 in statuses
        assert leaked(stub) == []
        for _ in range(60):
            if ask(sender, 0).status_code == 200:
                break
            time.sleep(0.5)
        else:
            raise AssertionError("the detectors did not come back")
    assert leaked(stub) == []
    assert program.health()["state"] == "ready"
    reasons = {event.get("reason") for event in program.events() if event["type"] == "block"}
    assert reasons <= {"engine", "engine_timeout"}


def test_hung_detectors_are_given_up_and_replaced(own_program: Program, stub: Stub):
    program = own_program
    program.home.mkdir()
    (program.home / "settings.toml").write_text("scan_timeout_s = 4")
    program.start()
    with client(program) as sender:
        assert ask(sender, 0).status_code == 200
        reached = len(stub.seen)
        for worker in workers(program):
            os.kill(worker.pid, signal.SIGSTOP)
        answer = ask(sender, 1)
        assert answer.status_code == 503
        assert answer.json()["error"]["code"] == "paravent_blocked"
        assert len(stub.seen) == reached
        for number in itertools.count(2):
            if ask(sender, number).status_code == 200:
                break
            assert number < 40, "the detectors did not come back"
    assert leaked(stub) == []


def test_nothing_is_left_running_however_it_ends(own_program: Program):
    for end in ("stop", "kill"):
        program = own_program.start()
        children = workers(program)
        assert children
        getattr(program, end)()
        _gone, alive = psutil.wait_procs(children, timeout=15)
        assert not alive, alive

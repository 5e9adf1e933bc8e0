"""Thousands of exchanges through the real program, killed again and again: all is in the log that
left, the log proves whole, and not a byte of what was said lies in any file.
"""

import io
import random
import threading
import zipfile
from contextlib import suppress

import httpx
import pytest
from ahocorasick_rs import BytesAhoCorasick

from evidence import run_verifier
from faults.test_audit_canaries import traces
from paravent.core.placeholders import normalise
from program import Program
from stub import Stub

SENDERS = 4


def plant(draw: random.Random, n: int) -> tuple[str, str, str]:
    """An address, a number and a name that nobody has."""
    word = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=12))
    number = f"06 {n // 10**6 % 100:02} {n // 10**4 % 100:02} {n // 100 % 100:02} {n % 100:02}"
    return f"{word}.{n}@exemple-{word[:5]}.fr", number, f"Zoé {word.title()}"


class Sending:
    """Sends requests from several threads; knows which were answered."""

    def __init__(self, program: Program, seed: int) -> None:
        self.program = program
        self.draw, self.lock = random.Random(seed), threading.Lock()
        self.planted: list[tuple[str, str, str]] = []
        self.answered = 0

    def send(self, count: int) -> None:
        """Have that many more requests answered, or lost with the program."""
        threads = [
            threading.Thread(target=self._send, args=(count // SENDERS,)) for _ in range(SENDERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _send(self, count: int) -> None:
        url = f"{self.program.door('openai_api')}/v1/chat/completions"
        with httpx.Client(trust_env=False, timeout=60) as client, suppress(httpx.HTTPError):
            for _ in range(count):
                with self.lock:
                    email, phone, name = plant(self.draw, len(self.planted))
                    self.planted.append((email, phone, name))
                text = f"Écris à {name}, {email}, ou appelle le {phone}."
                body = {"model": "m", "messages": [{"role": "user", "content": text}]}
                answer = client.post(url, json=body, headers={"authorization": "Bearer sk-test"})
                with self.lock:
                    self.answered += answer.status_code == 200


def files_of(program: Program, tmp_path) -> dict[str, bytes]:
    """Every file of the installation, and everything that is given out of the log, unpacked."""
    target = tmp_path / "evidence.zip"
    assert program.run("audit", "export", "--format", "bundle", "-o", str(target)).returncode == 0
    assert run_verifier(target).returncode == 0
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as archive:
        found = {f"bundle/{name}": archive.read(name) for name in archive.namelist()}
    for form in ("ocsf", "ecs"):
        found[form] = program.run("audit", "export", "--format", form).stdout.encode()
    report = tmp_path / "report.zip"
    said = program.run("report", "--format", "bundle", "-o", str(report))
    assert said.returncode == 0, said.stderr
    assert run_verifier(report).returncode == 0
    with zipfile.ZipFile(report) as archive:
        found |= {f"report/{name}": archive.read(name) for name in archive.namelist()}
    found["draft"] = program.run("breach", "draft", "--since", "1d").stdout.encode()
    for path in program.home.rglob("*"):
        if path.is_file():
            found[str(path.relative_to(program.home))] = path.read_bytes()
    return found


def forms(value: str) -> list[bytes]:
    """A value, its normal form, and all that a keyless hash makes of either."""
    kinds = ("EMAIL", "PHONE", "PERSON")
    texts = {value, normalise(value)}
    return [trace for text in texts for kind in kinds for trace in traces(kind, text)]


@pytest.mark.parametrize(
    ("exchanges", "kills"),
    [
        pytest.param(1_000, 2, id="a tenth", marks=pytest.mark.timeout(900)),
        pytest.param(10_000, 13, id="all", marks=pytest.mark.long),
    ],
)
def test_all_is_in_the_log_and_nothing_that_was_said(
    own_program: Program, stub: Stub, tmp_path, exchanges, kills
):
    program, sending = own_program, Sending(own_program, exchanges)
    reached = 0
    for run in range(kills + 1):
        program.start()
        last = run == kills
        if not last:
            # It is killed in the middle: the requests that are on their way are lost with it.
            threading.Timer(0.05 + sending.draw.random() / 10, program.process.kill).start()
            sending.send(40)
            program.kill()
            program.start()
        sending.send(exchanges // (kills + 1))
        while last and sending.answered < exchanges:
            sending.send(SENDERS)
        if not last:
            program.kill()
        reached += len(stub.seen)
        stub.reset()
    said = program.run("audit", "verify")
    assert said.returncode == 0, said.stdout
    requests = sum(event["type"] == "request" for event in program.events())
    assert sending.answered <= reached <= requests  # nothing left that is not in the log
    assert sending.answered >= exchanges
    files = files_of(program, tmp_path)
    assert program.stop() == 0
    wanted = sorted({form for one in sending.planted for value in one for form in forms(value)})
    search = BytesAhoCorasick(wanted)
    for name, data in files.items():
        hits = {wanted[number] for number, *_ in search.find_matches_as_indexes(data)}
        assert not hits, (name, len(hits))
    # The search finds what is there.
    assert search.find_matches_as_indexes(b"x" + sending.planted[0][0].encode() + b"y")

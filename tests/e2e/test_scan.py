"""`paravent scan` as other programs run it: a line of JSON in, a line of JSON out."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import BIN

TEXT = "😀 Mme Claire Dupont 😀 claire@exemple.fr, à Lyon"
LINES = [
    '{"id": 1, "text": "Rien à voir."}',
    json.dumps({"id": "deux", "text": TEXT, "lang": "fr"}),
    "ceci n'est pas du JSON",
    '{"id": 3}',
    '{"id": 4, "text": 5}',
    "",
    '{"id": "\\ud800", "text": "un \\ud800 deux"}',
    '{"id": {"x": [1]}, "text": "\\n06 39 98 12 34\\n"}',
    '{"id": 5, "text": "À Claire Dupont"}',
]
SPANS = [
    {"start": 6, "end": 19, "type": "PERSON", "source": "context"},
    {"start": 22, "end": 39, "type": "EMAIL", "source": "email"},
]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "PARAVENT_HOME": str(tmp_path / "home"), "LANG": "fr_FR.UTF-8"}


def check(out: list[str]) -> None:
    results = [json.loads(line) for line in out]
    assert [one["id"] for one in results] == [1, "deux", None, 3, 4, "\ud800", {"x": [1]}, 5]
    assert [set(one) - {"id"} for one in results] == [
        {"findings"}, {"findings"}, {"error"}, {"error"}, {"error"},
        {"findings"}, {"findings"}, {"findings"},
    ]  # fmt: skip
    spans = [{k: v for k, v in one.items() if k != "score"} for one in results[1]["findings"]]
    assert spans == SPANS
    assert all(0 < one["score"] <= 1 for one in results[1]["findings"])
    assert [TEXT[one["start"] : one["end"]] for one in SPANS] == [
        "Claire Dupont", "claire@exemple.fr",
    ]  # fmt: skip
    assert [(one["start"], one["end"]) for one in results[6]["findings"]] == [(1, 15)]


@pytest.mark.parametrize("by", ["file", "pipe"])
def test_each_line_has_its_result_in_order(
    environ: dict[str, str], tmp_path: Path, by: str
) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(LINES), encoding="utf-8")
    with file.open("rb") as given:
        done = subprocess.run(
            [BIN, "scan", "-" if by == "pipe" else file],
            env=environ, stdin=given, capture_output=True, check=False, timeout=120,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == b""
    check(done.stdout.decode().splitlines())


@pytest.fixture
def scan(environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [BIN, "scan", "-"],
        env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield process
        process.kill()


def test_a_result_does_not_wait_for_the_next_line(scan: subprocess.Popen[bytes]) -> None:
    assert scan.stdin
    assert scan.stdout
    for number in range(3):
        scan.stdin.write(json.dumps({"id": number, "text": TEXT}).encode() + b"\n")
        scan.stdin.flush()
        assert json.loads(scan.stdout.readline())["id"] == number
    scan.stdin.close()
    assert scan.wait(60) == 0


def test_nobody_listening_any_more_is_no_crash(scan: subprocess.Popen[bytes]) -> None:
    assert scan.stdin
    assert scan.stdout
    assert scan.stderr
    scan.stdout.close()
    scan.stdin.write(b'{"id": 1, "text": "Bonjour"}\n' * 100)
    scan.stdin.close()
    assert scan.wait(60) == 1
    assert scan.stderr.read() == b""

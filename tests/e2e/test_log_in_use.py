"""The log while the program runs: read, checked, given out and erased from by other commands."""

import json

import httpx

from evidence import run_verifier
from program import Program
from stub import Stub

EMAIL = "lea.noel@exemple.fr"


def chat(program: Program, text: str) -> int:
    body = {"model": "gpt-5.5", "messages": [{"role": "user", "content": text}]}
    with httpx.Client(trust_env=False, timeout=60) as client:
        url = f"{program.door('openai_api')}/v1/chat/completions"
        answer = client.post(url, json=body, headers={"authorization": "Bearer sk-test"})
    return answer.status_code


def kinds(program: Program) -> list[str]:
    return [event["type"] for event in program.events()]


def test_commands_write_to_the_log_of_the_program_that_runs(program: Program, stub: Stub, tmp_path):
    assert chat(program, f"Écris à {EMAIL}") == 200
    target = tmp_path / "preuves.zip"
    assert program.run("audit", "export", "--format", "bundle", "-o", str(target)).returncode == 0
    assert run_verifier(target).returncode == 0
    assert program.run("audit", "verify", "--checkpoint", str(target)).returncode == 0
    told = kinds(program)
    written = [kind for kind in told if kind in {"report_export", "verify_result"}]
    assert written == ["report_export", "verify_result"]
    assert "start" in told


def test_a_person_is_erased_while_the_program_runs(program: Program, stub: Stub):
    assert chat(program, f"Réponds à {EMAIL}, s'il te plaît") == 200
    found = json.loads(program.run("dsr", "search", "--json", stdin=f"{EMAIL}\n").stdout)
    assert found["events"]
    assert sum(found["labels"].values()) == 1
    said = program.run("dsr", "erase", "--yes", stdin=f"{EMAIL}\n")
    assert said.returncode == 0, said.stderr
    again = json.loads(program.run("dsr", "search", "--json", stdin=f"{EMAIL}\n").stdout)
    assert (again["events"], again["labels"]) == ([], {})
    # The program goes on, and its log too; the label that comes next is a fresh one.
    stub.reset()
    assert chat(program, f"Encore un mot à {EMAIL}") == 200
    assert EMAIL.encode() not in b"".join(request.body for request in stub.seen)
    assert program.run("audit", "verify").returncode == 0


def test_nobody_else_writes_to_the_log(program: Program):
    for path, body in (
        ("/api/journal", {"kind": "log_read"}),
        ("/api/effacement", {"indexes": [1]}),
    ):
        with httpx.Client(trust_env=False) as client:
            answer = client.post(f"http://127.0.0.1:{program.ui_port}{path}", json=body)
        assert answer.status_code == 403

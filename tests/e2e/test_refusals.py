"""What may not leave: the client is told in its own form, and the log without a clear value."""

import json
from pathlib import Path
from typing import Any

import pytest

from e2e.conftest import Sdks
from e2e.curl import API, chat, curl, events
from e2e.drivers import SdkError
from e2e.leaks import leaks
from e2e.people import person
from e2e.prompts import PRIVATE_KEY
from program import Program
from stub import Stub

SOMEBODY = person(40)
PROMPT = f"Voici la clé du serveur de {SOMEBODY}\n{PRIVATE_KEY}\nEst-elle valable ?"
PLANTED = (*SOMEBODY.planted, PRIVATE_KEY.splitlines()[1])

METHODS = {
    "openai": ("chat.completions.create", {"model": "gpt-5.1"}),
    "anthropic": ("messages.create", {"model": "claude-opus-4-1", "max_tokens": 500}),
    "mistral": ("chat.complete", {"model": "mistral-large-latest"}),
}
ERRORS = {
    "openai": "PermissionDeniedError",
    "anthropic": "PermissionDeniedError",
    "mistral": "SDKError",
}
HEADERS = {"openai": "extra_headers", "anthropic": "extra_headers", "mistral": "http_headers"}


def ask(sdk: Sdks, vendor: str, way: str, **more: Any) -> dict[str, Any]:
    """What the SDK tells of its error."""
    method, arguments = METHODS[vendor]
    messages = [{"role": "user", "content": PROMPT}]
    with pytest.raises(SdkError) as error:
        sdk(vendor, way).call(method, messages=messages, **arguments, **more)
    return error.value.told


@pytest.mark.sdk
@pytest.mark.parametrize("way", ["proxy", "door"])
@pytest.mark.parametrize("vendor", METHODS)
def test_the_sdk_raises_its_own_error(sdk: Sdks, stub: Stub, vendor: str, way: str) -> None:
    told = ask(sdk, vendor, way)
    assert told["type"] == ERRORS[vendor]
    assert (told["status"], told["code"]) == (403, "paravent_blocked")
    assert "Paravent a bloqué cet envoi. Rien n'a été transmis à " in told["message"]
    assert "clé privée (1)" in told["message"]
    assert "bloquer-cles-privees" in told["message"]
    assert leaks(told["message"].encode(), PLANTED) == []
    assert stub.seen == []


@pytest.mark.sdk
@pytest.mark.parametrize("vendor", METHODS)
def test_in_english_for_who_asks(sdk: Sdks, stub: Stub, vendor: str) -> None:
    told = ask(sdk, vendor, "proxy", **{HEADERS[vendor]: {"Accept-Language": "en-GB,en;q=0.9"}})
    assert "Paravent blocked this message. Nothing was sent to " in told["message"]
    assert "private key (1)" in told["message"]
    assert stub.seen == []


@pytest.mark.sdk
@pytest.mark.parametrize("vendor", METHODS)
def test_a_streamed_call_is_refused_alike(sdk: Sdks, stub: Stub, vendor: str) -> None:
    method, arguments = METHODS[vendor]
    messages = [{"role": "user", "content": PROMPT}]
    if vendor == "mistral":
        method = "chat.stream"
    else:
        arguments = arguments | {"stream": True}
    with pytest.raises(SdkError) as error:
        list(sdk(vendor, "proxy").stream(method, messages=messages, **arguments))
    assert error.value.told["code"] == "paravent_blocked"
    assert stub.seen == []


@pytest.mark.sdk
def test_it_is_in_the_log_once_without_a_clear_value(
    sdk: Sdks, program: Program, stub: Stub
) -> None:
    before = len(program.events())
    ask(sdk, "openai", "proxy")
    added = program.events()[before:]
    (block,) = [event for event in added if event["type"] == "block"]
    shown = program.run("audit", "show", str(block["index"]))
    assert shown.returncode == 0
    assert block["action"] == "block"
    assert {(one["cat"], one["act"]) for one in block["entities"]} >= {
        ("PRIVATE_KEY", "block"),
        ("EMAIL", "redact"),
        ("PERSON", "redact"),
    }
    written = json.dumps(added) + shown.stdout + shown.stderr
    assert leaks(written.encode(), PLANTED) == []


def test_what_could_not_be_read_is_in_the_log(program: Program, stub: Stub, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7 " + str(SOMEBODY).encode())
    before = len(program.events())
    for options in (
        ("-H", "content-encoding: x-unknown", "-d", "Bonjour."),
        ("-F", f"file=@{file};type=application/pdf"),
    ):
        told = json.loads(curl(program, *options, f"{API}/files"))["error"]["message"]
        assert f"→ Pourquoi ? — http://127.0.0.1:{program.ui_port}/b/" in told
    unreadable, attached = (e for e in program.events()[before:] if e["type"] == "block")
    assert (unreadable["type"], unreadable["reason"]) == ("block", "unreadable")
    assert (attached["type"], attached["reason"]) == ("block", "attachment")
    assert attached["body"]["attachments"][0]["ext"] == "pdf"
    assert stub.seen == []


def test_chatgpt_answers_in_the_chat(program: Program, stub: Stub) -> None:
    message = {
        "id": "00000000-0000-4000-8000-000000000001",
        "author": {"role": "user"},
        "content": {"content_type": "text", "parts": [PROMPT]},
    }
    shown = curl(
        program, "https://chatgpt.com/backend-api/f/conversation",
        "-H", "content-type: application/json", "-H", "accept: text/event-stream",
        "-H", "sec-fetch-mode: cors", "-H", "sec-fetch-site: same-origin",
        "-H", "origin: https://chatgpt.com", "--data-binary", "@-", "-w", "%{http_code}",
        stdin=json.dumps({"action": "next", "messages": [message], "model": "auto"}).encode(),
    )  # fmt: skip
    assert shown.endswith("200")
    (opened,) = [e for e in events(shown) if isinstance(e, dict) and "v" in e]
    (said,) = opened["v"]["message"]["content"]["parts"]
    assert said.startswith("Paravent a bloqué cet envoi. Rien n'a été transmis à ChatGPT.")
    assert opened["v"]["message"]["author"]["role"] == "assistant"
    assert leaks(shown.encode(), PLANTED) == []
    assert stub.seen == []


@pytest.mark.parametrize("origin", ["https://gemini.google.com", "https://evil.example"])
def test_only_a_page_of_the_service_may_read_why_an_upload_was_refused(
    program: Program, stub: Stub, tmp_path: Path, origin: str
) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7 " + str(SOMEBODY).encode())
    url = "https://content-push.googleapis.com/upload"
    form = ("-F", f"file=@{file};type=application/pdf")
    shown = curl(program, "-i", *form, url, "-H", f"origin: {origin}", "-H", "sec-fetch-mode: cors")
    head, _, body = shown.replace("\r", "").rpartition("\n\n")
    allowed = [line for line in head.splitlines() if line.startswith("access-control-allow-origin")]
    assert allowed == ([f"access-control-allow-origin: {origin}"] if "gemini" in origin else [])
    assert "Paravent a bloqué cet envoi" in json.loads(body)["error"]["message"]
    assert stub.seen == []


def test_nothing_is_kept_in_clear(program: Program, stub: Stub) -> None:
    """Not in the log, not in the vault, not in what the program says of its own work."""
    somebody = person(41)
    assert somebody.email in chat(program, str(somebody))
    files = {path.name: path.read_bytes() for path in program.home.rglob("*") if path.is_file()}
    assert len(files) > 5
    assert [
        (name, value)
        for name, content in files.items()
        for value in somebody.planted
        if value.encode() in content
    ] == []

"""Uploads whose size stands in a header: it stays true when the file is masked."""

import json

import pytest

from paravent.core.types import Sensitive
from paravent.pipeline.reading import read_request
from paravent.services.document import UnreadableError
from paravent.services.files import roomy

NAME = "Léa Noël"
CSV = f"nom;note\r\n{NAME};« rappeler »\r\n"
SHORT = CSV.replace(NAME, "[P_1]")
FORM = "multipart/form-data; boundary=B"
DEEPSEEK = {"service": "deepseek_web", "target": "/api/v0/file/upload_file", "content_type": FORM}
GEMINI = {"service": "gemini_api", "target": "/upload/v1beta/files"}
WEB = {"service": "gemini_web", "target": "/upload/", "host": "content-push.googleapis.com"}
START = "x-goog-upload-protocol: resumable\nx-goog-upload-command: start"
WHOLE = "x-goog-upload-command: upload, finalize\nx-goog-upload-offset: 0"


@pytest.fixture
def leave(desk):
    """A request as it leaves, a label in the place of the name: its body, and its headers."""

    def make(body, headers="", **told):
        request, exchange = desk.prepare(body, headers=headers, **told)
        reading = read_request(request, exchange)
        for slot in reading.document.slots:
            slot.put(slot.segment.text.reveal().replace(NAME, "[P_1]"))
        written = reading.write()
        lines = dict(line.split(": ", 1) for line in written.headers.split("\n") if line)
        return written.body, lines, reading.document.attachments

    return make


def form(content, name="a.csv", kind="text/csv", times=1):
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}'
    part = f"--B\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
    return part * times + b"--B--\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_size_beside_the_file_is_that_of_the_masked_file(leave, encoding):
    content, masked = CSV.encode(encoding), SHORT.encode(encoding)
    body, headers, _ = leave(form(content), f"x-file-size: {len(content)}", **DEEPSEEK)
    assert body == form(masked)
    assert headers == {"x-file-size": str(len(masked))}


def test_a_size_of_what_does_not_change_stays(leave):
    pdf = b"%PDF-1.4\x00"
    for size in (len(pdf), 3):
        told = f"x-file-size: {size}"
        body, headers, files = leave(form(pdf, "a.pdf", "application/pdf"), told, **DEEPSEEK)
        assert (body, headers["x-file-size"]) == (form(pdf, "a.pdf", "application/pdf"), str(size))
        assert [one.media_type for one in files] == ["application/pdf"]
    assert leave(form(CSV.encode()), **DEEPSEEK)[1] == {}


@pytest.mark.parametrize(("size", "times"), [(3, 1), (len(CSV.encode()), 2)])
def test_a_size_that_could_not_be_made_true_lets_nothing_leave(leave, size, times):
    with pytest.raises(UnreadableError):
        leave(form(CSV.encode(), times=times), f"x-file-size: {size}", **DEEPSEEK)


def start(name, kind, size, key="size_bytes"):
    body = {"file": {"display_name": name, "mime_type": kind, key: size}}
    headers = f"{START}\nx-goog-upload-header-content-length: {size}"
    return body, f"{headers}\nx-goog-upload-header-content-type: {kind}"


@pytest.mark.parametrize("key", ["size_bytes", "sizeBytes"])
def test_a_text_is_announced_with_room_and_then_has_that_size(leave, key):
    content = CSV.encode()
    size = roomy(len(content))
    announced, headers = start(f"{NAME}.csv", "text/csv", len(content), key)
    body, told, _ = leave(announced, headers, **GEMINI)
    assert json.loads(body)["file"] == {
        "display_name": "[P_1].csv", "mime_type": "text/csv", key: size,
    }  # fmt: skip
    assert told["x-goog-upload-header-content-length"] == str(size)
    second = headers.replace(START, WHOLE)
    left, told, files = leave(content, second, **GEMINI)
    assert len(left) == size
    assert left.rstrip(b"\n") == SHORT.encode().rstrip(b"\n")
    assert told["x-goog-upload-header-content-length"] == str(size)
    assert not files


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_same_for_the_page_which_tells_a_name_only(leave, encoding):
    content = CSV.encode(encoding)
    headers = f"{START}\nx-goog-upload-header-content-length: {len(content)}"
    kind = "application/x-www-form-urlencoded;charset=utf-8"
    body, told, _ = leave(f"File name: {NAME}.csv".encode(), headers, content_type=kind, **WEB)
    assert body == b"File name: [P_1].csv"
    assert told["x-goog-upload-header-content-length"] == str(roomy(len(content)))
    left, _, files = leave(content, WHOLE, content_type=kind, **WEB)
    assert (len(left), files) == (roomy(len(content)), [])
    assert left.decode(encoding).startswith(SHORT)


def test_another_file_is_an_attachment_from_its_announcement_on(leave):
    for kind, size in (("application/pdf", 411), ("text/csv", 9_000_000)):
        announced, headers = start("a.bin", kind, size)
        body, told, files = leave(announced, headers, **GEMINI)
        assert json.loads(body) == announced
        assert told["x-goog-upload-header-content-length"] == str(size)
        assert [(one.media_type, one.size) for one in files] == [(kind, size)]
    named = f"{START}\nx-goog-upload-header-content-length: 9"
    _, _, files = leave(b"File name: plan.pdf", named, content_type="text/plain", **WEB)
    assert [one.media_type for one in files] == ["application/pdf"]
    body, _, files = leave(b"%PDF-1.4\x00", WHOLE, **WEB)
    assert (body, [one.size for one in files]) == (b"%PDF-1.4\x00", [9])


@pytest.mark.parametrize(
    "command",
    ["upload\nx-goog-upload-offset: 0", "upload, finalize\nx-goog-upload-offset: 8388608"],
)
def test_a_text_in_pieces_does_not_leave(leave, command):
    with pytest.raises(UnreadableError):
        leave(CSV.encode(), f"x-goog-upload-command: {command}", **GEMINI)


def test_a_step_without_a_file_leaves_as_it_is(leave):
    assert leave(b"", "x-goog-upload-command: query", **GEMINI)[0] == b""
    assert leave(b"", "x-goog-upload-command: upload, finalize", **GEMINI)[0] == b""


def test_commands_mean_nothing_to_other_calls(desk):
    request, exchange = desk.prepare({"model": "m", "messages": []}, headers=WHOLE)
    assert json.loads(read_request(request, exchange).write().body) == {
        "model": "m",
        "messages": [],
    }
    assert request.body == Sensitive(b'{"model": "m", "messages": []}')

"""Files that are text: whatever their encoding, what they hide, and the size they were announced."""

import email
import json
from email import policy
from email.message import EmailMessage

import pytest

from paravent.services.body import read_body
from paravent.services.catalogue import load_catalogue
from paravent.services.document import Document, UnreadableError
from paravent.services.files import is_text_file, read_file, roomy
from paravent.services.wire import Wire, wires
from paravent.settings import shipped

CATALOGUE = load_catalogue([shipped("rules") / "services"])
ANY = wires()["json"]
TEXT = "Cliente : Élodie Noël ; née à Orléans.\r\n"
BOUND = "multipart/form-data; boundary=B"


def mask(body: bytes, kind: str, wire: Wire = ANY) -> bytes:
    """A body with a label in place of a name, as it would leave."""
    document = Document()
    write = read_body(body, kind, wire, document)
    for slot in document.slots:
        text = slot.segment.text.reveal()
        if "Élodie Noël" in text:
            slot.put(text.replace("Élodie Noël", "[P_1]"))
    document.close()
    return write()


def part(name: str, kind: str, content: bytes) -> bytes:
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}'
    return f"--B\r\n{head}\r\n\r\n".encode() + content + b"\r\n--B--\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("way", ["part", "body"])
def test_a_text_file_is_masked_in_the_encoding_that_it_has(encoding: str, way: str) -> None:
    marks = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}
    mark = marks.get(encoding, "")
    content = (mark + TEXT).encode(encoding)
    expected = (mark + TEXT.replace("Élodie Noël", "[P_1]")).encode(encoding)
    if way == "body":
        assert mask(content, "text/csv") == expected
    else:
        left = mask(part("a.csv", "application/octet-stream", content), BOUND)
        assert left == part("a.csv", "application/octet-stream", expected)


def test_what_does_not_say_that_it_is_text_is_not_taken_for_an_old_encoding() -> None:
    content = TEXT.encode("cp1252")
    assert read_file(content, says_text=False) is None
    with pytest.raises(UnreadableError):
        read_body(content, "application/octet-stream", wires()["json"], Document())


@pytest.mark.parametrize("charset", ["utf-7", "hz", "x-unknown", "utf-16"])
def test_an_encoding_that_two_readers_may_read_in_two_ways_is_refused(charset: str) -> None:
    with pytest.raises(UnreadableError):
        read_body(b"abc", f"text/plain; charset={charset}", wires()["json"], Document())


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("a.CSV", "", True),
        ("main.py", "application/octet-stream", True),
        ("", "text/html; charset=utf-8", True),
        ("", "application/xml", True),
        ("a.pdf", "application/pdf", False),
        ("a.docx", "", False),
        ("a", "text/rtf", False),
    ],
)
def test_names_and_types_say_what_is_text(name: str, kind: str, text: bool) -> None:
    assert is_text_file(name, kind) is text


def letter(encoding: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Dossier Élodie Noël"
    mail["From"] = "cabinet@exemple.fr"
    mail.set_content(TEXT, cte=encoding)
    return mail.as_bytes(policy=policy.SMTP)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_message_of_mail_is_masked_behind_its_encodings(encoding: str) -> None:
    left = mask(part("a.eml", "message/rfc822", letter(encoding)), BOUND)
    content = left.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n--B--\r\n")
    mail = email.message_from_bytes(content, policy=policy.default)
    assert mail["subject"] == "Dossier [P_1]"
    assert mail["from"] == "cabinet@exemple.fr"
    body = mail.get_body()
    assert body is not None
    assert body.get_content().strip() == TEXT.strip().replace("Élodie Noël", "[P_1]")


def test_a_message_of_mail_in_which_nothing_changes_keeps_its_bytes() -> None:
    body = part("a.eml", "message/rfc822", letter("base64").replace(b"=C3=89lodie", b"Paul"))
    plain = part("a.eml", "message/rfc822", b"Subject:  x\nTo: a\n\nBonjour.\n")
    assert mask(plain, BOUND) == plain
    assert body != plain


def test_an_attachment_of_mail_is_one() -> None:
    mail = EmailMessage()
    mail.set_content("x")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf")
    document = Document()
    read_body(mail.as_bytes(), "message/rfc822", wires()["json"], document)
    assert [one.media_type for one in document.attachments] == ["application/pdf"]


@pytest.mark.parametrize(
    ("service", "announced", "body"),
    [
        ("chatgpt_web", ("POST", "chatgpt.com", "/backend-api/files"), {"file_name": "a.csv", "file_size": 41}),
        ("dust", ("POST", "dust.tt", "/api/v1/w/W/files"), {"fileName": "a.csv", "fileSize": 41}),
        ("perplexity_web", ("POST", "www.perplexity.ai", "/rest/uploads/batch_create_upload_urls"), {"files": {"u": {"filename": "a.csv", "file_size": 41}}}),
    ],
)  # fmt: skip
def test_a_text_file_is_announced_with_room(
    service: str, announced: tuple[str, str, str], body: object
) -> None:
    endpoint = CATALOGUE.endpoint(CATALOGUE.services[service], *announced)
    assert endpoint
    assert f": {roomy(41)}" in mask_json(body, endpoint.wire)
    other = json.dumps(body).replace("a.csv", "a.pdf")
    assert ": 41" in mask_json(json.loads(other), endpoint.wire)


def mask_json(body: object, wire: Wire) -> str:
    return json.dumps(json.loads(mask(json.dumps(body).encode(), "application/json", wire)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_has_the_size_that_was_announced(encoding: str) -> None:
    endpoint = CATALOGUE.endpoint(
        CATALOGUE.services["chatgpt_web"], "PUT", "files.oaiusercontent.com", "/file-1"
    )
    assert endpoint
    for text in (TEXT, "Élodie Noël\n" * 20, ""):
        content = text.encode(encoding)
        left = mask(content, "text/csv", endpoint.wire) if content else None
        if left:
            assert len(left) == roomy(len(content))
            assert left.decode(encoding).rstrip("\n") == text.replace(
                "Élodie Noël", "[P_1]"
            ).rstrip("\n")


def test_a_file_that_outgrows_its_room_is_refused() -> None:
    document = Document()
    endpoint = CATALOGUE.endpoint(
        CATALOGUE.services["chatgpt_web"], "PUT", "files.oaiusercontent.com", "/file-1"
    )
    assert endpoint
    write = read_body(b"x", "text/csv", endpoint.wire, document)
    document.slots[0].put("y" * 5000)
    with pytest.raises(UnreadableError):
        write()


def test_damaged_utf_8_is_not_read_as_something_else() -> None:
    """Somebody else would skip the sign that is none, and read the name."""
    content = TEXT.encode() + b"\xff"
    assert read_file(content, says_text=True) is None
    with pytest.raises(UnreadableError):
        read_body(content, "text/plain", ANY, Document())

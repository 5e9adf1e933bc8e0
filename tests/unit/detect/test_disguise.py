import base64
import json
from urllib.parse import quote

import pytest

from paravent.detect.disguise import uncover
from paravent.detect.view import view

TEXT = "Ma cliente Hélène Noël, helene.noel@exemple.fr, 06 39 98 12 34"


def coded(text: str, encoding: str = "utf-8") -> str:
    return base64.b64encode(text.encode(encoding)).decode()


@pytest.mark.parametrize(
    "spelled",
    [
        json.dumps(TEXT)[1:-1],
        json.dumps(json.dumps(TEXT))[3:-3],
        "".join(f"\\u{ord(char):04x}" for char in TEXT),
        "".join(f"\\x{ord(char):02x}" for char in TEXT),
        quote(TEXT),
        quote(quote(TEXT)),
        "".join(f"%{byte:02x}" for byte in TEXT.encode()),
        TEXT.replace("é", "&eacute;").replace("@", "&#64;").replace(" ", "&#x20;"),
        TEXT.replace("é", "&amp;eacute;"),
        TEXT.replace("é", "=C3=A9").replace("è", "=C3=A8").replace("ë", "=C3=AB"),
        coded(TEXT),
        coded(TEXT).rstrip("="),
        base64.urlsafe_b64encode(TEXT.encode()).decode(),
        coded(TEXT, "cp1252"),
        coded(TEXT, "utf-16"),
        coded(json.dumps(TEXT)[1:-1]),
        coded(coded(TEXT)),
    ],
)
def test_what_is_spelled_otherwise_is_spelled_out(spelled: str) -> None:
    text = f"Vois ceci : {spelled} Merci."
    seen = view(text)
    assert seen.text == f"Vois ceci : {TEXT} Merci."
    start = seen.text.index(TEXT)
    assert seen.span(start, start + len(TEXT)) == (12, 12 + len(spelled))


def test_a_name_after_an_escaped_line_end_begins_a_line() -> None:
    assert view(r"Cordialement,\nAnna Keller\r\n").text == "Cordialement,\nAnna Keller\n\n"


@pytest.mark.parametrize("data", [TEXT.encode() + b"\x03\xff\x00", b"\x0a\x12\xff" + TEXT.encode()])
def test_text_among_other_bytes_in_base64_is_read(data: bytes) -> None:
    text = f"Vois ceci : {base64.b64encode(data).decode()} Merci."
    seen = view(text)
    assert TEXT in seen.text
    start = seen.text.index(TEXT)
    assert seen.span(start, start + len(TEXT)) == (12, len(text) - 7)


def test_base64_that_was_cut_is_read() -> None:
    assert TEXT[:20] in view(f"Vois ceci : {coded(TEXT)[:33]} Merci.").text


def test_base64_in_lines_is_read() -> None:
    text = "Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(TEXT.encode() * 2).decode()
    assert TEXT * 2 in view(text).text


@pytest.mark.parametrize(
    "text",
    [
        "Une remise de 20 % puis de 5%, R&D; AT&T;",
        "printf('%d %s %ff', x)",
        r"C:\temp\new \textbf{gras} \u12 \xg",
        "professionnellement anticonstitutionnellement",
        "proxy/paravent/services/codecs/openai_chat",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "4970384837261672 FR7630006000011234567890189",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI4ODEyMDQ0MSJ9.Zx81nQ_t7Lk2",
        "a=20 b=3D",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert uncover(text) is None
    assert view(text).text is text


@pytest.mark.parametrize("sign", ["\\", "%25", "&amp;", "A", "=C3=A9", "%", "\\\\u", "%41"])
def test_much_of_it_is_read_in_one_go(sign: str) -> None:
    """In time that grows with the text: with its square this would take minutes."""
    view(sign * 30_000)


def test_half_a_sign_under_two_escapes_is_no_failure() -> None:
    found = uncover('"[{\\"event\\": \\"\\\\ud800\\"}]"')
    assert found
    assert "\ufffd" in found.text
    assert found.text.encode()

"""What is read of a request, and that it is written as it came with other texts in it."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, quote

import pytest

from paravent.services.body import read_body
from paravent.services.document import Document, UnreadableError
from paravent.services.formbody import read_segment
from paravent.services.wire import paths, wires

JSON = "application/json"
CHAT = wires()["openai_chat"]
ANTHROPIC = wires()["anthropic_messages"]


def read(
    body: bytes | str, kind: str = JSON, wire: object = CHAT
) -> tuple[Document, Callable[[], bytes]]:
    document = Document()
    data = body.encode() if isinstance(body, str) else body
    write = read_body(data, kind, wire, document)  # type: ignore[arg-type]
    return document, write


def texts(document: Document) -> list[str]:
    return [slot.segment.text.reveal() for slot in document.slots]


def rewrite(body: bytes | str, kind: str = JSON, wire: object = CHAT, **values: str) -> bytes:
    """The body with texts replaced."""
    document, write = read(body, kind, wire)
    for slot in document.slots:
        text = slot.segment.text.reveal()
        for old, new in values.items():
            text = text.replace(old, new)
        if text != slot.segment.text.reveal():
            slot.put(text)
    document.close()
    return write()


def test_structure_can_depend_on_what_stands_beside_it() -> None:
    """Claude's own styles have names of the format's, a person's own style any."""
    styles = [{"type": "default", "name": "Normal"}, {"type": "custom", "name": "Dupont"}]
    document, _ = read(json.dumps({"personalized_styles": styles}), wire=wires()["claude_web"])
    assert texts(document) == ["Dupont"]
    assert "Normal" in document.kept


def test_what_is_being_typed_is_emptied_where_it_stands_and_nowhere_else() -> None:
    wire = replace(CHAT, unfinished=paths("$.draft.parts[*]"))
    body = {"draft": {"parts": ["a", {"b": "c"}]}, "note": '{"draft":{"parts":["d"]}}'}
    document, write = read(json.dumps(body), wire=wire)
    assert texts(document) == ["c", "d"]
    document.close()
    assert json.loads(write()) == body | {"draft": {"parts": ["", {"b": "c"}]}}


def test_every_string_is_text_but_structure() -> None:
    body = {
        "model": "gpt-5.1",
        "messages": [
            {"role": "system", "content": "a"},
            {"role": "user", "name": "b", "content": [{"type": "text", "text": "c"}]},
        ],
        "tools": [{"type": "function", "function": {"name": "f", "description": "d"}}],
        "metadata": {"anything": "e"},
        "unknown": ["f", {"deep": "g"}],
        "user": "h",
    }
    document, write = read(json.dumps(body))
    assert texts(document) == ["a", "b", "c", "d", "e", "f", "g", "h"]
    assert json.loads(write()) == body
    assert document.model == "gpt-5.1"


@pytest.mark.parametrize(
    "value",
    [
        "Marie Dupont",
        "a@b.fr",
        "x" * 300,
        "été",
        "0639981234",
        "06-39-98-12-34",
        "FR7630006000011234567890189",
        "de89370400440532013000",
        "FR44732829320",
        "82.64.117.203",
        "2a01:e0a:4d2:8b10:c5ff:fe12:7a56:1",
        "https://exemple.fr/marie",
        "linkedin.com/in/marie-dupont",
    ],
)
def test_structure_that_does_not_look_like_it_is_text(value: str) -> None:
    document, _ = read(json.dumps({"model": value, "metadata": {"id": value}}))
    assert texts(document) == [value, value]
    assert document.kept == []


@pytest.mark.parametrize(
    "value",
    [
        "gpt-5.1",
        "ft:gpt-4o-mini:studio::9xK2",
        "meta-llama/Llama-3.3-70B-Instruct",
        "accounts/fireworks/models/qwen3",
        "chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG",
        "call_62136354",
        "6b1f0c3e-0000-4000-8000-00000000000a",
        "file-service://file-Abc123",
        "1.2.3",
    ],
)
def test_names_of_the_format_are_no_text_but_are_told(value: str) -> None:
    document, _ = read(json.dumps({"model": value, "metadata": {"id": value}}))
    assert texts(document) == []
    assert document.kept == [value, value]


def test_labels_are_the_nearest_key() -> None:
    document, _ = read('{"clients": [{"nom": "Dupont", "tel": 33612345678}]}')
    assert [(s.segment.label, s.segment.path) for s in document.slots] == [
        ("nom", "$.clients[0].nom"),
        ("tel", "$.clients[0].tel"),
    ]


def test_long_numbers_are_text_short_ones_and_fractions_are_not() -> None:
    body = (
        '{"a": 33612345678, "b": 1234567, "c": 0.123456789, "d": true, "e": -732829320, '
        '"f": 639981234.0, "g": 12345678.5}'
    )
    document, _ = read(body)
    assert texts(document) == ["33612345678", "-732829320", "639981234"]
    assert json.loads(rewrite(body, **{"33612345678": "[TEL_1]"}))["a"] == "[TEL_1]"


def test_keys_that_are_not_plain_names_are_text() -> None:
    body = {"Marie Dupont": 1, "Marie_Dupont": 2, "first_name": 3, "a@b.fr": {"x": "y"}}
    document, _ = read(json.dumps(body))
    assert texts(document) == ["Marie Dupont", "Marie_Dupont", "a@b.fr", "y"]
    paths = [slot.segment.path for slot in document.slots]
    assert not any("Marie" in path or "@" in path for path in paths)
    left = json.loads(rewrite(json.dumps(body), Marie="[P_1]", y="z"))
    assert left == {"[P_1] Dupont": 1, "[P_1]_Dupont": 2, "first_name": 3, "a@b.fr": {"x": "z"}}
    assert list(left) == ["[P_1] Dupont", "[P_1]_Dupont", "first_name", "a@b.fr"]


@pytest.mark.parametrize(
    "key", ["FR44732829320", "DE89370400440532013000", "tel_0639981234", "_285013503322788"]
)
def test_keys_with_many_digits_are_text(key: str) -> None:
    assert texts(read(json.dumps({key: 1, "item_2024": 2, "x_1": 3}))[0]) == [key]


def test_json_in_strings_is_read_and_escaped_again() -> None:
    inner = json.dumps({"nom": 'Élodie "Lo" Noël', "n": [1, "x"]})
    body = json.dumps({"messages": [{"tool_calls": [{"function": {"arguments": inner}}]}]})
    document, write = read(body)
    assert texts(document) == ['Élodie "Lo" Noël', "x"]
    assert json.loads(write()) == json.loads(body)
    left = json.loads(rewrite(body, Élodie='"É'))
    arguments = left["messages"][0]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(arguments) == {"nom": '"É "Lo" Noël', "n": [1, "x"]}


def test_json_lines_in_strings_are_read() -> None:
    lines = '{"nom": "\\u00c9lodie"}\n{"nom": "Zoé"}\n'
    document, _ = read(json.dumps({"text": lines}))
    assert texts(document) == ["Élodie", "Zoé"]
    left = json.loads(rewrite(json.dumps({"text": lines}), Zoé="Z"))["text"]
    assert [json.loads(line) for line in left.splitlines()] == [{"nom": "Élodie"}, {"nom": "Z"}]
    assert left.endswith("\n")


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_text_in_base64_is_read(encode: Callable[[bytes], bytes]) -> None:
    inner = "Cliente : Élodie Noël ??>>\n"
    body = json.dumps({"source": {"type": "base64", "data": encode(inner.encode()).decode()}})
    document, write = read(body, wire=ANTHROPIC)
    assert texts(document) == [inner]
    assert json.loads(write()) == json.loads(body)
    left = json.loads(rewrite(body, wire=ANTHROPIC, Élodie="[P_1]"))["source"]["data"]
    assert base64.urlsafe_b64decode(left.replace("+", "-").replace("/", "_")) == (
        b"Cliente : [P_1] No\xc3\xabl ??>>\n"
    )


def test_data_urls_are_opened() -> None:
    text = base64.b64encode("Élodie".encode()).decode()
    image = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    body = {
        "a": f"data:text/plain;base64,{text}",
        "b": f"data:image/png;base64,{image}",
        "c": f"data:text/plain,{quote('Élodie Noël')}",
    }
    document, _ = read(json.dumps(body))
    assert texts(document) == ["Élodie", "Élodie Noël"]
    assert [(a.path, a.media_type) for a in document.attachments] == [("$.b", "image/png")]
    left = json.loads(rewrite(json.dumps(body), Élodie="[P_1]"))
    assert left["a"] == "data:text/plain;base64," + base64.b64encode(b"[P_1]").decode()
    assert left["c"] == "data:text/plain," + quote("[P_1] Noël")


def test_base64_in_lines_is_read() -> None:
    inner = "Écris à Élodie Marchand-Lefèvre, 12 rue des Lilas. " * 4
    lines = base64.encodebytes(inner.encode()).decode()
    document, _ = read(json.dumps({"a": lines, "b": "bonjour\nmadame\n"}))
    assert texts(document) == [inner, "bonjour\nmadame\n"]


def test_json_in_base64_is_opened_too() -> None:
    inner = base64.b64encode(b'{"nom": "\\u00c9lodie"}').decode()
    document, _ = read(json.dumps({"x": inner}))
    assert texts(document) == ["Élodie"]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 all of it text",
        b"{\\rtf1 Dupont}",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xff\xd8\xff\xe0",
    ],
)
def test_files_are_attachments_even_where_they_are_ascii(content: bytes) -> None:
    data = base64.b64encode(content.ljust(16)).decode()
    document, _ = read(json.dumps({"data": data}))
    assert texts(document) == []
    assert len(document.attachments) == 1


@pytest.mark.parametrize(
    "data",
    [
        base64.b64encode("Cliente : Élodie Marchand\n".encode() + b"\xe9\x03\x19Y\xb0").decode(),
        base64.urlsafe_b64encode(b"\x0a\x12\xfb\xff" + "Élodie Marchand".encode()).decode(),
        base64.b64encode("Cliente : Élodie Marchand, merci.".encode()).decode()[:41],
    ],
)
def test_text_in_damaged_base64_is_read_and_not_written(data: str) -> None:
    body = json.dumps({"state": data})
    assert any("Élodie Marchand" in text for text in texts(read(body)[0]))
    assert json.loads(rewrite(body)) == {"state": data}
    with pytest.raises(UnreadableError):
        rewrite(body, Élodie="[P_1]")


def test_base64_that_holds_no_text_is_left_as_it_is() -> None:
    data = base64.b64encode(bytes(range(128, 256)) * 4).decode()
    assert texts(read(json.dumps({"state": data}))[0]) == [data]


def test_long_base64_that_is_not_text_is_an_attachment() -> None:
    data = base64.b64encode(bytes(range(256)) * 4).decode()
    document, _ = read(json.dumps({"blob": data}))
    assert [a.size for a in document.attachments] == [1026]


@pytest.mark.parametrize("word", ["particuliers", "CONFIDENTIEL", "Abdelrahmane", "123456789012"])
def test_words_are_not_base64(word: str) -> None:
    assert texts(read(json.dumps({"x": word}))[0]) == [word]


def test_opaque_and_signed_blocks_are_not_text() -> None:
    blocks = [
        {"type": "thinking", "thinking": "La cliente", "signature": "abc"},
        {"type": "redacted_thinking", "data": "x" * 2000},
        {"type": "thinking", "thinking": "sans signature"},
    ]
    body = json.dumps({"messages": [{"role": "assistant", "content": blocks}]})
    document, write = read(body, wire=ANTHROPIC)
    assert texts(document) == ["sans signature"]
    (signed,) = document.signed
    assert (signed.segment.text.reveal(), signed.signature) == ("La cliente", "abc")
    signed.put("[PERSONNE_1]")
    assert json.loads(write())["messages"][0]["content"][0]["thinking"] == "[PERSONNE_1]"


@pytest.mark.parametrize("sealed", ["gAAAAABm" + "x" * 300 + "==", "v1." + "Qk-_" * 40, "abc"])
def test_a_cipher_is_passed_on(sealed: str) -> None:
    body = {"input": [{"type": "reasoning", "encrypted_content": sealed}]}
    document, write = read(json.dumps(body), wire=wires()["openai_responses"])
    assert texts(document) == []
    assert json.loads(write()) == body


@pytest.mark.parametrize(
    "said",
    ["La cliente est Marie Dupont.", "0639981234", "TGEgY2xpZW50ZSBlc3QgTWFyaWUgRHVwb250Lg=="],
)
def test_what_is_no_cipher_is_text_wherever_it_stands(said: str) -> None:
    inner = "La cliente est Marie Dupont." if said.startswith("TGE") else said
    redacted = {"type": "redacted_thinking", "data": said}
    signed = {"type": "thinking", "thinking": "Rien.", "signature": said}
    body = {
        "messages": [{"role": "assistant", "content": [redacted, signed]}],
        "metadata": {"encrypted_content": said},
    }
    document, _ = read(json.dumps(body), wire=ANTHROPIC)
    assert texts(document) == [inner] * 3
    assert document.kept == ["assistant", "redacted_thinking", "thinking"]


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": "\xff"}',
        '{"a": "x"}'.encode("utf-16"),
        b'{"a": 1} trailing',
        b"[" * 100_000,
        b'{"a":' * 150 + b"1" + b"}" * 150,
        b'{"a": ' + b"9" * 5000 + b"}",
    ],
)
def test_json_that_is_not_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(body)


def test_duplicate_keys_leave_once() -> None:
    body = b'{"a": "first Dupont", "a": "last Dupont"}'
    assert json.loads(rewrite(body, Dupont="[P]")) == {"a": "last [P]"}
    assert rewrite(body, Dupont="[P]").count(b"Dupont") == 0


def test_lone_surrogates_survive() -> None:
    body = b'{"a": "\\ud800 Dupont"}'
    assert json.loads(rewrite(body, Dupont="[P]")) == {"a": "\ud800 [P]"}


def test_forms_keep_every_sign_that_is_not_changed() -> None:
    form = (
        "prompt=R%C3%A9dige+pour+%C3%89lodie&x=1&empty=&state=%7B%22a%22%3A%22Zo%C3%A9%22%7D&flag"
    )
    kind = "application/x-www-form-urlencoded"
    document, write = read(form, kind)
    assert texts(document) == ["Rédige pour Élodie", "1", "Zoé"]
    assert write().decode() == form
    left = rewrite(form, kind, Élodie="[P_1] &", Zoé="[P_2]").decode()
    assert dict(parse_qsl(left, keep_blank_values=True)) == {
        "prompt": "Rédige pour [P_1] &", "x": "1", "empty": "", "state": '{"a":"[P_2]"}', "flag": "",
    }  # fmt: skip
    assert "&x=1&empty=&" in left


def test_form_names_may_be_texts() -> None:
    document, _ = read("Marie+Dupont=1&nom=2", "application/x-www-form-urlencoded")
    assert texts(document) == ["Marie Dupont", "1", "2"]
    assert document.slots[0].segment.path == "form:<name>"


def test_a_form_that_is_not_utf8_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        read("a=%ff%fe", "application/x-www-form-urlencoded")


@pytest.mark.parametrize(
    ("segment", "read_as"),
    [
        ("Marie%20Dupont", ["Marie Dupont"]),
        ("Marie-Dupont", ["Marie Dupont"]),
        ("dupont%40exemple.fr", ["dupont@exemple.fr"]),
        ("82.64.117.203", ["82.64.117.203"]),
        ("marie.dupont", ["marie dupont"]),
        ("0639981234", ["0639981234"]),
        ("06-39-98-12-34", ["06 39 98 12 34"]),
        ("1234567", []),
        ("conversations", []),
        ("00000003-0000-4000-8000-000000000003", []),
        ("v1", []),
        ("thread_FX12", []),
        ("e3b0c44298fc1c149afbf4c8996fb924", []),
        ("chunk-8f3a2b7c", []),
        ("Marie_Dupont", ["Marie Dupont"]),
        ("tel_0639981234", ["tel 0639981234"]),
        ("tel0639981234", ["tel0639981234"]),
        ("iban_FR7630006000011234567890189", ["iban FR7630006000011234567890189"]),
    ],
)
def test_path_segments_may_be_texts(segment: str, read_as: list[str]) -> None:
    document = Document()
    write = read_segment(segment, "path", CHAT, document)
    assert texts(document) == read_as
    assert write() == segment


BOUNDARY = "----WebKitFormBoundaryABC"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def form(*parts: tuple[str, bytes]) -> bytes:
    out = b""
    for head, content in parts:
        out += f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
    return out + f"--{BOUNDARY}--\r\n".encode()


def disposition(name: str, filename: str = "", kind: str = "") -> str:
    head = f'Content-Disposition: form-data; name="{name}"'
    head += f'; filename="{filename}"' if filename else ""
    return head + (f"\r\nContent-Type: {kind}" if kind else "")


def test_forms_in_parts_are_read_and_written() -> None:
    body = form(
        (disposition("purpose"), b"user_data"),
        (
            disposition("file", "compte rendu Élodie.txt", "text/plain"),
            "Cliente : Élodie\n".encode(),
        ),
        (
            disposition("lot", "lot.jsonl", "application/jsonl"),
            b'{"nom": "\\u00c9lodie"}\n{"n": 1}\n',
        ),
    )
    document, write = read(body, MULTIPART)
    assert texts(document) == [
        "user_data", "compte rendu Élodie", "Cliente : Élodie\n", "lot.jsonl", "Élodie",
    ]  # fmt: skip
    assert write() == body
    left = rewrite(body, MULTIPART, Élodie="[P_1]")
    assert b'filename="compte rendu [P_1].txt"' in left
    assert b"Cliente : [P_1]\n" in left
    assert b'{"nom":"[P_1]"}\n{"n": 1}\n' in left
    assert "Élodie".encode() not in left


def test_the_name_of_a_file_is_read_as_words() -> None:
    body = {"file_name": "carte_de_Élodie_Noël.png", "fileName": "Marie.Petit", "name": "a_b.c"}
    document, write = read(json.dumps(body))
    assert texts(document) == ["carte de Élodie Noël", "Marie.Petit", "a_b.c"]
    assert json.loads(write()) == body
    left = json.loads(rewrite(json.dumps(body), **{"Élodie Noël": "[P_1]"}))
    assert left["file_name"] == "carte de [P_1].png"


def test_both_names_of_a_file_are_read() -> None:
    head = 'Content-Disposition: form-data; name="f"; filename="Elodie.txt"; filename*=utf-8\'\'%C3%89lodie.txt'
    left = rewrite(form((head, b"x")), MULTIPART, Élodie="[P_1]", Elodie="[P_1.2]")
    assert b"filename=\"[P_1.2].txt\"; filename*=utf-8''%5BP_1%5D.txt" in left


def test_files_that_are_not_text_are_attachments() -> None:
    body = form((disposition("image", "a.png", "image/png"), b"\x89PNG\r\n\x1a\n\x00"))
    document, write = read(body, MULTIPART)
    assert [(a.path, a.media_type, a.size) for a in document.attachments] == [
        ("part:image", "image/png", 9)
    ]
    assert write() == body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no boundary here",
        form((disposition("a"), b"x"))[:-10],
        b"preamble\r\n" + form((disposition("a"), b"x")),
        form(("X-Note: Dupont", b"x")),
        form((disposition("a") + "\r\nX-Note: Dupont", b"x")),
        form((disposition("a") + "\r\nContent-Transfer-Encoding: base64", b"RHVwb250")),
        form((disposition("Marie Dupont"), b"x")),
        form((disposition("tel_0639981234"), b"x")),
        form(('Content-Disposition: form-data; filename="a"; name="b"', b"x")),
        form(("Content-Type: text/plain; charset=utf-16\r\n" + disposition("a"), b"x")),
    ],
)
def test_forms_that_are_not_exact_are_unreadable(body: bytes) -> None:
    if body:
        with pytest.raises(UnreadableError):
            read(body, MULTIPART)
    with pytest.raises(UnreadableError):
        read(body or b"x", "multipart/form-data")


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("text/plain", "Bonjour Élodie", ["Bonjour Élodie"]),
        ("text/plain;charset=UTF-8", '{"a": "Élodie"}', ["Élodie"]),
        ("", '{"a": "Élodie"}', ["Élodie"]),
        ("application/vnd.api+json", '{"a": "Élodie"}', ["Élodie"]),
        ("application/x-ndjson", '{"a": "x1"}\n{"a": "y2"}', ["x1", "y2"]),
        ("application/x-www-form-urlencoded", '{"a": "Élodie"}', ["Élodie"]),
        ("application/octet-stream", '{"a": "Élodie"}', ["Élodie"]),
    ],
)
def test_bodies_are_read_by_their_type_or_their_form(
    kind: str, body: str, expected: list[str]
) -> None:
    assert texts(read(body, kind)[0]) == expected


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/octet-stream", b"Bonjour"),
        ("application/pdf", b"%PDF-1.4"),
        ("text/plain", b"\xff\xfe\x00"),
        ("application/protobuf", b"\x08\x01"),
        ("image/png", b"\x89PNG"),
    ],
)
def test_other_bodies_are_unreadable(kind: str, body: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(body, kind)

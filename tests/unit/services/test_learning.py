"""A service is learnt from one exchange, and nothing that anybody said is written down."""

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest

from e2e.leaks import leaks
from paravent.core.types import Sensitive
from paravent.fixturecheck import check_service
from paravent.policy.rules import Policy
from paravent.services.catalogue import load_catalogue
from paravent.services.document import UnreadableError
from paravent.services.learning.heard import Heard, read_side
from paravent.services.learning.invention import Invention
from paravent.services.learning.lesson import Lesson, Subject, blank, fields_of, teach
from paravent.services.learning.vocabulary import is_usual
from paravent.services.service import Service
from paravent.settings import shipped
from parting import Finds, open_parts

HOST = "ia.exemple.fr"
SUBJECT = Subject("ia_exemple_fr", HOST, "ia_exemple_fr", (), "2026-11-26")
SERVICES = shipped("rules") / "services"
PLANTED = (
    "Sylvie Martinez", "Martinez", "Sylvie", "sylvie.martinez@courrier.example", "Acacias",
    "MRT-7781-KX", "274036900312345", "69003", "45.764", "1974-03-12", "Villeurbanne", "Clémentine",
)  # fmt: skip
PROMPT = (
    "Rédige une relance pour Mme Sylvie Martinez, sylvie.martinez@courrier.example, 77 rue des "
    "Acacias, Villeurbanne : dossier MRT-7781-KX, née le 1974-03-12."
)
ANSWER = "Chère Madame Martinez, votre dossier MRT-7781-KX est clos. Bien à vous, Clémentine."
REQUEST = {
    "conversation_id": "MRT-7781-KX",
    "prompt": PROMPT,
    "Sylvie Martinez": {"martinez": "Clémentine", "acacias": 1},
    "meta": {"cp": 69003, "lat": 45.764, "nir": 274036900312345, "le": "1974-03-12"},
    "url": "https://crm.martinez.example/fiche?ville=Villeurbanne",
    "history": json.dumps([{"role": "user", "text": f"Bonjour, ici {PROMPT}"}]),
    "stream": True,
}
SENTENCES = [ANSWER[at : at + 7] for at in range(0, len(ANSWER), 7)]


def heard(body: bytes, kind: str, answer: bytes = b"", answer_type: str = "") -> Heard:
    return Heard(
        "POST", Sensitive("/api/Villeurbanne/martinez-7781/chat"), kind, Sensitive(body),
        answer_type, Sensitive(answer), from_page=True,
    )  # fmt: skip


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def events(*values: Any) -> bytes:
    told = (f"event: Sylvie\nid: MRT-7781-KX\ndata: {json.dumps(value)}\n\n" for value in values)
    return "".join(told).encode() + b"data: [DONE]\n\n"


PIECES = events(*({"id": "MRT-7781-KX", "bit": piece} for piece in SENTENCES), {"all": ANSWER})
GROWING = events(*({"shown": ANSWER[: 9 * n]} for n in range(1, len(ANSWER) // 9 + 2)))
CHAT = events(*({"choices": [{"index": 0, "delta": {"content": one}}]} for one in SENTENCES))
LINES = b"\n".join(dump({"Martinez": 69003, "piece": piece}) for piece in SENTENCES)
FORM = urlencode({"q": PROMPT, "Martinez": "MRT-7781-KX", "data": json.dumps(REQUEST)}).encode()
JSON, SSE, NDJSON = "application/json", "text/event-stream", "application/x-ndjson"
URLENCODED = "application/x-www-form-urlencoded"
MESSAGES = {"model": "MRT-7781-KX", "messages": [{"role": "user", "content": PROMPT}]}

HEARD = {
    "JSON alone": (heard(dump(REQUEST), JSON), "json"),
    "JSON, whole answer": (heard(dump(REQUEST), JSON, dump({"reply": ANSWER}), JSON), "json"),
    "JSON, pieces": (heard(dump(REQUEST), JSON, PIECES, SSE), "json"),
    "JSON, growing": (heard(dump(REQUEST), JSON, GROWING, SSE), "json"),
    "a known format": (heard(dump(MESSAGES), JSON, CHAT, SSE), "openai_chat"),
    "a form": (heard(FORM, URLENCODED, dump({"reply": ANSWER}), JSON), "json"),
    "lines": (heard(dump(REQUEST) + b"\n" + dump(MESSAGES), NDJSON, LINES, NDJSON), "json"),
    "plain text": (heard(PROMPT.encode(), "text/plain", ANSWER.encode(), "text/plain"), "json"),
    "an answer that is not read": (heard(dump(REQUEST), JSON, b"\x08\x01", "a/b"), "json"),
    "a socket": (
        Heard(
            "GET",
            Sensitive("/ws/martinez-7781"),
            frames=(
                (True, Sensitive("ping")),
                (True, Sensitive(json.dumps({"type": "send", "text": PROMPT}))),
                *((False, Sensitive(json.dumps({"bit": piece}))) for piece in SENTENCES),
            ),
        ),
        "json",
    ),
}


def write(folder: Path, lesson: Lesson) -> Service:
    home = folder / SUBJECT.id
    (home / "fixtures").mkdir(parents=True)
    (home / "service.yaml").write_text(lesson.service, "utf-8")
    for name, body in lesson.fixtures:
        (home / "fixtures" / name).write_bytes(body)
    return load_catalogue([folder]).services[SUBJECT.id]


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    with open_parts(tmp_path_factory.mktemp("home")) as parts:
        return parts.policies.current()


def problems(service: Service, policy: Policy) -> list[object]:
    finds = Finds(EMAIL="elodie.marchand@exemple.fr", PHONE="06 39 98 12 34")
    return list(asyncio.run(check_service(service, policy, finds.scan)))


@pytest.mark.parametrize("name", HEARD)
def test_what_is_learnt_passes_its_own_check_and_holds_nothing_that_was_said(
    tmp_path: Path, name: str, policy: Policy
) -> None:
    exchange, wire = HEARD[name]
    lesson = teach(exchange, SUBJECT)
    assert lesson.wire == wire
    service = write(tmp_path, lesson)
    assert problems(service, policy) == []
    (fixture,) = service.fixtures
    assert len(fixture.hides) == 2
    assert bool(fixture.shows) == (exchange.reply() is not None)
    written = "\n".join(
        f"{file.name}\n{file.read_text('utf-8')}" for file in tmp_path.rglob("*") if file.is_file()
    )
    assert leaks(written.encode(), PLANTED) == []
    assert leaks(quote_plus(PROMPT).encode(), PLANTED)  # it would have been seen


def test_texts_keep_their_lengths_and_their_cuts() -> None:
    lesson = teach(heard(dump(REQUEST), JSON, PIECES, SSE), SUBJECT)
    ((_, asked), (_, answered)) = lesson.fixtures
    said = json.loads(asked)
    assert len(said["prompt"]) == len(PROMPT)
    assert len(said["conversation_id"]) == len(str(REQUEST["conversation_id"]))
    assert said["stream"] is True
    side = read_side(answered, SSE)
    texts = [text for _, way, text in side.strings() if len(way) == 1]
    pieces = [text for text in texts if len(text) == len(SENTENCES[0])]
    assert len(pieces) >= len(SENTENCES) - 1
    assert any(text.startswith("".join(pieces)[:40]) for text in texts)


def test_an_id_is_the_same_on_both_sides() -> None:
    lesson = teach(heard(dump(REQUEST), JSON, PIECES, SSE), SUBJECT)
    ((_, asked), (_, answered)) = lesson.fixtures
    assert json.dumps(json.loads(asked)["conversation_id"]).encode() in answered


def test_fields_are_told_without_a_value() -> None:
    exchange, _ = HEARD["JSON, pieces"]
    asked, answered = exchange.request(), exchange.reply()
    assert asked
    assert answered
    rows = [*fields_of(asked, outgoing=True), *fields_of(answered, outgoing=False)]
    told = [(row.path, row.text) for row in rows]
    assert ("$.prompt", True) in told
    assert ("$.history.json[*].text", True) in told
    assert ("$.conversation_id", False) in told
    assert ("$.bit", True) in told
    assert not any("Sylvie" in row.path for row in rows)
    assert next(row.longest for row in rows if row.path == "$.prompt") == len(PROMPT)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x08\x01", "application/grpc"),
        (b"--B\r\n", "multipart/form-data; boundary=B"),
        (b"\xff\xfe", "text/plain"),
        (b"{", JSON),
        (b"[" * 150 + b"]" * 150, JSON),
    ],
)
def test_what_cannot_be_read_is_not_learnt_from(body: bytes, kind: str) -> None:
    with pytest.raises(UnreadableError):
        list(read_side(body, kind).strings())


def test_a_watched_service_is_read_as_any_json(tmp_path: Path) -> None:
    (tmp_path / SUBJECT.id).mkdir()
    (tmp_path / SUBJECT.id / "service.yaml").write_text(blank(SUBJECT), "utf-8")
    found = load_catalogue([SERVICES, tmp_path]).at(HOST)
    assert found
    assert [one.wire.name for one in found.endpoints] == ["json"]


def test_a_learnt_service_takes_the_host_of_one_of_which_nothing_is_known(tmp_path: Path) -> None:
    subject = Subject("sezam_ai", "sezam.ai", "sezam", ("other-cloud",), "2026-11-26")
    (tmp_path / subject.id).mkdir()
    (tmp_path / subject.id / "service.yaml").write_text(blank(subject), "utf-8")
    catalogue = load_catalogue([SERVICES, tmp_path])
    found = catalogue.at("sezam.ai")
    assert found
    assert (found.id, found.site) == ("sezam_ai", "sezam")
    other = catalogue.at("www.sezam.ai")
    assert other
    assert other.id == "sezam"


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("messages", True), ("maxTokens", True), ("chat_completions", True), ("v1", True),
        ("martinez", False), ("userMartinez", False), ("v274036900312345", False),
        ("Sylvie", False), ("7781", False), ("", False), ("user name", False),
    ],
)  # fmt: skip
def test_names_of_things_that_may_stay(name: str, usual: bool) -> None:
    assert is_usual(name) is usual


def test_numbers_keep_their_digits_and_nothing_else() -> None:
    invention = Invention()
    for number in (69003, 274036900312345, 45.764, -1974):
        made = invention.number(number)
        assert made != number
        assert len(str(made)) == len(str(number))
        assert invention.number(number) == made
    assert [invention.number(one) for one in (0, 7, 0.5)] == [0, 7, 0.5]

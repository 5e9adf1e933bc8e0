"""A message that says something, and not where its format says it, has departed from it."""

import base64
import json
from pathlib import Path

import pytest

from paravent.core.framing import Message
from paravent.core.types import Tally
from paravent.services.answer import FrameAnswer, make_codec, open_stream, restore_json
from paravent.services.body import media_type, read_body
from paravent.services.catalogue import load_catalogue
from paravent.services.departure import Departure, departs, holds_words
from paravent.services.document import Document, UnreadableError
from paravent.services.paths import Json
from paravent.services.restoring import Restoring
from paravent.services.schema import FixtureModel
from paravent.services.service import Service
from paravent.services.wire import Event, Wire, paths, wires
from paravent.settings import shipped

SERVICES = load_catalogue([shipped("rules") / "services"]).services
type Case = tuple[Service, FixtureModel]


def cases(side: str) -> list[Case]:
    return [
        (service, fixture)
        for service in SERVICES.values()
        for fixture in service.fixtures
        if getattr(fixture, side)
    ]


def name_of(service: Service, fixture: FixtureModel) -> str:
    return f"{service.id}/{fixture.request or fixture.response}"


def wire_of(service: Service, fixture: FixtureModel) -> Wire:
    return next(one.wire for one in service.endpoints if one.id == fixture.endpoint)


def asked(service: Service, fixture: FixtureModel) -> list[bytes]:
    body = (service.folder / "fixtures" / str(fixture.request)).read_bytes()
    return body.splitlines() if fixture.frames else [body]


def answered(service: Service, fixture: FixtureModel) -> bytes:
    return (service.folder / "fixtures" / str(fixture.response)).read_bytes()


def departed(pieces: list[bytes], wire: Wire, fixture: FixtureModel) -> bool:
    document = Document()
    for piece in pieces:
        try:
            read_body(piece, "" if fixture.frames else fixture.content_type, wire, document)
        except UnreadableError:
            continue
    return document.departed


def drifted(body: bytes, wire: Wire, fixture: FixtureModel) -> bool:
    restoring = Restoring(wire, lambda _label: None, Tally(), lambda *_: None)
    if fixture.frames:
        socket = FrameAnswer(restoring)
        for frame in body.decode().splitlines():
            socket.take(frame)
        socket.close()
        return restoring.drifted
    stream = open_stream(media_type(fixture.response_type), restoring)
    if stream is None:
        restore_json(body, restoring)
    else:
        stream.feed(body)
        stream.close()
    return restoring.drifted


def test_no_recorded_request_departs_from_its_format() -> None:
    found = [
        name_of(*case)
        for case in cases("request")
        if departed(asked(*case), wire_of(*case), case[1])
    ]
    assert found == []


def test_no_recorded_answer_departs_from_its_format() -> None:
    found = [
        name_of(*case)
        for case in cases("response")
        if drifted(answered(*case), wire_of(*case), case[1])
    ]
    assert found == []


def renamed(tree: Json) -> Json:
    """A tree in which every key has another name, as after a change of the service's."""
    if isinstance(tree, dict):
        return {f"n_{key}": renamed(value) for key, value in tree.items()}
    return [renamed(value) for value in tree] if isinstance(tree, list) else tree


def changed(text: str) -> str:
    """A message with other keys, where it is JSON; anything else as it is."""
    at = min((text.index(sign) for sign in "{[" if sign in text), default=0)
    try:
        tree: Json = json.loads(text[at:])
    except ValueError:
        return text
    return text[:at] + json.dumps(renamed(tree), ensure_ascii=False)


def judged(piece: bytes) -> bool:
    """Whether a piece of a request is a JSON object that says something."""
    try:
        return departs(json.loads(piece), paths("$.nowhere"))
    except ValueError:
        return False


def test_requests_whose_names_have_changed_depart_from_their_formats() -> None:
    found: dict[str, bool] = {}
    for service, fixture in cases("request"):
        wire = wire_of(service, fixture)
        pieces = [piece for piece in asked(service, fixture) if judged(piece)]
        if pieces and wire.described:
            new = [changed(piece.decode()).encode() for piece in pieces]
            found[name_of(service, fixture)] = departed(new, wire, fixture)
    assert len(found) > 40
    assert [name for name, so in found.items() if not so] == []


def test_answers_whose_names_have_changed_depart_from_their_formats() -> None:
    found: dict[str, bool] = {}
    for service, fixture in cases("response"):
        wire = wire_of(service, fixture)
        body = answered(service, fixture).decode(errors="replace")
        new = changed(body)
        if new == body:
            new = "".join(f"{changed(line)}\n" for line in body.splitlines())
        says = holds_words(fixture.says) and fixture.response not in UNNAMED
        if wire.name not in UNNAMED and says and new.split() != body.split():
            found[name_of(service, fixture)] = drifted(new.encode(), wire, fixture)
    assert len(found) > 20
    assert [name for name, so in found.items() if not so] == []


UNNAMED = {
    "json",
    "google_batchexecute",  # lists in lists: there is no name that could change
    "bedrock_converse", "bedrock_invoke", "signalr_chat",  # not lines of text
    "chat_append.response.txt",  # texts after a number
}  # fmt: skip


def test_frames_in_frames_are_looked_into() -> None:
    event = base64.b64encode(b'{"type":"x","delta":{"new_text":"Bonjour Madame, voici"}}').decode()
    for carried, so in (("new_text", True), ("text", False)):
        inner = base64.b64decode(event).replace(b"new_text", carried.encode())
        restoring = Restoring(wires()["bedrock_invoke"], lambda _: None, Tally(), lambda *_: None)
        codec = make_codec(restoring)
        tree: Json = {"bytes": base64.b64encode(inner).decode()}
        codec.take(Event(tree, Message(b"")), restoring)
        codec.close(restoring)
        assert restoring.drifted is so


@pytest.mark.parametrize(
    ("tree", "so"),
    [
        ({"messages": [{"content": None}], "note": "trois mots ici"}, False),
        ({"messages": [{"contents": "trois mots ici"}]}, True),
        ({"messages": [{"contents": "deux mots"}]}, False),
        ({"ids": ["msg-1 22 333", "2026-11-26 10:00:00", "https://a.fr/b.c.d"]}, False),
        ({"error": {"message": "Votre crédit est épuisé"}}, False),
        ({"type": "error", "message": "Votre crédit est épuisé"}, False),
        ({"data": [{"type": "error", "message": "Votre crédit est épuisé"}]}, False),
        (["Bonjour", "Madame", "Noël"], False),
        ("trois mots ici", False),
    ],
)
def test_what_departs(tree: Json, so: bool) -> None:
    assert departs(tree, paths("$..messages[*].content")) is so


def test_a_text_in_pieces_is_one_text() -> None:
    departure = Departure(paths("$.v"))
    for piece in ("Bon", "jour", " Ma", "dame", " Noël"):
        departure.look({"w": piece})
    assert departure.is_one
    departure.look({"v": ""})
    assert not departure.is_one


def test_only_what_was_recorded_is_judged(tmp_path: Path) -> None:
    chat = {one.id: one.wire for one in SERVICES["chatgpt_web"].endpoints}
    assert chat["conversation"].says
    assert not chat["conversation_edit"].says
    assert not chat["search"].tells
    (tmp_path / "mien").mkdir()
    three = "id: mien\nlike: openai_compatible\nhosts: [llm.essai.fr]\n"
    (tmp_path / "mien" / "service.yaml").write_text(three)
    mine = load_catalogue([shipped("rules") / "services", tmp_path]).services["mien"]
    assert all(one.wire.says for one in mine.endpoints if one.wire.described)


def test_every_format_that_is_described_says_where_its_answers_do() -> None:
    assert [wire.name for wire in wires().values() if wire.described and not wire.tells] == []

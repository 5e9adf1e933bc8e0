"""Recorded exchanges, changed at random: nothing crashes, leaks, or depends on how it was cut."""

import json
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.core.framing import MessageTooLongError
from paravent.core.ledger import Entry, Ledger
from paravent.core.types import Placeholder, Sensitive, Tally
from paravent.detect.disguise import uncover
from paravent.services.answer import AnswerStream, FrameAnswer, open_stream, restore_json
from paravent.services.body import media_type, read_body
from paravent.services.catalogue import load_catalogue
from paravent.services.document import Document, UnreadableError
from paravent.services.restoring import Restoring
from paravent.services.schema import FixtureModel
from paravent.services.service import Service
from paravent.services.texts import texts_of
from paravent.services.wire import Wire
from paravent.settings import shipped

SERVICES = load_catalogue([shipped("rules") / "services"]).services.values()
PLANTED = "Élodie Marchand-Lefèvre"
LEDGER = Ledger(b"k", "s", [Entry(Placeholder("PERSONNE", "1"), Sensitive(PLANTED))])
KINDS = {"scan", "draft", "upload"}

CASES = [
    pytest.param(service, fixture, id=f"{service.id}-{fixture.request or fixture.response}")
    for service in SERVICES
    for fixture in service.fixtures
]
ANSWERS = [case for case in CASES if case.values[1].response]
REQUESTS = [case for case in CASES if case.values[1].request and not case.values[1].refused]


def wire_of(service: Service, fixture: FixtureModel) -> Wire:
    return next(e.wire for e in service.endpoints if e.id == fixture.endpoint)


def mask(text: str) -> str:
    """A text without the planted name, as detectors see it: what is spelled otherwise, undone."""
    read = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    plain = uncover(read) if len(read) == len(text) else None
    return (plain.text if plain and PLANTED in plain.text else text).replace(PLANTED, "[P_1]")


def damaged(body: bytes, seed: int) -> bytes:
    """A body with some of it left out, said twice, or other than it was."""
    chance = random.Random(seed)
    data = bytearray(body)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 2, 8, 60)))
        part = data[start:end]
        data[start:end] = chance.choice(
            (b"", part * 2, part[::-1], chance.randbytes(2), b"[", b'"')
        )
    return bytes(data)


def play(service: Service, fixture: FixtureModel, pieces: list[bytes]) -> bytes:
    restoring = Restoring(wire_of(service, fixture), LEDGER.value, Tally(), lambda *_: None)
    if fixture.frames:
        frames = FrameAnswer(restoring)
        lines = b"".join(pieces).decode("utf-8", "replace").split("\n")
        return "\n".join(out for line in lines for out in frames.take(line)).encode()
    stream: AnswerStream | None = open_stream(media_type(fixture.response_type), restoring)
    if stream is None:
        return restore_json(b"".join(pieces), restoring)
    return b"".join(map(stream.feed, pieces)) + stream.close()


def check_answer(service: Service, fixture: FixtureModel, seed: int) -> None:
    body = (service.folder / "fixtures" / str(fixture.response)).read_bytes()
    body = damaged(body, seed)
    cut = seed % (len(body) + 1)
    try:
        whole = play(service, fixture, [body])
    except MessageTooLongError:
        return
    assert play(service, fixture, [body[:cut], body[cut:]]) == whole


def check_request(service: Service, fixture: FixtureModel, seed: int) -> None:
    wire = wire_of(service, fixture)
    body = (service.folder / "fixtures" / str(fixture.request)).read_bytes()
    kind = "" if fixture.frames else fixture.content_type
    for piece in body.splitlines() if fixture.frames else [damaged(body, seed)]:
        document = Document()
        try:
            write = read_body(piece, kind, wire, document)
        except UnreadableError:
            continue
        if document.attachments or PLANTED in "\n".join(document.kept):
            continue
        for slot in document.slots:
            slot.put(mask(slot.segment.text.reveal()))
        try:
            document.close()
            left = write()
        except UnreadableError:
            continue
        assert not any(PLANTED in text for text in texts_of(left, media_type(kind), wire))


def reshaped(tree: object, chance: random.Random) -> object:
    """A JSON tree whose keys and nesting are others, its texts the same."""
    if isinstance(tree, dict):
        items = [(k, reshaped(v, chance)) for k, v in tree.items()]
        return {chance.choice((k, k, f"new_{k}", k.upper())): v for k, v in items}
    if isinstance(tree, list):
        items = [reshaped(v, chance) for v in tree]
        return items if chance.random() < 0.8 else {f"n{n}": v for n, v in enumerate(items)}
    if isinstance(tree, str) and chance.random() < 0.1:
        return chance.choice(([tree], {"text": tree}, json.dumps({"inner": tree})))
    return tree


def check_reshaped(service: Service, fixture: FixtureModel, seed: int) -> None:
    if fixture.frames or media_type(fixture.content_type) != "application/json":
        return
    wire = wire_of(service, fixture)
    body = (service.folder / "fixtures" / str(fixture.request)).read_bytes()
    tree = reshaped(json.loads(body), random.Random(seed))
    document = Document()
    write = read_body(json.dumps(tree).encode(), "application/json", wire, document)
    assert not any(PLANTED in kept for kept in document.kept)
    for slot in document.slots:
        slot.put(mask(slot.segment.text.reveal()))
    document.close()
    assert not any(PLANTED in text for text in texts_of(write(), "application/json", wire))


Check = Callable[[Service, FixtureModel, int], None]
CHECKS: list[tuple[Check, list[object]]] = [
    (check_answer, ANSWERS),
    (check_request, REQUESTS),
    (check_reshaped, REQUESTS),
]
ALL = [
    pytest.param(check, *case.values, id=f"{check.__name__}-{case.id}")
    for check, cases in CHECKS
    for case in cases
]


@pytest.mark.parametrize(("check", "service", "fixture"), ALL)
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_changed_exchange(
    check: Check, service: Service, fixture: FixtureModel, seed: int
) -> None:
    check(service, fixture, seed)


@pytest.mark.long
@pytest.mark.parametrize(("check", "service", "fixture"), ALL)
@settings(max_examples=500, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_changed_exchange_many_times(
    check: Check, service: Service, fixture: FixtureModel, seed: int
) -> None:
    check(service, fixture, seed)

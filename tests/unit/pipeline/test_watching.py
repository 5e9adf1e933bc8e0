"""While a service is watched nothing leaves for it, unless the person agreed; what is heard is kept."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from desk import Desk
from paravent.core.types import Sensitive
from paravent.errors import Reason
from paravent.pipeline.exchange import Exchange, Forward, Refuse
from paravent.pipeline.incoming import Receiver
from paravent.pipeline.watching import Watch
from paravent.services.answer import open_stream
from parting import NAME, open_parts

HOST = "sezam.ai"
PROMPT = f"Rédige une relance pour {NAME}, qui ne paie pas."
type Told = list[str]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("watching")
    with open_parts(folder) as parts:
        yield Desk(parts, folder)


def watching(plain: Desk, *, sends: bool) -> tuple[Desk, Watch, Told]:
    told: Told = []
    watch = Watch(HOST, sends, told.append)
    return Desk(replace(plain.parts, watch=watch), plain.folder), watch, told


def say(desk: Desk, body: Any, **options: Any) -> Any:
    return desk.ask(body, service="sezam", target="/api/chat", **options)


def test_nothing_leaves_for_a_watched_host_and_the_first_words_are_kept(plain: Desk) -> None:
    desk, watch, told = watching(plain, sends=False)
    for body in ({"ping": 1}, {"id": "a-1"}, {"prompt": PROMPT}, {"prompt": f"{PROMPT} Merci."}):
        verdict = say(desk, body)
        assert isinstance(verdict, Refuse)
        assert verdict.reason is Reason.WATCHED
    assert watch.heard
    assert json.loads(watch.heard.body.reveal()) == {"prompt": PROMPT}
    assert watch.done.is_set()
    assert told == []
    event = desk.events()[-1]
    assert (event["action"], event["reason"]) == ("block", "watched")
    assert NAME not in json.dumps(event)


def test_other_hosts_are_protected_as_ever(plain: Desk) -> None:
    desk, watch, _ = watching(plain, sends=False)
    verdict = desk.chat(f"à {NAME}")
    assert isinstance(verdict, Forward)
    assert NAME.encode() not in verdict.body
    assert watch.heard is None


def test_a_pause_lets_nothing_through_to_a_watched_host(plain: Desk) -> None:
    desk, _, _ = watching(plain, sends=False)
    request, exchange = desk.prepare({"prompt": PROMPT}, service="sezam", target="/api/chat")
    asyncio.run(desk.parts.pauses.begin("", 60))
    try:
        verdict = asyncio.run(desk.sender.send(request, exchange))
    finally:
        asyncio.run(desk.parts.pauses.end())
    assert isinstance(verdict, Refuse)


def test_what_cannot_be_read_is_told_once(plain: Desk) -> None:
    desk, watch, told = watching(plain, sends=False)
    for _ in range(2):
        say(desk, b"\x08\x01", content_type="application/grpc")
    say(desk, b"", method="GET", headers="connection: Upgrade\nUpgrade: websocket")
    assert told == ["application/grpc", "websocket"]
    assert watch.heard is None
    assert not watch.done.is_set()


def test_where_the_person_agreed_it_leaves_masked_and_is_heard_as_it_was(plain: Desk) -> None:
    desk, watch, _ = watching(plain, sends=True)
    verdict = say(desk, {"prompt": PROMPT})
    assert isinstance(verdict, Forward)
    assert NAME.encode() not in verdict.body
    assert not watch.done.is_set()
    receiver = Receiver(desk.parts)
    restoring = receiver.restoring(verdict.exchange)
    opened = open_stream("text/event-stream", restoring)
    assert opened
    stream = receiver.overhear(verdict.exchange, "text/event-stream", opened)
    label = json.loads(verdict.body)["prompt"].split("pour ")[1].split(",")[0]
    sent = f'data: {{"bit":"{label}"}}\n\n'.encode()
    assert NAME.encode() in stream.feed(sent) + stream.close()
    other = replace(verdict.exchange, id="another")
    receiver.hear(other, "application/json", b"{}")
    receiver.heard(other)
    assert not watch.done.is_set()
    receiver.heard(verdict.exchange)
    assert watch.heard
    assert watch.heard.answer.reveal() == sent
    assert PROMPT in json.loads(watch.heard.body.reveal())["prompt"]
    assert watch.done.is_set()


def test_frames_of_a_socket_are_heard_from_the_first_words_on(plain: Desk) -> None:
    desk, watch, _ = watching(plain, sends=True)
    _, exchange = desk.prepare(b"", service="sezam", target="/ws/1", method="GET")
    receiver = Receiver(desk.parts)
    for outgoing, text in ((True, "ping"), (True, json.dumps({"t": PROMPT})), (False, "{}")):
        receiver.hear_frame(exchange, "/ws/1?k=v", text, outgoing=outgoing)
        _send_frame(desk, exchange, text)
    assert watch.heard
    assert watch.heard.path.reveal() == "/ws/1"
    assert [ours for ours, _ in watch.heard.frames] == [True, True, False]
    _, other = desk.prepare(b"", target="/v1/realtime", method="GET")
    receiver.hear_frame(other, "/v1/realtime", json.dumps({"t": PROMPT}), outgoing=True)
    assert len(watch.heard.frames) == 3
    receiver.heard(exchange)
    assert watch.done.is_set()


def _send_frame(desk: Desk, exchange: Exchange, text: str) -> None:
    """What a frame is to the sender: a request without a target."""
    request, _ = desk.prepare(text.encode(), service="sezam", content_type="", method="GET")
    frame = replace(request, target=Sensitive(""))
    asyncio.run(desk.sender.send(frame, replace(exchange, id=desk.parts.recorder.new_id())))

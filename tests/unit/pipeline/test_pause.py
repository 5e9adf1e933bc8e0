"""A pause lets everything through for as long as was said, not a moment longer, and tells of it."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from paravent.errors import ParaventError, Reason, fail
from paravent.pipeline.exchange import Forward, Refuse
from paravent.pipeline.pause import LONGEST_S
from paravent.settings import Home
from paravent.store.keys import load_keys
from paravent.store.reader import read_audit
from parting import NAME, Finds, open_parts

KEY = "-----BEGIN PRIVATE KEY-----"


@dataclass
class Clocks:
    """Two clocks: one is never set, the other may be."""

    s: float = 1000.0
    set_by_s: float = 0.0

    def __call__(self) -> float:
        return self.s

    def now(self) -> datetime:
        return datetime(2026, 11, 25, 14, tzinfo=UTC) + timedelta(seconds=self.s + self.set_by_s)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def make(tmp_path: Path, clocks: Clocks) -> Iterator[Callable[[], Desk]]:
    with ExitStack() as held:

        def make() -> Desk:
            held.pop_all().close()
            engine = Finds(PERSON=NAME, PRIVATE_KEY=KEY)
            parts = open_parts(tmp_path, engine, monotonic=clocks, clock=clocks.now)
            return Desk(held.enter_context(parts), tmp_path)

        yield make


@pytest.fixture
def desk(make: Callable[[], Desk]) -> Desk:
    return make()


def pause(desk: Desk, seconds: float = 300.0, service: str = "") -> None:
    asyncio.run(desk.parts.pauses.begin(service, seconds))


def told(desk: Desk, *kinds: str) -> list[dict[str, Any]]:
    """Events of some types, of the whole log."""
    home = Home(desk.folder)
    with read_audit(home.audit, load_keys(home)) as log:
        events = [log.read(index).event() for index in range(log.size())]
    return [event for event in events if event["type"] in kinds]


def body(text: str) -> bytes:
    message = {"role": "user", "content": text}
    return json.dumps({"messages": [message]}, indent=2, ensure_ascii=False).encode()


def test_everything_leaves_as_it_is(desk):
    desk.chat(f"à {NAME}")  # a value that was hidden before
    pause(desk)
    for sent in (body(f"à {NAME}, {KEY}"), b"{broken", b"\x00\xff"):
        verdict = desk.ask(sent, headers=f"x: {NAME}", target=f"/v1/chat/completions?q={NAME}")
        assert isinstance(verdict, Forward)
        assert verdict.as_it_is
        assert (verdict.body, verdict.target) == (sent, f"/v1/chat/completions?q={NAME}")


def test_each_request_is_in_the_log_as_unread(desk):
    pause(desk)
    verdict = desk.ask(body(NAME))
    (event,) = told(desk, "uninspected")
    assert event["id"] == verdict.exchange.id
    assert verdict.recorded
    assert event["action"] == "uninspected"
    assert event["body"]["why"] == "paused"
    assert event["body"]["uninspected_bytes"] == len(verdict.body)
    assert NAME not in json.dumps(event, ensure_ascii=False)


def test_what_holds_nothing_is_counted(desk):
    pause(desk)
    verdict = desk.ask(method="GET", target="/v1/models")
    assert (verdict.recorded, verdict.as_it_is) == (False, True)
    asyncio.run(desk.parts.counter.write(desk.parts.recorder, desk.parts.audit))
    (event,) = told(desk, "uninspected")
    assert event["body"]["why"] == "paused"


def test_a_request_that_cannot_be_recorded_stays_here(desk, monkeypatch):
    pause(desk)

    async def full(*_events):
        raise fail("disque plein", reason=Reason.STORE)

    with monkeypatch.context() as patch:
        patch.setattr(desk.parts.audit, "append", full)
        with pytest.raises(ParaventError):
            desk.ask(body(NAME))


def test_signed_thoughts_go_back_as_the_service_made_them(desk):
    ledger = desk.parts.vault.ledger("anthropic_api")
    made = f"The client is {ledger.label('PERSONNE', NAME)}."
    desk.parts.vault.remember("anthropic_api", "sig", made)
    block = {"type": "thinking", "signature": "sig", "thinking": f"The client is {NAME}."}
    content = [block, {"type": "text", "text": NAME}]
    pause(desk)
    verdict = desk.ask(
        {"model": "m", "messages": [{"role": "assistant", "content": content}]},
        service="anthropic_api", target="/v1/messages",
    )  # fmt: skip
    first, second = json.loads(verdict.body)["messages"][0]["content"]
    assert first["thinking"] == made
    assert second["text"] == NAME


def test_one_service_may_be_paused_alone(desk):
    pause(desk, service="mistral_api")
    assert not desk.ask(body(NAME)).as_it_is
    assert desk.ask(body(NAME), service="mistral_api").as_it_is
    assert desk.parts.pauses.covering("openai_api") is None


def ends(desk: Desk) -> bool:
    verdict = desk.ask(body(NAME))
    return isinstance(verdict, Forward) and NAME.encode() not in verdict.body


@pytest.mark.parametrize(
    ("passes", "sets", "over"),
    [
        (299.0, 0.0, False),
        (300.0, 0.0, True),
        (300.0, -86_400.0, True),  # set back: not a second longer
        (299.0, -86_400.0, False),
        (1.0, 86_400.0, True),  # set forward, or asleep where the other clock stood still
    ],
)
def test_it_ends_in_time(desk, clocks, passes, sets, over):
    pause(desk)
    clocks.s += passes
    clocks.set_by_s += sets
    assert ends(desk) is over
    assert (desk.parts.pauses.current() == []) is over


def test_its_beginning_each_minute_and_its_end_are_in_the_log(desk, clocks):
    pause(desk, service="openai_api")
    desk.ask(body(NAME))
    for passes in (60.0, 61.0):
        clocks.s += passes
        asyncio.run(desk.parts.pauses.record())
    desk.ask(body(NAME))
    desk.ask(body(NAME))
    clocks.s += 1000.0
    asyncio.run(desk.parts.pauses.record())
    asyncio.run(desk.parts.pauses.record())
    begun, *minutes, over = told(desk, "pause", "resume")
    assert {event["provider"]["id"] for event in (begun, *minutes, over)} == {"openai_api"}
    assert {event["ref"] for event in (*minutes, over)} == {begun["id"]}
    assert begun["notice"] == {"duration_s": 300}
    assert [one["notice"] for one in minutes] == [{"duration_s": 60, "n": 1}, {"duration_s": 61}]
    assert over["type"] == "resume"
    assert over["notice"] == {"duration_s": 300, "n": 3}


def test_it_can_be_ended(desk, clocks):
    pause(desk)
    pause(desk, service="openai_api")
    clocks.s += 90.0
    assert asyncio.run(desk.parts.pauses.end())
    assert ends(desk)
    assert not asyncio.run(desk.parts.pauses.end())
    assert [e["notice"]["duration_s"] for e in told(desk, "resume")] == [90, 90]


def test_it_ends_even_if_that_cannot_be_recorded(desk, monkeypatch, clocks):
    pause(desk)

    async def full(*_events):
        raise fail("disque plein", reason=Reason.STORE)

    with monkeypatch.context() as patch:
        patch.setattr(desk.parts.audit, "append", full)
        with pytest.raises(ParaventError):
            asyncio.run(desk.parts.pauses.end())
    assert ends(desk)
    asyncio.run(desk.parts.pauses.record())
    assert len(told(desk, "resume")) == 1


def test_it_does_not_begin_if_that_cannot_be_recorded(desk, monkeypatch):
    async def full(*_events):
        raise fail("disque plein", reason=Reason.STORE)

    with monkeypatch.context() as patch:
        patch.setattr(desk.parts.audit, "append", full)
        with pytest.raises(ParaventError):
            pause(desk)
    assert ends(desk)


def test_another_one_takes_its_place(desk, clocks):
    pause(desk, 3600.0)
    clocks.s += 60.0
    pause(desk)
    clocks.s += 300.0
    assert ends(desk)
    assert [e["notice"]["duration_s"] for e in told(desk, "resume")] == [60]


@pytest.mark.parametrize("seconds", [0.0, -1.0, LONGEST_S + 1, float("inf"), float("nan")])
def test_it_always_has_an_end(desk, seconds):
    with pytest.raises(ValueError, match="pause"):
        pause(desk, seconds)


def test_after_a_restart_everything_is_protected(make):
    pause(make())
    assert ends(make())


def test_what_is_refused_otherwise_is_refused_again(desk, clocks):
    pause(desk)
    clocks.s += 300.0
    assert isinstance(desk.ask(body(KEY)), Refuse)

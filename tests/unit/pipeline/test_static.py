"""What is counted is written down once, and not lost where it cannot be."""

import asyncio

import pytest

from paravent.errors import ParaventError, Reason, fail
from paravent.pipeline.exchange import Exchange
from paravent.pipeline.record import Facts
from paravent.store.vocabulary import App, Why

FACTS = Facts(App.BROWSER, "a" * 64, "b" * 64, "c" * 64)


def exchange(parts, service="chatgpt_web"):
    return Exchange("id", parts.catalogue.services[service], None, "fr")


def write(parts):
    asyncio.run(parts.counter.write(parts.recorder, parts.audit))


def test_nothing_counted_is_nothing_written(desk):
    write(desk.parts)
    assert desk.events() == []


def test_requests_of_a_kind_become_one_event(desk):
    counter = desk.parts.counter
    for size in (10, 20, 30):
        counter.add(exchange(desk.parts), FACTS, Why.STATIC, size)
    counter.add(exchange(desk.parts, "openai_api"), FACTS, Why.STATIC, 1)
    counter.tunnels += 5
    write(desk.parts)
    counts = {
        (e["type"], e.get("provider", {}).get("id")): e.get("count", 1) for e in desk.events()
    }
    assert counts[("tunnel", None)] == 5
    assert sorted(e["body"]["bytes"] for e in desk.events() if e["type"] != "tunnel") == [1, 60]
    write(desk.parts)
    assert len(desk.events()) == 3


def test_what_cannot_be_written_is_kept_with_what_comes_in_the_meantime(desk, monkeypatch):
    parts, append = desk.parts, desk.parts.audit.append

    async def full(*_events):
        parts.counter.add(exchange(parts), FACTS, Why.STATIC, 2)
        parts.counter.tunnels += 1
        raise fail("disque plein", reason=Reason.STORE)

    monkeypatch.setattr(parts.audit, "append", full)
    parts.counter.add(exchange(parts), FACTS, Why.STATIC, 1)
    parts.counter.tunnels += 1
    with pytest.raises(ParaventError):
        write(parts)
    monkeypatch.setattr(parts.audit, "append", append)
    write(parts)
    events = {event["type"]: event for event in desk.events()}
    assert events.pop("tunnel")["count"] == 2
    (static,) = events.values()
    assert (static["count"], static["body"]["bytes"]) == (2, 3)

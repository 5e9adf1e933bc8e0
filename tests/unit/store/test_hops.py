"""The hops of one exchange, found again in the log."""

from dataclasses import replace

import pytest

from auditing import Clock, make_event, make_keys, opened
from paravent.errors import ParaventError
from paravent.store.hops import WINDOW, hops_of
from paravent.store.reader import Query, read_audit
from paravent.store.removal import Erasure
from paravent.store.vocabulary import EventType, Outcome


@pytest.fixture
def log(tmp_path):
    """A log with an exchange of three hops, one of them refused, among other events."""
    path, clock = tmp_path / "audit.db", Clock()
    first = make_event(service="groq")
    second = make_event(EventType.BLOCK, "cohere", Outcome.BLOCK)
    third = make_event(service="openai_api")
    with opened(path, clock=clock) as log:
        log.append_now(make_event(service="dust"))
        log.append_now(first)
        log.append_now(make_event(EventType.RESPONSE, action=None))
        clock.wait(WINDOW.total_seconds())
        log.append_now(replace(second, cascade=first.id))
        log.append_now(make_event(service="dust"))
        clock.wait(WINDOW.total_seconds())
        log.append_now(replace(third, cascade=first.id))
        log.append_now(replace(make_event(service="xai_api"), cascade=make_event().id))
    return path


def hops(path, service):
    """The services of the exchange that the last event of a service is a hop of."""
    with read_audit(path, make_keys()) as reader:
        records = []
        for index in range(reader.size()):
            try:
                records.append(reader.read(index))
            except ParaventError:  # erased
                continue
        named = [one for one in records if one.event().get("provider", {}).get("id") == service]
        found = hops_of(reader, [one for one in named if one.header.type != "response"][-1])
        return [one.event()["provider"]["id"] for one in found]


@pytest.mark.parametrize("service", ["groq", "cohere", "openai_api"])
def test_each_hop_leads_to_all_of_them(log, service):
    assert hops(log, service) == ["groq", "cohere", "openai_api"]


@pytest.mark.parametrize("service", ["dust", "xai_api"])
def test_what_is_no_hop_comes_alone(log, service):
    assert hops(log, service) == [service]


def test_an_erased_hop_takes_nothing_of_the_others_with_it(log):
    with read_audit(log, make_keys()) as reader:
        entries = list(reader.select(Query(services=["groq"])))
    with opened(log) as open_log:
        open_log.append_now(Erasure((entries[0].index,)))
    assert hops(log, "openai_api") == ["cohere", "openai_api"]

from datetime import timedelta

import pytest

from auditing import START, Clock, make_event, make_keys, opened
from paravent.errors import Exit, ParaventError
from paravent.store.reader import Query, read_audit
from paravent.store.vocabulary import EventType, Outcome

KEYS = make_keys()
HOUR = timedelta(hours=1)


@pytest.fixture
def reader(tmp_path):
    """Index, hour, type, service, action: see the table."""
    clock = Clock()
    with opened(tmp_path / "audit.db", clock=clock) as log:
        for kind, service, action in (
            (EventType.REQUEST, "openai_api", Outcome.REDACT),  # 1, at 1 h
            (EventType.RESPONSE, "openai_api", Outcome.REDACT),  # 2, at 2 h
            (EventType.REQUEST, "mistral_api", Outcome.ALLOW),  # 3, at 3 h
            (EventType.BLOCK, "mistral_api", Outcome.BLOCK),  # 4, at 4 h
        ):
            clock.wait(3600)
            log.append_now(make_event(kind, service, action))
    with read_audit(tmp_path / "audit.db", KEYS) as reader:
        yield reader


@pytest.mark.parametrize(
    ("query", "indexes"),
    [
        (Query(), [0, 1, 2, 3, 4]),
        (Query(reverse=True), [4, 3, 2, 1, 0]),
        (Query(limit=2), [0, 1]),
        (Query(limit=2, reverse=True), [4, 3]),
        (Query(limit=0), []),
        (Query(since=START + 2 * HOUR), [2, 3, 4]),
        (Query(until=START + 2 * HOUR), [0, 1]),
        (Query(since=START + 2 * HOUR, until=START + 3 * HOUR), [2]),
        (Query(types=(EventType.REQUEST,)), [1, 3]),
        (Query(types={EventType.REQUEST, EventType.BLOCK}), [1, 3, 4]),
        (Query(services=("mistral_api",)), [3, 4]),
        (Query(services=["mistral_api"], types=(EventType.REQUEST,)), [3]),
        (Query(actions=(Outcome.BLOCK, Outcome.ALLOW)), [3, 4]),
        (Query(services=("nobody",)), []),
        (Query(services=("x' OR '1'='1",)), []),
    ],
)
def test_a_query_finds_what_fits_every_field(reader, query, indexes):
    assert [entry.index for entry in reader.select(query)] == indexes


def test_an_entry_shows_time_type_service_and_action(reader):
    first, *_, last = reader.select(Query())
    assert (first.type, first.service, first.action) == ("key_create", None, None)
    assert (last.type, last.service, last.action) == ("block", "mistral_api", "block")
    assert last.at == START + 4 * HOUR


def test_a_query_for_everything_knows_it():
    assert Query().is_whole()
    assert Query(reverse=True).is_whole()
    assert not Query(limit=5).is_whole()
    assert not Query(services=("openai_api",)).is_whole()


def test_a_record_is_the_whole_event(reader):
    record = reader.read(4)
    event = record.event()
    assert event["type"] == record.header.type == "block"
    assert event["provider"]["id"] == "mistral_api"
    assert event["entities"][0] == {
        "act": "redact",
        "cat": "PERSON",
        "n": 2,
        "reg_cat": "identity",
        "src": "ner",
    }


@pytest.mark.parametrize("index", [5, -1])
def test_an_event_that_is_not_there_is_a_usage_error(reader, index):
    with pytest.raises(ParaventError, match="aucun événement") as caught:
        reader.read(index)
    assert caught.value.exit_code is Exit.USAGE


def test_a_log_in_use_is_read_as_it_was_when_opened(tmp_path):
    path = tmp_path / "audit.db"
    with opened(path) as log, read_audit(path, KEYS) as reader:
        log.append_now(make_event())
        assert reader.size() == 1
        with read_audit(path, KEYS) as later:
            assert later.size() == 2
            assert later.read(1).event()["type"] == "request"


def test_with_other_keys_the_list_is_read_and_the_content_is_not(tmp_path):
    path = tmp_path / "audit.db"
    with opened(path) as log:
        log.append_now(make_event())
    with read_audit(path, make_keys(2)) as reader:
        assert len(list(reader.select(Query()))) == 2
        with pytest.raises(ParaventError) as caught:
            reader.read(1)
    assert caught.value.exit_code is Exit.AUDIT_BROKEN

"""OCSF 1.3 and ECS 8.17: what these schemas require is there, and nothing of the event is lost."""

import pytest

from auditing import make_event, make_keys, opened
from paravent.errors import Reason
from paravent.store.event import Answer, Event, Notice
from paravent.store.reader import read_audit
from paravent.store.siem import ecs, ocsf
from paravent.store.vocabulary import EventType, Outcome

KEYS = make_keys()
REQUIRED = {
    "activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid",
}  # fmt: skip
"""Of every OCSF event, schema.ocsf.io/1.3.0/base_event."""


def record_of(tmp_path, event):
    with opened(tmp_path / "audit.db") as log:
        (index,) = log.append_now(event)
    with read_audit(tmp_path / "audit.db", KEYS) as reader:
        return reader.read(index)


@pytest.mark.parametrize("kind", EventType)
def test_every_type_of_event_has_what_the_schemas_require(tmp_path, kind):
    record = record_of(tmp_path, make_event(kind, action=Outcome.BLOCK))
    line = ocsf(record)
    assert set(line) >= REQUIRED
    assert line["metadata"]["product"]["vendor_name"]
    assert line["metadata"]["version"] == "1.3.0"
    assert line["type_uid"] == line["class_uid"] * 100 + line["activity_id"]
    assert line["class_uid"] // 1000 == line["category_uid"] == 6
    if line["class_uid"] == 6003:
        assert set(line) >= {"actor", "api", "src_endpoint"}
        assert line["api"]["operation"]
    else:
        assert line["app"]["name"] == "Paravent"
    assert line["unmapped"] == record.event()
    line = ecs(record)
    assert line["@timestamp"] == "2026-11-22T09:00:00.000Z"
    assert line["ecs"]["version"]
    assert line["event"]["action"] == kind
    assert line["paravent"] == record.event()


@pytest.mark.parametrize(
    ("event", "severity", "status", "outcome"),
    [
        (make_event(), 1, 1, "success"),
        (make_event(EventType.BLOCK, action=Outcome.BLOCK), 3, 2, "failure"),
        (make_event(EventType.BLOCK, action=Outcome.ERROR_CLOSED), 4, 2, "failure"),
        (make_event(EventType.OVERRIDE, action=Outcome.OVERRIDE), 3, 1, "success"),
        (make_event(EventType.PAUSE, action=None), 3, 1, "success"),
    ],
)
def test_how_bad_it_is(tmp_path, event, severity, status, outcome):
    record = record_of(tmp_path, event)
    line = ocsf(record)
    assert (line["severity_id"], line["status_id"]) == (severity, status)
    assert ecs(record)["event"]["outcome"] == outcome


def test_a_verification_that_failed_is_bad(tmp_path):
    event = make_event()
    record = record_of(
        tmp_path, Event(event.id, EventType.VERIFY_RESULT, notice=Notice(ok=False, n=3))
    )
    assert (ocsf(record)["severity_id"], ocsf(record)["status_id"]) == (4, 2)
    assert ecs(record)["event"]["outcome"] == "failure"


def test_an_answer_has_its_status_and_its_request(tmp_path):
    event = make_event()
    answer = Event(
        make_event().id,
        EventType.RESPONSE,
        ref=event.id,
        answer=Answer(status=200),
        reason=Reason.POLICY,
    )
    line = ocsf(record_of(tmp_path, answer))
    assert line["http_response"] == {"code": 200}
    assert line["metadata"]["correlation_uid"] == event.id

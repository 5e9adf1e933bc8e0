"""OCSF 1.3 and ECS 8.17: what these schemas require is there, and nothing of the event is lost."""

import re
from dataclasses import replace

import pytest

from auditing import make_event, make_keys, opened
from paravent.errors import Reason
from paravent.store.event import Answer, Event, Notice
from paravent.store.reader import read_audit
from paravent.store.siem import ecs, ocsf
from paravent.store.vocabulary import EventType, Outcome

KEYS = make_keys()
BASE = {"activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid"}
CLASSES = {
    6002: (BASE | {"app"}, {1, 2, 3, 4, 99}),
    6003: (BASE | {"actor", "api", "src_endpoint"}, {1, 2, 3, 4, 99}),
}
"""Required attributes and activities of Application Lifecycle and API Activity, OCSF 1.3: the files
events/base_event.json and events/application/{application_lifecycle,api_activity}.json of
github.com/ocsf/ocsf-schema, as schema.ocsf.io/1.3.0/classes shows them."""
OBJECTS = {
    "metadata": ({"product", "version"}, set()),
    "product": ({"vendor_name"}, set()),
    "app": ({"vendor_name"}, set()),
    "api": ({"operation"}, set()),
    "service": (set(), {"name", "uid"}),
    "user": (set(), {"account", "name", "uid"}),
    "actor": (set(), {"process", "user", "invoked_by", "session", "app_name", "app_uid"}),
    "src_endpoint": (set(), {"ip", "uid", "name", "hostname", "svc_name"}),
    "dst_endpoint": (set(), {"ip", "uid", "name", "hostname", "svc_name"}),
    "http_response": ({"code"}, set()),
}
"""Of the objects in them: what is required, and of what at least one is (same place, objects/)."""
HOSTNAME = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9-]+"
ECS_TYPES = {
    "api": {"access", "admin", "allowed", "change", "creation", "deletion", "denied", "end",
            "info", "start", "user"},
    "configuration": {"access", "change", "creation", "deletion", "info"},
    "process": {"access", "change", "end", "info", "start"},
}  # fmt: skip
"""The types that go with a category: ECS 8.17, "Categorization field: event.category"."""


def faults(line):
    """Where a line is not what its OCSF class asks for."""
    required, activities = CLASSES[line["class_uid"]]
    yield from (f"{name} is missing" for name in required - set(line))
    if line["activity_id"] not in activities:
        yield "activity_id"
    if line["activity_id"] == 99 and not line.get("activity_name"):
        yield "activity_name"  # its sibling says what 99 stands for
    if line["type_uid"] != line["class_uid"] * 100 + line["activity_id"]:
        yield "type_uid"
    if line["severity_id"] not in {0, 1, 2, 3, 4, 5, 6, 99}:
        yield "severity_id"
    if line["status_id"] not in {0, 1, 2, 99}:
        yield "status_id"
    yield from _faults_within({name: one for name, one in line.items() if name != "unmapped"})


def _faults_within(found):
    for name, one in found.items():
        if name == "hostname" and not re.fullmatch(HOSTNAME, one):
            yield "hostname"
        if not isinstance(one, dict):
            continue
        required, some = OBJECTS[name]
        yield from (f"{name}.{missing} is missing" for missing in required - set(one))
        if some and not some & set(one):
            yield f"{name} has none of {sorted(some)}"
        yield from _faults_within(one)


def record_of(tmp_path, event):
    with opened(tmp_path / "audit.db") as log:
        (index,) = log.append_now(event)
    with read_audit(tmp_path / "audit.db", KEYS) as reader:
        return reader.read(index)


@pytest.mark.parametrize("kind", EventType)
def test_every_type_of_event_has_what_the_schemas_require(tmp_path, kind):
    record = record_of(tmp_path, make_event(kind, action=Outcome.BLOCK))
    line = ocsf(record)
    assert list(faults(line)) == []
    assert line["metadata"]["version"] == "1.3.0"
    assert line["class_uid"] // 1000 == line["category_uid"] == 6
    assert line["unmapped"] == record.event()
    line = ecs(record)
    assert line["@timestamp"] == "2026-11-22T09:00:00.000Z"
    assert line["ecs"]["version"]
    assert line["event"]["action"] == kind
    assert line["event"]["kind"] == "event"
    assert line["event"]["outcome"] in {"success", "failure", "unknown"}
    (category,) = line["event"]["category"]
    assert set(line["event"]["type"]) <= ECS_TYPES[category]
    assert line["paravent"] == record.event()


def test_the_check_finds_what_is_missing(tmp_path):
    """Without this the test above would prove nothing."""
    line = ocsf(record_of(tmp_path, make_event()))
    for name in CLASSES[6003][0] - {"class_uid", "activity_id", "type_uid", "severity_id"}:
        assert list(faults({key: one for key, one in line.items() if key != name}))
    assert list(faults(line | {"activity_id": 7}))
    assert list(faults(line | {"actor": {}}))
    assert list(faults(line | {"dst_endpoint": {"hostname": "*.openai.com"}}))
    assert list(faults(line | {"metadata": {"version": "1.3.0", "product": {"name": "x"}}}))


def test_a_pattern_of_hosts_is_no_host_name(tmp_path):
    event = make_event()
    event = replace(event, provider=replace(event.provider, host="*.openai.azure.com"))
    line = ocsf(record_of(tmp_path, event))
    assert line["dst_endpoint"] == {"name": "*.openai.azure.com"}
    assert list(faults(line)) == []


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

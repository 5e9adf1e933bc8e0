"""Other rules in force are an event, whatever put them there."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from paravent.detect.engine import EngineState
from paravent.errors import ParaventError, Reason, fail
from paravent.pipeline.changes import EngineWatch, RulesWatch, begin
from paravent.settings import Home
from paravent.store.keys import load_keys
from paravent.store.reader import Query, read_audit
from paravent.store.vocabulary import EventType
from parting import open_parts


def rulesets(folder):
    """The rules of each change in the log."""
    home = Home(folder)
    with read_audit(home.audit, load_keys(home)) as log:
        found = log.select(Query(types=[EventType.RULES_CHANGE]))
        return [log.read(entry.index).event()["rules"]["ruleset"] for entry in found]


def test_the_end_of_an_observation_is_an_event_and_what_follows_protects(tmp_path):
    moment = [datetime(2026, 11, 25, 9, tzinfo=UTC)]
    with open_parts(tmp_path, policy="observe", clock=lambda: moment[0]) as parts:
        watch = RulesWatch(parts)
        observing = parts.policies.current()
        assert observing.observes
        asyncio.run(watch.look())
        assert rulesets(tmp_path) == []
        moment[0] += timedelta(hours=24)
        asyncio.run(watch.look())
        asyncio.run(watch.look())
        protecting = parts.policies.current()
        assert (protecting.name, protecting.observes) == ("freelance", False)
        assert rulesets(tmp_path) == [protecting.sha256]
        assert protecting.sha256 != observing.sha256
    kept = json.loads((tmp_path / "observation.json").read_text())
    assert kept["used_s"] >= 24 * 3600


def test_a_change_that_could_not_be_recorded_is_told_the_next_time(tmp_path, monkeypatch):
    moment = [datetime(2026, 11, 25, 9, tzinfo=UTC)]

    async def full(*_events):
        raise fail("disque plein", reason=Reason.STORE)

    with open_parts(tmp_path, policy="observe", clock=lambda: moment[0]) as parts:
        watch = RulesWatch(parts)
        moment[0] += timedelta(hours=24)
        with monkeypatch.context() as patch:
            patch.setattr(parts.audit, "append", full)
            with pytest.raises(ParaventError):
                asyncio.run(watch.look())
        asyncio.run(watch.look())
        assert rulesets(tmp_path) == [parts.policies.current().sha256]


def test_a_policy_that_stops_observing_is_a_change_even_if_its_files_are_the_same(tmp_path):
    moment = [datetime(2026, 11, 25, 9, tzinfo=UTC)]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.yaml").write_text("version: 1\nname: freelance\nobserve: true\n")
    home = tmp_path / "home"
    with open_parts(home, policies=[tmp_path / "own"], clock=lambda: moment[0]) as parts:
        watch = RulesWatch(parts)
        moment[0] += timedelta(hours=24)
        asyncio.run(watch.look())
        assert rulesets(home) == [parts.policies.current().sha256]


def events(folder, kind):
    home = Home(folder)
    with read_audit(home.audit, load_keys(home)) as log:
        return [log.read(entry.index).event() for entry in log.select(Query(types=[kind]))]


def test_the_rules_that_a_start_or_a_change_names_are_kept_as_text(tmp_path):
    moment = [datetime(2026, 11, 25, 9, tzinfo=UTC)]
    with open_parts(tmp_path, policy="observe", clock=lambda: moment[0]) as parts:
        first, watch = parts.policies.current(), RulesWatch(parts)
        asyncio.run(begin(parts, None))
        moment[0] += timedelta(hours=24)
        asyncio.run(watch.look())
        second = parts.policies.current()
    home = Home(tmp_path)
    with read_audit(home.audit, load_keys(home)) as log:
        assert [name for name, _ in log.texts()] == [first.sha256, second.sha256]
        assert log.text(first.sha256) == first.text
        assert json.loads(log.text(second.sha256))[0]["name"] == "freelance"
        assert log.text("0" * 64) is None
    (start,) = events(tmp_path, EventType.START)
    assert start["rules"]["ruleset"] == first.sha256
    # They may name clients: on disk they are sealed.
    whole = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"masquer-identites" not in whole


def test_detectors_that_fail_and_recover_are_told_once_each(tmp_path):
    with open_parts(tmp_path) as parts:
        watch = EngineWatch(parts)
        for state in (
            EngineState.READY,
            EngineState.DEGRADED,
            EngineState.DEGRADED,
            EngineState.READY,
        ):
            parts.engine.state = state
            asyncio.run(watch.look())
    assert [event["notice"] for event in events(tmp_path, EventType.ENGINE_DEGRADED)] == [
        {"ok": False},
        {"ok": True},
    ]


@pytest.mark.parametrize(("before", "told"), [("same", 0), ("0" * 64, 1), ("", 0)])
def test_other_services_than_at_the_last_start_are_told(tmp_path, before, told):
    with open_parts(tmp_path) as parts:
        last = parts.catalogue.sha256 if before == "same" else before
        asyncio.run(begin(parts, {"provider": {"catalogue": last}} if last else None))
    found = events(tmp_path, EventType.CATALOGUE_CHANGE)
    assert len(found) == told
    assert [event["provider"]["catalogue"] for event in found] == [parts.catalogue.sha256] * told

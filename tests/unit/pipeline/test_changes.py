"""Other rules in force are an event, whatever put them there."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from paravent.errors import ParaventError, Reason, fail
from paravent.pipeline.changes import RulesWatch
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

"""Of months whose events are purged counts stay, for 36 months, and nothing of anybody."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from auditing import Clock, make_keys, opened
from paravent.errors import ParaventError, Problem
from paravent.providers.catalogue import load_providers
from paravent.report.build import build_report
from paravent.report.earlier import add_up
from paravent.report.facts import Scope, gather
from paravent.report.sections import compose
from paravent.settings import shipped
from paravent.store.event import Rules
from paravent.store.reader import Query, read_audit
from paravent.store.retention import Retention, horizon
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import EventType
from reporting import Story, make_setting, write_log

A, B = "C-014", "Z-777"
KEYS = make_keys()
OCTOBER, NOVEMBER = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
PROVIDERS = load_providers([shipped("rules") / "providers"])


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "audit.db"
    write_log(path, {A: "openai_api", B: "mistral_api"}, days=31)
    return path


def at(path, now, months=12):
    """The program as it runs on a day: it has started, and looks for what is too old."""
    story, clock = Story(), Clock(now)
    story.clock.now = now
    with opened(path, clock=clock) as audit:
        audit.append_now(story.own(EventType.START, version="0.1.0"))
        retention = Retention(
            audit, months, clock.wall, clock.monotonic, lambda: None,
            lambda before: add_up(path, KEYS, PROVIDERS, before, clock.wall()),
        )  # fmt: skip
        clock.wait(601)
        asyncio.run(retention.look())
        clock.wait(24 * 3600)
        asyncio.run(retention.look())  # and once more, for nothing


def earlier(path, client="", since=OCTOBER, until=None):
    with gather(path, KEYS, Scope(since, until or since + timedelta(days=31), client)) as facts:
        return build_report(facts, make_setting())


def test_counts_outlive_their_events(log):
    with gather(log, KEYS, Scope(OCTOBER, NOVEMBER)) as facts:
        counts = facts.sql.execute(
            "SELECT service, type, sum(n) FROM sent WHERE type IN ('request', 'block') GROUP BY 1, 2"
        ).fetchall()
        tokens = dict(
            facts.sql.execute(
                "SELECT service, sum(tokens) FROM answer JOIN sent ON id = ref GROUP BY 1"
            )
        )
    before = earlier(log)
    assert before.earlier == ()
    at(log, datetime(2027, 11, 2, tzinfo=UTC))
    after = earlier(log)
    assert after.totals.sent == 0
    assert {one.month for one in after.earlier} == {"2026-10"}
    found = {(one.service, "request"): one.sent for one in after.earlier}
    found |= {(one.service, "block"): one.refused for one in after.earlier}
    assert {key: n for key, n in found.items() if n} == {(s, kind): n for s, kind, n in counts}
    assert {one.service: one.tokens for one in after.earlier if one.tokens} == tokens
    costs = {one.provider: one.energy_mwh for one in before.footprint.lines if one.energy_mwh}
    assert {one.energy_mwh for one in after.earlier if one.energy_mwh} == set(costs.values())
    assert verify_audit(log, KEYS).ok


def test_nothing_of_anybody_is_in_them(log):
    at(log, datetime(2027, 11, 2, tzinfo=UTC))
    with read_audit(log, KEYS) as reader:
        kept = [
            reader.read(entry.index).payload.decode()
            for entry in reader.select(Query(types=(EventType.MONTH_TOTAL,)))
        ]
    assert len(kept) == 3
    for payload in kept:
        for word in (A, B, "Q-1", "matter", "actor", "entities", '"fp"', "model", "gpt-"):
            assert word not in payload
    assert earlier(log, A).earlier == ()


def test_they_are_carried_over_until_their_month_is_too_old(log):
    for year in (2027, 2028):
        at(log, datetime(year, 11, 2, tzinfo=UTC))
        assert {one.month for one in earlier(log).earlier} == {"2026-10"}
        assert len(earlier(log).earlier) == 3  # not once more
    at(log, datetime(2029, 11, 2, tzinfo=UTC))
    assert earlier(log).earlier == ()
    assert verify_audit(log, KEYS).ok


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_reader_is_told_what_they_are(log, lang):
    at(log, datetime(2027, 11, 2, tzinfo=UTC))
    document = compose(earlier(log), lang)
    (section,) = (one for one in document.sections if one.id == "footprint")
    told = str(section).replace("\\xa0", "\u00a0")
    assert {"fr": "octobre\u00a02026", "en": "October\u00a02026"}[lang] in told
    assert {"fr": "36 mois au plus", "en": "36 months at most"}[lang] in told


def test_what_cannot_be_counted_is_purged_all_the_same(log):
    """Retention is a duty; a total is a service."""

    def broken(_before):
        raise ParaventError(Problem("altered"))

    clock = Clock(datetime(2027, 11, 2, tzinfo=UTC))
    with opened(log, clock=clock) as audit:
        audit.append_now(Story().own(EventType.START, version="0.1.0"))
        retention = Retention(audit, 12, clock.wall, clock.monotonic, lambda: None, broken)
        clock.wait(601)
        asyncio.run(retention.look())
    with read_audit(log, KEYS) as reader:
        assert next(reader.select(Query())).at >= horizon(clock.wall(), 12)


def test_rules_whose_events_are_purged_stay_in_the_history(tmp_path):
    """What is kept of them is their text, and since when."""
    path, old, new = tmp_path / "audit.db", '{"rules": "old"}', '{"rules": "new"}'
    for day, text in ((OCTOBER, old), (NOVEMBER, new)):
        clock = Clock(day + timedelta(hours=9))
        with opened(path, clock=clock) as audit:
            rules = Rules(sha256(text.encode()).hexdigest(), engine="cd" * 32)
            start = replace(Story().own(EventType.START, version="0.1.0"), rules=rules)
            audit.append_now(audit.text(text), start)
    both = earlier(path, until=NOVEMBER + timedelta(days=1)).rules
    names = [sha256(text.encode()).hexdigest() for text in (old, new)]
    assert [line.ruleset for line in both] == names
    assert [line.at.month for line in both] == [10, 11]
    assert None not in [line.event for line in both]
    at(path, datetime(2027, 11, 2, tzinfo=UTC))
    kept = earlier(path, until=NOVEMBER + timedelta(days=1)).rules
    assert [line.ruleset for line in kept] == names
    assert [line.at for line in kept] == [line.at for line in both]
    assert kept[0].event is None
    told = str(compose(earlier(path, until=NOVEMBER + timedelta(days=1)), "fr"))
    assert names[0][:16] in told
    later = earlier(path, since=NOVEMBER + timedelta(days=1)).rules
    assert [line.ruleset for line in later] == names[1:]

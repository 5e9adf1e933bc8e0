"""Every type of event that the log has a word for is really written, by what really happens.

A word that nobody writes fails here.
"""

import asyncio
import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auditing import Clock
from desk import Desk
from paravent.detect.engine import EngineState
from paravent.pipeline.changes import EngineWatch, RulesWatch, begin, expire_labels, run_event
from paravent.pipeline.incoming import Receiver
from paravent.pipeline.permission import Mode, Permission
from paravent.providers.catalogue import load_providers
from paravent.report.earlier import add_up
from paravent.settings import shipped
from paravent.store import vault as vault_module
from paravent.store.keys import load_keys
from paravent.store.retention import Retention
from paravent.store.vocabulary import EventType, OverrideReason
from parting import NAME, Finds, open_parts

NIR, EMAIL = "1 85 05 78 006 084 91", "lea.noel@exemple.fr"
RULES = """
version: 1
name: own
describe: {fr: essai, en: try}
rules:
  - id: bloquer
    when: {types: [NIR]}
    then: block
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "x", expect: hit}, {text: "Bonjour", expect: miss}]
  - id: moderer
    when: {services: [mistral_api], quota: {requests: 1, per: day}}
    then: nudge
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "x", expect: hit}, {text: "x", expect: miss, given: {used: 0}}]
"""
DAY_S = 24 * 3600
BY_HAND = {
    EventType.LOG_READ,
    EventType.VERIFY_RESULT,
    EventType.CHECKPOINT_EXPORT,
    EventType.REPORT_EXPORT,
    EventType.BREACH_DRAFT,
    EventType.DSR_SEARCH,
    EventType.DSR_ERASE,
    EventType.VAULT_READ,
}
"""What is only written when somebody types a command."""


@pytest.fixture
def told(paravent):
    """The types of events that have ever been in the log; look at it before something is purged."""
    found = set()

    def look():
        with closing(sqlite3.connect(paravent.home.audit)) as sql:
            found.update(kind for (kind,) in sql.execute("SELECT DISTINCT type FROM header"))
        return found

    return look


@pytest.fixture
def parts_at(paravent, tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text(RULES)
    finds = Finds(PERSON=NAME, NIR=NIR, EMAIL=EMAIL)

    def open_at(clock, policy="own"):
        return open_parts(
            paravent.home.root, finds, policies=[rules], policy=policy, clock=clock.wall,
            monotonic=clock.monotonic,
        )  # fmt: skip

    return open_at


def add_column(sql):
    sql.execute("CREATE TABLE news (told TEXT NOT NULL) STRICT")


async def exchange(desk, parts, clock):
    """Messages that leave, are refused, allowed, asked about, and what comes back of them."""
    sent = desk.prepare({"model": "m", "messages": [{"role": "user", "content": f"À {NAME}"}]})
    forward = await desk.sender.send(*sent)
    receiver = Receiver(parts)
    await receiver.finish(forward.exchange, 200, streamed=False)
    receiver.challenged(forward.exchange, "cloudflare", 403)
    parts.counter.drift(forward.exchange)
    parts.counter.tunnels += 1
    refused = {"model": "m", "messages": [{"role": "user", "content": f"NIR {NIR}"}]}
    refusal = await desk.sender.send(*desk.prepare(refused))
    why = Permission(Mode.CLEAR, OverrideReason.CONSENT, "d'accord", refusal.index)
    page = parts.refusals.find(refusal.page.rpartition("/")[2])
    parts.permissions.grant(page.matter, why)
    await desk.sender.send(*desk.prepare(refused))
    for word in ("un", "deux", "deux"):
        body = {"model": "m", "messages": [{"role": "user", "content": word}]}
        await desk.sender.send(*desk.prepare(body, service="mistral_api"))
    await desk.sender.send(*desk.prepare(method="GET", target="/v1/models"))
    await parts.counter.write(parts.recorder, parts.audit)
    await parts.pauses.begin("", 60)
    await parts.pauses.end()


async def last_a_year(parts, clock, home, told):
    """What time brings: a clock that is set, a new key, labels and events that are too old."""
    clock.shift(60)
    await parts.audit.append(run_event(parts, EventType.STOP))
    clock.wait(91 * DAY_S)
    await expire_labels(parts)
    keys, providers = load_keys(home), load_providers([shipped("rules") / "providers"])
    retention = Retention(
        parts.audit, 12, clock.wall, clock.monotonic, lambda: None,
        lambda before: add_up(home.audit, keys, providers, before, clock.wall()),
    )  # fmt: skip
    for _ in range(5):
        clock.wait(91 * DAY_S)
        await parts.audit.append(run_event(parts, EventType.START))
    told()
    await retention.look()


def test_every_type_of_event_is_written(paravent, parts_at, told, monkeypatch):
    monkeypatch.setenv("PARAVENT_KEYRING", "off")
    clock = Clock(datetime.now(UTC) - timedelta(days=2))
    with parts_at(clock, "observe") as parts:
        watch = RulesWatch(parts)
        clock.wait(DAY_S)
        asyncio.run(watch.look())  # what observes protects after a day
    with monkeypatch.context() as patch:
        newer = (*vault_module.VAULT.migrations, add_column)
        patch.setattr(vault_module, "VAULT", replace(vault_module.VAULT, migrations=newer))
        with parts_at(clock) as parts:
            asyncio.run(begin(parts, {"provider": {"catalogue": "0" * 64}}))
            watch = EngineWatch(parts)
            parts.engine.state = EngineState.DEGRADED
            asyncio.run(watch.look())
            asyncio.run(exchange(Desk(parts, paravent.home.root), parts, clock))
            told()
            asyncio.run(last_a_year(parts, clock, paravent.home, told))
            told()
    assert set(EventType) - told() == BY_HAND


def test_every_command_that_looks_or_gives_out_says_so(paravent, parts_at, told, monkeypatch):
    monkeypatch.setenv("PARAVENT_KEYRING", "off")
    with parts_at(Clock(datetime.now(UTC) - timedelta(days=1))) as parts:
        Desk(parts, paravent.home.root).chat(f"Écris à {EMAIL}")
    assert told().isdisjoint(BY_HAND)
    for words, asked in (
        (("audit", "list"), ""),
        (("audit", "verify"), ""),
        (("audit", "checkpoint"), ""),
        (("report", "-o", str(paravent.home.root / "r.html")), ""),
        (("breach", "draft", "--since", "30d"), ""),
        (("dsr", "search"), EMAIL),
        (("dsr", "erase", "--yes"), EMAIL),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{asked}\n"))
        said = paravent(*words)
        assert said.code == 0, (words, said.err)
    assert told() >= BY_HAND

"""Size and speed of the audit log: ``python tests/bench/audit.py [EVENTS] [FOLDER]``.

Events are made up like those of a working day: requests with none to four kinds of findings, and
their answers, at four services and for forty dossiers. EVENTS is 100,000 where it is not given; the
log lies in FOLDER, on whose disk the figures depend, and is deleted at the end.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import paravent.store.evidence
from auditing import START, Clock, make_keys
from paravent.core.types import Category
from paravent.core.vocabulary import Surface
from paravent.store.audit import AuditLog
from paravent.store.bundle import write_bundle
from paravent.store.event import (
    Actor,
    Answer,
    Body,
    Cost,
    Entity,
    Event,
    Matter,
    Provider,
    Rules,
    Transfer,
    new_id,
)
from paravent.store.export import export_lines
from paravent.store.reader import Query, read_audit
from paravent.store.removal import Erasure
from paravent.store.verify import verify_audit
from paravent.store.vocabulary import (
    App,
    Band,
    Basis,
    EventType,
    Outcome,
    Role,
    Tier,
    TokenSource,
)
from paravent.store.writer import Writer

KEYS = make_keys()
CATALOGUE, RULESET, ENGINE = (random.Random(n).randbytes(32).hex() for n in range(3))
SERVICES = (
    (
        "openai_api",
        "api.openai.com",
        "/v1/chat/completions",
        Surface.API,
        Tier.API,
        "gpt-5.5",
        "US",
    ),
    ("chatgpt_web", "chatgpt.com", "/backend-api/f/conversation", Surface.WEB, Tier.FREE, "", "US"),
    ("anthropic_api", "api.anthropic.com", "/v1/messages", Surface.API, Tier.API, "opus-5", "US"),
    ("mistral_api", "api.mistral.ai", "/v1/chat/completions", Surface.API, Tier.TEAM, "", "FR"),
)
FINDINGS = (
    ("PERSON", Category.IDENTITY, "ner:fr_core_news_md"),
    ("EMAIL", Category.CONTACT, "email"),
    ("PHONE", Category.CONTACT, "phone"),
    ("IBAN", Category.FINANCIAL, "iban"),
    ("NIR", Category.NIR, "nir"),
    ("ADDRESS", Category.CONTACT, "address"),
    ("SIRET", Category.PROFESSIONAL, "siret"),
)


def exchange(draw: random.Random, log: AuditLog | None) -> tuple[Event, Event]:
    """A request and its answer."""
    service, host, path, surface, tier, model, country = draw.choice(SERVICES)
    code = f"C-{draw.randrange(1, 41):03}"
    entities = tuple(
        Entity(
            kind,
            category,
            n=draw.randrange(1, 9),
            act="redact",
            src=source,
            score=draw.choice((Band.HIGH, Band.CERTAIN)),
            fp=(fingerprint(draw, log, code, kind),) if kind not in ("PERSON", "ADDRESS") else (),
        )
        for kind, category, source in draw.sample(FINDINGS, draw.choice((0, 1, 1, 2, 2, 3, 4)))
    )
    action = Outcome.REDACT if entities else Outcome.ALLOW
    matter = Matter(code, code, "A-03", Role.PROCESSOR)
    provider = Provider(service, CATALOGUE, host, path, surface, tier, "", model)
    size = draw.randrange(100, 60_000)
    request = Event(
        new_id(START, os.urandom(10)),
        EventType.REQUEST,
        action=action,
        actor=Actor("a1", "pf-01", App.BROWSER),
        matter=matter,
        provider=provider,
        transfer=Transfer(country, Basis.DPF, "2026-11-01"),
        rules=Rules(RULESET, ("freelance.identity",) if entities else (), ENGINE),
        entities=entities,
        body=Body(size, size),
        cost=Cost(draw.randrange(300), draw.randrange(300)),
    )
    response = Event(
        new_id(START, os.urandom(10)),
        EventType.RESPONSE,
        request.id,
        action=action,
        matter=matter,
        provider=provider,
        answer=Answer(200, streamed=True, restored_n=draw.randrange(9)),
        cost=Cost(out_tokens=draw.randrange(2000), how=TokenSource.ESTIMATE),
    )
    return request, response


def fingerprint(draw: random.Random, log: AuditLog | None, code: str, kind: str) -> str:
    value = f"{draw.randrange(10**9)}"
    return log.fingerprint(code, kind, value) if log else draw.randbytes(12).hex()


def row(what: str, figure: str, goal: str = "") -> None:
    print(f"{what:<46}{figure:>18}  {goal}")


async def time_appends(log: AuditLog, draw: random.Random) -> None:
    events = [exchange(draw, log)[0] for _ in range(300)]
    spent = []
    for event in events:
        start = time.perf_counter()
        await log.append(event)
        spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    p99 = spent[len(spent) * 99 // 100]
    row("append, one at a time, p50 / p99", f"{spent[len(spent) // 2]:.2f} / {p99:.2f} ms")
    for group in (10, 100):
        rounds = 2000 // group
        start = time.perf_counter()
        for _ in range(rounds):
            await asyncio.gather(*(log.append(events[n]) for n in range(group)))
        rate = rounds * group / (time.perf_counter() - start)
        row(f"append, {group} at once", f"{rate:,.0f} /s")


def time_building(draw: random.Random) -> None:
    start = time.perf_counter()
    for _ in range(500):
        exchange(draw, None)
    row("make an event", f"{(time.perf_counter() - start) * 1000:.0f} µs")


def fill(log: AuditLog, clock: Clock, draw: random.Random, events: int) -> None:
    start = time.perf_counter()
    for _ in range(events // 1000):
        clock.wait(4 * 3600)
        log.append_now(*(event for _ in range(500) for event in exchange(draw, log)))
    row("make and append in bulk", f"{events / (time.perf_counter() - start):,.0f} /s")


def time_reading(path: Path) -> None:
    with read_audit(path, KEYS) as reader:
        last = next(reader.select(Query(limit=1, reverse=True))).at
    for what, query in (
        ("the last 50", Query(limit=50, reverse=True)),
        ("the last 50 of a service", Query(services=("mistral_api",), limit=50, reverse=True)),
        ("one action, none found", Query(actions=(Outcome.BLOCK,))),
        (
            "the last hundred of two days",
            Query(since=last - timedelta(days=2), limit=100, reverse=True),
        ),
        ("two days", Query(since=last - timedelta(days=2))),
    ):
        start = time.perf_counter()
        with read_audit(path, KEYS) as reader:
            found = len(list(reader.select(query)))
        spent = (time.perf_counter() - start) * 1000
        row(f"list {what} ({found:,})", f"{spent:.1f} ms", "< 100 ms at 360,000 events")
    start = time.perf_counter()
    with read_audit(path, KEYS) as reader:
        size = sum(len(line) for line in export_lines(reader, Query(), KEYS.verifier))
    row(f"export ({size / 1e6:.0f} MB)", f"{time.perf_counter() - start:.1f} s")


def time_evidence(path: Path) -> None:
    """A whole bundle, and the verifier in it: as a stranger runs it, in a process of its own."""
    target = path.with_name("bundle.zip")
    start = time.perf_counter()
    with read_audit(path, KEYS) as reader, target.open("wb") as file:
        write_bundle(file, reader, KEYS, Query())
    size = target.stat().st_size / 1e6
    row(f"evidence bundle ({size:.0f} MB)", f"{time.perf_counter() - start:.1f} s")
    script = Path(paravent.store.evidence.__file__).parent / "verify.py"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-I", script, target], check=True, capture_output=True)
    row("verify.py on it", f"{time.perf_counter() - start:.1f} s", "≤ 6 s for 100,000")


def time_removal(path: Path, clock: Clock) -> None:
    writer = Writer()
    log = AuditLog(path, KEYS, writer, clock=clock.wall, boot_id="b1", monotonic=clock.monotonic)
    with read_audit(path, KEYS) as reader:
        middle = reader.header(reader.size() // 12).t / 1000
        some = [
            entry.index for entry in reader.select(Query(types=(EventType.REQUEST,), limit=500))
        ]
    start = time.perf_counter()
    asyncio.run(log.erase(Erasure(tuple(some[::5]))))
    row("erase 100 events", f"{time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    asyncio.run(log.purge(datetime.fromtimestamp(middle, UTC)))
    row("purge a twelfth", f"{time.perf_counter() - start:.1f} s")
    writer.stop()
    log.close()
    found = verify_audit(path, KEYS)
    assert found.ok, found.findings


def measure(events: int, folder: Path) -> None:
    path, clock, draw, writer = folder / "audit.db", Clock(), random.Random(5), Writer()
    log = AuditLog(path, KEYS, writer, clock=clock.wall, boot_id="b1", monotonic=clock.monotonic)
    time_building(draw)
    asyncio.run(time_appends(log, draw))
    fill(log, clock, draw, events)
    writer.stop()
    log.close()
    with read_audit(path, KEYS) as reader:
        count = reader.size()
    row("bytes per event", f"{path.stat().st_size / count:.0f}", "≤ 450")
    time_reading(path)
    start = time.perf_counter()
    found = verify_audit(path, KEYS)
    spent = time.perf_counter() - start
    assert found.ok, found.findings
    row(f"verify {count:,} events", f"{spent:.1f} s", "≤ 6 s for 100,000")
    start = time.perf_counter()
    AuditLog(path, KEYS, writer, clock=clock.wall, boot_id="b1", monotonic=clock.monotonic).close()
    row("open", f"{(time.perf_counter() - start) * 1000:.0f} ms")
    time_evidence(path)
    time_removal(path, clock)


if __name__ == "__main__":
    chosen = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as place:
        print(f"{datetime.now(UTC):%Y-%m-%d}, {chosen:,} events")
        measure(chosen, Path(place))

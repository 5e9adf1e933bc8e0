"""A fortnight of a made-up freelancer in an audit log, for pages that need something to show."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paravent.core.types import Category
from paravent.core.vocabulary import Mark, Surface
from paravent.errors import Reason
from paravent.settings import Home
from paravent.store.audit import AuditLog
from paravent.store.event import (
    Answer,
    Body,
    Cost,
    Entity,
    Event,
    Matter,
    Notice,
    Provider,
    Rules,
    Transfer,
    new_id,
)
from paravent.store.keys import load_keys
from paravent.store.vocabulary import Band, EventType, Outcome
from paravent.store.writer import Writer

SERVICES = (
    ("chatgpt_web", "chatgpt.com", "/backend-api/f/conversation", Surface.WEB, "US"),
    ("claude_web", "claude.ai", "/api/organizations/{id}/chat_conversations/{id}/completion", Surface.WEB, "US"),
    ("mistral_web", "chat.mistral.ai", "/api/chat", Surface.WEB, "FR"),
    ("openai_api", "api.openai.com", "/v1/chat/completions", Surface.API, "US"),
)  # fmt: skip
FOUND = (
    (("PERSON", Category.IDENTITY, Band.HIGH, 3, 2), ("EMAIL", Category.CONTACT, Band.CERTAIN, 1, 1)),
    (("PERSON", Category.IDENTITY, Band.HIGH, 2, 1), ("IBAN", Category.FINANCIAL, Band.CERTAIN, 1, 1)),
    (("ADDRESS", Category.CONTACT, Band.HIGH, 1, 1), ("PHONE", Category.CONTACT, Band.CERTAIN, 1, 1)),
    (),
    (("PERSON", Category.IDENTITY, Band.MEDIUM, 1, 1),),
)  # fmt: skip
RULES = {
    Category.IDENTITY: "masquer-identites",
    Category.CONTACT: "masquer-coordonnees",
    Category.FINANCIAL: "masquer-bancaire",
}
DOSSIERS = ("C-2026-014", "C-2026-021", "")


class _Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at
        self._began = at

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return (self.at - self._began).total_seconds()


def seed(folder: Path, until: datetime, days: int = 14) -> None:
    """Write the events of ``days`` days up to ``until`` to the log of an installation."""
    home, chance = Home(folder).make(), random.Random(7)
    clock, writer = _Clock(until - timedelta(days=days)), Writer()
    log = AuditLog(
        home.audit, load_keys(home), writer, clock=clock.now, boot_id="b", monotonic=clock.seconds
    )
    try:
        _put(log, clock, clock.at, _own(clock, EventType.START))
        for back in range(days - 1, -1, -1):
            _write_day(log, clock, until - timedelta(days=back), chance, until)
        _put(log, clock, until, _own(clock, EventType.STOP))
    finally:
        writer.stop()
        log.close()


def _write_day(
    log: AuditLog, clock: _Clock, day: datetime, chance: random.Random, until: datetime
) -> None:
    noon = day.astimezone().replace(hour=9, minute=12, second=0, microsecond=0)
    busy = noon.weekday() < 5
    at = noon
    for n in range(chance.randint(6, 14) if busy else chance.randint(0, 2)):
        at += timedelta(minutes=chance.randint(3, 41))
        if at >= until - timedelta(minutes=3):
            break
        found = chance.choice(FOUND)
        refused = chance.random() < 0.07
        for event in _message(clock, at, chance, found, refused=refused):
            _put(log, clock, at, event)
        if n == 4 and chance.random() < 0.3:
            _pause(log, clock, at)
            at += timedelta(minutes=6)


def _message(clock, at, chance, found, *, refused):
    ident, host, path, surface, country = chance.choice(SERVICES)
    name = new_id(at, chance.randbytes(10))
    common = {
        "matter": Matter(dossier=chance.choice(DOSSIERS)),
        "provider": Provider(id=ident, host=host, path=path, surface=surface),
        "transfer": Transfer(country=country),
        "body": Body(bytes=(size := chance.randint(400, 9000)), inspected_bytes=size),
        "cost": Cost(scan_ms=chance.randint(8, 60)),
    }
    if refused:
        secret = Entity(
            "PRIVATE_KEY",
            Category.CREDENTIAL,
            Mark.SECRET,
            act="block",
            src="private_key",
            score=Band.CERTAIN,
        )
        yield Event(
            name, EventType.BLOCK, action=Outcome.BLOCK, reason=Reason.POLICY, entities=(secret,),
            rules=Rules(matched=("bloquer-cles-privees",)), **common,
        )  # fmt: skip
        return
    entities = tuple(
        Entity(kind, category, n=n, distinct=distinct, act="redact", src="test", score=band)
        for kind, category, band, n, distinct in found
    )
    rules = tuple(dict.fromkeys(RULES[category] for _, category, *_ in found))
    outcome = Outcome.REDACT if found else Outcome.ALLOW
    yield Event(
        name,
        EventType.REQUEST,
        action=outcome,
        entities=entities,
        rules=Rules(matched=rules),
        **common,
    )
    restored = sum(n for *_, n, _ in found)
    answer = Answer(status=200, streamed=True, restored_n=restored)
    yield Event(
        new_id(at, chance.randbytes(10)),
        EventType.RESPONSE,
        ref=name,
        action=Outcome.ALLOW,
        answer=answer,
    )


def _pause(log: AuditLog, clock: _Clock, at: datetime) -> None:
    begun = _own(clock, EventType.PAUSE, Notice(duration_s=300))
    _put(log, clock, at + timedelta(seconds=20), begun)
    ended = Event(
        new_id(at, bytes(10)), EventType.RESUME, ref=begun.id, notice=Notice(duration_s=300)
    )
    _put(log, clock, at + timedelta(seconds=320), ended)


def _own(clock: _Clock, kind: EventType, notice: Notice | None = None) -> Event:
    return Event(new_id(clock.at, random.randbytes(10)), kind, notice=notice or Notice())


def _put(log: AuditLog, clock: _Clock, at: datetime, event: Event) -> None:
    clock.at = max(clock.at, at.astimezone(UTC))
    log.append_now(event)

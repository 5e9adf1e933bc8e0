"""What the tests of the report share: a log of two clients in which everything happens once."""

from __future__ import annotations

import random
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from auditing import Clock, make_keys, opened
from paravent.core.types import Category
from paravent.core.vocabulary import Extension, Mark, Surface
from paravent.detect.catalogue import entities
from paravent.errors import Reason
from paravent.policy.load import load_policy
from paravent.providers.catalogue import load_providers
from paravent.report.build import Setting, build_report
from paravent.report.facts import Scope, gather
from paravent.services.catalogue import load_catalogue
from paravent.settings import Settings, shipped
from paravent.store.event import (
    Actor,
    Answer,
    Attachment,
    Body,
    Cost,
    Entity,
    Event,
    Matter,
    Notice,
    Override,
    Provider,
    Rules,
    Transfer,
    new_id,
)
from paravent.store.vocabulary import (
    App,
    Basis,
    EventType,
    Outcome,
    OverrideReason,
    Role,
    Tier,
    TokenSource,
    Why,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from paravent.report.model import Report
    from paravent.store.keys import Keys

ZONE = ZoneInfo("Europe/Paris")
SINCE = datetime(2026, 10, 1, tzinfo=ZONE)
UNTIL = datetime(2026, 11, 1, tzinfo=ZONE)
START = datetime(2026, 10, 1, 6, tzinfo=UTC)
OUTCOMES = (
    (EventType.REQUEST, Outcome.REDACT, None),
    (EventType.REQUEST, Outcome.REDACT, None),
    (EventType.REQUEST, Outcome.REDACT, None),
    (EventType.REQUEST, Outcome.ALLOW, None),
    (EventType.REQUEST, Outcome.WARN, None),
    (EventType.BLOCK, Outcome.BLOCK, Reason.POLICY),
    (EventType.BLOCK, Outcome.BLOCK, Reason.ATTACHMENT),
    (EventType.BLOCK, Outcome.ERROR_CLOSED, Reason.ENGINE),
)


class Story:
    """Makes events, always the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.clock = Clock(START)

    def new_id(self) -> str:
        return new_id(self.clock.now, self.chance.randbytes(10))

    def own(self, kind: EventType, **notice: object) -> Event:
        return Event(self.new_id(), kind, notice=Notice(**notice))

    def rules(self, ruleset: str) -> Event:
        return Event(self.new_id(), EventType.RULES_CHANGE, rules=Rules(ruleset, engine="cd" * 32))

    def exchange(self, client: str, service: str, model: str = "gpt-5.5") -> Iterator[Event]:
        """A request of a client with its answer, or its refusal; sometimes an override."""
        kind, outcome, reason = self.chance.choice(OUTCOMES)
        provider = Provider(service, surface=Surface.API, tier=Tier.API, model=model)
        matter = Matter(dossier=client, client=client, purpose="A-03", role=Role.PROCESSOR)
        event = Event(
            self.new_id(),
            kind,
            action=outcome,
            reason=reason,
            actor=Actor("abcdefabcdef", "0123456789ab", App.BROWSER),
            matter=matter,
            provider=provider,
            transfer=Transfer("US", Basis.SCC, "2026-11-01"),
            rules=Rules("ab" * 32, ("freelance.identity",), "cd" * 32),
            sens=self.chance.choice([(), (), (), (Mark.ART9,), (Mark.FINANCE, Mark.NIR)]),
            entities=tuple(self._entities(outcome)),
            body=self._body(reason),
            cost=Cost(scan_ms=12),
        )
        if kind is EventType.BLOCK and self.chance.random() < 0.5 and reason is Reason.POLICY:
            yield event
            override = Event(
                self.new_id(),
                EventType.OVERRIDE,
                ref=event.id,
                action=Outcome.OVERRIDE,
                matter=matter,
                provider=provider,
                override=Override(OverrideReason.CLIENT_AGREEMENT, f"accord de {client}, mail"),
            )
            yield override
            yield Event(
                self.new_id(),
                EventType.REQUEST,
                action=Outcome.OVERRIDE,
                matter=matter,
                provider=provider,
                entities=(Entity("PERSON", Category.IDENTITY, act="allow", src="ner"),),
                body=self._body(None),
            )
            return
        yield event
        if kind is EventType.REQUEST:
            yield Event(
                self.new_id(),
                EventType.RESPONSE,
                ref=event.id,
                action=Outcome.ALLOW,
                answer=Answer(200, streamed=True, restored_n=2),
                cost=Cost(out_tokens=self.chance.randint(20, 900), how=TokenSource.ESTIMATE),
            )

    def _entities(self, outcome: Outcome) -> Iterator[Entity]:
        act = {Outcome.ALLOW: "allow", Outcome.WARN: "warn"}.get(outcome, "redact")
        if outcome is Outcome.ALLOW and self.chance.random() < 0.7:
            return
        kinds = [
            ("PERSON", Category.IDENTITY),
            ("EMAIL", Category.CONTACT),
            ("IBAN", Category.FINANCIAL),
            ("NIR", Category.NIR),
            ("ORGANISATION", Category.PROFESSIONAL),
        ]
        for name, category in self.chance.sample(kinds, self.chance.randint(1, 4)):
            n = self.chance.randint(1, 5)
            yield Entity(name, category, n=n, distinct=1, act=act, src="test")

    def _body(self, reason: Reason | None) -> Body:
        size = self.chance.randint(200, 9000)
        if reason is Reason.ATTACHMENT or self.chance.random() < 0.05:
            files = (Attachment(Extension.PDF, 4000, why=Why.BINARY),)
            return Body(size + 4000, size, 4000, Why.BINARY, files)
        return Body(size, size)


def alter(path: Path) -> None:
    """Overwrite what one event of a log says, as nobody of ours would."""
    with sqlite3.connect(path) as sql:
        sql.execute("DROP TRIGGER payload_update")
        sql.execute("UPDATE payload SET sealed = zeroblob(80) WHERE i = 4")
    sql.close()


def write_log(
    path: Path,
    clients: dict[str, str],
    *,
    days: int = 31,
    most: int = 5,
    seed: int = 7,
    keys: Keys | None = None,
) -> None:
    """A log in which each client uses a service, day after day, with what happens in a month.

    ``most`` is how many exchanges a client has on one day at most.
    """
    stories = {client: Story(seed + n) for n, client in enumerate(clients)}
    base = Story(seed)
    with opened(path, keys, clock=base.clock) as log:
        log.append_now(base.own(EventType.START, version="0.1.0"), base.rules("ab" * 32))
        for day in range(days):
            told: list[Event] = []
            for client, service in clients.items():
                story = stories[client]
                story.clock.now = base.clock.now
                for _ in range(story.chance.randint(1, most)):
                    told += story.exchange(client, service)
            log.append_now(*told)
            base.clock.wait(3600)
            if day == 5:
                _pause(base, log)
            if day == 9:
                log.append_now(base.rules("ef" * 32))
                log.append_now(base.own(EventType.LOG_READ, n=12, filters=("type=block",)))
                log.append_now(*_unread(base))
                log.append_now(*_question(base, ok=True), *_question(base, ok=False))
            base.clock.wait(9 * 3600)
            log.append_now(base.own(EventType.STOP, version="0.1.0"))
            base.clock.wait(14 * 3600)
            if day < days - 1:
                log.append_now(base.own(EventType.START, version="0.1.0"))


def _pause(story: Story, log) -> None:
    begun = story.own(EventType.PAUSE, duration_s=300)
    log.append_now(begun)
    story.clock.wait(300)
    ended = Event(
        story.new_id(), EventType.RESUME, ref=begun.id, notice=Notice(duration_s=300, n=2)
    )
    log.append_now(ended)


def _question(story: Story, *, ok: bool) -> Iterator[Event]:
    """The question whether AI is needed, and its answer."""
    provider = Provider("chatgpt_web", surface=Surface.WEB)
    matter = Matter(dossier="Q-1")
    asked = Event(
        story.new_id(),
        EventType.BLOCK,
        action=Outcome.BLOCK,
        reason=Reason.NUDGE,
        matter=matter,
        provider=provider,
    )
    yield asked
    yield Event(
        story.new_id(),
        EventType.NUDGE,
        ref=asked.id,
        action=Outcome.ALLOW if ok else Outcome.BLOCK,
        matter=matter,
        provider=provider,
        notice=Notice(ok=ok, n=30),
    )


def _unread(story: Story) -> Iterator[Event]:
    for why, count in ((Why.STATIC, 40), (Why.HANDS_OFF, 3), (Why.PAUSED, 2)):
        yield Event(
            story.new_id(),
            EventType.UNINSPECTED,
            count=count,
            action=Outcome.UNINSPECTED,
            provider=Provider("chatgpt_web", surface=Surface.WEB),
            body=Body(bytes=count * 100, uninspected_bytes=count * 100, why=why),
        )
    yield Event(
        story.new_id(),
        EventType.TUNNEL,
        count=5,
        action=Outcome.TUNNEL,
        body=Body(why=Why.NOT_CATALOGUED),
    )


def make_setting(settings: Settings | None = None) -> Setting:
    """The installation as it is shipped, or with these settings."""
    rules, keys = shipped("rules"), make_keys()
    return Setting(
        settings=settings or Settings(),
        policy=load_policy("freelance", [rules / "policies"], entities()),
        catalogue=load_catalogue([rules / "services"]),
        providers=load_providers([rules / "providers"]),
        backend=keys.backend,
        verifier=keys.verifier,
        zone=ZONE,
    )


def report_of(
    path: Path, client: str = "", *, size: int | None = None, settings: Settings | None = None
) -> Report:
    """The report of October 2026 of a log."""
    with gather(path, make_keys(), Scope(SINCE, UNTIL, client, size)) as facts:
        return build_report(facts, make_setting(settings))

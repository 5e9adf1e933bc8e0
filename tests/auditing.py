"""What the tests of the audit log share: a clock that is set by hand, events, an open log."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from paravent.core.types import Category, Sensitive
from paravent.core.vocabulary import Surface
from paravent.store.audit import AuditLog
from paravent.store.event import (
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
from paravent.store.keys import Backend, Keys
from paravent.store.vocabulary import (
    Basis,
    EventType,
    Outcome,
    Tier,
)
from paravent.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Wall clock and monotonic clock; ``wait`` moves both, ``shift`` the first alone."""

    now: datetime = START
    uptime_s: float = 1000.0

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.uptime_s += seconds

    def shift(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def wall(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.uptime_s


def make_keys(seed: int = 1) -> Keys:
    encryption, install, signing = (bytes([seed, n] * 16) for n in range(3))
    return Keys(Sensitive(encryption), Sensitive(install), Sensitive(signing), Backend.FILE)


def make_event(
    kind: EventType = EventType.REQUEST,
    service: str = "openai_api",
    action: Outcome | None = Outcome.REDACT,
    fp: tuple[str, ...] = (),
) -> Event:
    return Event(
        new_id(START, os.urandom(10)),
        kind,
        action=action,
        matter=Matter(dossier="C-014", client="C-014"),
        provider=Provider(
            service,
            host="api.openai.com",
            path="/v1/chat/completions",
            surface=Surface.API,
            tier=Tier.API,
            model="gpt-5.5",
        ),
        transfer=Transfer("US", Basis.DPF, "2026-11-01"),
        rules=Rules("ab" * 32, ("freelance.identity",), "cd" * 32),
        entities=(
            Entity("PERSON", Category.IDENTITY, n=2, act="redact", src="ner"),
            Entity("EMAIL", Category.CONTACT, act="redact", src="email", fp=fp),
        ),
        body=Body(bytes=512, inspected_bytes=512),
        cost=Cost(scan_ms=12, added_ms=15),
    )


@contextmanager
def opened(
    path: Path, keys: Keys | None = None, clock: Clock | None = None, boot_id: str = "b1"
) -> Iterator[AuditLog]:
    writer, clock = Writer(), clock or Clock()
    try:
        log = AuditLog(
            path,
            keys or make_keys(),
            writer,
            clock=clock.wall,
            boot_id=boot_id,
            monotonic=clock.monotonic,
        )
        try:
            yield log
        finally:
            writer.stop()
            log.close()
    finally:
        writer.stop()

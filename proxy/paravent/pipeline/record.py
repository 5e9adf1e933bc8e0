"""What the audit log is told of an exchange: counts and codes, never what was said."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.core.placeholders import normalise
from paravent.core.types import Effect
from paravent.errors import Reason
from paravent.store.event import (
    Actor,
    Answer,
    Attachment,
    Body,
    Cost,
    Entity,
    Event,
    Provider,
    Rules,
    model_name,
    new_id,
)
from paravent.store.vocabulary import (
    App,
    Band,
    Challenger,
    EventType,
    Extension,
    Mark,
    Outcome,
    Surface,
    Unrestored,
    Why,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from paravent.core.types import Decision, EntityType
    from paravent.pipeline.exchange import Exchange
    from paravent.services.document import Attachment as Found
    from paravent.store.audit import AuditLog
    from paravent.store.keys import Keys

_WHY = {
    Reason.UNREADABLE: Why.UNKNOWN_FORMAT,
    Reason.TOO_LARGE: Why.TOO_LARGE,
    Reason.ENGINE: Why.ENGINE,
    Reason.ENGINE_TIMEOUT: Why.TIMEOUT,
    Reason.WARMING: Why.ENGINE,
    Reason.ATTACHMENT: Why.BINARY,
    Reason.SIGNED_BLOCK: Why.SIGNED,
}
_INTERNAL = {Reason.ENGINE, Reason.ENGINE_TIMEOUT, Reason.WARMING, Reason.STORE, Reason.INTERNAL}
_NO_MATTER = "none"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for every event of one exchange: who, with which rules and detectors."""

    app: App
    ruleset: str
    engine: str
    catalogue: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What was found and done in one request."""

    decisions: Sequence[tuple[Decision, str]] = ()
    """Decisions with the exact text that each is about."""
    size: int = 0
    read: int = 0
    attachments: Sequence[Found] = ()
    model: str = ""
    scan_ms: int = 0


class Recorder:
    """Makes the events of exchanges.

    Args:
        audit: where fingerprints come from.
        keys: the installation's; account and device are told by codes made with them.
        entities: every type that can be found, by id.
        clock: the time, aware.
    """

    def __init__(
        self,
        audit: AuditLog,
        keys: Keys,
        entities: Mapping[str, EntityType],
        clock: Callable[[], datetime],
    ) -> None:
        self._audit = audit
        self._entities = entities
        self._clock = clock
        self._account = _code(keys, f"account:{os.getuid() if hasattr(os, 'getuid') else 0}")
        self._device = _code(keys, "device")

    def new_id(self) -> str:
        """An id for an exchange: a UUIDv7 of now."""
        return new_id(self._clock(), os.urandom(10))

    def request(self, exchange: Exchange, facts: Facts, sent: Sent) -> Event:
        """A request that leaves."""
        redacted = any(d.action.effect is Effect.REPLACE for d, _ in sent.decisions)
        return self._sent(
            exchange,
            facts,
            sent,
            EventType.REQUEST,
            Outcome.REDACT if redacted else Outcome.ALLOW,
        )

    def block(self, exchange: Exchange, facts: Facts, sent: Sent, reason: Reason) -> Event:
        """A request that does not leave."""
        outcome = Outcome.ERROR_CLOSED if reason in _INTERNAL else Outcome.BLOCK
        return self._sent(exchange, facts, sent, EventType.BLOCK, outcome, reason)

    def response(self, exchange: Exchange, status: int, *, streamed: bool) -> Event:
        """An answer that has come to its end."""
        tally = exchange.tally
        refused: defaultdict[Unrestored, int] = defaultdict(int)
        for why, count in tally.refused.items():
            refused[Unrestored(why)] += count
        return Event(
            self.new_id(),
            EventType.RESPONSE,
            ref=exchange.id,
            action=Outcome.ALLOW,
            answer=Answer(
                status=status,
                streamed=streamed,
                restored_n=tally.restored,
                unknown_placeholder_n=tally.unknown,
                refused_restore=tuple(sorted(refused.items())),
            ),
        )

    def passed(self, exchange: Exchange, facts: Facts, why: Why, count: int, size: int) -> Event:
        """Requests that were passed on without a text to read; one event for many."""
        return Event(
            self.new_id(),
            EventType.UNINSPECTED,
            count=count,
            action=Outcome.UNINSPECTED,
            actor=self._actor(facts),
            provider=self._provider(exchange, facts, ""),
            body=Body(bytes=size, uninspected_bytes=size, why=why),
        )

    def quiet(self, exchange: Exchange, facts: Facts, count: int) -> Event:
        """Requests that were refused without a word; one event for many."""
        return Event(
            self.new_id(),
            EventType.BLOCK,
            count=count,
            action=Outcome.BLOCK,
            reason=Reason.ENDPOINT,
            actor=self._actor(facts),
            provider=self._provider(exchange, facts, ""),
        )

    def challenge(self, exchange: Exchange, by: str, status: int, count: int) -> Event:
        """Answers in whose place a check for robots came; one event for many."""
        service = exchange.service
        return Event(
            self.new_id(),
            EventType.CHALLENGE,
            count=count,
            action=Outcome.ALLOW,
            provider=Provider(id=service.id, surface=Surface(service.surface)),
            answer=Answer(status=status, challenge=Challenger(by)),
        )

    def tunnel(self, count: int) -> Event:
        """Connections to hosts that are not ours to read; one event for many."""
        return Event(
            self.new_id(),
            EventType.TUNNEL,
            count=count,
            action=Outcome.TUNNEL,
            body=Body(why=Why.NOT_CATALOGUED),
        )

    def _sent(  # noqa: PLR0913, PLR0917 -- the two public methods name them
        self,
        exchange: Exchange,
        facts: Facts,
        sent: Sent,
        kind: EventType,
        outcome: Outcome,
        reason: Reason | None = None,
    ) -> Event:
        unread = sent.size - sent.read
        return Event(
            exchange.id,
            kind,
            action=outcome,
            reason=reason,
            actor=self._actor(facts),
            provider=self._provider(exchange, facts, sent.model),
            rules=Rules(
                ruleset=facts.ruleset,
                engine=facts.engine,
                matched=tuple(sorted({decision.rule.id for decision, _ in sent.decisions})),
            ),
            entities=tuple(self._group(sent.decisions)),
            body=Body(
                bytes=sent.size,
                inspected_bytes=sent.read,
                uninspected_bytes=unread,
                why=_WHY.get(reason) if reason and unread else None,
                attachments=tuple(
                    Attachment(ext=extension(one.media_type), bytes=one.size, why=Why.BINARY)
                    for one in sent.attachments
                ),
            ),
            cost=Cost(scan_ms=sent.scan_ms),
        )

    def _actor(self, facts: Facts) -> Actor:
        return Actor(account=self._account, device=self._device, app=facts.app)

    def _provider(self, exchange: Exchange, facts: Facts, model: str) -> Provider:
        service = exchange.service
        host = service.hosts[0]
        return Provider(
            id=service.id,
            catalogue=facts.catalogue,
            host=f"*.{host.name}" if host.subdomains else host.name,
            path=exchange.endpoint.template if exchange.endpoint else "/**",
            surface=Surface(service.surface),
            model=model_name(model),
        )

    def _group(self, decisions: Iterable[tuple[Decision, str]]) -> Iterable[Entity]:
        """Findings treated alike, counted."""
        groups: defaultdict[tuple[str, str, str, Band], list[str]] = defaultdict(list)
        for decision, text in decisions:
            found = decision.finding
            key = (found.type, decision.action.name, found.source, Band.of(found.score))
            groups[key].append(normalise(text))
        for (kind, action, source, band), values in groups.items():
            entity = self._entities[kind]
            distinct = sorted(set(values))
            yield Entity(
                cat=kind,
                reg_cat=entity.category,
                sens=_MARKS.get(entity.category, Mark.NONE),
                n=len(values),
                distinct=len(distinct),
                act=action,
                src=source,
                score=band,
                fp=tuple(self._audit.fingerprint(_NO_MATTER, kind, value) for value in distinct)
                if entity.validated
                else (),
            )


_MARKS = {"nir": Mark.NIR, "financial": Mark.FINANCE, "credential": Mark.SECRET}

_EXTENSIONS = {
    "application/pdf": Extension.PDF,
    "application/msword": Extension.DOC,
    "application/zip": Extension.ZIP,
    "application/rtf": Extension.RTF,
}


def extension(media_type: str) -> Extension:
    """The kind of a file, as the log tells kinds apart, by its media type."""
    if media_type in _EXTENSIONS:
        return _EXTENSIONS[media_type]
    try:
        return Extension(media_type.rpartition("/")[2])
    except ValueError:
        return Extension.OTHER


def app_of(user_agent: str) -> App:
    """The family of the program that sent a request, by what it says of itself."""
    agent = user_agent.lower()
    if agent.startswith("mozilla/"):
        return App.DESKTOP if "electron/" in agent else App.BROWSER
    if agent.startswith(("curl/", "wget/", "claude-cli", "codex")):
        return App.CLI
    if any(word in agent for word in ("openai", "anthropic", "mistral", "python", "node", "axios")):
        return App.SDK
    return App.UNKNOWN


def _code(keys: Keys, what: str) -> str:
    """A pseudonym: HMAC-SHA256 (RFC 2104) under the installation's key, cut to 48 bits."""
    return hmac.new(keys.install.reveal(), what.encode(), hashlib.sha256).hexdigest()[:12]

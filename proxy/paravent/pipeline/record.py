"""What the audit log is told of an exchange: counts and codes, never what was said."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from paravent.core.providing import UNKNOWN, ProviderFacts
from paravent.core.vocabulary import Surface
from paravent.errors import Reason
from paravent.pipeline.grouping import group_findings
from paravent.pipeline.media import extension
from paravent.pipeline.transfers import tell_transfer
from paravent.store.deeds import actor
from paravent.store.event import (
    Actor,
    Answer,
    Attachment,
    Body,
    Cost,
    Event,
    Matter,
    Provider,
    Rules,
    model_name,
    new_id,
)
from paravent.store.vocabulary import (
    App,
    Challenger,
    EventType,
    Outcome,
    Role,
    Tier,
    TokenSource,
    Unrestored,
    Why,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from paravent.core.types import Decision, EntityType, Tally
    from paravent.core.vocabulary import Mark
    from paravent.declarations import Engagement
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
_REFERENCE = r"[A-Z]{1,3}[-.]?[0-9]{1,6}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for every event of one exchange: who, for which matter, by which rules."""

    app: App
    ruleset: str
    engine: str
    catalogue: str
    dossier: str = ""
    vendor: ProviderFacts = UNKNOWN


@dataclass(frozen=True, slots=True)
class Sent:
    """What was found and done in one request."""

    decisions: Sequence[tuple[Decision, str]] = ()
    """Decisions with the value that each is about, normalised."""
    size: int = 0
    read: int = 0
    attachments: Sequence[Found] = ()
    model: str = ""
    scan_ms: int = 0
    added_ms: int = 0
    marks: frozenset[Mark] = frozenset()
    """What makes the request sensitive."""
    cascade: str | None = None
    """The first hop of its exchange, where it is a later one."""


class Recorder:
    """Makes the events of exchanges.

    Args:
        audit: where fingerprints come from.
        keys: the installation's; account and device are told by codes made with them.
        entities: every type that can be found, by id.
        clock: the time, aware.
        engagements: what was agreed with clients, by their codes.
    """

    def __init__(
        self,
        audit: AuditLog,
        keys: Keys,
        entities: Mapping[str, EntityType],
        clock: Callable[[], datetime],
        engagements: Mapping[str, Engagement] = MappingProxyType({}),
    ) -> None:
        self._audit = audit
        self._entities = entities
        self._clock = clock
        self._keys = keys
        self._engagements = engagements

    def new_id(self) -> str:
        """An id for an exchange: a UUIDv7 of now."""
        return new_id(self._clock(), os.urandom(10))

    def request(self, exchange: Exchange, facts: Facts, sent: Sent) -> Event:
        """A request that leaves."""
        actions = {decision.action for decision, _ in sent.decisions}
        hidden = any(action.effect.hides for action in actions)
        outcome = Outcome.REDACT if hidden else Outcome.ALLOW
        if any(action.warns for action in actions):
            outcome = Outcome.WARN
        return self._sent(exchange, facts, sent, EventType.REQUEST, outcome)

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
            cost=_length(tally),
        )

    def passed(self, exchange: Exchange, facts: Facts, why: Why, count: int, size: int) -> Event:
        """Requests that were passed on without a text to read; one event for many."""
        return Event(
            self.new_id(),
            EventType.UNINSPECTED,
            count=count,
            action=Outcome.UNINSPECTED,
            actor=self.actor(facts),
            provider=self.provider(exchange, facts, ""),
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
            actor=self.actor(facts),
            provider=self.provider(exchange, facts, ""),
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

    def drift(self, exchange: Exchange, count: int) -> Event:
        """Messages of another form than that of their format; one event for many."""
        service = exchange.service
        path = exchange.endpoint.template if exchange.endpoint else ""
        to = Provider(id=service.id, path=path, surface=Surface(service.surface))
        kind, done = EventType.FORMAT_DRIFT, Outcome.ALLOW
        return Event(self.new_id(), kind, count=count, action=done, provider=to)

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
            cascade=sent.cascade,
            action=outcome,
            reason=reason,
            actor=self.actor(facts),
            matter=self.matter(facts),
            provider=self.provider(exchange, facts, sent.model),
            transfer=tell_transfer(facts.vendor),
            rules=Rules(
                ruleset=facts.ruleset,
                engine=facts.engine,
                matched=tuple(sorted({decision.rule.id for decision, _ in sent.decisions})),
            ),
            sens=tuple(sorted(sent.marks)),
            entities=tuple(
                group_findings(
                    sent.decisions,
                    self._entities,
                    partial(self._audit.fingerprint, facts.dossier or _NO_MATTER),
                )
            ),
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
            cost=Cost(scan_ms=sent.scan_ms, added_ms=sent.added_ms),
        )

    def actor(self, facts: Facts) -> Actor:
        """Who acts."""
        return actor(self._keys, facts.app)

    def matter(self, facts: Facts) -> Matter:
        """For whom: the matter, and the client and the person's role where they were declared."""
        agreed = self._engagements.get(facts.dossier)
        if agreed is None:
            return Matter(dossier=facts.dossier)
        # A reference of the register of processing, "A-03", and no word that may name somebody.
        purpose = agreed.activity if re.fullmatch(_REFERENCE, agreed.activity) else ""
        return Matter(facts.dossier, facts.dossier, purpose, Role(agreed.role))

    def provider(self, exchange: Exchange, facts: Facts, model: str) -> Provider:
        """To whom a request of this exchange goes."""
        service = exchange.service
        host = service.hosts[0]
        return Provider(
            id=service.id,
            catalogue=facts.catalogue,
            host=f"*.{host.name}" if host.subdomains else host.name,
            path=exchange.endpoint.template if exchange.endpoint else "/**",
            surface=Surface(service.surface),
            tier=Tier(facts.vendor.tier),
            region="eea" if facts.vendor.eu_only else "",
            model=model_name(model),
        )


def _length(tally: Tally) -> Cost:
    """The tokens of an answer: as the service tells them, else four characters of text each."""
    if tally.tokens:
        return Cost(out_tokens=tally.tokens, how=TokenSource.API)
    guessed = tally.characters // 4
    return Cost(out_tokens=guessed, how=TokenSource.ESTIMATE) if guessed else Cost()

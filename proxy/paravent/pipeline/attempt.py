"""One request on its way out, with what has become known of it, and its two endings."""

from __future__ import annotations

import asyncio
import re
from collections import Counter as Tallied
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from paravent.core.types import Effect, Sensitive
from paravent.core.vocabulary import DOSSIER, Surface
from paravent.errors import ParaventError, Reason
from paravent.log import describe, log
from paravent.pipeline.calm import LARGE, MANY, calmly
from paravent.pipeline.exchange import Forward, Refuse
from paravent.pipeline.holds import Hold
from paravent.pipeline.latest import keep_refusal
from paravent.pipeline.media import extension
from paravent.pipeline.notices import Warned
from paravent.pipeline.permission import Mode, override_event
from paravent.pipeline.record import Sent
from paravent.pipeline.refusals import Refusal
from paravent.pipeline.signer import find_signer
from paravent.policy.rules import Situation
from paravent.register.register import attribute
from paravent.store.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.core.sigv4 import Credentials
    from paravent.core.types import Decision, RuleRef
    from paravent.core.vocabulary import Mark
    from paravent.pipeline.exchange import Exchange, Outgoing
    from paravent.pipeline.parts import Parts
    from paravent.pipeline.permission import Matter, Permission, Value
    from paravent.pipeline.reading import Written
    from paravent.pipeline.record import Facts
    from paravent.policy.rules import Policy
    from paravent.register.listing import Lists
    from paravent.register.register import Noted, Register
    from paravent.services.document import Attachment, Document
    from paravent.store.event import Event
    from paravent.store.vocabulary import Why


@dataclass(slots=True)
class Attempt:
    """A request, the rules that are in force for it, and what was found in it so far."""

    parts: Parts
    request: Outgoing
    exchange: Exchange
    policy: Policy
    register: Register
    facts: Facts
    began_s: float
    """When it came in, by the clock that is never set."""
    attachments: Sequence[Attachment] = ()
    applied: list[tuple[Decision, str]] = field(default_factory=list)
    """Decisions that were carried out, each with the value that it is about, normalised."""
    left: list[tuple[Decision, str]] = field(default_factory=list)
    """Decisions to leave a finding as it is."""
    model: str = ""
    scan_ms: int = 0
    marks: frozenset[Mark] = frozenset()
    """What makes the request sensitive; known before anything is decided."""
    matter: Matter | None = None
    """What is refused in it, where a person may let it leave all the same."""
    permission: Permission | None = None
    let_through: Sequence[Value] = ()
    """What ``permission`` lets leave."""
    held: str = ""
    """Code of the page on which the person was asked."""
    cascade: str | None = None
    """The first hop of its exchange, where it is a later one."""
    signer: Credentials | None = None
    """Who signs it anew, where the rules say so."""

    def situation(self) -> Situation:
        """The situation that the request is in, as far as its texts do not tell."""
        service = self.exchange.service
        return Situation(
            service=service.id,
            groups=frozenset(service.groups),
            surface=Surface(service.surface),
            dossier=self.facts.dossier,
            client=self._client,
            attachments=frozenset(extension(one.media_type) for one in self.attachments),
            size=self._size,
            marks=self.marks,
            at=self.parts.clock().astimezone().time(),
            provider=self.facts.vendor,
        )

    def lists(self) -> Lists:
        """What is never and always to be hidden in the request."""
        service, dossier = self.exchange.service.id, self.facts.dossier
        return self.register.lists(service, dossier, self.parts.clock())

    def overrule(self, decisions: Sequence[Decision], text: str) -> Sequence[Decision]:
        """The decisions about a text, or what the lists say instead, where anything is changed."""
        return decisions if self.policy.observes else self.lists().apply(decisions, text)

    def note_departure(self, document: Document | None) -> None:
        """Count a request that has not the form of its format, or that could not be read at all."""
        endpoint = self.exchange.endpoint
        described = endpoint is not None and endpoint.wire.described
        if document.departed if document else described:
            self.parts.counter.drift(self.exchange)

    def choose_dossier(self) -> bool:
        """Make it for the client that was chosen, if any; False where there is no such client."""
        chosen = self.exchange.dossier.reveal()
        if not chosen:
            return True
        client = self.register.named(chosen)
        if client is None and not re.fullmatch(DOSSIER, chosen):
            return False
        self.facts = replace(self.facts, dossier=client.code if client else chosen)
        return True

    def choose_signer(self) -> bool:
        """Find who signs it anew; False where the rules name somebody who did not sign it."""
        place = self.policy.resigns.get(self.exchange.service.id)
        if not (self.request.signed and place):
            return True
        self.signer = find_signer(self.request, self.parts.credentials(place), self.parts.clock())
        return self.signer is not None

    def attribute(self, noted: Sequence[Noted]) -> None:
        """Make it for the client that its texts name, unless one was chosen."""
        if not self.exchange.dossier:
            self.facts = replace(self.facts, dossier=attribute(noted) or self.facts.dossier)

    @property
    def _client(self) -> Sensitive[str]:
        client = self.register.clients.get(self.facts.dossier)
        return client.name if client else Sensitive("")

    async def leave(self, said: Written) -> Forward:
        """Let the request go, once it is recorded and its labels are kept.

        Raises:
            ParaventError: either could not be done: the request must not go.
        """
        unread = sum(one.size for one in self.attachments)
        sent = self._sent(read=max(0, self._size - unread))
        tell = partial(self.parts.recorder.request, self.exchange, self.facts, sent)
        event = await calmly(tell, long=len(sent.decisions) > 4 * MANY)
        events = [event]
        if self.permission:
            events = self._overridden(event, self.permission)
        _, indexes = await asyncio.gather(
            self.parts.vault.flush(), self.parts.audit.append(*events)
        )
        self.parts.nudges.note(indexes[-1], self.parts.clock(), self.exchange, requests=1)
        for value in self.let_through:
            mark = self.parts.permissions.mark(value)
            self.parts.vault.remember(self.exchange.service.site, mark, "")
        warnings = [(one, value) for one, value in self.applied if one.action.warns]
        if self.exchange.kind != "draft":
            self._tell(indexes[-1], warnings)
        warned = bool(warnings)
        return Forward(self.exchange, *said, recorded=True, warned=warned, signer=self.signer)

    def _tell(self, index: int, warnings: Sequence[tuple[Decision, str]]) -> None:
        """Have the person told of what no notice was about yet."""
        service, notices = self.exchange.service, self.parts.notices
        new = [one for one, value in warnings if notices.is_new(service.site, one.rule.id, value)]
        if new:
            rules = tuple(dict.fromkeys(one.rule for one in new))
            found = Tallied(one.finding.type for one in new)
            notices.add(Warned(index, service.id, rules, tuple(found.items())))

    def pass_by(self, why: Why, said: Written) -> Forward:
        """Let a request go that holds no text to read; it is counted."""
        self.parts.counter.add(self.exchange, self.facts, why, len(said.body))
        return Forward(self.exchange, *said, recorded=False, signer=self.signer)

    async def leave_unread(self, why: Why, said: Written) -> Forward:
        """Let the request go as it is, once it is recorded that nothing of it was read.

        Raises:
            ParaventError: it could not be recorded: the request must not go.
        """
        event = self.parts.recorder.passed(self.exchange, self.facts, why, 1, self._size)
        await self.parts.audit.append(replace(event, id=self.exchange.id))
        return Forward(self.exchange, *said, recorded=True, as_it_is=True)

    def refuse_quietly(self) -> Refuse:
        """Refuse a request that nobody waits for; it is counted."""
        self.parts.counter.add(self.exchange, self.facts, None, self._size)
        return Refuse(self.exchange, Reason.ENDPOINT, quiet=True)

    async def refuse(
        self,
        reason: Reason,
        rule: RuleRef | None = None,
        found: tuple[tuple[str, int], ...] = (),
    ) -> Refuse:
        """Refuse the request; what cannot be recorded is refused all the same."""
        read = self._size if reason in {Reason.POLICY, Reason.NUDGE} else 0
        event = self.parts.recorder.block(self.exchange, self.facts, self._sent(read=read), reason)
        if rule and not event.rules.matched:
            event = replace(event, rules=replace(event.rules, matched=(rule.id,)))
        index = None
        try:
            (index,) = await self.parts.audit.append(event)
        except ParaventError as error:
            log.error("a refusal was not recorded: %s", describe(error))
        blocking = (d for d, _ in self.applied if d.action.effect is Effect.REFUSE)
        found = found or tuple(Tallied(decision.finding.type for decision in blocking).items())
        if reason is Reason.ATTACHMENT:
            kinds = (extension(one.media_type) for one in self.attachments)
            found = tuple(Tallied(str(kind) for kind in kinds).items())
        matter = self.matter if reason is Reason.POLICY else None
        page = ""
        if self.exchange.kind != "draft":
            refusal = self._refusal(reason, rule, found, index, matter)
            page = self.parts.refusals.keep(refusal)
            if self.held:
                self.parts.refusals.put(self.held, refusal)
        keep_refusal(self, page)
        modes = matter.modes if matter and page else frozenset()
        return Refuse(self.exchange, reason, rule, found, index, page, modes)

    def hold(self, refused: Sequence[Decision]) -> Hold | None:
        """Have the request wait for the person; None where it cannot, and is to be refused."""
        if self.matter is None or self.exchange.kind == "draft":
            return None
        found = tuple(Tallied(decision.finding.type for decision in refused).items())
        refusal = self._refusal(Reason.POLICY, refused[0].rule, found, None, self.matter)
        refusals, holds = self.parts.refusals, self.parts.holds
        ends_at = refusal.at + timedelta(seconds=holds.timeout_s)
        hold = Hold(refusals.code(), refusal, ends_at)
        if not holds.add(hold):
            return None
        self.held = hold.code
        return hold

    def _refusal(
        self,
        reason: Reason,
        rule: RuleRef | None,
        found: tuple[tuple[str, int], ...],
        index: int | None,
        matter: Matter | None,
    ) -> Refusal:
        at, service = self.parts.refusals.clock(), self.exchange.service
        return Refusal(at, service.name, reason, rule, found, index, matter, service.site)

    def _overridden(self, event: Event, permission: Permission) -> list[Event]:
        override = override_event(self.parts.recorder, self.exchange, self.facts, permission)
        if permission.mode is Mode.CLEAR:
            event = replace(event, action=Outcome.OVERRIDE)
        return [override, event]

    @property
    def is_large(self) -> bool:
        """Whether reading or writing it takes more than some milliseconds."""
        return self._size > LARGE

    @property
    def _size(self) -> int:
        return len(self.request.body)

    def _sent(self, *, read: int) -> Sent:
        decisions = [*self.applied, *self.left]
        return Sent(
            decisions=decisions,
            size=self._size,
            read=read,
            attachments=self.attachments,
            model=self.model,
            scan_ms=self.scan_ms,
            added_ms=round((self.parts.monotonic() - self.began_s) * 1000),
            marks=self.marks,
            cascade=self.cascade,
        )

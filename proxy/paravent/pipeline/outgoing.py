"""The way out: read, find, decide, replace, record; only then a request may leave."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from paravent.core.types import Effect
from paravent.errors import Reason
from paravent.pipeline.attempt import Attempt
from paravent.pipeline.calm import LARGE, calmly
from paravent.pipeline.cascade import Cascades
from paravent.pipeline.clearance import clear, let_through
from paravent.pipeline.conversation import Conversation
from paravent.pipeline.exchange import Forward
from paravent.pipeline.fixed import (
    allow,
    as_it_is,
    note_left,
    pass_paused,
    put_signed,
    what_leaves,
    why_fixed,
)
from paravent.pipeline.halves import ends_in_half
from paravent.pipeline.holds import Held
from paravent.pipeline.judgement import Basis, Judgement
from paravent.pipeline.labelling import about, put_labels
from paravent.pipeline.latest import keep_send
from paravent.pipeline.noting import add_noted, holds_known, names_a_client, spared_names
from paravent.pipeline.places import Places
from paravent.pipeline.reading import read_request, unread_headers
from paravent.pipeline.record import Facts
from paravent.pipeline.settled import look_for
from paravent.policy.contents import look_into
from paravent.policy.evaluate import decide, rules_in_force
from paravent.services.document import UnreadableError
from paravent.store.vocabulary import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.core.types import Decision, Finding, Segment
    from paravent.pipeline.exchange import Exchange, Outgoing, Refuse, Verdict
    from paravent.pipeline.known import KnownValues
    from paravent.pipeline.parts import Parts
    from paravent.pipeline.permission import Permission
    from paravent.pipeline.reading import Reading
    from paravent.register.register import Register


class Sender:
    """Decides about requests, one at a time or many at once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._places = Places(parts)
        self._conversation = Conversation()
        self._cascades = Cascades(parts.monotonic)

    async def send(self, request: Outgoing, exchange: Exchange) -> Verdict:
        """What is to be done with a request; it is on disk before this returns.

        Raises:
            ParaventError: detection or a store failed: nothing may leave.
        """
        register = await self._parts.register.refresh()
        attempt = self._begin(request, exchange, register)
        if self._parts.watch and self._parts.watch.holds(request, exchange):
            return await attempt.refuse(Reason.WATCHED)
        pause = self._parts.pauses.covering(exchange.service.id)
        if pause:
            pause.passed += 1
            return await pass_paused(attempt)
        if not attempt.choose_dossier():
            return await attempt.refuse(Reason.DOSSIER)
        known = self._places.at(exchange.service.site).known
        if attempt.policy.observes:
            return await self._watch(attempt, known)
        if not attempt.choose_signer():
            return await attempt.refuse(Reason.CREDENTIALS)
        return await self._guard(attempt, known)

    async def _guard(self, attempt: Attempt, known: KnownValues) -> Verdict:
        request, exchange = attempt.request, attempt.exchange
        headers = request.headers.reveal()
        if known.anywhere(headers, spares=attempt.lists().spares):
            return await attempt.refuse(Reason.KNOWN_VALUE)
        if exchange.kind == "hands-off":
            return await self._pass_unread(attempt, known)
        if await names_a_client(attempt, unread_headers(headers)):
            return await attempt.refuse(Reason.KNOWN_VALUE)
        if exchange.endpoint and exchange.endpoint.quiet:
            return attempt.refuse_quietly()
        if exchange.kind == "refuse":
            return await attempt.refuse(Reason.ENDPOINT)
        return await self._read(attempt, known)

    async def _watch(self, attempt: Attempt, known: KnownValues) -> Verdict:
        """Let a request go byte for byte, whatever it is, and record what was found in it."""
        request = attempt.request
        whole = as_it_is(request)
        if attempt.exchange.kind == "hands-off":
            return attempt.pass_by(Why.HANDS_OFF, whole)
        try:
            document = read_request(request, attempt.exchange).document
        except UnreadableError:
            attempt.note_departure(None)
            return attempt.pass_by(Why.UNKNOWN_FORMAT, whole)
        attempt.note_departure(document)
        segments = [slot.segment for slot in document.slots]
        segments += [block.segment for block in document.signed]
        attempt.attachments, attempt.model = document.attachments, document.model
        if not (segments or attempt.attachments):
            return attempt.pass_by(Why.STATIC, whole)
        judged = await self._judge(attempt, segments, known)
        note_left(attempt, segments, judged.decisions())
        return await attempt.leave(whole)

    async def fail(self, request: Outgoing, exchange: Exchange, reason: Reason) -> Refuse:
        """The refusal of a request that could not be read or decided about."""
        attempt = self._begin(request, exchange, self._parts.register.current)
        return await attempt.refuse(reason)

    async def _read(self, attempt: Attempt, known: KnownValues) -> Verdict:
        try:
            work = partial(read_request, attempt.request, attempt.exchange)
            reading = await calmly(work, long=attempt.is_large)
        except UnreadableError:
            attempt.note_departure(None)
            if attempt.policy.unread == "allow":
                return await self._pass_unread(attempt, known)
            return await attempt.refuse(Reason.UNREADABLE)
        document = reading.document
        attempt.note_departure(document)
        if await holds_known(attempt, known, "\n\n".join([*document.kept, *document.keys])):
            return await attempt.refuse(Reason.KNOWN_VALUE)
        attempt.attachments, attempt.model = document.attachments, document.model
        if attempt.attachments and attempt.policy.unread == "block":
            return await attempt.refuse(Reason.ATTACHMENT)
        if not (document.slots or document.signed or attempt.attachments):
            return attempt.pass_by(Why.STATIC, what_leaves(attempt, reading))
        return await self._redact(attempt, reading, known)

    def _begin(self, request: Outgoing, exchange: Exchange, register: Register) -> Attempt:
        parts = self._parts
        policy = parts.policies.current()
        facts = Facts(
            app=request.app,
            ruleset=policy.sha256,
            engine=parts.engine.generation,
            catalogue=parts.catalogue.sha256,
            dossier=parts.dossier,
            vendor=parts.providers.facts(exchange.service.id, exchange.service.surface),
        )
        return Attempt(parts, request, exchange, policy, register, facts, parts.monotonic())

    async def _redact(self, attempt: Attempt, reading: Reading, known: KnownValues) -> Verdict:
        slots = reading.document.slots
        unsure = put_signed(attempt, reading.document)
        segments = [slot.segment for slot in slots]
        judged = await self._judge(attempt, [*segments, *unsure], known)
        endpoint = attempt.exchange.endpoint
        if (
            endpoint
            and endpoint.kind == "draft"
            and ends_in_half(slots, judged.found, endpoint.wire)
        ):
            return attempt.refuse_quietly()
        decisions = await calmly(judged.decisions, long=judged.is_long)
        if any(d.action.effect is not Effect.LEAVE for one in decisions[len(slots) :] for d in one):
            return await attempt.refuse(Reason.SIGNED_BLOCK)
        refuses = _refuse(decisions)
        if refuses:
            clear(attempt, judged, reading.document.conversation)
            held = self._hold(attempt, judged, reading)
            if held:
                return held
            decisions = judged.decisions()
            refuses = _refuse(decisions)
        elif attempt.exchange.kind == "observe":
            allowed = [[allow(decision) for decision in found] for found in decisions]
            note_left(attempt, segments, allowed)
            return await attempt.leave(as_it_is(attempt.request))
        if not refuses:
            question = await self._parts.nudges.ask(attempt, judged.texts)
            if question:
                return question
        return await self._carry_out(attempt, reading, judged, decisions)

    def _hold(self, attempt: Attempt, judged: Judgement, reading: Reading) -> Held | None:
        """The request on hold, where every rule that refuses it wants the person asked."""
        refused = judged.refused()
        asks = all(decision.action.asks for decision in refused.values())
        hold = attempt.hold(list(refused.values())) if refused and asks else None
        if hold is None:
            return None

        async def resume(permission: Permission | None) -> Forward | Refuse:
            if permission:
                let_through(attempt, judged, refused, permission)
            return await self._carry_out(attempt, reading, judged, judged.decisions())

        return Held(hold, self._parts.holds.timeout_s, resume)

    async def _carry_out(
        self,
        attempt: Attempt,
        reading: Reading,
        judged: Judgement,
        decisions: Sequence[Sequence[Decision]],
    ) -> Forward | Refuse:
        slots = reading.document.slots
        texts = [slot.segment.text.reveal() for slot in slots]
        site, vault = attempt.exchange.service.site, self._parts.vault
        words = {entity.id: entity.word for entity in attempt.policy.entities.values()}
        entries = judged.settled_in(self._places.at(site).settled)
        known = [entry.outcome for entry in entries[: len(texts)]]
        outcomes = await put_labels(texts, decisions, words, partial(vault.ledger, site), known)
        place = self._places.at(site)
        for slot, text, done in zip(slots, texts, outcomes, strict=True):
            attempt.applied += done.applied
            attempt.left += done.left
            for one, _ in done.applied:
                if one.action.effect is Effect.REWRITE:
                    place.known.remember(one.finding.type, about(one, text))
            if done.text != text:
                slot.put(done.text)
        said = await self._end(attempt, reading)
        if isinstance(said, Forward):
            keep_send(attempt, outcomes)
            entries = judged.settled_in(place.settled)
            for text, entry, done in zip(texts, entries, outcomes, strict=False):
                place.settled.keep(text, entry, done)
            self._parts.doubts.note(texts, known or [None] * len(texts), outcomes)
        return said

    async def _end(self, attempt: Attempt, reading: Reading) -> Forward | Refuse:
        refused = [d for d, _ in attempt.applied if d.action.effect is Effect.REFUSE]
        if refused:
            strictest = max(refused, key=lambda d: d.action.strictness)
            return await attempt.refuse(Reason.POLICY, strictest.rule)
        if attempt.applied and attempt.exchange.kind == "upload" and not reading.wire.sized:
            return await attempt.refuse(Reason.ATTACHMENT)
        if attempt.applied and (fixed := why_fixed(attempt)):
            return await attempt.refuse(fixed)
        write = partial(what_leaves, attempt, reading)
        try:
            said = await calmly(write, long=attempt.is_large)
        except UnreadableError:
            return await attempt.refuse(Reason.ATTACHMENT)
        return await attempt.leave(said)

    async def _judge(
        self, attempt: Attempt, segments: Sequence[Segment], known: KnownValues
    ) -> Judgement:
        attempt.cascade = self._cascades.join(attempt.exchange, attempt.model, segments)
        began = self._parts.monotonic()
        findings = await self._parts.engine.scan(segments, attempt.policy.searched)
        texts = [segment.text.reveal() for segment in segments]
        findings = await add_noted(attempt, texts, findings)
        attempt.scan_ms = round((self._parts.monotonic() - began) * 1000)
        settled = self._places.at(attempt.exchange.service.site).settled
        kept = [settled.recall(text, one) for one, text in zip(findings, texts, strict=True)]
        values = known.now()
        work = partial(look_for, values, kept, findings, texts)
        looked = await calmly(work, long=sum(map(len, texts)) > LARGE)
        seen = [found for _, found in looked]
        policy, sense = attempt.policy, self._parts.engine.sense
        found = await self._conversation.relate(texts, seen, sense, spared_names(attempt))
        attempt.marks = await self._parts.marks.marks_of(texts, found)

        def say(one: Sequence[Finding], text: str) -> Sequence[Decision]:
            return attempt.overrule(decide(policy, one, text, situation), text)

        judged = Judgement(texts, found, say)
        look = partial(look_into, attempt.situation(), policy, zip(texts, found, strict=True))
        situation = await calmly(look, long=judged.is_long)
        attempt.marks = situation.marks
        rules = (policy, rules_in_force(policy, situation), attempt.lists())
        holding = [
            entry if entry and (entry.rules, entry.related) == (rules, one) else None
            for (entry, _), one in zip(looked, found, strict=True)
        ]
        judged.basis = Basis(settled, holding, findings, seen, found, values.count, rules)
        return judged

    async def _pass_unread(self, attempt: Attempt, known: KnownValues) -> Verdict:
        """Let bytes pass as they are, unless a value that was hidden before stands in them."""
        whole = as_it_is(attempt.request)
        body = whole.body.decode("utf-8", "replace")
        raw = (whole.target, whole.referer, whole.headers, body)
        if await holds_known(attempt, known, *raw):
            return await attempt.refuse(Reason.KNOWN_VALUE)
        return attempt.pass_by(Why.HANDS_OFF, whole)


def _refuse(decisions: Sequence[Sequence[Decision]]) -> bool:
    """Whether one of the decisions refuses the request."""
    return any(one.action.effect is Effect.REFUSE for found in decisions for one in found)

"""The question whether AI is needed, asked when a quota that the person set is reached.

What counts is what left, as the log tells it: after a restart it is read from there. An answer is
either the same message sent again, or a word on the local page; both are events. Of the messages
that wait for an answer only keyed hashes are kept, in memory.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from paravent.errors import Reason
from paravent.policy.quota import Recipient, Usage, questions
from paravent.store.event import Event, Notice, Rules
from paravent.store.vocabulary import EventType, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from paravent.pipeline.attempt import Attempt
    from paravent.pipeline.exchange import Exchange, Refuse
    from paravent.pipeline.parts import Parts
    from paravent.policy.quota import Question, Told
    from paravent.services.catalogue import Catalogue

_MOST = 200
"""Messages that may wait for an answer; the oldest makes room."""
_ALL = "all"
"""In the log, in the place of a service: the quota is of all of them together."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A message about which the question was asked: keyed hashes of its texts, and by whom."""

    question: Question
    texts: frozenset[bytes]
    event: Event
    index: int


class Nudges:
    """How much was sent, and what was asked and answered about it.

    Args:
        recall: how many events the log has, and those from a time on; it blocks.
    """

    def __init__(
        self, recall: Callable[[datetime], tuple[int, Iterable[Told]]] = lambda _: (0, ())
    ) -> None:
        self._recall = recall
        self._usage: Usage | None = None
        self._late: list[tuple[int, date, Recipient, int, int]] = []
        self._turn = asyncio.Lock()
        self._answered: dict[tuple[str, str, str], int] = {}  # how much was used at the last yes
        self._asked: OrderedDict[int, _Asked] = OrderedDict()
        self._secret = secrets.token_bytes(32)

    def note(
        self, index: int, at: datetime, exchange: Exchange, *, requests: int = 0, tokens: int = 0
    ) -> None:
        """Count what is in the log as that event; drafts are no messages."""
        if exchange.kind == "draft":
            return
        day, service = at.astimezone().date(), exchange.service
        to = Recipient(service.id, service.surface, frozenset(service.groups))
        if self._usage is None:  # it is read from the log once it is needed
            self._late.append((index, day, to, requests, tokens))
            self._late = self._late[-_MOST:]
        else:
            self._usage.add(day, to, requests=requests, tokens=tokens)

    async def ask(self, attempt: Attempt, texts: Sequence[str]) -> Refuse | None:
        """The question in place of a message, if a quota is reached; None where it may leave.

        Raises:
            ParaventError: an answer could not be recorded.
        """
        counts = any(rule.conditions.quota for rule in attempt.policy.rules)
        if not counts or attempt.exchange.kind not in {"scan", "upload"}:
            return None
        at = attempt.parts.clock().astimezone()
        usage = await self._known(at, attempt.parts.catalogue)
        said = frozenset(map(self._sign, texts))
        for question in questions(attempt.policy, attempt.situation(), usage, at.date()):
            if self._answered.get(question.name, 0) // question.quota.limit >= question.step:
                continue
            asked = next((one for one in self._about(question) if one.texts <= said), None)
            if asked is None:
                return await self._refuse(attempt, question, said)
            await self._settle(attempt.parts, asked, ok=True)
        return None

    async def answer(self, parts: Parts, index: int | None, *, ok: bool) -> bool:
        """What the person says on the page of a refusal; False where nothing waits for it.

        Raises:
            ParaventError: it could not be recorded, and is not so.
        """
        asked = self._asked.get(-1 if index is None else index)
        if asked is None:
            return False
        await self._settle(parts, asked, ok=ok)
        return True

    def waits(self, index: int | None) -> bool:
        """Whether the question that this event asked can still be answered."""
        return index in self._asked

    def _about(self, question: Question) -> list[_Asked]:
        return [one for one in self._asked.values() if one.question.name == question.name]

    async def _refuse(self, attempt: Attempt, question: Question, said: frozenset[bytes]) -> Refuse:
        found = ((f"{question.quota.unit}/{question.quota.per}", question.used),)
        refusal = await attempt.refuse(Reason.NUDGE, question.rule.ref, found)
        if refusal.index is not None:
            event = _about(attempt, question)
            self._asked[refusal.index] = _Asked(question, said, event, refusal.index)
            while len(self._asked) > _MOST:
                self._asked.popitem(last=False)
        return refusal

    async def _settle(self, parts: Parts, asked: _Asked, *, ok: bool) -> None:
        """Record an answer; a yes holds until as much again has been sent."""
        question = asked.question
        event = replace(
            asked.event,
            id=parts.recorder.new_id(),
            action=Outcome.ALLOW if ok else Outcome.BLOCK,
            notice=replace(asked.event.notice, ok=ok, index=asked.index),
        )
        await parts.audit.append(event)
        self._asked.pop(asked.index, None)
        if ok:
            for one in self._about(question):
                del self._asked[one.index]
            self._answered[question.name] = question.used

    async def _known(self, at: datetime, catalogue: Catalogue) -> Usage:
        async with self._turn:
            if self._usage is None:
                first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
                usage = Usage()
                size, answered = await asyncio.to_thread(self._read, first, usage, catalogue)
                for index, day, to, requests, tokens in self._late:
                    if index >= size:
                        usage.add(day, to, requests=requests, tokens=tokens)
                self._answered, self._usage, self._late = answered, usage, []
        return self._usage

    def _read(
        self, first: datetime, usage: Usage, catalogue: Catalogue
    ) -> tuple[int, dict[tuple[str, str, str], int]]:
        """Count what the log has; its size, and what was answered yes."""
        size, events = self._recall(first)
        answered: dict[tuple[str, str, str], int] = {}
        for at, event in usage.count(events, catalogue.groups_of_message):
            notice = event.get("notice", {})
            if event["type"] == EventType.NUDGE and notice.get("ok") and at >= first:
                told = dict(one.split("=", 1) for one in notice.get("filters", ()))
                service = told.get("of", _ALL)
                name = event["rules"]["matched"][0], service if service != _ALL else "", told["per"]
                answered[name] = notice.get("n", 0)
        return size, answered

    def _sign(self, text: str) -> bytes:
        data = text.encode("utf-8", "surrogatepass")
        return blake2b(data, key=self._secret, digest_size=16).digest()


def _about(attempt: Attempt, question: Question) -> Event:
    """The event of an answer, without what is not known before it."""
    recorder, facts = attempt.parts.recorder, attempt.facts
    filters = (f"of={question.service or _ALL}", f"per={question.period}")
    return Event(
        recorder.new_id(),
        EventType.NUDGE,
        ref=attempt.exchange.id,
        actor=recorder.actor(facts),
        matter=recorder.matter(facts),
        provider=recorder.provider(attempt.exchange, facts, ""),
        rules=Rules(ruleset=facts.ruleset, matched=(question.rule.ref.id,)),
        notice=Notice(n=question.used, filters=filters),
    )

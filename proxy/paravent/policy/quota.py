"""Quotas that a person sets for what is sent, and how much of them is used.

Nothing here decides by itself what day it is, or keeps anything beyond the month.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from paravent.policy.rules import Policy, Rule, Situation

type Unit = Literal["requests", "tokens"]
type Period = Literal["day", "month"]
type Told = tuple[datetime, Mapping[str, Any]]
"""When an event of the log was, and what it says."""

_REQUEST, _RESPONSE = "request", "response"  # types of events, as the log calls them


@dataclass(frozen=True, slots=True)
class Quota:
    """So many requests, or tokens of answers, a local day or month.

    They are counted for each service by itself, or for all that the rule speaks of together.
    """

    limit: int
    unit: Unit
    per: Period
    each_service: bool = False

    def __str__(self) -> str:
        each = ", each service" if self.each_service else ""
        return f"{self.limit} {self.unit} per {self.per}{each}"


@dataclass(frozen=True, slots=True)
class Question:
    """A quota that is reached: whose rule, how much is used, of what service (empty: of all).

    ``period`` is the day or the month, as ISO 8601 writes it.
    """

    rule: Rule
    quota: Quota
    used: int
    service: str
    period: str

    @property
    def step(self) -> int:
        """How many times the quota is used up; at each the question is asked once."""
        return self.used // self.quota.limit

    @property
    def name(self) -> tuple[str, str, str]:
        """What it is about, whatever is used of it."""
        return self.rule.ref.id, self.service, self.period


@dataclass(frozen=True, slots=True)
class Recipient:
    """A service that messages went to, as rules speak of it."""

    service: str
    surface: str
    groups: frozenset[str]


class Usage:
    """Requests that left, and tokens of their answers, by local day and service."""

    def __init__(self) -> None:
        self._days: defaultdict[date, defaultdict[Recipient, list[int]]] = defaultdict(
            lambda: defaultdict(lambda: [0, 0])
        )

    def add(self, day: date, to: Recipient, *, requests: int = 0, tokens: int = 0) -> None:
        """So many more; days of an earlier month are forgotten."""
        for old in [one for one in self._days if _month(one) < _month(day)]:
            del self._days[old]
        counts = self._days[day][to]
        counts[0] += requests
        counts[1] += tokens

    def count(
        self, events: Iterable[Told], groups_of: Callable[[str, str], frozenset[str] | None]
    ) -> Iterator[Told]:
        """Count the messages and the answers among recorded events, each given on before it counts.

        ``groups_of`` tells the groups of a service by its id and a call's path; None where that is
        sent while typing, which is no message. An answer counts for the service of its message.
        """
        sent: dict[str, Recipient] = {}
        for at, event in events:
            yield at, event
            day, to = at.astimezone().date(), event.get("provider", {})
            if event["type"] == _REQUEST:
                groups = groups_of(to.get("id", ""), to.get("path", ""))
                if groups is not None:
                    one = Recipient(to.get("id", ""), to.get("surface", "unknown"), groups)
                    sent[event.get("id", "")] = one
                    self.add(day, one, requests=event.get("count", 1))
            elif event["type"] == _RESPONSE and event.get("ref") in sent:
                tokens = event.get("cost", {}).get("out_tokens", 0)
                self.add(day, sent.pop(event["ref"]), tokens=tokens)

    def used(self, rule: Rule, quota: Quota, day: date, service: str = "") -> int:
        """How much of a rule's quota is used on a day: of one service, or of all it speaks of."""
        which = 0 if quota.unit == "requests" else 1
        speak_of = rule.conditions.speak_of
        return sum(
            counts[which]
            for one, by_service in self._days.items()
            if (one == day if quota.per == "day" else _month(one) == _month(day))
            for to, counts in by_service.items()
            if (not service or to.service == service)
            and speak_of(to.service, to.groups, to.surface)
        )


def _month(day: date) -> str:
    return day.isoformat()[:7]


def is_reached(rule: Rule, situation: Situation) -> bool:
    """Whether a rule with a quota asks in a situation, which tells how much of it is used."""
    quota = rule.conditions.quota
    return quota is not None and rule.conditions.hold(situation) and situation.used >= quota.limit


def questions(policy: Policy, situation: Situation, usage: Usage, day: date) -> Iterator[Question]:
    """The quotas that are reached in a situation, in the order of their rules."""
    for rule in policy.rules:
        quota = rule.conditions.quota
        if quota is None:
            continue
        service = situation.service if quota.each_service else ""
        used = usage.used(rule, quota, day, service)
        if is_reached(rule, replace(situation, used=used)):
            period = day.isoformat() if quota.per == "day" else _month(day)
            yield Question(rule, quota, used, service, period)

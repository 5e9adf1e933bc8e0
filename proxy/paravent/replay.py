"""Recorded events decided anew by other rules: what those would have changed.

The log holds types, counts and bands of confidence, never a text. So what hangs on a text (lists
of allowed texts, patterns, whether a value can be generalised) is counted as not to be told, and
nothing is guessed.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from paravent.core.types import Effect, Finding
from paravent.core.vocabulary import Mark, Surface
from paravent.errors import Reason
from paravent.policy.build import ALLOWED
from paravent.policy.evaluate import decide
from paravent.policy.quota import Usage, questions
from paravent.policy.rules import Situation
from paravent.store.vocabulary import Band, EventType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from paravent.core.providing import ProviderFacts
    from paravent.core.types import Action
    from paravent.policy.rules import Policy
    from paravent.register.entries import Client
    from paravent.services.catalogue import Catalogue

    type Facts = Callable[[str, str], ProviderFacts]

NOTHING = "-"
"""In the place of an action: found, but too unsure for any rule."""

_BANDS = {
    Band.CERTAIN: (1.0, 1.0),
    Band.HIGH: (0.85, math.nextafter(1.0, 0)),
    Band.MEDIUM: (0.5, math.nextafter(0.85, 0)),
    Band.LOW: (0.0, math.nextafter(0.5, 0)),
}
"""The lowest and the highest score of each band."""


@dataclass(frozen=True, slots=True)
class Change:
    """Findings that would be treated otherwise: where, which, how sure; how then, and how now."""

    service: str
    type: str
    band: str
    was: str
    now: str


@dataclass(slots=True)
class Replay:
    """What rules would have changed in some events.

    ``changes`` counts findings. ``blocked`` and ``sent`` count requests that left and would now be
    refused, and the reverse. ``untold`` counts findings of which the log cannot tell, ``apart``
    requests that were refused for other reasons than a rule; ``asked`` times at which a quota
    would have had the person asked whether AI is needed, had each answer been yes.
    """

    events: int = 0
    findings: int = 0
    apart: int = 0
    untold: int = 0
    blocked: int = 0
    sent: int = 0
    asked: int = 0
    changes: Counter[Change] = field(default_factory=Counter)


def replay(
    policy: Policy,
    catalogue: Catalogue,
    events: Iterable[tuple[datetime, Mapping[str, Any]]],
    clients: Mapping[str, Client] | None = None,
    facts: Facts | None = None,
) -> Replay:
    """Decide about recorded requests anew.

    Args:
        policy: the rules to try.
        catalogue: the services, for the groups that they are in.
        events: payloads of the audit log with their times; others than requests are passed over.
        clients: by their codes, for rules that name one.
        facts: what is known of the provider of a service; without it, nothing is.
    """
    result, usage = Replay(), Usage()
    asked: dict[tuple[str, str, str], int] = {}
    for at, event in usage.count(events, catalogue.groups_of_message):
        if event["type"] not in {EventType.REQUEST, EventType.BLOCK}:
            continue
        result.events += 1
        if event.get("reason") not in {None, Reason.POLICY}:
            result.apart += 1
            continue
        situation = situation_of(event, catalogue, at)
        client = (clients or {}).get(situation.dossier)
        if client:
            situation = replace(situation, client=client.name)
        if facts:
            told = facts(situation.service, situation.surface)
            situation = replace(situation, provider=told)
        if event["type"] == EventType.REQUEST:
            for question in questions(policy, situation, usage, at.astimezone().date()):
                result.asked += question.step > asked.get(question.name, 0)
                asked[question.name] = question.step
        _replay_event(result, policy, situation, event)
    return result


def situation_of(event: Mapping[str, Any], catalogue: Catalogue, at: datetime) -> Situation:
    """The situation that a recorded request was in, as far as the log tells."""
    provider, body = event.get("provider", {}), event.get("body", {})
    service = catalogue.services.get(provider.get("id", ""))
    entities = event.get("entities", ())
    return Situation(
        service=provider.get("id", ""),
        groups=frozenset(service.groups if service else ()),
        surface=Surface(provider.get("surface", Surface.UNKNOWN)),
        dossier=event.get("matter", {}).get("dossier", ""),
        marks=_marks(event),
        attachments=frozenset(one.get("ext", "other") for one in body.get("attachments", ())),
        size=body.get("bytes", 0),
        at=at.astimezone().time(),
        persons=sum(one.get("distinct", 1) for one in entities if one.get("cat") == "PERSON"),
    )


def _marks(event: Mapping[str, Any]) -> frozenset[Mark]:
    """What made a request sensitive: by itself, and by what was found in it."""
    words = {*event.get("sens", ()), *(one.get("sens") for one in event.get("entities", ()))}
    return frozenset(Mark(word) for word in words if word in set(Mark)) - {Mark.NONE}


def _replay_event(
    result: Replay, policy: Policy, situation: Situation, event: Mapping[str, Any]
) -> None:
    was_blocked = event["type"] == EventType.BLOCK
    allowed = ALLOWED in event.get("rules", {}).get("matched", ())
    would_block = untold = False
    for entity in event.get("entities", ()):
        n, was = entity.get("n", 1), entity.get("act", "")
        result.findings += n
        told, action = _action(policy, situation, entity)
        if not told or (allowed and was == "allow") or _needs_text(action, was):
            result.untold += n
            untold = True
            continue
        now = action.name if action else NOTHING
        would_block |= action is not None and action.effect is Effect.REFUSE
        if now != was:
            kind, band = entity.get("cat", "UNKNOWN"), entity.get("score", "")
            result.changes[Change(situation.service, kind, band, was, now)] += n
    result.blocked += would_block and not was_blocked
    result.sent += was_blocked and not would_block and not untold


def _action(
    policy: Policy, situation: Situation, entity: Mapping[str, Any]
) -> tuple[bool, Action | None]:
    """Whether a finding's band tells what the rules order, and what; None where it is nothing."""
    ends = _BANDS.get(entity.get("score", ""), (0.0, 1.0))
    kind, source = entity.get("cat", ""), entity.get("src", "")
    found = [Finding(0, 0, kind, score, source) for score in ends]
    low, high = ([one.action for one in decide(policy, [f], "", situation)] for f in found)
    return low == high, low[0] if low else None


def _needs_text(action: Action | None, was: str) -> bool:
    """Whether it hangs on the value what an action does: rewriting may fail, and then does else."""
    otherwise = action.otherwise if action else None
    return otherwise is not None and was == otherwise.name

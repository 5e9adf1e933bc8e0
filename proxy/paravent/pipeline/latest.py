"""What left lately with something hidden in it, for the person's own browser extension to show.

It is kept in memory only, a few sends of it, and only while an extension keeps asking: without one
nothing is kept at all. The log never sees any of it.
"""

from __future__ import annotations

import secrets
from collections import deque
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from paravent.core.placeholders import LABEL, LOOKALIKE_WORD, parse
from paravent.core.types import Effect, Sensitive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paravent.pipeline.attempt import Attempt
    from paravent.pipeline.settled import Outcome

WATCHED_S = 180.0
"""How long, in seconds, sends are kept for an extension that has stopped asking."""
_KEPT = 40
_LONGEST = 6_000
"""Characters of a send that are kept, its last ones: what the person wrote comes last."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A value that did not leave, its type, and the label that left; empty where none did.

    ``key`` is the same for the same value for as long as the program runs, and tells nothing.
    """

    type: str
    label: str
    value: Sensitive[str]
    key: str


@dataclass(frozen=True, slots=True)
class Send:
    """One send: when it came (milliseconds of Unix time), whereto, what was hidden, what left.

    ``page`` is the address of the page about it where it was refused, empty where it left; then
    ``hidden`` is what it was refused for.
    """

    at_ms: int
    service: str
    host: str
    path: Sensitive[str]
    hidden: tuple[Hidden, ...]
    text: Sensitive[str] = Sensitive("")  # noqa: RUF009 -- immutable
    page: str = ""
    number: int = 0


class Latest:
    """The latest sends, numbered from one; ``run`` tells this run's numbers from another's."""

    def __init__(self) -> None:
        self.run = secrets.token_hex(8)
        self._secret = secrets.token_bytes(32)
        self._sends: deque[Send] = deque(maxlen=_KEPT)
        self._count = 0
        self._watched_s: float | None = None

    def after(self, number: int, now_s: float) -> list[Send]:
        """Those after a number, the oldest first; ``now_s`` by a clock that is never set."""
        self.watch(now_s)
        return [send for send in self._sends if send.number > number]

    def watch(self, now_s: float) -> None:
        """Somebody asks, or is about to."""
        self._watched_s = now_s

    def watched(self, now_s: float) -> bool:
        """Whether somebody still asks; what was kept for them goes with them."""
        if self._watched_s is not None and now_s - self._watched_s < WATCHED_S:
            return True
        self._sends.clear()
        return False

    def add(self, send: Send) -> None:
        """One more; the oldest of forty goes."""
        self._count += 1
        self._sends.append(replace(send, number=self._count))

    def key(self, kind: str, value: str) -> str:
        """What stands for a value among the sends of this run."""
        text = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
        return blake2b(text, key=self._secret, digest_size=9).hexdigest()


def keep_send(attempt: Attempt, outcomes: Sequence[Outcome]) -> None:
    """Keep what is about to leave, if something was hidden in it and an extension asks."""
    parts = attempt.parts
    if attempt.exchange.kind == "draft" or not parts.latest.watched(parts.monotonic()):
        return
    types = {entity.word: entity.id for entity in reversed(tuple(attempt.policy.entities.values()))}
    hidden: dict[str, Hidden] = {}
    texts: list[str] = []
    for outcome in outcomes:
        found = _hidden_in(attempt, outcome, types)
        hidden |= {one.key: one for one in found}
        texts += [outcome.text] if found else []
    if hidden:
        text = "\n\n".join(texts)[-_LONGEST:]
        parts.latest.add(_send(attempt, tuple(hidden.values()), text=Sensitive(text)))


def keep_refusal(attempt: Attempt, page: str) -> None:
    """Keep that a send was refused, and for what, if an extension asks."""
    parts = attempt.parts
    if not page or not parts.latest.watched(parts.monotonic()):
        return
    refused = {
        (decision.finding.type, value)
        for decision, value in attempt.applied
        if decision.action.effect is Effect.REFUSE
    }
    hidden = tuple(_rewritten(attempt, kind, value) for kind, value in sorted(refused))
    parts.latest.add(_send(attempt, hidden, page=page))


def _hidden_in(attempt: Attempt, outcome: Outcome, types: Mapping[str, str]) -> list[Hidden]:
    """What the labels in a text stand for, and what was written over in it.

    ``types`` are the ids of types by the words of their labels.
    """
    ledger = attempt.parts.vault.ledger(attempt.exchange.service.site)
    found = []
    for match in LABEL.finditer(outcome.text):
        label = parse(match)
        value = ledger.value(label)
        if value is not None and label.word != LOOKALIKE_WORD:
            key = attempt.parts.latest.key(label.word, value)
            kind = types.get(label.word, label.word)
            found.append(Hidden(kind, str(label), Sensitive(value), key))
    return found + [
        _rewritten(attempt, decision.finding.type, value)
        for decision, value in outcome.applied
        if decision.action.effect is Effect.REWRITE
    ]


def _rewritten(attempt: Attempt, kind: str, value: str) -> Hidden:
    return Hidden(kind, "", Sensitive(value), attempt.parts.latest.key(kind, value))


def _send(
    attempt: Attempt,
    hidden: tuple[Hidden, ...],
    *,
    text: Sensitive[str] = Sensitive(""),  # noqa: B008 -- immutable
    page: str = "",
) -> Send:
    """A send; the id of its exchange, a UUIDv7, tells when it came (RFC 9562 §5.7)."""
    request = attempt.request
    path = request.target.reveal().partition("?")[0]
    at_ms = int(attempt.exchange.id.replace("-", "")[:12], 16)
    service = attempt.exchange.service.id
    return Send(at_ms, service, request.host, Sensitive(path), hidden, text, page)

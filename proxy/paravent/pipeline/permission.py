"""A person's leave to let a refused request through, once.

A permission is for what was refused and nothing else: it is found by a keyed hash (HMAC-SHA256,
RFC 2104) of the refused values with their types, the service, the call, and the conversation
where the format names one. It holds for five minutes of a clock that is never set, and the first
request that it fits uses it up, whatever becomes of that request.

Passwords, keys and bank cards may only ever leave masked: nobody needs them to answer, and who has
read them can use them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from paravent.core.types import Category
from paravent.store.event import Event, Notice, Override, Rules
from paravent.store.vocabulary import EventType, Outcome, OverrideReason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from paravent.core.types import EntityType, Sensitive
    from paravent.pipeline.exchange import Exchange
    from paravent.pipeline.record import Facts, Recorder

VALID_S = 300.0
"""How long a permission waits for its request, in seconds."""
_MOST = 100
_CARD = "CARD"

type Value = tuple[str, str]
"""A type of data and a value in the form of ``core.placeholders.normalise``."""


class Mode(StrEnum):
    """How a refused request may leave: what was refused in it masked, or in clear."""

    MASK = "mask"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Permission:
    """How a request may leave, why, and the number in the log of the refusal it answers.

    ``comment`` has been scanned and redacted.
    """

    mode: Mode
    reason: OverrideReason | None = None
    comment: str = ""
    refusal: int | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """What was refused, by its keyed hash, and how a person may let it leave."""

    digest: bytes
    modes: frozenset[Mode]


class Permissions:
    """The permissions that wait for their request; in memory only.

    Args:
        install: the installation's secret.
        monotonic: seconds of a clock that is never set.
    """

    def __init__(self, install: Sensitive[bytes], monotonic: Callable[[], float]) -> None:
        self._install = install
        self._monotonic = monotonic
        self._waiting: OrderedDict[bytes, tuple[Permission, float]] = OrderedDict()

    def matter(
        self,
        exchange: Exchange,
        conversation: str,
        refused: Iterable[Value],
        entities: Mapping[str, EntityType],
    ) -> Matter:
        """What a permission for these refused values in this exchange would be for."""
        values = sorted(refused)
        endpoint = exchange.endpoint.id if exchange.endpoint else ""
        named = ["permission", exchange.service.id, endpoint, conversation, values]
        return Matter(self._sign(named), _modes(exchange, [entities[kind] for kind, _ in values]))

    def mark(self, value: Value) -> str:
        """The name under which it is kept that a value was let through once."""
        return self._sign(["let through", *value]).hex()

    def grant(self, matter: Matter, permission: Permission) -> None:
        """Let the next request of this matter through; the oldest permissions make room.

        Raises:
            ValueError: this matter may not leave in this mode.
        """
        if permission.mode not in matter.modes:
            raise ValueError("not in this mode")
        self._waiting.pop(matter.digest, None)
        self._waiting[matter.digest] = (permission, self._monotonic() + VALID_S)
        while len(self._waiting) > _MOST:
            self._waiting.popitem(last=False)

    def waiting(self, matter: Matter) -> tuple[Permission, float] | None:
        """The permission that waits for its request, and for how many seconds more."""
        found = self._waiting.get(matter.digest)
        if found is None or self._monotonic() >= found[1]:
            return None
        return found[0], found[1] - self._monotonic()

    def take(self, matter: Matter) -> Permission | None:
        """The permission for a matter, which is thereby used up."""
        permission, ends = self._waiting.pop(matter.digest, (None, 0.0))
        return permission if self._monotonic() < ends else None

    def _sign(self, what: Sequence[object]) -> bytes:
        text = json.dumps(what, separators=(",", ":"))
        return hmac.new(self._install.reveal(), text.encode(), hashlib.sha256).digest()


def _modes(exchange: Exchange, kinds: Collection[EntityType]) -> frozenset[Mode]:
    """How data of these types may leave; the bytes of a file cannot be changed, so not masked."""
    masked_only = any(
        kind.category is Category.CREDENTIAL or kind.id.startswith(_CARD) for kind in kinds
    )
    modes = set() if masked_only else {Mode.CLEAR}
    return frozenset(modes if exchange.kind == "upload" else modes | {Mode.MASK})


def override_event(
    recorder: Recorder, exchange: Exchange, facts: Facts, permission: Permission
) -> Event:
    """That a person let this request through, for the log; it comes before the request itself."""
    return Event(
        recorder.new_id(),
        EventType.OVERRIDE,
        ref=exchange.id,
        action=Outcome.OVERRIDE if permission.mode is Mode.CLEAR else Outcome.REDACT,
        actor=recorder.actor(facts),
        matter=recorder.matter(facts),
        provider=recorder.provider(exchange, facts, ""),
        rules=Rules(ruleset=facts.ruleset, engine=facts.engine),
        override=Override(reason_code=permission.reason, comment=permission.comment),
        notice=Notice(index=permission.refusal),
    )

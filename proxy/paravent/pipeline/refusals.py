"""The refusals that persons may still want to look at, each under the short code of its page.

The code of a refusal that is in the audit log is made of its number there and four signs that
only this installation can make: it leads to the event after a restart, when nothing is left here.
It is no secret; the page asks who is looking.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from paravent.core.placeholders import ALPHABET
from paravent.core.types import Effect
from paravent.errors import Reason
from paravent.policy.actions import actions
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.core.types import RuleRef, Sensitive
    from paravent.pipeline.permission import Matter
    from paravent.policy.rules import Policy
    from paravent.services.catalogue import Catalogue
    from paravent.store.reader import Record

_MOST = 200
_CHECK = 4
_UNLISTED = "A"
"""First sign of the codes that stand for no event; not in the alphabet of the others."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal, as its page tells it: what and how many, never a value.

    ``index`` is its number in the audit log, ``site`` where it was to go. ``matter`` is what a
    permission would be for; None where there is nothing that a person could allow.
    """

    at: datetime
    service: str
    reason: Reason
    rule: RuleRef | None = None
    found: tuple[tuple[str, int], ...] = ()
    index: int | None = None
    matter: Matter | None = None
    site: str = ""


class Refusals:
    """The latest refusals, in memory, and the codes of all there ever were.

    Args:
        install: the installation's secret.
        address: of the local pages, without a slash at the end.
        clock: the time, aware.
    """

    def __init__(
        self, install: Sensitive[bytes], address: str, clock: Callable[[], datetime]
    ) -> None:
        self._install = install
        self._address = address
        self._kept: OrderedDict[str, Refusal] = OrderedDict()
        self.clock = clock

    def keep(self, refusal: Refusal) -> str:
        """Keep a refusal, the oldest making room; the address of its page."""
        code = self.code() if refusal.index is None else self._code_of(refusal.index)
        self.put(code, refusal)
        return self.page(code)

    def put(self, code: str, refusal: Refusal) -> None:
        """Keep a refusal under a code that was given out before."""
        self._kept[code] = refusal
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def page(self, code: str) -> str:
        """The address of the page of a code."""
        return f"{self._address}/b/{code}"

    def find(self, code: str) -> Refusal | None:
        """The refusal of a code, as long as it is in memory."""
        return self._kept.get(code.upper())

    def index(self, code: str) -> int | None:
        """The number in the log of the event that a code stands for; None if it is not one."""
        digits = code.upper()[:-_CHECK]
        if not 1 <= len(digits) <= 12 or any(sign not in ALPHABET for sign in digits):
            return None
        number = 0
        for sign in digits:
            number = number * len(ALPHABET) + ALPHABET.index(sign)
        return number if hmac.compare_digest(self._code_of(number), code.upper()) else None

    @staticmethod
    def code() -> str:
        """A new code that stands for no event."""
        return _UNLISTED + "".join(secrets.choice(ALPHABET) for _ in range(6))

    def _code_of(self, index: int) -> str:
        digits, rest = "", index
        while rest or not digits:
            rest, digit = divmod(rest, len(ALPHABET))
            digits = ALPHABET[digit] + digits
        key = self._install.reveal()
        check = int.from_bytes(hmac.new(key, b"refusal %d" % index, hashlib.sha256).digest())
        for _ in range(_CHECK):
            check, digit = divmod(check, len(ALPHABET))
            digits += ALPHABET[digit]
        return digits


def refusal_of(record: Record, catalogue: Catalogue, policy: Policy) -> Refusal | None:
    """The refusal that an event of the log tells of, as far as it tells; None if it is another.

    The rule is told if it still stands in the policy. Values are not in the log, so that nothing
    can be allowed any more.
    """
    event = record.event()
    if record.header.type != EventType.BLOCK or event.get("count", 1) > 1:
        return None
    refusing = {name for name, action in actions().items() if action.effect is Effect.REFUSE}
    matched = event.get("rules", {}).get("matched", ())
    rules = [
        rule.ref
        for rule in policy.rules
        if rule.ref.id in matched and rule.action.effect is Effect.REFUSE
    ]
    service = catalogue.services.get(event.get("provider", {}).get("id", ""))
    return Refusal(
        at=datetime.fromtimestamp(record.header.t / 1000, UTC),
        service=service.name if service else "",
        reason=Reason(event["reason"]),
        rule=rules[0] if rules else None,
        found=tuple(
            (one["cat"], one.get("n", 1))
            for one in event.get("entities", ())
            if one.get("act") in refusing
        ),
        index=record.header.i,
    )

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
from typing import TYPE_CHECKING

from paravent.core.placeholders import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from paravent.core.types import RuleRef, Sensitive
    from paravent.errors import Reason
    from paravent.pipeline.permission import Matter

_MOST = 200
_CHECK = 4
_UNLISTED = "A"
"""First sign of the codes that stand for no event; not in the alphabet of the others."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal, as its page tells it: what and how many, never a value.

    ``index`` is its number in the audit log. ``matter`` is what a permission would be for; None
    where there is nothing that a person could allow.
    """

    at: datetime
    service: str
    reason: Reason
    rule: RuleRef | None = None
    found: tuple[tuple[str, int], ...] = ()
    index: int | None = None
    matter: Matter | None = None


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

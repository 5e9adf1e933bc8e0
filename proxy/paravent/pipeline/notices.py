"""What the person is to be told of, once: values that went out under a rule that warns.

A conversation sends its past again with every turn, and a page its drafts with every key; neither
is told again. Notices are kept in memory for whoever shows them; the log has every request for
good. Each has the number of its event, so that whoever remembers the last one shows each once.
Of the values themselves only keyed hashes are kept.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paravent.core.types import RuleRef

_KEPT = 100
_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Warned:
    """One request that went out: its event's number, its service, the rules that warn, what of.

    ``found`` counts findings by type; there are no values.
    """

    index: int
    service: str
    rules: tuple[RuleRef, ...]
    found: tuple[tuple[str, int], ...]


class Notices:
    """The latest warnings."""

    def __init__(self) -> None:
        self._latest: deque[Warned] = deque(maxlen=_KEPT)
        self._secret = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, None] = OrderedDict()

    def is_new(self, site: str, rule: str, value: str) -> bool:
        """Whether nobody was told yet that a value met a rule on a site; from now on it is told."""
        digest = blake2b(key=self._secret, digest_size=16)
        for part in (site, rule, value):
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(len(encoded).to_bytes(4) + encoded)
        key = digest.digest()
        is_new = key not in self._known
        self._known[key] = None
        self._known.move_to_end(key)
        if len(self._known) > _KNOWN:
            self._known.popitem(last=False)
        return is_new

    def add(self, notice: Warned) -> None:
        """One more; the oldest of a hundred goes."""
        self._latest.append(notice)

    def after(self, index: int) -> list[Warned]:
        """Those of events after that number, the oldest first."""
        return [notice for notice in self._latest if notice.index > index]

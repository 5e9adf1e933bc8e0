"""What was found before, by a keyed hash of what was read: a re-sent text costs a hash.

Texts are never kept, and the key is drawn anew at every start, so that the memo of a stolen
process image tells nothing about texts that are not already known.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Memo[T]:
    """A bounded store; the entries unused for longest go first.

    Args:
        size: how many entries are kept, as ``weigh`` counts them.
        generation: what the entries depend on besides the text.
        weigh: for how many an entry counts.
    """

    def __init__(self, size: int, generation: str, weigh: Callable[[T], int]) -> None:
        self._size = size
        self._weigh = weigh
        self._used = 0
        self._begun = blake2b(_part(generation), key=secrets.token_bytes(32), digest_size=16)
        self._entries: OrderedDict[bytes, T] = OrderedDict()

    def key(self, kind: str, label: str, text: str) -> bytes:
        """The key of a text that was read as ``kind`` under ``label``."""
        digest = self._begun.copy()
        digest.update(_part(kind) + _part(label))
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def get(self, key: bytes) -> T | None:
        """What was found, or None if it is not known."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: bytes, entry: T) -> None:
        """Keep what was found."""
        old = self._entries.pop(key, None)
        if old is not None:
            self._used -= self._weigh(old)
        self._entries[key] = entry
        self._used += self._weigh(entry)
        while self._used > self._size:
            _, dropped = self._entries.popitem(last=False)
            self._used -= self._weigh(dropped)


def weigh_findings(findings: Sequence[object]) -> int:
    """Every 16 findings count as another entry."""
    return 1 + len(findings) // 16


def _part(text: str) -> bytes:
    """A text as it is hashed before another, so that none can be taken for a part of the other."""
    data = text.encode("utf-8", "surrogatepass")
    return len(data).to_bytes(4) + data

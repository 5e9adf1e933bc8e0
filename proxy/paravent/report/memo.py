"""What earlier reports read of the log, sealed, so that the next one need not open it again.

It holds what ``facts`` counts: codes, words of our vocabulary and numbers, no comment and nothing
that was said. A piece that does not fit the log any more (events erased, another key) is read anew.
Whatever is erased or purged takes all of it along: ``store.shredding`` removes the folder, and a
copy of it opens no more.
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from paravent.store.keys import Keys

VERSION = 3
"""Changes with the tables of ``facts``: what was kept before is read anew."""


@dataclass(frozen=True, slots=True)
class Memo:
    """A folder of pieces, each of which stands for a stretch of the log."""

    folder: Path
    keys: Keys

    def recall(self, first: int, state: str, make: Callable[[], bytes]) -> bytes:
        """The piece that begins at that event; made, and kept, where there is none of that state.

        That it cannot be kept harms nothing: the next report takes as long as this one.
        """
        try:
            sealed = self._path(first).read_bytes()
            return zlib.decompress(self.keys.unwrap_shreddable(sealed, _context(first, state)))
        except (OSError, ValueError, zlib.error):
            data = make()
            self.keep(first, state, data)
            return data

    def holds(self, first: int) -> bool:
        """Whether a piece is kept that begins at that event, of whatever state."""
        return self._path(first).exists()

    def keep(self, first: int, state: str, data: bytes) -> None:
        """Keep a piece, as ``recall`` does."""
        path = self._path(first)
        new = path.with_suffix(".new")
        sealed = self.keys.wrap_shreddable(zlib.compress(data, 1), _context(first, state))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.write_bytes(sealed)
            os.replace(new, path)  # noqa: PTH105 -- replaces in one step
        except OSError:
            return

    def _path(self, first: int) -> Path:
        return self.folder / f"{first:012d}"


def _context(first: int, state: str) -> bytes:
    """What a piece is bound to."""
    return f"report facts {VERSION} {first} {state}".encode()

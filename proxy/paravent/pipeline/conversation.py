"""The people of a whole request: who is named in one of its texts is found in all of them.

A request is most often a conversation that comes again, one turn longer. What was found in a text
holds as long as nobody joins or leaves whose name might stand in it; nothing of a text is kept but
hashes of its words. Bounded, and gone with the program.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from paravent.detect.memo import Memo
from paravent.detect.sense import may_concern, vocabulary
from paravent.pipeline.calm import LARGE, MANY, calmly

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence

    from paravent.core.types import Finding
    from paravent.detect.cast import Cast
    from paravent.detect.sense import Sense

_SIZE = 20_000  # texts; long ones count for several
_NAMES = 20_000  # names in all casts that are kept
_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Read:
    """What is known of a text: its finds, the names in them, and who else was looked for in it."""

    found: Sequence[Finding]
    own: frozenset[str]
    sought: frozenset[str]
    more: tuple[Finding, ...] = ()
    words: array[int] | None = None


class Conversation:
    """Finds people again across the texts of requests."""

    def __init__(self) -> None:
        self._memo: Memo[_Read] = Memo(_SIZE, "", _weigh)
        self._casts: OrderedDict[frozenset[str], Cast] = OrderedDict()

    async def relate(
        self,
        texts: Sequence[str],
        found: Sequence[Sequence[Finding]],
        sense: Sense,
        ignored: Callable[[str], bool],
    ) -> list[tuple[Finding, ...]]:
        """Where each text names somebody who is found in another of them, or in itself.

        Args:
            texts: the texts of one request.
            found: what was found in each of them.
            sense: finds names again.
            ignored: whether a name is not to be looked for.
        """
        keys = [self._memo.key("text", "", text) for text in texts]
        reads = [self._known(*one, sense) for one in zip(keys, texts, found, strict=True)]
        names = _NOBODY.union(*(read.own for read in reads))
        cast = await self._cast(frozenset(name for name in names if not ignored(name)), sense)
        stale = [n for n, read in enumerate(reads) if read.sought is not cast.names]
        work = partial(_search, [(texts[n], reads[n]) for n in stale], cast, sense)
        done = await calmly(work, long=sum(len(texts[n]) for n in stale) > LARGE // 10)
        for number, read in zip(stale, done, strict=True):
            reads[number] = read
            self._memo.put(keys[number], read)
        return [read.more for read in reads]

    def _known(self, key: bytes, text: str, found: Sequence[Finding], sense: Sense) -> _Read:
        read = self._memo.get(key)
        if read is not None and read.found == found:
            return read
        own = sense.names(text, found)
        # The detectors have looked for the names that they found; what the vault knows is new.
        alone = sense.names(text, (one for one in found if one.source != "vault"))
        return _Read(found, own, alone, words=read.words if read else None)

    async def _cast(self, names: frozenset[str], sense: Sense) -> Cast:
        cast = self._casts.get(names)
        if cast is None:
            cast = await calmly(partial(sense.cast, names), long=len(names) > MANY)
        self._casts[names] = cast
        self._casts.move_to_end(names)
        while len(self._casts) > 1 and sum(map(len, self._casts)) > _NAMES:
            self._casts.popitem(last=False)
        return cast


def _search(works: Sequence[tuple[str, _Read]], cast: Cast, sense: Sense) -> list[_Read]:
    """The same, with the people of this cast found in the texts."""
    changed: dict[int, Sequence[str]] = {}
    return [_update(text, read, cast, sense, changed) for text, read in works]


def _update(
    text: str, read: _Read, cast: Cast, sense: Sense, changed: dict[int, Sequence[str]]
) -> _Read:
    if read.sought == cast.names:
        return replace(read, sought=cast.names)
    if read.words is None:
        more, words = tuple(sense.spread(text, read.found, cast)), vocabulary(text)
        return replace(read, sought=cast.names, more=more, words=words)
    keys = changed.get(id(read.sought))
    if keys is None:
        keys = [key for name in read.sought ^ cast.names for key in cast.keys(name)]
        changed[id(read.sought)] = keys
    more = read.more
    if may_concern(read.words, keys):
        more = tuple(sense.spread(text, read.found, cast))
    return replace(read, sought=cast.names, more=more)


def _weigh(read: _Read) -> int:
    return 1 + (len(read.more) + len(read.own)) // 16 + len(read.words or ()) // 256

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

from paravent.detect.cast import SOURCE
from paravent.detect.memo import Memo
from paravent.detect.sense import may_concern, vocabulary
from paravent.pipeline.calm import LARGE, MANY, calmly

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Hashable, Sequence

    from paravent.core.types import Finding
    from paravent.detect.cast import Cast
    from paravent.detect.sense import Sense

_SIZE = 8_000  # texts; long ones count for several
_NAMES = 10_000  # names in all casts that are kept
_NOBODY: frozenset[str] = frozenset()
_LATER = frozenset({"vault", "register", "list"})
"""Who finds names that the detectors did not look for in the rest of the text."""


@dataclass(frozen=True, slots=True)
class Spared:
    """Names that are not to be looked for, by what says so; the same for equal ``by``."""

    by: Hashable
    holds: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Read:
    """What is known of a text.

    ``found`` were its finds, ``own`` the names in them, ``sought`` the names of everybody who was
    looked for in it, ``whole`` all that was found then, ``words`` a hash of each of its words.
    """

    found: tuple[Finding, ...]
    own: frozenset[str]
    sought: frozenset[str]
    whole: tuple[Finding, ...]
    words: array[int] | None = None


class Conversation:
    """Finds people again across the texts of requests."""

    def __init__(self) -> None:
        self._memo: Memo[_Read] = Memo(_SIZE, "", _weigh)
        self._casts: OrderedDict[tuple[frozenset[str], Hashable], Cast] = OrderedDict()

    async def relate(
        self,
        texts: Sequence[str],
        found: Sequence[tuple[Finding, ...]],
        sense: Sense,
        spared: Spared,
    ) -> list[tuple[Finding, ...]]:
        """What was found in each text, and where it names somebody who is found in any of them.

        Args:
            texts: the texts of one request.
            found: what was found in each of them.
            sense: finds names again.
            spared: whom not to look for; what repeats their names is dropped.
        """
        keys = [self._memo.key("text", "", text) for text in texts]
        former = [self._memo.get(key) for key in keys]
        fresh = [
            one
            for read, one in zip(former, found, strict=True)
            if read is None or read.found != one
        ]
        learn = partial(_learn, list(zip(former, texts, found, strict=True)), sense)
        reads = await calmly(learn, long=sum(map(len, fresh)) > MANY)
        cast = await self._cast(_NOBODY.union(*(read.own for read in reads)), sense, spared)
        stale = [n for n, read in enumerate(reads) if read.sought is not cast.names]
        work = partial(_search, [(texts[n], reads[n]) for n in stale], cast, sense)
        done = await calmly(work, long=sum(len(texts[n]) for n in stale) > LARGE // 10)
        for number, read in zip(stale, done, strict=True):
            reads[number] = read
            self._memo.put(keys[number], read)
        return [read.whole for read in reads]

    async def _cast(self, names: frozenset[str], sense: Sense, spared: Spared) -> Cast:
        key = (names, spared.by)
        cast = self._casts.get(key)
        if cast is None:
            wanted = frozenset(name for name in names if not spared.holds(name))
            cast = await calmly(partial(sense.cast, wanted), long=len(wanted) > MANY)
        self._casts[key] = cast
        self._casts.move_to_end(key)
        while len(self._casts) > 1 and sum(len(names) for names, _ in self._casts) > _NAMES:
            self._casts.popitem(last=False)
        return cast


def _learn(
    works: Sequence[tuple[_Read | None, str, tuple[Finding, ...]]], sense: Sense
) -> list[_Read]:
    """What is known of each text, given what was before and what is found in it now."""
    reads: list[_Read] = []
    for read, text, found in works:
        if read is None or read.found != found:
            own = sense.names(text, found)
            alone = sense.names(text, (one for one in found if one.source not in _LATER))
            read = _Read(found, own, alone, found, words=read.words if read else None)  # noqa: PLW2901
        reads.append(read)
    return reads


def _search(works: Sequence[tuple[str, _Read]], cast: Cast, sense: Sense) -> list[_Read]:
    """The same, with the people of this cast found in the texts."""
    changed: dict[int, Sequence[str]] = {}
    return [_update(text, read, cast, sense, changed) for text, read in works]


def _update(
    text: str, read: _Read, cast: Cast, sense: Sense, changed: dict[int, Sequence[str]]
) -> _Read:
    if read.sought == cast.names:
        return replace(read, sought=cast.names)
    words = read.words
    if words is not None:
        keys = changed.get(id(read.sought))
        if keys is None:
            keys = [key for name in read.sought ^ cast.names for key in cast.keys(name)]
            changed[id(read.sought)] = keys
        if not may_concern(words, keys):
            return replace(read, sought=cast.names)
    else:
        words = vocabulary(text)
    found = read.found
    if not read.own <= cast.names:
        found = tuple(one for one in found if one.source != SOURCE)
    whole = (*found, *sense.spread(text, found, cast))
    return replace(read, sought=cast.names, whole=whole, words=words)


def _weigh(read: _Read) -> int:
    return 1 + (len(read.whole) + len(read.own)) // 16 + len(read.words or ()) // 256

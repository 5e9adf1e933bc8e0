"""A name found once is found everywhere: *Dupont*, ``mdupont``, *M. D.* after *Marie Dupont*.

Where a name is also a word, it must be written as a name is. In code only strings and comments are
looked at. Pure, and linear in the text: each word is looked up once, whatever names there are.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from paravent.core.types import Finding
from paravent.detect.cast import SOURCE, TOKEN, Cast, names_in, plain
from paravent.detect.echo import echoes
from paravent.detect.homonyms import is_homonym
from paravent.detect.manner import Hit, Manner
from paravent.detect.names import LOCATION, ORGANISATION, PERSON
from paravent.detect.signed import MARK, letters, signatures
from paravent.detect.view import view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from paravent.detect.cast import Role
    from paravent.detect.lexicon import Lexicon

_WHOLE, _PART, _LETTERS = 0.8, 0.7, 0.6  # confidence in a full name, in a part, in initials
_LEFT = frozenset({LOCATION.id, ORGANISATION.id})  # what may leave, and must not hide a name
_SURE = 0.5
_GAP = re.compile(r"[ _\-'’.+]|\.? {1,2}|%20|-\n")
_INITIALS = re.compile(r"(?<![\w.])([^\W\d_])\. ?([^\W\d_])\.(?![\w@])")
_DOTTED = re.compile(r"\. ?[^\W\d_]\.")  # most texts have no initials
_AFTER = re.compile(r" ([^\W\d_])\.?(?!\w)")
_BEFORE = re.compile(r"(?<![\w.])([^\W\d_])(?:\.?-[^\W\d_])?\. ?$")
_ABBREVIATIONS = frozenset("a.m p.m e.g i.e u.s u.k p.s n.b j.c s.a p.j a.v".split())  # noqa: SIM905


class _Run(NamedTuple):
    """Words of one person's name, one behind the other."""

    hits: Sequence[Hit]
    people: AbstractSet[int]


class Sense:
    """Finds names again that were found elsewhere; holds no text.

    Args:
        lexicon: what is a first name, and what an ordinary word.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def names(self, text: str, found: Iterable[Finding]) -> frozenset[str]:
        """The names that the finds in a text give away."""
        return frozenset(names_in(text, found, self._lexicon))

    def cast(self, names: frozenset[str]) -> Cast:
        """The people who have these names."""
        return Cast(names, self._lexicon)

    def within(self, text: str, found: Sequence[Finding]) -> list[Finding]:
        """What a text by itself repeats of its own names, and was not seen there."""
        names = self.names(text, found)
        people = self.spread(text, found, self.cast(names)) if names else []
        return [*people, *echoes(text, found)]

    def spread(self, text: str, found: Iterable[Finding], cast: Cast) -> list[Finding]:
        """Where a text names somebody of the cast, unless that is found there already."""
        seen = view(text)
        covered = _Cover(one for one in found if one.score >= _SURE and one.type not in _LEFT)
        spans = (
            (seen.span(start, end), score) for start, end, score in self._search(seen.text, cast)
        )
        return [
            Finding(*span, PERSON.id, score, SOURCE)
            for span, score in spans
            if not covered.holds(*span)
        ]

    def _search(self, text: str, cast: Cast) -> Iterator[tuple[int, int, float]]:
        manner = Manner(text)
        hits, accounts = _look_up(text, cast)
        runs = [run for run in _runs(manner, hits) if any(hit.role.stands for hit in run.hits)]
        for number, run in enumerate(runs):
            start, end, whole = _extended(text, run, cast)
            if whole:
                if manner.is_whole(start, end, ordinary=all(h.role.ordinary for h in run.hits)):
                    yield start, end, _WHOLE
            elif manner.is_part(start, _major(run), near=_is_near(runs, number)):
                yield start, end, _PART
        for start, end in accounts:
            if manner.is_account(start, end):
                yield start, end, _PART
        for start, end in (*_find_initials(text, cast), *self._find_signatures(text, cast)):
            if manner.is_prose(start, end):
                yield start, end, _LETTERS

    def _find_signatures(self, text: str, cast: Cast) -> Iterator[tuple[int, int]]:
        """Lines that sign for somebody; no letter does where others are only letters: A, B, C."""
        if not cast.signs:
            return
        listed = letters(text) - cast.signs
        for start, end, key in signatures(text):
            word = key.removeprefix(MARK)
            if key not in cast.signs or (listed and len(word) == 1):
                continue
            if (
                text[start:end].isupper()
                or word in self._lexicon.first_names
                or not is_homonym(word, self._lexicon)
            ):
                yield start, end


class _Cover:
    """Stretches that are found already."""

    def __init__(self, found: Iterable[Finding]) -> None:
        spans = sorted((one.start, one.end) for one in found)
        self._starts = [start for start, _ in spans]
        self._reach = list(accumulate((end for _, end in spans), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether one of them may hold the whole of this; what begins before counts."""
        before = bisect_right(self._starts, start)
        return bool(before) and self._reach[before - 1] >= end


def vocabulary(text: str) -> array[int]:
    """Hashes of every word of a text by which a name may be found in it, sorted."""
    seen = view(text).text
    words = {plain(word) for word in set(TOKEN.findall(seen))}
    words |= {_letters(match) for match in _INITIALS.finditer(seen)}
    words |= {key for _, _, key in signatures(seen)}
    return array("q", sorted(map(hash, words)))


def may_concern(words: array[int], keys: Iterable[str]) -> bool:
    """Whether a text with this vocabulary may hold one of these keys of names."""
    for key in keys:
        number = hash(key)
        at = bisect_left(words, number)
        if at < len(words) and words[at] == number:
            return True
    return False


def _look_up(text: str, cast: Cast) -> tuple[list[Hit], list[tuple[int, int]]]:
    """The words of names in a text, and the accounts."""
    hits: list[Hit] = []
    accounts: list[tuple[int, int]] = []
    keys: dict[str, str | None] = {}
    roles: Mapping[str, Role] = cast.roles
    for match in TOKEN.finditer(text):
        word = match.group()
        if word not in keys:
            folded = plain(word)
            keys[word] = folded if folded in roles or folded in cast.accounts else None
        key = keys[word]
        if key is None:
            continue
        if key in roles:
            hits.append(Hit(*match.span(), key, roles[key]))
        else:
            accounts.append(match.span())
    return hits, accounts


def _runs(manner: Manner, hits: Iterable[Hit]) -> Iterator[_Run]:
    run: list[Hit] = []
    people: AbstractSet[int] = frozenset()
    shared: dict[tuple[int, str], AbstractSet[int]] = {}
    for hit in hits:
        if run and _goes_on(manner, run, hit):
            mark = (id(people), hit.key)
            if mark not in shared:
                shared[mark] = people & hit.role.people
            if shared[mark]:
                run.append(hit)
                people = shared[mark]
                continue
        if run:
            yield _trimmed(run, people)
        run, people = [hit], hit.role.people
    if run:
        yield _trimmed(run, people)


def _goes_on(manner: Manner, run: Sequence[Hit], hit: Hit) -> bool:
    """Whether a word may belong to the same mention as the words before it."""
    last = run[-1]
    if any(one.key == hit.key for one in run) or not manner.is_together(last, hit):
        return False
    return _GAP.fullmatch(manner.text, last.end, hit.start) is not None


def _trimmed(run: list[Hit], people: AbstractSet[int]) -> _Run:
    """The run without particles behind the name."""
    last = max((n for n, hit in enumerate(run) if hit.role.stands), default=-1)
    return _Run(run[: last + 1], people)


def _major(run: _Run) -> Hit:
    return next(hit for hit in run.hits if hit.role.stands)


def _extended(text: str, run: _Run, cast: Cast) -> tuple[int, int, bool]:
    """Where a run begins and ends with an initial beside it, and whether it is a full name."""
    start, end = run.hits[0].start, run.hits[-1].end
    majors = sum(hit.role.stands for hit in run.hits)
    if majors > 1:
        return start, end, True
    key = _major(run).key
    before = _BEFORE.search(text, max(0, start - 6), start)
    if before and (key, plain(before[1])) in cast.beside and not _is_title(before):
        return before.start(), end, True
    after = _AFTER.match(text, end)
    if after and (key, plain(after[1])) in cast.beside:
        return start, after.end(), True
    return start, end, False


def _is_title(initial: re.Match[str]) -> bool:
    """Whether an initial may be the *M.* of *Monsieur*."""
    return initial[1] in "mM" and "-" not in initial[0]


def _is_near(runs: Sequence[_Run], number: int) -> bool:
    """Whether another part of the same name stands right beside: in the next cell of a table."""
    run = runs[number]
    for other in runs[max(0, number - 1) : number + 2]:
        first, second = sorted((run, other))
        gap = second.hits[0].start - first.hits[-1].end
        if other is not run and gap <= 4 and _keys_differ(run, other):
            return not run.people.isdisjoint(other.people)
    return False


def _keys_differ(one: _Run, other: _Run) -> bool:
    return {hit.key for hit in one.hits}.isdisjoint(hit.key for hit in other.hits)


def _find_initials(text: str, cast: Cast) -> Iterator[tuple[int, int]]:
    if not cast.initials or not _DOTTED.search(text):
        return
    for match in _INITIALS.finditer(text):
        letters = _letters(match)
        if letters in cast.initials and letters[:-1] not in _ABBREVIATIONS:
            yield match.span()


def _letters(match: re.Match[str]) -> str:
    return f"{plain(match[1])}.{plain(match[2])}."

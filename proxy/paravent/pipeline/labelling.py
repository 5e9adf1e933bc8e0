"""Labels in place of values, in all the texts of a request.

The names of one person are forms of one label. Long texts are worked on in a thread and
labels given out with pauses, so that the loop is never held up.
"""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from paravent.core.linking import link_names
from paravent.core.placeholders import LABEL, LOOKALIKE_WORD, normalise
from paravent.core.redact import typed_labels, write
from paravent.core.spans import resolve
from paravent.core.types import Effect
from paravent.pipeline.calm import MANY, calmly
from paravent.pipeline.settled import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from paravent.core.ledger import Ledger
    from paravent.core.redact import Redacted
    from paravent.core.types import Decision, Placeholder

_PERSON = "PERSON"


async def put_labels(
    texts: Sequence[str],
    decisions: Sequence[Sequence[Decision]],
    words: Mapping[str, str],
    ledger_now: Callable[[], Ledger],
    known: Sequence[Outcome | None] = (),
) -> list[Outcome]:
    """The texts with what their decisions put in place of values.

    Args:
        texts: as they were typed.
        decisions: what the rules say about each of them.
        words: the label word of each entity type.
        ledger_now: the labels of the site; new ones when the vault has forgotten some.
        known: what became of each text when the same was decided about it.
    """
    while True:
        ledger = ledger_now()
        outcomes = await _label(texts, decisions, words, ledger, known)
        if ledger is ledger_now():
            return outcomes
        known = ()


def about(decision: Decision, text: str) -> str:
    """The stretch of a text that a decision is about."""
    return text[decision.finding.start : decision.finding.end]


async def _label(
    texts: Sequence[str],
    decisions: Sequence[Sequence[Decision]],
    words: Mapping[str, str],
    ledger: Ledger,
    known: Sequence[Outcome | None],
) -> list[Outcome]:
    works = list(zip_longest(texts, decisions[: len(texts)], known))
    minter = _Linked(ledger, await _kin(works, ledger, words[_PERSON]))
    done: list[Outcome] = []
    for text, found, outcome in works:
        if outcome:
            ledger.used |= outcome.used
            done.append(outcome)
            continue
        minter.used = set()
        wanted = [*found, *typed_labels(text, minter)]
        is_long = len(wanted) > MANY
        wanted = await calmly(partial(resolve, text, wanted), long=is_long)
        if is_long:
            await _give_out(text, wanted, words, minter)
        redacted = write(text, wanted, words, minter)
        left = [d for d in found if d.action.effect is Effect.LEAVE]
        sort = partial(_tell, text, redacted, left, frozenset(minter.used))
        done.append(await calmly(sort, long=is_long))
    return done


def _tell(
    text: str, redacted: Redacted, left: Sequence[Decision], used: frozenset[tuple[str, str]]
) -> Outcome:
    return Outcome(
        redacted.text,
        tuple((d, normalise(about(d, text))) for d in redacted.applied),
        tuple((d, normalise(about(d, text))) for d in left),
        used,
        lasts=LABEL.search(text) is None,
    )


async def _give_out(
    text: str, decisions: Sequence[Decision], words: Mapping[str, str], minter: _Linked
) -> None:
    for number, one in enumerate(decisions):
        if one.action.effect is Effect.REPLACE:
            minter.label(words.get(one.finding.type, LOOKALIKE_WORD), about(one, text))
        if number % MANY == 0:
            await asyncio.sleep(0)


async def _kin(
    works: Sequence[tuple[str, Sequence[Decision], Outcome | None]], ledger: Ledger, word: str
) -> Mapping[str, str]:
    """For names of people, another name of the same person, in this request or before."""
    if all(ledger.has(word, name) for name in _named([w for w in works if not w[2]])):
        return {}
    names = list(_named(works))
    before = [value for kind, value in ledger.values() if kind == word]
    kin = await calmly(partial(link_names, names, before), long=len(names) > MANY)
    return _joining(kin, ledger, word) | kin


def _named(works: Sequence[tuple[str, Sequence[Decision], Outcome | None]]) -> Iterator[str]:
    for text, found, _ in works:
        for one in found:
            if one.finding.type == _PERSON and one.action.effect is Effect.REPLACE:
                yield about(one, text)


def _joining(kin: Mapping[str, str], ledger: Ledger, word: str) -> dict[str, str]:
    """Full names of those who have a label by a short one already, and by no other full name."""
    return {
        full: short
        for short, full in kin.items()
        if (forms := ledger.forms(word, short)) and all(len(form.split()) == 1 for form in forms)
    }


class _Linked:
    """Gives out labels; the names of one person are forms of one."""

    def __init__(self, ledger: Ledger, kin: Mapping[str, str]) -> None:
        self._ledger = ledger
        self._kin = kin
        self.used: set[tuple[str, str]] = set()
        """Words and ids of the labels given out."""

    def label(self, word: str, value: str) -> Placeholder:
        """See ``core.redact.Minter``."""
        label = self._ledger.label(word, value, self._kin.get(value))
        self.used.add((label.word, label.id))
        return label

    def knows(self, label: Placeholder) -> bool:
        """See ``core.redact.Minter``."""
        return self._ledger.knows(label)

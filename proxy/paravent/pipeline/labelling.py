"""Labels in place of values, in all the texts of a request.

A short name gets a form of the label of the full one. Long texts are worked on in a thread and
labels given out with pauses, so that the loop is never held up.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from paravent.core.linking import link_names
from paravent.core.placeholders import LOOKALIKE_WORD
from paravent.core.redact import typed_labels, write
from paravent.core.spans import resolve
from paravent.core.types import Effect
from paravent.pipeline.calm import MANY, calmly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paravent.core.ledger import Ledger
    from paravent.core.redact import Redacted
    from paravent.core.types import Decision, Placeholder
    from paravent.store.vault import Vault

_PERSON = "PERSON"


async def put_labels(
    texts: Sequence[str],
    decisions: Sequence[Sequence[Decision]],
    words: Mapping[str, str],
    vault: Vault,
    site: str,
) -> list[Redacted]:
    """The texts with what their decisions put in place of values.

    Args:
        texts: as they were typed.
        decisions: what the rules say about each of them.
        words: the label word of each entity type.
        vault: where labels are kept.
        site: whose labels they are.
    """
    while True:
        ledger = vault.ledger(site)
        redacted = await _label(texts, decisions, words, ledger)
        if ledger is vault.ledger(site):  # it makes new ones when it forgets
            return redacted


def about(decision: Decision, text: str) -> str:
    """The stretch of a text that a decision is about."""
    return text[decision.finding.start : decision.finding.end]


async def _label(
    texts: Sequence[str],
    decisions: Sequence[Sequence[Decision]],
    words: Mapping[str, str],
    ledger: Ledger,
) -> list[Redacted]:
    minter = _Linked(ledger, _kin(texts, decisions, ledger, words[_PERSON]))
    done: list[Redacted] = []
    for text, found in zip(texts, decisions, strict=False):
        wanted = [*found, *typed_labels(text, minter)]
        is_long = len(wanted) > MANY
        wanted = await calmly(partial(resolve, text, wanted), long=is_long)
        if is_long:
            await _give_out(text, wanted, words, minter)
        done.append(write(text, wanted, words, minter))
    return done


async def _give_out(
    text: str, decisions: Sequence[Decision], words: Mapping[str, str], minter: _Linked
) -> None:
    for number, one in enumerate(decisions):
        if one.action.effect is Effect.REPLACE:
            minter.label(words.get(one.finding.type, LOOKALIKE_WORD), about(one, text))
        if number % MANY == 0:
            await asyncio.sleep(0)


def _kin(
    texts: Sequence[str],
    decisions: Sequence[Sequence[Decision]],
    ledger: Ledger,
    word: str,
) -> Mapping[str, str]:
    """Full names of those who are named in short, in this request or before on this site."""
    names = [
        about(d, text)
        for text, found in zip(texts, decisions, strict=False)
        for d in found
        if d.finding.type == _PERSON and d.action.effect is Effect.REPLACE
    ]
    if all(ledger.has(word, name) for name in names):
        return {}
    return link_names(names, (value for kind, value in ledger.values() if kind == word))


class _Linked:
    """Gives out labels; a short name gets a form of the label of the full one."""

    def __init__(self, ledger: Ledger, kin: Mapping[str, str]) -> None:
        self._ledger = ledger
        self._kin = kin

    def label(self, word: str, value: str) -> Placeholder:
        """See ``core.redact.Minter``."""
        return self._ledger.label(word, value, self._kin.get(value))

    def knows(self, label: Placeholder) -> bool:
        """See ``core.redact.Minter``."""
        return self._ledger.knows(label)

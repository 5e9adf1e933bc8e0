"""What the client register and the always list find in the texts of a request.

A text that was read before, by the same register, costs a hash; long texts are read in a thread.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from paravent.core.types import Finding
from paravent.detect.cast import SOURCE
from paravent.detect.names import PERSON
from paravent.pipeline.calm import LARGE, calmly
from paravent.pipeline.conversation import Spared
from paravent.policy.evaluate import allows_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.pipeline.attempt import Attempt
    from paravent.pipeline.known import KnownValues
    from paravent.register.listing import Lists
    from paravent.register.register import Noted, Register


async def add_noted(
    attempt: Attempt, texts: Sequence[str], found: Sequence[Sequence[Finding]]
) -> list[tuple[Finding, ...]]:
    """What was found in each text, with what register and lists find; and say for whom it is."""
    noted = await _note_clients(attempt.register, texts)
    attempt.attribute(noted)
    listed = await _note_listed(attempt.lists(), texts)
    pairs = zip(found, noted, listed, strict=True)
    return [(*one, *more.findings, *others) for one, more, others in pairs]


def spared_names(attempt: Attempt) -> Spared:
    """Whose names are not looked for again: those of the never list and the policy's allow-list."""
    policy, lists = attempt.policy, attempt.lists()

    def holds(name: str) -> bool:
        found = Finding(0, len(name), PERSON.id, 1.0, SOURCE)
        return allows_name(policy, name) or lists.spares(found, name)

    return Spared((policy.sha256, lists), holds)


async def holds_known(attempt: Attempt, known: KnownValues, *raw: str) -> bool:
    """Whether bytes that are not read otherwise hold what was hidden before, or a client's."""
    if known.anywhere(*raw, spares=attempt.lists().spares):
        return True
    return await names_a_client(attempt, *raw)


async def names_a_client(attempt: Attempt, *raw: str) -> bool:
    """Whether bytes that are not read otherwise hold what can only be a client's."""
    register, lists = attempt.register, attempt.lists()
    if register.is_empty:
        return False

    def look() -> bool:
        return any(not lists.spares(one, text) for text in raw for one in register.anywhere(text))

    return await calmly(look, long=sum(map(len, raw)) > LARGE)


async def _note_clients(register: Register, texts: Sequence[str]) -> list[Noted]:
    known = {text: register.recall(text) for text in texts}
    new = [text for text, noted in known.items() if noted is None]
    work = partial(_read, register, new)
    found = dict(zip(new, await calmly(work, long=sum(map(len, new)) > LARGE), strict=True))
    for text, noted in found.items():
        register.keep(text, noted)
    return [known[text] or found[text] for text in texts]


async def _note_listed(lists: Lists, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
    if not lists.hides:
        return [() for _ in texts]
    return await calmly(partial(_find, lists, texts), long=sum(map(len, texts)) > LARGE)


def _read(register: Register, texts: Sequence[str]) -> list[Noted]:
    return [register.read(text) for text in texts]


def _find(lists: Lists, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
    return [lists.find(text) for text in texts]

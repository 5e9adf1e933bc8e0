"""What a person has allowed, applied to a request that the rules refuse.

A value that was let through once on a site, in clear or masked, is masked there from then on: the
client sends the whole conversation again with every turn, and nobody should be asked twice. The
site keeps a keyed mark of it for as long as it keeps its labels, never the value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.pipeline.permission import Mode
from paravent.policy.actions.allow import ACTION as ALLOW
from paravent.policy.actions.redact import ACTION as REDACT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paravent.pipeline.attempt import Attempt
    from paravent.pipeline.judgement import Judgement
    from paravent.pipeline.permission import Permission, Value


def clear(attempt: Attempt, judged: Judgement, conversation: str) -> None:
    """Lift what was let through before, and what a permission that waits is for.

    What is refused then still is told by ``attempt.matter``.
    """
    parts, exchange = attempt.parts, attempt.exchange
    refused = judged.refused()
    site = exchange.service.site
    known = {value for value in refused if _was_let_through(attempt, value)}
    judged.lift(known, REDACT)
    for value in known:  # used again: to be kept for as long again
        parts.vault.remember(site, parts.permissions.mark(value), "")
    rest = refused.keys() - known
    if rest:
        attempt.matter = parts.permissions.matter(exchange, conversation, rest, parts.entities)
        permission = parts.permissions.take(attempt.matter)
        if permission:
            let_through(attempt, judged, rest, permission)


def let_through(
    attempt: Attempt, judged: Judgement, values: Iterable[Value], permission: Permission
) -> None:
    """Let refused values leave as a permission says."""
    attempt.permission = permission
    attempt.let_through = tuple(values)
    judged.lift(attempt.let_through, ALLOW if permission.mode is Mode.CLEAR else REDACT)


def _was_let_through(attempt: Attempt, value: Value) -> bool:
    parts = attempt.parts
    mark = parts.permissions.mark(value)
    return parts.vault.recall(attempt.exchange.service.site, mark) is not None

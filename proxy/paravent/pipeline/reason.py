"""The reason that a person gives, made fit for the audit log, which holds nobody's data.

Whatever the detectors take for data is left out, at any confidence and whatever the rules allow,
and so is what is masked on that site and every long number. What cannot be scanned is not kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paravent.core.spans import resolve
from paravent.core.types import Decision, Finding, RuleRef, Segment, Sensitive
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.policy.actions.redact import ACTION as REDACT
from paravent.store.event import COMMENT_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paravent.pipeline.parts import Parts

_HERE = RuleRef("reason", "")
_NUMBER = re.compile(r"\d(?:[\s./-]?\d){4,}")
_SHORTEST = 3


async def read_reason(parts: Parts, site: str, text: str) -> str:
    """One line that says why, as it may be kept: each find is replaced by its kind.

    Raises:
        ParaventError: there is none, it is too long or has several lines, or it could not be
            scanned.
    """
    text = text.strip()
    if not text or len(text) > COMMENT_CHARACTERS or len(text.splitlines()) > 1:
        raise fail(
            t(
                "écrivez votre motif en une ligne, 200 caractères au plus",
                "write your reason in one line of 200 characters at most",
            ),
            exit_code=Exit.USAGE,
        )
    (found,) = await parts.engine.scan([Segment(Sensitive(text), "reason")])
    finds = [*found, *_known(parts, site, text), *_numbers(text)]
    out, done = "", 0
    for decision in resolve(text, [Decision(one, REDACT, _HERE) for one in finds]):
        one = decision.finding
        entity = parts.entities.get(one.type)
        out += f"{text[done : one.start]}[{entity.word if entity else '…'}]"
        done = one.end
    return (out + text[done:])[:COMMENT_CHARACTERS]


def _known(parts: Parts, site: str, text: str) -> Iterable[Finding]:
    """Where a value that is masked on the site stands, in whatever case."""
    for _, value in parts.vault.ledger(site).values():
        if len(value) >= _SHORTEST:
            for match in re.finditer(re.escape(value), text, re.IGNORECASE):
                yield Finding(*match.span(), "", 1.0, "vault")


def _numbers(text: str) -> Iterable[Finding]:
    for match in _NUMBER.finditer(text):
        yield Finding(*match.span(), "", 1.0, "number")

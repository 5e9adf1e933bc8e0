"""Requests that leave as they came, or not at all: signed, counted, saved, observed.

It tells which those are, what leaves of them, and what is noted of what they hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paravent.core.placeholders import normalise
from paravent.core.restore import restore
from paravent.core.types import Tally
from paravent.errors import Reason
from paravent.pipeline.labelling import about
from paravent.pipeline.reading import Written
from paravent.policy.actions.allow import ACTION as ALLOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.core.types import Decision, Segment
    from paravent.pipeline.attempt import Attempt
    from paravent.pipeline.exchange import Outgoing
    from paravent.pipeline.reading import Reading


def note_left(
    attempt: Attempt, segments: Sequence[Segment], decisions: Sequence[Sequence[Decision]]
) -> None:
    """Note that all that was found leaves."""
    attempt.left += [
        (decision, normalise(about(decision, segment.text.reveal())))
        for segment, found in zip(segments, decisions, strict=True)
        for decision in found
    ]


def allow(decision: Decision) -> Decision:
    """A decision as it is carried out where nothing is hidden: so the log must tell it."""
    return replace(decision, action=ALLOW) if decision.action.effect.hides else decision


def why_fixed(attempt: Attempt) -> Reason | None:
    """Why a request must leave as it came, or not at all; None where it need not."""
    if attempt.request.signed and attempt.signer is None:
        return Reason.SIGNATURE
    return Reason.SIGNED_BODY if attempt.exchange.kind in {"fixed", "observe"} else None


def what_leaves(attempt: Attempt, reading: Reading) -> Written:
    """What leaves: written anew, or byte for byte where nothing may change."""
    return as_it_is(attempt.request) if why_fixed(attempt) else reading.write()


def as_it_is(request: Outgoing) -> Written:
    """A request as it came."""
    return Written(
        request.target.reveal(),
        request.body.reveal(),
        request.referer.reveal(),
        request.headers.reveal(),
    )


def put_signed(attempt: Attempt, reading: Reading) -> list[Segment]:
    """Put signed texts back as the service made them; returns those it cannot be sure of."""
    site, vault = attempt.exchange.service.site, attempt.parts.vault
    ledger = vault.ledger(site)
    unsure: list[Segment] = []
    for block in reading.document.signed:
        text = block.segment.text.reveal()
        made = vault.recall(site, block.signature)
        if made is not None and text in {made, restore(made, ledger.value, Tally())}:
            block.put(made)
        else:
            unsure.append(block.segment)
    return unsure

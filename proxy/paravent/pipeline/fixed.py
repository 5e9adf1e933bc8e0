"""Requests that leave as they came, or not at all: signed, counted, saved, observed.

It tells which those are, what leaves of them, and what is noted of what they hold.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from paravent.core.placeholders import normalise
from paravent.core.restore import restore
from paravent.core.types import Tally
from paravent.errors import Reason
from paravent.pipeline.labelling import about
from paravent.pipeline.reading import Written, read_request
from paravent.policy.actions.allow import ACTION as ALLOW
from paravent.services.document import UnreadableError
from paravent.store.vocabulary import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.core.types import Decision, Segment
    from paravent.pipeline.attempt import Attempt
    from paravent.pipeline.exchange import Forward, Outgoing
    from paravent.pipeline.reading import Reading
    from paravent.services.document import Document


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


async def pass_paused(attempt: Attempt) -> Forward:
    """Let a request go as it is, but what its service signed as the service made it."""
    request, endpoint = attempt.request, attempt.exchange.endpoint
    whole = as_it_is(request)
    if attempt.exchange.kind not in {"scan", "upload"} or not (request.body or "?" in whole.target):
        return replace(attempt.pass_by(Why.PAUSED, whole), as_it_is=True)
    if endpoint and endpoint.wire.signed:
        with suppress(UnreadableError):
            reading = read_request(request, attempt.exchange)
            if reading.document.signed:
                put_signed(attempt, reading.document)
                left = await attempt.leave_unread(Why.PAUSED, reading.write())
                return replace(left, as_it_is=False)
    return await attempt.leave_unread(Why.PAUSED, whole)


def put_signed(attempt: Attempt, document: Document) -> list[Segment]:
    """Put signed texts back as the service made them; returns those it cannot be sure of."""
    site, vault = attempt.exchange.service.site, attempt.parts.vault
    ledger = vault.ledger(site)
    unsure: list[Segment] = []
    for block in document.signed:
        text = block.segment.text.reveal()
        made = vault.recall(site, block.signature)
        if made is not None and text in {made, restore(made, ledger.value, Tally())}:
            block.put(made)
        else:
            unsure.append(block.segment)
    return unsure

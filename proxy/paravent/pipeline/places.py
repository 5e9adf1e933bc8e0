"""What is known of each site while its labels last: their values, and what was settled there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paravent.pipeline.known import KnownValues
from paravent.pipeline.settled import Settled

if TYPE_CHECKING:
    from paravent.core.ledger import Ledger
    from paravent.pipeline.parts import Parts


class Place(NamedTuple):
    """What is known of one site."""

    ledger: Ledger
    known: KnownValues
    settled: Settled


class Places:
    """The sites that something was sent to."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._places: dict[str, Place] = {}

    def at(self, site: str) -> Place:
        """What is known of a site; nothing any more when the vault has forgotten its labels."""
        ledger = self._parts.vault.ledger(site)
        kept = self._places.get(site)
        if kept is None or kept.ledger is not ledger:
            known = KnownValues(ledger, self._parts.entities)
            kept = self._places[site] = Place(ledger, known, Settled())
        return kept

"""What rules may know of the provider that a request goes to; what is unknown is as bad as can be.

Values only: who says so, and since when, is the catalogue's business.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """The facts of one provider, for one kind of account; the defaults are those of an unknown one.

    ``trains``: what is sent may train models. ``eu_only``: a vendor under the law of the EEA that
    hosts there. ``dpa_signed``: the person has declared the contract of art. 28 GDPR. ``bases``:
    what transfers rest on, words of ``store.vocabulary.Basis``. ``retention_days``: None is without
    end or unknown. ``aggregator``: it passes what it gets on to other providers. ``stale``: some of
    this was not read again for half a year. ``optout`` is the address where training is refused.
    """

    id: str = ""
    tier: str = "unknown"
    country: str = ""
    trains: bool = True
    eu_only: bool = False
    dpa_signed: bool = False
    bases: frozenset[str] = frozenset({"unknown"})
    retention_days: int | None = None
    zero_retention: bool = False
    open_models: bool = False
    publishes_footprint: bool = False
    aggregator: bool = True
    stale: bool = True
    optout: str = ""
    checked_on: str = ""


UNKNOWN = ProviderFacts()
"""A provider of which nothing is known: whatever a rule minds, it is."""
HARMLESS = ProviderFacts(
    trains=False,
    eu_only=True,
    dpa_signed=True,
    bases=frozenset({"none"}),
    retention_days=0,
    zero_retention=True,
    aggregator=False,
    stale=False,
)
"""A provider that no rule minds, for what is judged without one."""

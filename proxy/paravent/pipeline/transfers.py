"""What the log is told of where a request goes: a country, and what that transfer rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.store.event import Transfer
from paravent.store.vocabulary import Basis

if TYPE_CHECKING:
    from paravent.core.providing import ProviderFacts

_STRONGEST = (Basis.NONE, Basis.ADEQUACY, Basis.DPF, Basis.SCC)


def tell_transfer(vendor: ProviderFacts) -> Transfer:
    """The transfer to a provider, as far as it is known; of several bases the strongest."""
    basis = next((one for one in _STRONGEST if one in vendor.bases), Basis.UNKNOWN)
    return Transfer(vendor.country, basis, vendor.checked_on)

"""Addresses that are nobody's: of a ministry, a high court, a museum, told right before them."""

from __future__ import annotations

import re

_REACH = 70  # characters before an address in which its house is named
_SIGNS = frozenset(",(:")
_HOUSE = re.compile(
    r"(?i)\b(?:mus[ée]es?|minist[èe]re|conseil (?:d['’][ée]tat|constitutionnel)|cour (?:des comptes"
    r"|de cassation)|assembl[ée]e nationale|s[ée]nat|[ée]lys[ée]e|matignon|banque de france"
    r"|panth[ée]on|louvre|treasury|(?:home|foreign|cabinet) office|hmrc|british library"
    r"|national gallery|supreme court|houses? of parliament|ministry|museum|embassy|ambassade"
    r"|consulat|consulate)\b[^.\n\d;]{0,45}[,(:] ?\Z"
)


def is_public(text: str, start: int) -> bool:
    """Whether what stands right before an address says that the public goes there."""
    if text[max(0, start - 2) : start].strip()[-1:] not in _SIGNS:
        return False
    return _HOUSE.search(text, max(0, start - _REACH), start) is not None

"""Which short names belong to which full names: ``Dupont`` to ``Marie Dupont``.

Only where there is no doubt: a last name that two people share links to neither.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def link_names(names: Iterable[str], known: Iterable[str] = ()) -> dict[str, str]:
    """For each single name among ``names`` the one full name that it is part of.

    Args:
        names: names of people in one text, full or not.
        known: full names from before; those of the text itself go first.
    """
    wanted = list(names)
    short = {name for name in wanted if len(name.split()) == 1}
    linked: dict[str, str] = {}
    for pool in (wanted, known) if short else ():
        full = _by_last_name(pool)
        for name in short - linked.keys():
            candidates = full.get(_fold(name), {})
            if len(candidates) == 1:
                linked[name] = next(iter(candidates.values()))
    return linked


def _by_last_name(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Full names by their last name: one spelling for each person."""
    found: dict[str, dict[str, str]] = {}
    for name in names:
        parts = name.split()
        if len(parts) > 1:
            found.setdefault(_fold(parts[-1]), {}).setdefault(_fold(name), name)
    return found


def _fold(name: str) -> str:
    """A name without case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())

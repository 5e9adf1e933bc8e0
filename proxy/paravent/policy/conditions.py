"""When a rule applies: all its conditions hold in the situation that a request is in.

Pure, and about the request as a whole; which findings a rule speaks of is in the rule itself. A
condition that is not set always holds; of several values in one condition, one is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from paravent.core.folding import squeeze

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import time

    from paravent.policy.quota import Quota
    from paravent.policy.rules import Situation
    from paravent.policy.vendors import VendorTest


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from ``at_least`` to ``at_most``, both included; None: without end."""

    at_least: int = 0
    at_most: int | None = None

    def __contains__(self, number: int) -> bool:
        return self.at_least <= number and (self.at_most is None or number <= self.at_most)

    def __str__(self) -> str:
        return f"{self.at_least}-{'' if self.at_most is None else self.at_most}"


@dataclass(frozen=True, slots=True)
class Hours:
    """The time from ``start`` until just before ``end``, over midnight where that is earlier."""

    start: time
    end: time

    def __contains__(self, moment: time) -> bool:
        if self.start < self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True)
class Conditions:
    """What has to be true of a request.

    ``services`` are ids or patterns as ``fnmatch`` reads them; ``marks`` words of
    ``core.vocabulary.Mark``, ``attachments`` of ``Extension``; ``size`` is in bytes; ``hours`` are
    of the local time. Whether a ``quota`` is reached is not for ``hold`` to say.
    """

    services: tuple[str, ...] = ("*",)
    groups: frozenset[str] = frozenset()
    surfaces: frozenset[str] = frozenset()
    dossiers: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    attachments: frozenset[str] = frozenset()
    size: Range | None = None
    hours: Hours | None = None
    persons: Range | None = None
    provider: VendorTest | None = None
    quota: Quota | None = None

    def hold(self, situation: Situation) -> bool:
        """Whether all of them are true."""
        return (
            self.speak_of(situation.service, situation.groups, situation.surface)
            and _meet(self.directions, {situation.direction})
            and self._is_for(situation)
            and _meet(self.marks, situation.marks)
            and _meet(self.attachments, situation.attachments)
            and (self.size is None or situation.size in self.size)
            and (self.hours is None or situation.at in self.hours)
            and (self.persons is None or situation.persons in self.persons)
            and (self.provider is None or self.provider.holds(situation.provider))
        )

    def speak_of(self, service: str, groups: AbstractSet[str], surface: str) -> bool:
        """Whether they are about that service, whatever is sent to it."""
        return (
            any(fnmatchcase(service, pattern) for pattern in self.services)
            and _meet(self.groups, groups)
            and _meet(self.surfaces, {surface})
        )

    def _is_for(self, situation: Situation) -> bool:
        """Whether the request is for one of the dossiers, each named by its code or its client."""
        if _meet(self.dossiers, {situation.dossier}):
            return True
        client = squeeze(situation.client.reveal())
        return bool(client) and client in map(squeeze, self.dossiers)

    def describe(self) -> str:
        """The conditions that are set, in the words of policy files; empty where there is none."""
        hours = self.hours and f"{self.hours.start:%H:%M}-{self.hours.end:%H:%M}"
        said = {
            "services": ", ".join(self.services) if "*" not in self.services else "",
            "groups": _listed(self.groups),
            "surfaces": _listed(self.surfaces),
            "dossiers": _listed(self.dossiers),
            "sensitive": _listed(self.marks),
            "attachments": _listed(self.attachments),
            "size": str(self.size or ""),
            "time": hours or "",
            "persons": str(self.persons or ""),
            "provider": self.provider.describe() if self.provider else "",
            "quota": str(self.quota or ""),
        }
        return "; ".join(f"{name}: {value}" for name, value in said.items() if value)


def _listed(words: AbstractSet[str]) -> str:
    return ", ".join(sorted(words))


def _meet(wanted: AbstractSet[str], given: AbstractSet[str]) -> bool:
    return not wanted or not wanted.isdisjoint(given)

"""What changes around the program, as events: starts, stops, rules, services, detectors.

The rules that an event names are kept as text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paravent import __version__
from paravent.detect.engine import EngineState
from paravent.detect.manifest import read_manifest
from paravent.settings import shipped
from paravent.store.event import Detector, Event, Notice, Provider, Rules
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from paravent.pipeline.parts import Parts
    from paravent.policy.rules import Policy
    from paravent.store.audit import Item


async def begin(parts: Parts, last_start: Mapping[str, Any] | None) -> None:
    """Record that the program starts, and that its services are others than at the last start.

    Raises:
        ParaventError: it could not be recorded.
    """
    start = run_event(parts, EventType.START)
    read = read_manifest(shipped("models")).fingerprints()
    detectors = tuple(Detector(name, sha256) for name, sha256 in read)
    start = replace(start, rules=replace(start.rules, detectors=detectors))
    items: list[Item] = [parts.audit.text(parts.policies.current().text), start]
    before = (last_start or {}).get("provider", {}).get("catalogue")
    if before and before != parts.catalogue.sha256:
        items.append(
            Event(parts.recorder.new_id(), EventType.CATALOGUE_CHANGE, provider=start.provider)
        )
    await parts.audit.append(*items, *_of_the_vault(parts))


def _of_the_vault(parts: Parts) -> Iterator[Event]:
    """What happened to the vault when it was opened, and has not been told yet."""
    vault, new_id = parts.vault, parts.recorder.new_id
    if vault.is_lasting:
        yield Event(new_id(), EventType.VAULT_OPEN, notice=Notice(n=len(vault)))
    if vault.copied:
        yield Event(new_id(), EventType.VAULT_EXPORT, notice=Notice(n=len(vault)))
    if vault.purged:
        yield _purge_event(parts)


def _purge_event(parts: Parts) -> Event:
    n, parts.vault.purged = parts.vault.purged, 0
    return Event(parts.recorder.new_id(), EventType.VAULT_PURGE, notice=Notice(n=n))


async def expire_labels(parts: Parts) -> None:
    """Forget the labels that have not been used for too long, and record how many they were.

    Raises:
        ParaventError: one of both could not be done.
    """
    await parts.vault.expire()
    if parts.vault.purged:
        await parts.audit.append(_purge_event(parts))


def run_event(parts: Parts, kind: EventType) -> Event:
    """The event of a start or a stop: version, rules, detectors and services in force."""
    return Event(
        parts.recorder.new_id(),
        kind,
        provider=Provider(catalogue=parts.catalogue.sha256),
        rules=Rules(ruleset=parts.policies.current().sha256, engine=parts.engine.generation),
        notice=Notice(version=__version__),
    )


class EngineWatch:
    """Knows whether the detectors could be relied on when it last looked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._degraded = False

    async def look(self) -> None:
        """Record that the detectors cannot be relied on, or can again, if that has changed.

        Raises:
            ParaventError: it could not be recorded, and is told the next time.
        """
        degraded = self._parts.engine.state is EngineState.DEGRADED
        if degraded == self._degraded:
            return
        event = Event(
            self._parts.recorder.new_id(),
            EventType.ENGINE_DEGRADED,
            rules=Rules(engine=self._parts.engine.generation),
            notice=Notice(ok=not degraded),
        )
        await self._parts.audit.append(event)
        self._degraded = degraded


class RulesWatch:
    """Knows which rules were in force when it last looked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known = self._seen(parts.policies.current())

    async def look(self) -> None:
        """Record that other rules are in force, if they are.

        Raises:
            ParaventError: it could not be recorded, and is told the next time.
        """
        current = self._parts.policies.current()
        if self._seen(current) == self._known:
            return
        rules = Rules(ruleset=current.sha256, engine=self._parts.engine.generation)
        event = Event(self._parts.recorder.new_id(), EventType.RULES_CHANGE, rules=rules)
        await self._parts.audit.append(self._parts.audit.text(current.text), event)
        self._known = self._seen(current)

    @staticmethod
    def _seen(policy: Policy) -> tuple[str, bool]:
        return policy.sha256, policy.observes

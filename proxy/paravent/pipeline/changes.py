"""Other rules come into force while the program runs: each time is an event of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.store.event import Event, Rules
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from paravent.pipeline.parts import Parts
    from paravent.policy.rules import Policy


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
        await self._parts.audit.append(event)
        self._known = self._seen(current)

    @staticmethod
    def _seen(policy: Policy) -> tuple[str, bool]:
        return policy.sha256, policy.observes

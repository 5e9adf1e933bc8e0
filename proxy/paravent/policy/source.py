"""The policy in force, read again when its files change.

A bad file never changes what is in force: the former policy stays, and the error is kept for
those who show it. A policy that only observes gives way to the default one after its day.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from paravent.errors import ParaventError
from paravent.log import log
from paravent.policy.files import policy_files
from paravent.policy.load import load_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from paravent.core.types import EntityType
    from paravent.policy.observation import Observation
    from paravent.policy.rules import Policy

CHECK_EVERY_S = 1.0
FALLBACK = "freelance"
"""The policy in force once an observation is over."""

type _State = tuple[tuple[Path, int, int], ...] | None


class PolicySource:
    """Holds one policy and swaps it for a newer one as a whole.

    Args:
        name: name of the policy.
        folders: as ``load_policy`` wants them.
        entities: the entity types that rules may speak of.
        clock: seconds that only grow, such as ``time.monotonic``.
        observation: the day of a policy that only observes; without it there is none.

    Raises:
        ParaventError: the first load failed; there is nothing to fall back on.
    """

    error: ParaventError | None = None
    """Why the files as they are now are not in force; None where they are."""

    def __init__(
        self,
        name: str,
        folders: Sequence[Path],
        entities: Mapping[str, EntityType],
        clock: Callable[[], float],
        observation: Observation | None = None,
    ) -> None:
        self._name, self._folders, self._shipped = name, folders, entities
        self._clock = clock
        self._observation = observation
        self._checked_s = clock()
        self._state = self._look()
        self._entities = dict(entities)
        self.entities: Mapping[str, EntityType] = MappingProxyType(self._entities)
        """Every type that rules speak of or spoke of since the start, by id."""
        self._load()
        if observation and not self._policy.observes:
            observation.forget()

    @property
    def observing_s(self) -> float:
        """Seconds for which nothing will be changed; 0 where the policy in force protects."""
        if not self._policy.observes or self._observation is None:
            return 0.0
        return self._observation.left_s()

    def current(self) -> Policy:
        """The policy in force; take it once for each exchange. Costs a few ``stat`` a second."""
        now_s = self._clock()
        if now_s - self._checked_s >= CHECK_EVERY_S:
            self._checked_s = now_s
            # Looked at before it is read: what is written meanwhile is seen next time.
            state = self._look()
            if state != self._state:
                self._state = state
                self._reload()
        if self._policy.observes and not self.observing_s:
            return self._fallback
        return self._policy

    def _load(self) -> None:
        policy = load_policy(self._name, self._folders, self._shipped)
        fallback = policy
        if policy.observes:
            # Read now, so that what takes over later is known to be good; and it acts, even if a
            # person's own file says that it observes.
            fallback = load_policy(FALLBACK, self._folders, self._shipped)
            fallback = replace(fallback, observes=False)
        self._policy, self._fallback = policy, fallback
        self._entities.update({**fallback.entities, **policy.entities})

    def _reload(self) -> None:
        try:
            self._load()
        except ParaventError as error:
            self.error = error
            places = ", ".join(problem.where for problem in error.problems)
            log.error("new rules refused, the former ones stay in force: %s", places)
        else:
            self.error = None
            log.info("rules reloaded: %s", self._policy.sha256)

    def _look(self) -> _State:
        """What tells that files changed: their names, times and sizes; None if not to be told."""
        try:
            stats = [(path, path.stat()) for path in policy_files(self._folders)]
        except (OSError, ParaventError):
            return None
        return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)

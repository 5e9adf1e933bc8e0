"""The facts in force, read again when the catalogue's files or the person's settings change.

What cannot be read never changes what is in force: the former facts stay, and the log says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.errors import ParaventError
from paravent.log import log
from paravent.providers.catalogue import load_providers
from paravent.providers.facts import resolve_facts
from paravent.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from paravent.core.providing import ProviderFacts
    from paravent.declarations import Account
    from paravent.settings import Home

CHECK_EVERY_S = 1.0


class ProviderSource:
    """Holds the catalogue of providers and the declared accounts.

    Args:
        home: where the settings are.
        folders: where provider files lie, those that are shipped first.
        clock: the time, aware; facts have dates.
        steady: seconds that only grow.

    Raises:
        ParaventError: the first load failed.
    """

    def __init__(
        self,
        home: Home,
        folders: Sequence[Path],
        clock: Callable[[], datetime],
        steady: Callable[[], float],
    ) -> None:
        self._home, self._folders = home, folders
        self._clock, self._steady = clock, steady
        self._checked_s = steady()
        self._state = self._look()
        self._facts: dict[tuple[str, str], ProviderFacts] = {}
        self._load()

    def facts(self, service: str, surface: str) -> ProviderFacts:
        """What is known of the provider of a service that is reached in that way."""
        now_s = self._steady()
        if now_s - self._checked_s >= CHECK_EVERY_S:
            self._checked_s = now_s
            self._reload()
        key = service, surface
        found = self._facts.get(key)
        if found is None:
            provider = self._providers.of(service)
            account = self._accounts.get(provider.id) if provider else None
            today = self._clock().date()
            found = self._facts[key] = resolve_facts(provider, surface, account, today)
        return found

    def _load(self) -> None:
        providers = load_providers(self._folders)
        accounts: Mapping[str, Account] = load_settings(self._home).providers
        self._providers, self._accounts = providers, accounts
        self._facts.clear()

    def _reload(self) -> None:
        state = self._look()
        if state == self._state:
            return
        self._state = state
        try:
            self._load()
        except ParaventError as error:
            places = ", ".join(problem.where for problem in error.problems)
            log.error("new facts about providers refused, the former ones stay: %s", places)

    def _look(self) -> tuple[object, ...]:
        """What tells that something changed: names, times and sizes of files, and the day."""
        paths = [self._home.settings]
        for folder in self._folders:
            paths += sorted(folder.glob("*.yaml")) if folder.is_dir() else []
        found: list[object] = [self._clock().date()]
        for path in paths:
            try:
                stat = path.stat()
            except OSError:
                continue
            found.append((path, stat.st_mtime_ns, stat.st_size))
        return tuple(found)

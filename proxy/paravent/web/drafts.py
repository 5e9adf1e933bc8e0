"""The person's own rule files as text: read, tried before they are saved, saved, brought back.

A file is saved as it was typed, comments and all. What it replaces is kept beside it, once.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from paravent.errors import Exit, ParaventError, Problem, fail
from paravent.i18n import t
from paravent.policy.load import load_policy
from paravent.policy.switching import adds_to, rules_off, switch
from paravent.replay import replay
from paravent.store.reader import Query, read_audit
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import Any

    from paravent.core.types import EntityType
    from paravent.policy.rules import Policy
    from paravent.replay import Replay
    from paravent.services.catalogue import Catalogue
    from paravent.store.keys import Keys
    from paravent.store.reader import AuditReader
    from paravent.web.house import House

NAME = r"[a-z0-9][a-z0-9_-]{0,40}\.yaml"
_SPAN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was checked: what is wrong with it, or the policy that it would make."""

    problems: tuple[Problem, ...]
    policy: Policy | None = None


class Drafts:
    """The files. Every method blocks.

    Args:
        house: the installation.
        keys: the installation's.
        catalogue: the services.
        entities: the types of data that rules may speak of.
    """

    def __init__(
        self,
        house: House,
        keys: Keys,
        catalogue: Catalogue,
        entities: Mapping[str, EntityType],
    ) -> None:
        self._house = house
        self._keys = keys
        self._catalogue = catalogue
        self._entities = entities
        self._folder = house.policy_folders[-1]

    def names(self) -> list[str]:
        """The files there are."""
        return sorted(
            path.name for path in self._folder.glob("*.yaml") if re.fullmatch(NAME, path.name)
        )

    def read(self, name: str) -> str:
        """What is in a file; empty where there is none."""
        path = self._path(name)
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise _unwritable(path) from error

    def switch(self, policy: str, rule: str, *, on: bool) -> tuple[str, str]:
        """A file's name, and its text once a rule is on or off; nothing is saved.

        It is the file that says that the rule is off, else the first that adds to the policy.

        Raises:
            ParaventError: one of the files cannot be read.
        """
        texts = {name: self.read(name) for name in self.names()}
        saying = [name for name, text in texts.items() if rule in rules_off(text)]
        adding = [name for name, text in texts.items() if adds_to(text) == policy]
        name = next(iter([*saying, *adding]), t("mes-regles.yaml", "my-rules.yaml"))
        return name, switch(texts.get(name, ""), policy, rule, on=on)

    def check(self, name: str, text: str, policy: str) -> Draft:
        """What the rules would be with this text in that file."""
        with self._beside(name, text) as folder:
            folders = [*self._house.policy_folders[:-1], folder]
            try:
                made = load_policy(policy, folders, self._entities)
            except ParaventError as error:
                return Draft(tuple(_placed(one, folder) for one in error.problems))
            own = tuple(
                one if one.ref.where.startswith(str(folder)) else replace(one, examples=())
                for one in made.rules
            )
            return Draft((), replace(made, rules=own))

    def replay(self, policy: Policy, now: datetime) -> Replay:
        """What a policy would have changed in the last thirty days."""
        with read_audit(self._house.home.audit, self._keys) as reader:
            return replay(policy, self._catalogue, _events(reader, now - _SPAN))

    def save(self, name: str, text: str) -> None:
        """Write a file; what it held can be brought back.

        Raises:
            ParaventError: it cannot be written.
        """
        path = self._path(name)
        fresh = path.with_name(f".{name}.new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._before(name).write_text(self.read(name), encoding="utf-8")
            fresh.write_text(text, encoding="utf-8")
            os.replace(fresh, path)  # noqa: PTH105 -- replaces in one step
        except OSError as error:
            raise _unwritable(path) from error

    def can_restore(self, name: str) -> bool:
        """Whether there is something to go back to."""
        return self._before(name).exists()

    def restore(self, name: str) -> None:
        """Bring back what a file held before it was saved; what it holds now takes its place.

        Raises:
            ParaventError: it cannot be written.
        """
        path = self._path(name)
        try:
            before = self._before(name).read_text(encoding="utf-8")
            if before:
                self.save(name, before)
            else:
                path.unlink(missing_ok=True)
                self._before(name).unlink()
        except OSError as error:
            raise _unwritable(path) from error

    def _path(self, name: str) -> Path:
        if not re.fullmatch(NAME, name, re.ASCII):
            raise fail(
                t("ce nom de fichier ne convient pas", "this file name will not do"),
                t("par exemple mes-regles.yaml", "such as my-rules.yaml"),
                exit_code=Exit.USAGE,
            )
        return self._folder / name

    def _before(self, name: str) -> Path:
        return self._path(name).with_name(f".{name}.before")

    @contextmanager
    def _beside(self, name: str, text: str) -> Iterator[Path]:
        """A copy of the folder in which the file holds that text."""
        self._path(name)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            for other in self._folder.glob("*.y*ml"):
                if not other.name.startswith("."):
                    shutil.copy(other, copy)
            (copy / name).write_text(text, encoding="utf-8")
            yield copy


def _events(reader: AuditReader, since: datetime) -> Iterator[tuple[datetime, dict[str, Any]]]:
    query = Query(since=since, types=[EventType.REQUEST, EventType.BLOCK])
    for entry in reader.select(query):
        try:
            yield entry.at, reader.read(entry.index).event()
        except ParaventError:  # erased, or altered: `audit verify` tells which
            continue


def _placed(problem: Problem, folder: Path) -> Problem:
    """A problem whose place names the file as the person knows it."""
    return replace(problem, where=problem.where.removeprefix(f"{folder}{os.sep}"))


def _unwritable(path: Path) -> ParaventError:
    return fail(
        t("ce fichier ne peut pas être lu ou écrit", "this file cannot be read or written"),
        t("vérifiez le dossier et la place", "check the folder and the room that is left"),
        str(path),
    )

"""All the providers: one file each, found by the services that are theirs.

The person's own files come after those that are shipped; one of the same id takes the place of it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from paravent.errors import Exit, ParaventError
from paravent.providers.schema import ProviderFile
from paravent.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from paravent.errors import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Providers:
    """Every provider, by id; ``sha256`` is that of all that is said of them."""

    by_id: Mapping[str, ProviderFile]
    sha256: str

    def of(self, service: str) -> ProviderFile | None:
        """The provider of a service; None where no file names it."""
        for provider in self.by_id.values():
            if any(fnmatchcase(service, pattern) for pattern in provider.services):
                return provider
        return None


def load_providers(folders: Sequence[Path]) -> Providers:
    """The providers in these folders.

    Raises:
        ParaventError: all that is wrong with their files, at once.
    """
    found: dict[str, ProviderFile] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
            try:
                model, _ = read_yaml(path, ProviderFile)
            except ParaventError as error:
                problems += error.problems
            else:
                found[model.id] = model
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    contents = [found[name].model_dump(mode="json") for name in sorted(found)]
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Providers(found, hashlib.sha256(text.encode()).hexdigest())

"""Policy files: found in their folders and read, each by itself.

Nothing here knows which policy is wanted. One bad file is an error for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.errors import Exit, ParaventError, Problem, fail
from paravent.i18n import t
from paravent.policy.schema import PolicyFile
from paravent.yamlfile import read_yaml
from paravent.yamlfile.tree import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from paravent.core.types import EntityType
    from paravent.yamlfile import Positions


@dataclass(frozen=True, slots=True)
class PolicySheet:
    """One file, and where everything in it stands."""

    path: Path
    model: PolicyFile
    at: Positions

    @property
    def founds_policy(self) -> bool:
        """Whether the policy exists by this file, to which others add."""
        return self.path.stem == self.model.name


def policy_files(folders: Sequence[Path]) -> list[Path]:
    """The policy files of some folders, in the order in which their rules count.

    Raises:
        ParaventError: a folder cannot be read, or holds ``.yml`` files or
            folders of such files, which would go unread.
    """
    found: list[Path] = []
    for folder in folders:
        try:
            paths = sorted(folder.iterdir()) if folder.is_dir() else []
        except OSError as error:
            raise fail(
                t("ce dossier ne peut pas être lu", "this folder cannot be read"),
                t("vérifiez ses droits d'accès", "check its permissions"),
                str(folder),
                exit_code=Exit.INVALID,
            ) from error
        found += [path for path in paths if not path.name.startswith(".")]
    if unread := [problem for path in found if (problem := _unread(path))]:
        raise ParaventError(unread, exit_code=Exit.INVALID)
    return [path for path in found if path.suffix == ".yaml"]


def _unread(path: Path) -> Problem | None:
    """What would go unread without a word: a name with a slip in it, a folder within the folder."""
    if path.suffix == ".yml":
        hint = t("renommez ce fichier en .yaml", "rename this file to .yaml")
        message = t("ce fichier ne serait pas lu", "this file would not be read")
    elif path.is_dir() and any(path.glob("**/*.y*ml")):
        hint = t("mettez ses fichiers dans le dossier du dessus", "put its files one folder above")
        message = t("ce dossier ne serait pas lu", "this folder would not be read")
    else:
        return None
    return Problem(message, hint, str(path))


def read_files(paths: Iterable[Path], entities: Mapping[str, EntityType]) -> list[PolicySheet]:
    """What is in these files.

    Args:
        paths: the files, in the order in which their rules count.
        entities: the entity types that rules may speak of besides those of the files' own.

    Raises:
        ParaventError: all that is wrong in any of them.
    """
    paths = list(paths)
    known = [*entities, *(declared for path in paths for declared in _declared(path))]
    sheets: list[PolicySheet] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            sheets.append(
                PolicySheet(path, *read_yaml(path, PolicyFile, context={"entities": known}))
            )
        except ParaventError as error:
            problems += error.problems
    if problems:
        raise ParaventError(problems, exit_code=Exit.INVALID)
    return sheets


def _declared(path: Path) -> Iterator[str]:
    """The ids of the patterns that a file declares; what is wrong with it is told elsewhere."""
    try:
        content = parse(path.read_bytes()).value
    except OSError:
        return
    patterns = content.get("patterns") if isinstance(content, dict) else None
    for pattern in patterns if isinstance(patterns, list) else ():
        declared = pattern.get("id") if isinstance(pattern, dict) else None
        if isinstance(declared, str):
            yield declared

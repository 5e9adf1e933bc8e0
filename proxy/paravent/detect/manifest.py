"""The list of everything that detection reads: models and lexicons, with their checksums.

Checked whenever the engine starts. A file that is missing or altered stops it: a guard with a
doctored model must not say that it is ready.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from paravent.errors import ParaventError, Problem, Reason
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "manifest.yaml"


class Part(BaseModel):
    """One model or lexicon: a folder of files."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: str
    licence: str
    source: str
    folder: str
    files: dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]]

    def path(self, models: Path) -> Path:
        """The folder of its files."""
        return models / self.folder

    def sha256(self) -> str:
        """SHA-256 in hex of ``checksum  name`` of all files, sorted, a line each (as sha256sum)."""
        lines = "".join(f"{value}  {name}\n" for name, value in sorted(self.files.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


class Manifest(BaseModel):
    """Every part that detection reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: tuple[Part, ...]

    def find(self, name: str) -> Part:
        """The part of that name, which must be there."""
        return next(part for part in self.parts if part.name == name)

    def fingerprints(self) -> tuple[tuple[str, str], ...]:
        """Each part as ``name:version``, with the SHA-256 of its files' names and checksums."""
        return tuple((f"{part.name}:{part.version}", part.sha256()) for part in self.parts)


def read_manifest(models: Path) -> Manifest:
    """The manifest in a folder of models.

    Raises:
        ParaventError: it is missing or is not one.
    """
    file = models / FILE
    try:
        return Manifest.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ParaventError(
            Problem(
                t("liste des modèles illisible", "unreadable list of models"), _hint(), str(file)
            ),
            reason=Reason.ENGINE,
        ) from error


def verify(manifest: Manifest, models: Path) -> None:
    """Check that every file is there and unaltered.

    Raises:
        ParaventError: with one problem for each file that is not.
    """
    problems = list(_problems(manifest, models))
    if problems:
        raise ParaventError(problems, reason=Reason.ENGINE)


def _problems(manifest: Manifest, models: Path) -> Iterator[Problem]:
    for part in manifest.parts:
        folder = part.path(models)
        for name, expected in part.files.items():
            try:
                with (folder / name).open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                yield Problem(
                    t("fichier de modèle absent", "model file missing"), _hint(), str(folder / name)
                )
                continue
            if found != expected:
                yield Problem(
                    t("fichier de modèle altéré", "model file altered"), _hint(), str(folder / name)
                )


def _hint() -> str:
    return t("réinstallez Paravent", "install Paravent again")

"""Every identifier that can be found: the recognizer files, and the names that a model finds.

The folder is walked; there is no list to edit. Reading the catalogue loads no model.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from paravent.detect import names, recognizers
from paravent.errors import Reason, fail
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from paravent.core.types import EntityType
    from paravent.detect.base import Recognizer


@cache
def shipped() -> tuple[Recognizer, ...]:
    """The recognizers that came with this copy of Paravent, in the order of their files."""
    found = sorted(module.name for module in pkgutil.iter_modules(recognizers.__path__))
    modules: list[Any] = [importlib.import_module(f"{recognizers.__name__}.{n}") for n in found]
    return tuple(module.RECOGNIZER for module in modules)


def added(files: Sequence[Path]) -> tuple[Recognizer, ...]:
    """Recognizers from files outside of the package, each with a ``RECOGNIZER``.

    Raises:
        ParaventError: a file is not there.
    """
    return tuple(_load(file) for file in files)


def _load(file: Path) -> Recognizer:
    spec = importlib.util.spec_from_file_location(f"paravent_added_{file.stem}", file)
    if spec is None or spec.loader is None or not file.is_file():
        raise fail(
            t("détecteur introuvable", "recognizer not found"),
            where=str(file),
            reason=Reason.ENGINE,
        )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Recognizer", module.RECOGNIZER)


def entities() -> Mapping[str, EntityType]:
    """Everything that can be found, by its id."""
    types = [*names.TYPES, *(recognizer.entity for recognizer in shipped())]
    return {type_.id: type_ for type_ in types}

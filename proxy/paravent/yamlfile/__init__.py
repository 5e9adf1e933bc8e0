"""YAML files that people write, as models: every error with its place, all of a file at once.

It reads one file and never writes any. Errors name places and keys, never values, since a
person's own rules may name clients.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, override

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.json_schema import GenerateJsonSchema

from paravent.errors import Exit, ParaventError, Problem, fail
from paravent.i18n import t
from paravent.validation import explain, is_newer
from paravent.yamlfile.events import MAX_BYTES, Fault
from paravent.yamlfile.tree import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from paravent.validation import Loc
    from paravent.yamlfile.events import Place
    from paravent.yamlfile.tree import Tree


class YamlModel(BaseModel):
    """Base of the models of our YAML files: every key is known and no value is guessed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the values of a file stand."""

    file: str
    values: Mapping[Loc, Place]

    def place(self, loc: Loc) -> Place:
        """Line and column of a value; of what should hold it, if the file has no such value."""
        found: Loc = ()
        for part in loc:
            if (*found, part) in self.values:
                found = (*found, part)
        return self.values[found]

    def where(self, *loc: str | int) -> str:
        """The same as ``file:line:col``: ``where("rules", 0, "id")`` for the first rule's id."""
        return self.told(self.place(loc))

    def told(self, place: Place) -> str:
        """A line and a column of this file as ``file:line:col``."""
        return f"{self.file}:{place[0]}:{place[1]}"


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles that pydantic makes up from the names of fields."""

    @override
    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def editor_schema(model: type[YamlModel]) -> dict[str, Any]:
    """The JSON schema of a kind of file, by which editors help to write it."""
    schema = model.model_json_schema(schema_generator=_Untitled)
    return {"$schema": _Untitled.schema_dialect} | schema


def read_yaml[M: YamlModel](
    path: Path,
    model: type[M],
    *,
    text: str | None = None,
    context: Mapping[str, object] | None = None,
    fill: Callable[[object], object] | None = None,
) -> tuple[M, Positions]:
    """A file as ``model``, and where each of its values stands.

    Args:
        path: the file; with ``text`` it only names places.
        model: what the file must hold.
        text: what to read instead of the file's own content.
        context: what the model's validators need to know (pydantic's validation context).
        fill: adds to the file's content what it has from elsewhere.

    Raises:
        ParaventError: all that is wrong with the file, sorted by line.
    """
    # A lone surrogate becomes bytes that are not UTF-8, and is refused as such.
    tree = parse(_load(path) if text is None else text.encode("utf-8", "surrogatepass"))
    positions = Positions(str(path), tree.values)
    if not tree.whole:
        raise _refusal(positions, tree.faults)
    try:
        value = fill(tree.value) if fill else tree.value
        content = model.model_validate_json(json.dumps(value), context=context)
    except ValidationError as error:
        faults = [*tree.faults, *_model_faults(error, model, tree, positions)]
        raise _refusal(positions, faults) from None
    if tree.faults:
        raise _refusal(positions, tree.faults)
    return content, positions


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise fail(
            t("ce fichier ne peut pas être lu", "this file cannot be read"),
            t("vérifiez qu'il existe et ses droits", "check that it exists, and its permissions"),
            str(path),
            exit_code=Exit.INVALID,
        ) from error


def _model_faults(
    error: ValidationError, model: type[BaseModel], tree: Tree, positions: Positions
) -> Iterator[Fault]:
    """What the model refuses, save where the tree has told a fault already."""
    details = error.errors(include_url=False)
    told = {fault.place for fault in tree.faults}
    # A file for a later version is wrong in many ways, of which only that one matters.
    for item in [each for each in details if is_newer(each)] or details:
        loc, kind = item["loc"], item["type"]
        place = tree.keys[loc] if kind == "extra_forbidden" else positions.place(loc)
        # Pydantic counts valid items only: a list is not short because one of them is wrong.
        miscounted = kind == "too_short" and any(
            each["loc"][: len(loc)] == loc for each in details if each is not item
        )
        if place not in told and not miscounted:
            yield Fault(place, *explain(item, model))


def _refusal(positions: Positions, faults: Sequence[Fault]) -> ParaventError:
    return ParaventError(
        [
            Problem(fault.message, fault.hint, positions.told(fault.place))
            for fault in sorted(faults, key=lambda fault: fault.place)
        ],
        exit_code=Exit.INVALID,
    )

"""A small path language over JSON trees, for saying where a wire format keeps what.

``$.messages[*].content`` is what it looks like. ``$..role`` is a key at any depth. ``[@index]``
steps into each element of a list and remembers its ``index``: that is how a streamed event names
the choice that it continues. ``[type=thinking]`` steps into the elements whose key has that value.
``**`` at the end is every string below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None
type Key = tuple[str | int, ...]

_STEP = re.compile(
    r"\.\.(?P<deep>\w+)|\.(?P<any>\*\*)|\.(?P<name>[\w*-]+)"
    r"|\[(?:(?P<all>\*)|@(?P<tag>\w+)|(?P<field>\w+)=(?P<value>[\w-]+))\]"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a tree: ``holder[key]`` is the value; ``tags`` what ``[@...]`` remembered."""

    holder: dict[str, Json] | list[Json]
    key: str | int
    tags: Key = ()

    @property
    def value(self) -> Json:
        """What stands there now."""
        return self.holder[self.key]  # type: ignore[index]

    def put(self, value: Json) -> None:
        """Put another value there."""
        self.holder[self.key] = value  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path.

    Raises:
        ValueError: the text is not a path.
    """

    text: str
    steps: tuple[re.Match[str], ...]

    @classmethod
    def parse(cls, text: str) -> Path:
        """The path that ``text`` spells."""
        steps: list[re.Match[str]] = []
        at = 1
        while text.startswith("$") and at < len(text):
            step = _STEP.match(text, at)
            if step is None:
                break
            steps.append(step)
            at = step.end()
        if at != len(text) or not steps:
            raise ValueError(f"not a path: {text}")
        return cls(text, tuple(steps))

    def find(self, tree: Json) -> Iterator[Spot]:
        """The places in a tree that the path leads to, in the order of the tree."""
        if isinstance(tree, dict | list):
            yield from _follow(tree, self.steps, ())


def _follow(
    tree: dict[str, Json] | list[Json], steps: tuple[re.Match[str], ...], tags: Key
) -> Iterator[Spot]:
    step, rest = steps[0], steps[1:]
    for spot in _take(tree, step, tags):
        value = spot.value
        if not rest:
            yield spot
        elif isinstance(value, dict | list):
            yield from _follow(value, rest, spot.tags)


def _take(tree: dict[str, Json] | list[Json], step: re.Match[str], tags: Key) -> Iterator[Spot]:
    if step["deep"]:
        yield from _below(tree, step["deep"], tags)
    elif step["any"]:
        yield from (s for s in _below(tree, None, tags) if isinstance(s.value, str))
    elif step["name"] is not None:
        if isinstance(tree, dict):
            names = list(tree) if step["name"] == "*" else [step["name"]]
            yield from (Spot(tree, name, tags) for name in names if name in tree)
    elif isinstance(tree, list):
        yield from _elements(tree, step, tags)


def _elements(tree: list[Json], step: re.Match[str], tags: Key) -> Iterator[Spot]:
    for index, item in enumerate(tree):
        if step["all"]:
            yield Spot(tree, index, tags)
        elif isinstance(item, dict):
            if step["tag"]:
                tag = item.get(step["tag"], index)
                yield Spot(tree, index, (*tags, tag if isinstance(tag, str | int) else index))
            elif item.get(step["field"]) == step["value"]:
                yield Spot(tree, index, tags)


def _below(tree: dict[str, Json] | list[Json], name: str | None, tags: Key) -> Iterator[Spot]:
    for spot in spots(tree, tags):
        if name is None or spot.key == name:
            yield spot
        value = spot.value
        if isinstance(value, dict | list):
            yield from _below(value, name, tags)


def spots(tree: dict[str, Json] | list[Json], tags: Key = ()) -> list[Spot]:
    """Every place directly in a tree."""
    keys: Iterable[str | int] = tree if isinstance(tree, dict) else range(len(tree))
    return [Spot(tree, key, tags) for key in keys]

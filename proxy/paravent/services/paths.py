"""A small path language over JSON trees, for saying where a wire format keeps what.

``$.messages[*].content`` is what it looks like. ``$..role`` is a key at any depth. ``[@index]``
steps into each element of a list and remembers its ``index``: that is how a streamed event names
the choice that it continues. ``[type=thinking]`` steps into the elements whose key has that value.
``**`` at the end is every string below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None
type Key = tuple[str | int, ...]
type Step = str | re.Match[str]
"""One step of a path; most are the name of a key and nothing else."""

_STEP = re.compile(
    r"\.\.(?P<deep>\w+)|\.(?P<any>\*\*)|\.(?P<name>[\w*-]+)"
    r"|\[(?:(?P<all>\*)|@(?P<tag>\w+)|(?P<field>\w+)=(?P<value>[\w-]+))\]"
)


class Spot(NamedTuple):
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
    steps: tuple[Step, ...]

    @classmethod
    def parse(cls, text: str) -> Path:
        """The path that ``text`` spells."""
        steps: list[Step] = []
        at = 1
        while text.startswith("$") and at < len(text):
            step = _STEP.match(text, at)
            if step is None:
                break
            steps.append(step if step["name"] in {None, "*"} else step["name"])
            at = step.end()
        if at != len(text) or not steps:
            raise ValueError(f"not a path: {text}")
        return cls(text, tuple(steps))

    @property
    def chooses(self) -> bool:
        """Whether it steps into some elements only, by the value of one of their keys."""
        return any(not isinstance(step, str) and step["field"] for step in self.steps)

    def find(self, tree: Json) -> Iterator[Spot]:
        """The places in a tree that the path leads to, in the order of the tree."""
        return _follow(tree, self.steps, ())


def _follow(tree: Json, steps: tuple[Step, ...], tags: Key) -> Iterator[Spot]:
    last = len(steps) - 1
    for at, step in enumerate(steps):
        if not isinstance(tree, dict | list):
            return
        if not isinstance(step, str):
            for spot in _take(tree, step, tags):
                if at == last:
                    yield spot
                else:
                    yield from _follow(spot.value, steps[at + 1 :], spot.tags)
            return
        if not isinstance(tree, dict) or step not in tree:
            return
        if at == last:
            yield Spot(tree, step, tags)
            return
        tree = tree[step]


def _take(tree: dict[str, Json] | list[Json], step: re.Match[str], tags: Key) -> Iterator[Spot]:
    if step["deep"]:
        yield from _below(tree, step["deep"], tags)
    elif step["any"]:
        yield from (s for s in _below(tree, None, tags) if isinstance(s.value, str))
    elif step["name"]:  # every key
        if isinstance(tree, dict):
            yield from spots(tree, tags)
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

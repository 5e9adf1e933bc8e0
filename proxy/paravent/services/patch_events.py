"""The reader of streamed events that change a document: JSON-Patch, and what services make of it.

An event carries operations, each with a path, a name and a value. A string that an operation sets
may be continued by later ones, so that each is a text by its path; what is held back of it leaves
as one more operation of the kind that continues it. Everything beside the operations is whole.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from paravent.services.events import DescribedEvents, kind_of, look_up
from paravent.services.patches import FINISHED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.services.patches import Patches
    from paravent.services.paths import Json, Key, Spot
    from paravent.services.restoring import Restoring
    from paravent.services.wire import Event


@dataclass(slots=True)
class _Text:
    """A text that may go on: the operation that continues it, the event that carried it last."""

    path: str
    operation: str
    event: Event
    document: Key


@dataclass(slots=True)
class _State:
    """What is known of one document: lengths of its lists, by path."""

    lengths: dict[str, int] = field(default_factory=dict)


class PatchEvents:
    """Reads the events of one answer."""

    def __init__(self, patches: Patches) -> None:
        self._patches = patches
        names = (patches.path, patches.operation)
        self._memory: dict[str, Json] = dict(zip(names, patches.first, strict=True))
        self._told = True
        self._texts: dict[tuple[Key, str], _Text] = {}
        self._documents: dict[Key, _State] = {}
        self._event: Event | None = None
        self._beside: DescribedEvents | None = None

    def take(self, event: Event, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        if not self._patches.at:
            return self._take_one(event, restoring)
        for spot in self._patches.start.find(event.tree) if self._patches.start else ():
            self._measure((), "", spot.value)
        if look_up(event.tree, self._patches.complete):
            for document in list(self._documents):
                self._forget(document, "", restoring)
        found = [spot for path in self._patches.at for spot in path.find(event.tree)]
        steps = [spot for spot in found if isinstance(spot.value, dict)]
        closing = kind_of(event, restoring.wire.stream) in self._patches.closing
        if not steps:
            return [*(self.close(restoring) if closing else ()), *self._aside(event, restoring)]
        self._event = event
        done = [self._step(spot, restoring) for spot in steps]
        for spot in steps:
            spot.put(None)
        restoring.tree(event.tree)
        for spot, step in zip(steps, done, strict=True):
            spot.put(step)
        return [event]

    def _aside(self, event: Event, restoring: Restoring) -> list[Event]:
        """An event that changes nothing: read as the format's other events are."""
        if self._beside is None:
            known = self._event is not None
            self._beside = DescribedEvents(restoring.wire.stream, known=known)
        return self._beside.take(event, restoring)

    def close(self, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        late = [event for _, event in self._rest(restoring)]
        late += self._beside.close(restoring) if self._beside else []
        for state in self._documents.values():
            state.lengths.clear()
        if late and not self._patches.at:
            self._told = False
        return late

    def _take_one(self, event: Event, restoring: Restoring) -> list[Event]:
        """An event that is itself an operation, or none at all."""
        names, tree = self._patches, event.tree
        if not isinstance(tree, dict) or names.value not in tree:
            closes = kind_of(event, restoring.wire.stream) in names.closing
            return [*(self.close(restoring) if closes else ()), *self._aside(event, restoring)]
        remembered = (*names.others, names.path, names.operation)
        self._memory |= {name: tree[name] for name in remembered if name in tree}
        path = _plain(self._memory.get(names.path))
        whole = not path and not self._continues(self._memory.get(names.operation))
        whole = whole and str(self._memory.get(names.operation)) not in names.nested
        late = self.close(restoring) if whole else []
        if not self._told:
            tree = {**self._memory, **tree}
            event = replace(event, tree=tree)
        self._told = True
        self._event = event
        step: dict[str, Json] = {**self._memory, names.value: tree[names.value]}
        done = self._apply((), step, "", restoring)
        tree[names.value] = done[names.value]
        return [*late, event]

    def _step(self, spot: Spot, restoring: Restoring) -> Json:
        step = spot.value
        assert isinstance(step, dict)
        return self._apply(spot.tags, step, "", restoring)

    def _apply(
        self, document: Key, step: dict[str, Json], within: str, restoring: Restoring
    ) -> dict[str, Json]:
        """An operation with its value restored; ``within`` is the path that its own is below."""
        names = self._patches
        if names.value not in step:
            return step
        value, operation = step[names.value], step.get(names.operation)
        path = self._resolve(document, _plain(step.get(names.path)), within)
        if str(operation) in names.nested and isinstance(value, list):
            steps = list(self._batch(document, value, path, restoring))
            return {**step, names.value: steps}
        return {**step, names.value: self._set(document, path, operation, value, restoring)}

    def _batch(
        self, document: Key, steps: list[Json], within: str, restoring: Restoring
    ) -> Iterator[Json]:
        names = self._patches
        for step in steps:
            if not isinstance(step, dict):
                yield step
                continue
            finishes = str(step.get(names.path)).endswith("status")
            if finishes and str(step.get(names.value)) in FINISHED:
                yield from (operation for operation, _ in self._rest(restoring, within))
            yield self._apply(document, step, within, restoring)

    def _set(
        self, document: Key, path: str, operation: Json, value: Json, restoring: Restoring
    ) -> Json:
        parent, _, last = path.rpartition("/")
        if isinstance(value, str) and parent.rpartition("/")[2] in self._patches.joined:
            return self._piece(document, parent, value, restoring)
        if self._continues(operation):
            if isinstance(value, list):
                return self._extend(document, path, value, restoring)
        elif last != "-" and not (last.isdigit() and isinstance(value, dict)):
            self._forget(document, path, restoring)
        return self._read(document, path, value, restoring)

    def _extend(self, document: Key, path: str, value: list[Json], restoring: Restoring) -> Json:
        lengths = self._documents.setdefault(document, _State()).lengths
        start = lengths.get(path, 0)
        lengths[path] = start + len(value)
        return [
            self._read(document, _below(path, start + index), item, restoring)
            for index, item in enumerate(value)
        ]

    def _read(self, document: Key, path: str, value: Json, restoring: Restoring) -> Json:
        """A value with its labels restored: each string a text that may go on."""
        if isinstance(value, str):
            return self._feed(
                document, path, _Text(path, "", self._last, document), value, restoring
            )
        if isinstance(value, list):
            self._documents.setdefault(document, _State()).lengths[path] = len(value)
            if path.rpartition("/")[2] in self._patches.joined:
                self._forget(document, path, restoring)
                return [
                    self._piece(document, path, item, restoring) if isinstance(item, str) else item
                    for item in value
                ]
            return [
                self._read(document, _below(path, n), item, restoring)
                for n, item in enumerate(value)
            ]
        if isinstance(value, dict):
            return {
                restoring.text(key): self._read(document, _below(path, key), item, restoring)
                for key, item in value.items()
            }
        return value

    def _piece(self, document: Key, path: str, value: str, restoring: Restoring) -> str:
        text = _Text(f"{path}/-", "add", self._last, document)
        return self._feed(document, path, text, value, restoring)

    def _feed(self, document: Key, path: str, text: _Text, value: str, restoring: Restoring) -> str:
        self._texts[document, path] = text
        return restoring.channel((document, path)).feed(value)

    @property
    def _last(self) -> Event:
        assert self._event
        return self._event

    def _continues(self, operation: Json) -> bool:
        return operation in self._patches.appends

    def _resolve(self, document: Key, path: str, within: str) -> str:
        """A path from the root, with ``-1`` and ``-`` as the places that they mean."""
        parts: list[str] = []
        lengths = self._documents.setdefault(document, _State()).lengths
        for part in f"{within}/{path}".strip("/").split("/"):
            length = lengths.get("/".join(parts), 0)
            if part == "-":
                lengths["/".join(parts)] = length + 1
            parts.append({"-": str(length), "-1": str(max(0, length - 1))}.get(part, part))
        return "/".join(parts)

    def _measure(self, document: Key, path: str, value: Json) -> None:
        """Note the lengths of a document's lists."""
        if isinstance(value, list):
            self._documents.setdefault(document, _State()).lengths[path] = len(value)
        for key, item in (
            enumerate(value)
            if isinstance(value, list)
            else value.items()
            if isinstance(value, dict)
            else ()
        ):
            self._measure(document, _below(path, key), item)

    def _forget(self, document: Key, path: str, restoring: Restoring) -> None:
        """What stood at a path and below is replaced, with what was held back of it."""
        below = f"{path}/" if path else ""
        gone = [
            name
            for name in self._texts
            if name[0] == document and (name[1] == path or name[1].startswith(below))
        ]
        for name in gone:
            del self._texts[name]
            restoring.drop(name)

    def _rest(self, restoring: Restoring, within: str = "") -> list[tuple[dict[str, Json], Event]]:
        """What is held back of all texts, as operations and as events of their own.

        A path within a list of operations goes on from that of the list, ``within``.
        """
        names = self._patches
        late: list[tuple[dict[str, Json], Event]] = []
        for name, text in sorted(self._texts.items(), key=lambda item: str(item[0])):
            rest = restoring.drop(name)
            if rest:
                operation: dict[str, Json] = {
                    names.path: text.path.removeprefix(f"{within}/")
                    if within
                    else f"{names.root}{text.path}",
                    names.operation: text.operation or names.appends[0],
                    names.value: rest,
                }
                late.append((operation, self._event_of(operation, text)))
        self._texts.clear()
        return late

    def _event_of(self, operation: dict[str, Json], text: _Text) -> Event:
        if not self._patches.at:
            return replace(text.event, tree=operation)
        tree = deepcopy(text.event.tree)
        put = False
        for path in self._patches.at:
            for spot in list(path.find(tree)):
                if isinstance(spot.holder, list) and spot.key == 0:
                    mine = spot.tags == text.document and not put
                    spot.holder[:] = [operation] if mine else []
                    put |= mine
        return replace(text.event, tree=tree)


def _below(path: str, key: str | int) -> str:
    return f"{path}/{key}" if path else str(key)


def _plain(path: Json) -> str:
    """A path without the slash that may begin it."""
    return path.strip("/") if isinstance(path, str) else ""

"""YAML text as plain values, each with its place; the strict half of the language only.

What comes out is the data model of JSON. Anchors, tags, merge keys, duplicate keys, several
documents and great depth are faults, and YAML's guesses (``NO``, ``12:30:45``, ``0777``, dates)
stay texts. Faults name places and keys, never values.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import yaml

from paravent.i18n import t
from paravent.yamlfile.events import Fault, UnreadableError, place_of, read_events

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paravent.validation import Loc
    from paravent.yamlfile.events import Place

MAX_DEPTH = 20

type Value = str | float | bool | list[Value] | dict[str, Value] | None

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


@dataclass(slots=True)
class Tree:
    """A file's value, the places of its values and keys, and its faults.

    ``whole`` is false where reading stopped at a fault: ``value`` is then None.
    """

    value: Value = field(default=None, repr=False)
    values: dict[Loc, Place] = field(default_factory=lambda: {(): (1, 1)})
    keys: dict[Loc, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True


def parse(data: bytes) -> Tree:
    """The only document of a YAML file; raises nothing, whatever the bytes."""
    tree = Tree()
    try:
        _Reader(tree, data).read_document()
    except UnreadableError as stopped:
        tree.faults.append(stopped.fault)
        tree.value, tree.whole = None, False
    return tree


class _Reader:
    """Turns parser events into the values and places of a tree."""

    def __init__(self, tree: Tree, data: bytes) -> None:
        self._tree = tree
        self._events = read_events(data)

    def read_document(self) -> None:
        """Read the only document; more than one is a fault."""
        if not self._next_document():
            raise UnreadableError((1, 1), t("ce fichier est vide", "this file is empty"))
        self._tree.value = self._value(self._node(), ())
        if second := self._next_document():
            self._note(
                second,
                t("un fichier ne contient qu'un document", "a file holds one document only"),
                t("supprimez cette ligne « --- »", 'delete this line "---"'),
            )

    def _next_document(self) -> yaml.Event | None:
        found = (event for event in self._events if isinstance(event, yaml.DocumentStartEvent))
        return next(found, None)

    def _node(self) -> yaml.NodeEvent:
        return cast("yaml.NodeEvent", next(self._events))

    def _note(self, event: yaml.Event, message: str, hint: str) -> None:
        self._tree.faults.append(Fault(place_of(event.start_mark), message, hint))

    def _value(self, event: yaml.NodeEvent, loc: Loc) -> Value:
        self._tree.values[loc] = place_of(event.start_mark)
        self._refuse_reference(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if not isinstance(event, yaml.CollectionStartEvent):
            return None
        self._refuse_tag(event, event.tag)
        self._refuse_depth(event, len(loc))
        return self._mapping(loc) if isinstance(event, yaml.MappingStartEvent) else self._list(loc)

    def _skip(self, event: yaml.Event, loc: Loc) -> None:
        """Read past a node that a fault makes useless."""
        depth = len(loc)
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                self._refuse_depth(event, depth)
                depth += 1
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth == len(loc):
                return
            event = next(self._events)

    def _refuse_depth(self, event: yaml.Event, depth: int) -> None:
        if depth >= MAX_DEPTH:
            raise UnreadableError(
                place_of(event.start_mark),
                t("plus de {n} niveaux emboîtés", "more than {n} nested levels", n=MAX_DEPTH),
            )

    def _refuse_reference(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._note(
                event,
                t("« & » et « * » ne sont pas admis ici", '"&" and "*" are not allowed here'),
                t(
                    "répétez la valeur, ou mettez-la entre guillemets si c'est un texte",
                    "repeat the value, or put it in quotation marks if it is a text",
                ),
            )

    def _refuse_tag(self, event: yaml.NodeEvent, tag: str | None) -> None:
        if tag is not None:
            self._note(
                event,
                t("« ! » n'est pas admis ici", '"!" is not allowed here'),
                t(
                    "mettez le texte entre guillemets s'il commence par « ! »",
                    'put the text in quotation marks if it begins with "!"',
                ),
            )

    def _list(self, loc: Loc) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := self._node(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*loc, len(items))))
        return items

    def _mapping(self, loc: Loc) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while not isinstance(event := self._node(), yaml.MappingEndEvent):
            key = self._key(event, loc)
            if key is None:
                self._skip(self._node(), loc)
            else:
                entries[key] = self._value(self._node(), (*loc, key))
        return entries

    def _key(self, event: yaml.NodeEvent, loc: Loc) -> str | None:
        """A new key of the mapping at ``loc``; None where a fault stands in its place."""
        self._refuse_reference(event)
        if isinstance(event, yaml.AliasEvent):
            return None
        key: Value = None
        if isinstance(event, yaml.ScalarEvent):
            key = self._scalar(event)
        else:
            self._skip(event, loc)
        if not isinstance(key, str):
            self._note(
                event,
                t("une clé doit être un texte", "a key must be a text"),
                t("mettez-la entre guillemets", "put it in quotation marks"),
            )
        elif key == "<<":
            self._note(
                event,
                t("« << » n'est pas admis", '"<<" is not allowed'),
                t("répétez les clés", "repeat the keys"),
            )
        elif first := self._tree.keys.get((*loc, key)):
            self._note(
                event,
                t("clé en double : « {key} »", 'duplicate key: "{key}"', key=key[:40]),
                t("elle est déjà à la ligne {n}", "it is already on line {n}", n=first[0]),
            )
        else:
            self._tree.keys[*loc, key] = place_of(event.start_mark)
            return key
        return None

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        self._refuse_tag(event, event.tag)
        text = event.value
        if event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if not _NUMBER.fullmatch(text):
            return text
        # What no double holds counts nothing: a long number that lacks its quotation marks.
        number: Value = json.loads(text) if math.isfinite(float(text)) else text
        return number

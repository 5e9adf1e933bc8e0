"""How services write changes of a document into the events of an answer, as data.

JSON Patch (RFC 6902) and what services make of it differ in names, in what appends, and in whether
an event may leave out what the one before it said. ``patch_events`` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paravent.services.paths import Path

FINISHED = frozenset(
    {"finished_successfully", "finished_partial_completion", "incomplete", "FINISHED", "COMPLETED"}
)
"""Values of a ``status`` with which a text is complete."""


@dataclass(frozen=True, slots=True)
class Patches:
    """How events name what they change.

    Attributes:
        at: paths to the operations of an event; none where the event is itself one, and what it
            leaves out (path, operation) is as in the one before.
        path, operation, value: the keys of an operation; ``others`` those that are remembered too.
        first: path and operation before any was named.
        appends: names of the operation that continues a string or a list; the first is written.
        nested: names of the operation whose value is a list of operations.
        closing: kinds of events that end all texts.
        joined: keys of lists whose strings are the pieces of one text.
        root: what a path begins with.
        start: path to the whole document, in an event that has it.
        complete: the way to what is true in an event that says everything again.
    """

    at: tuple[Path, ...] = ()
    path: str = "path"
    operation: str = "op"
    value: str = "value"
    others: tuple[str, ...] = ()
    first: tuple[str, str] = ("", "add")
    appends: tuple[str, ...] = ("append",)
    nested: frozenset[str] = frozenset({"patch", "BATCH"})
    closing: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    root: str = "/"
    start: Path | None = None
    complete: str = ""

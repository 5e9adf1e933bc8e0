"""ChatGPT's web answers: a document that each event changes, JSON-Patch like, with memory.

An event names a path ``p``, an operation ``o`` and a value ``v``; where it leaves out ``p``, ``o``
or the channel ``c``, those of the event before hold. ``patch`` carries a list of operations. Events
with a ``type`` stand beside the document (title, markers). What is held back of a text leaves as
one more ``append`` before the event that completes the message.

Source: wire/services.yaml (public client code, 2025-12 to 2026-09).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from paravent.services.wire import Event, Wire, paths

if TYPE_CHECKING:
    from paravent.services.paths import Json
    from paravent.services.restoring import Restoring

_TEXT = re.compile(r"/message/content/(?:parts/\d+(?:/text)?|thoughts/\d+/\w+|text|result)")
_FINISHED = {"finished_successfully", "finished_partial_completion", "incomplete"}
_MEMORY = ("c", "p", "o")


class DeltaV1:
    """Reads the events of one answer."""

    def __init__(self) -> None:
        self._memory: dict[str, Json] = {"p": "", "o": "add"}
        self._told = True
        self._texts: set[str] = set()
        self._lengths: dict[str, int] = {}
        self._last: Event | None = None

    def take(self, event: Event, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        tree = event.tree
        if not isinstance(tree, dict) or "v" not in tree:
            restoring.tree(tree)
            closes = isinstance(tree, dict) and tree.get("type") == "message_stream_complete"
            return [*(self.close(restoring) if closes else ()), event]
        self._memory |= {name: tree[name] for name in _MEMORY if name in tree}
        path, operation = str(self._memory.get("p") or ""), self._memory.get("o")
        whole = not path and operation in {"add", "replace"}
        late = self.close(restoring) if whole else []
        if not self._told:
            tree = {**self._memory, **tree}
            event = replace(event, tree=tree)
        self._told = True
        if operation == "patch" and isinstance(tree["v"], list):
            tree["v"] = self._patch(tree["v"], restoring)
        else:
            tree["v"] = self._apply(path, operation, tree["v"], restoring)
        self._last = event
        return [*late, event]

    def close(self, restoring: Restoring) -> list[Event]:
        """See ``EventCodec``."""
        operations = self._rest(restoring)
        self._lengths.clear()
        if self._last is None or not operations:
            return []
        self._told = False
        return [replace(self._last, tree=operation) for operation in operations]

    def _patch(self, operations: list[Json], restoring: Restoring) -> list[Json]:
        done: list[Json] = []
        for step in operations:
            if not isinstance(step, dict):
                done.append(step)
                continue
            path, value = str(step.get("p") or ""), step.get("v")
            if path == "/message/status" and value in _FINISHED:
                done += self._rest(restoring)
            done.append({**step, "v": self._apply(path, step.get("o"), value, restoring)})
        return done

    def _apply(self, path: str, operation: Json, value: Json, restoring: Restoring) -> Json:
        if operation == "append" and isinstance(value, list):
            start = self._lengths.get(path, 0)
            self._lengths[path] = start + len(value)
            return [
                self._read(f"{path}/{start + index}", item, restoring)
                for index, item in enumerate(value)
            ]
        if operation != "append":
            self._forget(path, restoring)
        return self._read(path, value, restoring)

    def _read(self, path: str, value: Json, restoring: Restoring) -> Json:
        """A value with its labels restored: a text that may go on in its channel, others whole."""
        if isinstance(value, str):
            if not _TEXT.fullmatch(path):
                return restoring.text(value)
            self._texts.add(path)
            return restoring.channel(path).feed(value)
        if isinstance(value, list):
            self._lengths[path] = len(value)
            return [self._read(f"{path}/{n}", item, restoring) for n, item in enumerate(value)]
        if isinstance(value, dict):
            return {k: self._read(f"{path}/{k}", item, restoring) for k, item in value.items()}
        return value

    def _forget(self, path: str, restoring: Restoring) -> None:
        """What stood at a path and below is replaced, with what was held back of it."""
        for text in [t for t in self._texts if t == path or t.startswith(f"{path}/")]:
            self._texts.discard(text)
            restoring.drop(text)

    def _rest(self, restoring: Restoring) -> list[Json]:
        rest = {path: restoring.drop(path) for path in sorted(self._texts)}
        self._texts.clear()
        return [{"p": path, "o": "append", "v": text} for path, text in rest.items() if text]


WIRE = Wire(
    name="chatgpt_delta_v1",
    keep=paths(
        "$.action",
        "$.model",
        "$.conversation_id",
        "$.parent_message_id",
        "$.timezone",
        "$..id",
        "$..role",
        "$..content_type",
        "$..asset_pointer",
        "$..mime_type",
        "$..kind",
        "$..library_file_id",
        "$.client_prepare_state",
        "$.client_prepare_dispatch",
        "$.client_prepare_source",
        "$.client_contextual_info.app_name",
        "$.supported_encodings[*]",
        "$.system_hints[*]",
        "$.thinking_effort",
        "$.paragen_cot_summary_display_override",
        "$.use_case",
        "$.file_id",
        "$.entry_surface",
        "$.conduit_token",
    ),
    conversation="conversation_id",
    codec=DeltaV1,
)

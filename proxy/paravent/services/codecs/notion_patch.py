"""Notion AI: lines that add records to a transcript and extend their texts.

Source: wire/services.yaml (public client code, 2025 to 2026-06).
"""

from functools import partial

from paravent.services.patch_events import PatchEvents
from paravent.services.patches import Patches
from paravent.services.wire import Wire, paths

PATCHES = Patches(
    at=paths("$.v[*]"),
    path="p",
    operation="o",
    value="v",
    appends=("x",),
    closing=frozenset({"done"}),
    start=paths("$.data")[0],
)

WIRE = Wire(
    name="notion_patch",
    says=paths("$.transcript[*].value", "$.transactions[*].operations[*].args"),
    tells=paths("$.v[*].v"),
    keep=paths(
        "$..id", "$..type", "$..spaceId", "$..table", "$..command", "$..model", "$..userId",
        "$.threadId", "$.traceId", "$.requestId",
    ),
    conversation="threadId",
    codec=partial(PatchEvents, PATCHES),
)  # fmt: skip

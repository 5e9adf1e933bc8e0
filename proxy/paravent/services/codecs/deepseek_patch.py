"""DeepSeek's web page: events that extend the last path named, fragments of thoughts and answers.

Source: wire/services.yaml (g4f 8.8.6, 2026-10).
"""

from functools import partial

from paravent.services.patch_events import PatchEvents
from paravent.services.patches import Patches
from paravent.services.wire import Wire, paths

PATCHES = Patches(
    path="p",
    operation="o",
    value="v",
    appends=("APPEND",),
    closing=frozenset({"finish", "close"}),
    root="",
)

WIRE = Wire(
    name="deepseek_patch",
    says=paths("$.prompt"),
    tells=paths("$.v", "$.content"),
    keep=paths(
        "$.chat_session_id", "$.model_type", "$.ref_file_ids[*]", "$.action", "$..role", "$..type"
    ),
    conversation="chat_session_id",
    codec=partial(PatchEvents, PATCHES),
)

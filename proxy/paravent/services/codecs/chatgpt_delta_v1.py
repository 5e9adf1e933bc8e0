"""ChatGPT's web answers: a document that each event changes, JSON-Patch like, with memory.

An event names a path ``p``, an operation ``o`` and a value ``v``; where it leaves out ``p``, ``o``
or the channel ``c``, those of the event before hold. ``patch`` carries a list of operations. Events
with a ``type`` stand beside the document (title, markers).

Source: wire/services.yaml (public client code, 2025-12 to 2026-09).
"""

from functools import partial

from paravent.core.frames import HtmlTexts
from paravent.services.patch_events import PatchEvents
from paravent.services.patches import Patches
from paravent.services.wire import Wire, paths

DELTA = Patches(
    path="p",
    operation="o",
    value="v",
    others=("c",),
    closing=frozenset({"message_stream_complete"}),
)

WIRE = Wire(
    name="chatgpt_delta_v1",
    says=paths("$.messages[*].content.parts", "$.partial_query.content.parts", "$.file_name"),
    tells=paths("$.v", "$.mapping"),
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
    codec=partial(PatchEvents, DELTA),
    framings={"text/vnd.openai.web-mobile-partial+html": HtmlTexts},
)

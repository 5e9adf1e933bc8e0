"""Le Chat's web page: lines of a type and JSON, with patches of a message, or with texts.

Source: wire/services.yaml (public client code, 2025-07 to 2026); any number may be a line's type.
"""

from functools import partial

from paravent.core.frames import PrefixedLines
from paravent.services.patch_events import PatchEvents
from paravent.services.patches import Patches
from paravent.services.wire import Stream, Wire, channel, paths

PATCHES = Patches(at=paths("$.*.json.patches[*]"), closing=frozenset({"d", "e"}))

WIRE = Wire(
    name="mistral_lines",
    says=paths("$.messageInput", "$.*.json.content"),
    tells=paths("$.*.json.patches[*].value"),
    keep=paths(
        "$.chatId",
        "$.mode",
        "$.messageId",
        "$..type",
        "$..features[*]",
        "$.disabledFeatures[*]",
        "$.stableAnonymousIdentifier",
        "$.clientPromptData.currentDate",
        "$..productType",
    ),
    conversation="chatId",
    stream=Stream(channels=(channel("$.0"), channel("$.g"))),
    codec=partial(PatchEvents, PATCHES),
    framings={"text/event-stream": PrefixedLines, "text/plain": PrefixedLines},
)

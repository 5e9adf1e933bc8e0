"""Cohere's chat: typed events, version 2 and the older version 1.

Source: the cohere SDK 7.3 against a loopback service (2026-11-22); version 1 as its SDK reads it.
"""

from paravent.core.framing import JsonLines
from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="cohere_chat",
    says=paths("$.messages[*].content", "$.message", "$.texts", "$.query", "$.inputs"),
    tells=paths(
        "$.message.content[*].text",
        "$.message.tool_plan",
        "$.results",
        "$.classifications",
    ),
    keep=paths(
        "$.model",
        "$..role",
        "$..type",
        "$..id",
        "$..tool_call_id",
        "$..function.name",
        "$..required[*]",
        "$.conversation_id",
        "$.input_type",
        "$.embedding_types[*]",
        "$.truncate",
        "$.safety_mode",
        "$.citation_options.mode",
    ),
    arguments=frozenset({"arguments"}),
    conversation="conversation_id",
    stream=Stream(
        channels=(
            channel("$.delta.message.content.text", "content-delta"),
            channel("$.delta.message.content.thinking", "content-delta"),
            channel("$.delta.message.tool_plan", "tool-plan-delta"),
            channel("$.delta.message.tool_calls.function.arguments", "tool-call-delta", json=True),
            channel("$.text"),
        ),
        keys=("index",),
        closing=frozenset({"content-end", "tool-call-start", "tool-call-end", "message-end"}),
        ends=paths("$.is_finished"),
    ),
    framings={"application/stream+json": JsonLines},
)

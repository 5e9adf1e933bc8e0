"""Grok's web page: lines of JSON, and since 2026-10 a WebSocket with an event a frame.

Source: wire/services.yaml (g4f 8.8.6, 2026-10; public client code, 2026).
"""

from paravent.core.framing import JsonLines
from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="grok_chat",
    says=paths("$.message", "$.event.item.x_grok.input_chunks[*]", "$.responses[*].message"),
    tells=paths("$.result.response.modelResponse.message"),
    keep=paths(
        "$.modelName", "$.fileAttachments[*]", "$..type", "$..role", "$..event_id", "$..model",
        "$..session_id", "$..client_message_id", "$..parentResponseId", "$..responseId",
        "$..conversation_id",
    ),
    stream=Stream(
        channels=(
            channel("$.result.response.token"),
            channel("$.result.token"),
            channel("$.event.chunk.text.text"),
            channel("$.event.delta"),
        ),
        kind="event.type",
        keys=(
            "result.response.isThinking",
            "result.response.responseId",
            "result.isThinking",
            "event.chunk.text.channel",
        ),
        ends=paths("$.result.response.modelResponse", "$.result.modelResponse"),
        closing=frozenset({"response.done"}),
    ),
    framings={"application/json": JsonLines},
)  # fmt: skip

"""Poe's bot API: events named by the framing, each with a piece of text or a whole one.

Source: the fastapi-poe SDK 0.0.83 against a loopback service (2026-11-22).
"""

from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="poe_bot",
    says=paths("$.query[*].content"),
    tells=paths("$.text"),
    keep=paths(
        "$.version", "$..type", "$..role", "$..content_type", "$..message_id", "$..user_id",
        "$..conversation_id", "$..bot_query_id", "$.language_code",
    ),
    stream=Stream(
        channels=(channel("$.text", "text"),),
        closing=frozenset({"done", "error", "replace_response"}),
        snapshots=True,
    ),
)  # fmt: skip

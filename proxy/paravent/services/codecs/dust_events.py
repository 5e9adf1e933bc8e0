"""Dust's conversations: the answer comes on a connection of its own, as events in envelopes.

Source: dust-tt/dust, sdks/js (2025 to 2026); an app's run has events of the second kind.
"""

from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="dust_events",
    says=paths("$.message.content", "$.content", "$.fileName"),
    tells=paths("$.data.message.content", "$.conversation.content", "$.message.content"),
    keep=paths(
        "$..sId",
        "$..type",
        "$..configurationId",
        "$..timezone",
        "$..origin",
        "$..contentType",
        "$..useCase",
        "$..fileId",
        "$.visibility",
    ),
    stream=Stream(
        channels=(
            channel("$.data.text", "generation_tokens"),
            channel("$.content.tokens.text"),
        ),
        kind="data.type",
        keys=("data.messageId", "data.classification"),
        closing=frozenset(
            {
                "agent_action_success",
                "agent_error",
                "agent_generation_cancelled",
                "agent_message_success",
            }
        ),
    ),
)

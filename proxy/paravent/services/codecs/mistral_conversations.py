"""Mistral's conversations and agents: named events, content as text or as a typed chunk.

Source: the mistralai SDK 3.7 against a loopback service (2026-11-22).
"""

from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="mistral_conversations",
    says=paths("$.inputs", "$.instructions"),
    tells=paths("$.outputs[*].content"),
    keep=paths(
        "$.model",
        "$..role",
        "$..type",
        "$..id",
        "$..object",
        "$..tool_call_id",
        "$..function.name",
        "$.inputs[*].name",
        "$.agent_id",
        "$.conversation_id",
        "$.handoff_execution",
        "$..required[*]",
    ),
    arguments=frozenset({"arguments"}),
    hosted=frozenset(
        {
            "tool.execution",
            "tool.execution.started",
            "tool.execution.delta",
            "tool.execution.done",
            "agent.handoff",
        }
    ),
    conversation="conversation_id",
    stream=Stream(
        channels=(
            channel("$.content", "message.output.delta"),
            channel("$.content.text", "message.output.delta"),
            channel("$.arguments", "function.call.delta", json=True),
        ),
        keys=("id", "output_index", "content_index"),
    ),
)

"""OpenAI's assistants: threads, their messages, and runs whose events are named by the framing.

Source: openai/openai-openapi, and the openai SDK 3.54 against a loopback service (2026-11-22).
"""

from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="openai_assistants",
    says=paths(
        "$.content",
        "$..messages[*].content",
        "$.instructions",
        "$.additional_instructions",
        "$.tool_outputs[*].output",
    ),
    tells=paths("$.content[*].text", "$.data[*].content", "$.instructions"),
    keep=paths(
        "$.model",
        "$..role",
        "$..type",
        "$..id",
        "$..object",
        "$..file_id",
        "$..assistant_id",
        "$..thread_id",
        "$..tool_call_id",
        "$..function.name",
        "$..required[*]",
        "$.tool_choice",
    ),
    arguments=frozenset({"arguments"}),
    stream=Stream(
        channels=(
            channel("$.delta.content[@index].text.value"),
            channel("$.delta.step_details.tool_calls[@index].function.arguments", json=True),
        ),
        kind="object",
        keys=("id",),
        closing=frozenset({"thread.message", "thread.run.step", "thread.run"}),
    ),
)

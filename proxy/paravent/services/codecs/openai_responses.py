"""OpenAI's Responses: named events, and each text again whole after its pieces.

Source: openai/openai-openapi, and the openai SDK 3.54 against a loopback service (2026-11-22).
"""

from paravent.services.codecs.json import HOSTED
from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="openai_responses",
    says=paths(
        "$.input",
        "$.instructions",
        "$.item.content[*].text",
        "$.session.instructions",
        "$.response.instructions",
        "$.response.input",
    ),
    tells=paths("$.output[*].content[*].text", "$.output[*].arguments", "$.text", "$.part.text"),
    keep=paths(
        "$.model",
        "$..role",
        "$..type",
        "$..id",
        "$..object",
        "$..call_id",
        "$..file_id",
        "$..status",
        "$..required[*]",
        "$..format",
        "$..detail",
        "$.tools[*].name",
        "$.input[*].name",
        "$.include[*]",
        "$.previous_response_id",
        "$.conversation",
        "$.tool_choice",
        "$.tool_choice.name",
        "$.reasoning.effort",
        "$.reasoning.summary",
        "$.text.verbosity",
        "$.text.format.name",
        "$.service_tier",
        "$.truncation",
    ),
    opaque=paths("$..encrypted_content"),
    arguments=frozenset({"arguments"}),
    conversation="conversation",
    hosted=HOSTED
    | {
        "response.mcp_call_arguments.delta",
        "response.mcp_call_arguments.done",
        "response.code_interpreter_call_code.delta",
        "response.code_interpreter_call_code.done",
    },
    stream=Stream(
        channels=(
            channel("$.delta", "response.output_text.delta"),
            channel("$.delta", "response.refusal.delta"),
            channel("$.delta", "response.reasoning_text.delta"),
            channel("$.delta", "response.reasoning_summary_text.delta"),
            channel("$.delta", "response.output_audio_transcript.delta"),
            channel("$.delta", "response.custom_tool_call_input.delta"),
            channel("$.delta", "response.function_call_arguments.delta", json=True),
        ),
        keys=("item_id", "output_index", "content_index", "summary_index"),
        closing=frozenset(
            {
                "response.output_text.done",
                "response.refusal.done",
                "response.reasoning_text.done",
                "response.reasoning_summary_text.done",
                "response.output_audio_transcript.done",
                "response.custom_tool_call_input.done",
                "response.function_call_arguments.done",
            }
        ),
    ),
)

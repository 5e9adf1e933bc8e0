"""OpenAI's chat completions and the simpler calls beside them; many services speak it too.

Source: openai/openai-openapi, and the openai SDK 3.54 against a loopback service (2026-11-22).
Mistral's chat differs only in that ``content`` may be a list of chunks, Perplexity's in that a
piece may come with the whole message so far.
"""

from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="openai_chat",
    says=paths(
        "$..messages[*].content",
        "$.prompt",
        "$.input",
        "$.query",
        "$.document",
        "$.filename",
    ),
    tells=paths(
        "$.choices[*].message.content",
        "$.data",
        "$.results",
        "$.text",
        "$.pages[*].markdown",
    ),
    keep=paths(
        "$.model",
        "$..role",
        "$..type",
        "$..id",
        "$..object",
        "$..tool_call_id",
        "$..file_id",
        "$..function.name",
        "$..json_schema.name",
        "$..required[*]",
        "$..format",
        "$..detail",
        "$.tool_choice",
        "$.function_call",
        "$.reasoning_effort",
        "$.service_tier",
        "$.modalities[*]",
        "$.encoding_format",
        "$.response_format",
        "$.output_format",
        "$.size",
        "$.quality",
        "$.style",
        "$.agent_id",
    ),
    arguments=frozenset({"arguments"}),
    stream=Stream(
        channels=(
            channel("$.choices[@index].delta.content"),
            channel("$.choices[@index].delta.content[*].text"),
            channel("$.choices[@index].delta.content[*].thinking[*].text"),
            channel("$.choices[@index].delta.reasoning_content"),
            channel("$.choices[@index].delta.reasoning"),
            channel("$.choices[@index].delta.refusal"),
            channel("$.choices[@index].delta.function_call.arguments", json=True),
            channel("$.choices[@index].delta.tool_calls[@index].function.arguments", json=True),
            channel("$.choices[@index].text"),
        ),
        ends=paths("$.choices[@index].finish_reason"),
        snapshots=True,
    ),
)

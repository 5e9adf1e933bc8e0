"""Any JSON of which nothing is known: every string is text, every answer is restored whole.

Streamed events are taken to continue one another where most services would have it so.
"""

from paravent.services.wire import Stream, Wire, channel, paths

HOSTED = frozenset(
    {
        "code_interpreter_call",
        "file_search_call",
        "image_generation_call",
        "mcp_approval_request",
        "mcp_call",
        "mcp_list_tools",
        "mcp_tool_use",
        "server_tool_use",
        "web_search_call",
    }
)
"""Types of blocks that a provider's own tools receive (OpenAI Responses, Anthropic Messages)."""

WIRE = Wire(
    name="json",
    keep=paths("$.model", "$..type", "$..role", "$..object"),
    arguments=frozenset({"arguments"}),
    hosted=HOSTED,
    stream=Stream(
        channels=(
            channel("$.choices[@index].delta.content"),
            channel("$.choices[@index].text"),
            channel("$.delta.text"),
        ),
        keys=("index",),
        ends=paths("$.choices[@index].finish_reason"),
    ),
)

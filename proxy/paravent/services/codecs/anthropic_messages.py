"""Anthropic's Messages: typed blocks, opened, continued and closed by events; signed thinking.

Source: the anthropic SDK 2.12 against a loopback service (2026-11-22). A thinking block comes back
from the client with its signature and must then be what the service produced, to the byte.
"""

from paravent.services.codecs.json import HOSTED
from paravent.services.wire import Signed, Stream, Wire, channel, paths

_REQUEST, _ANSWER = paths("$.messages[*].content[type=thinking]", "$.content[type=thinking]")

WIRE = Wire(
    name="anthropic_messages",
    says=paths("$..messages[*].content", "$.prompt"),
    tells=paths(
        "$.content[*].text",
        "$.content[*].input",
        "$.completion",
        "$.result.message.content[*].text",
    ),
    keep=paths(
        "$.model",
        "$..role",
        "$..type",
        "$..id",
        "$..tool_use_id",
        "$..file_id",
        "$..media_type",
        "$..required[*]",
        "$..cache_control.ttl",
        "$.tools[*].name",
        "$.tool_choice.name",
        "$.messages[*].content[*].name",
        "$.service_tier",
        "$.container",
        "$.betas[*]",
    ),
    opaque=paths(
        "$.messages[*].content[type=redacted_thinking].data",
        "$..encrypted_content",
        "$..encrypted_index",
    ),
    signed=(
        Signed(_REQUEST, "thinking", "signature"),
        Signed(_ANSWER, "thinking", "signature"),
    ),
    hosted=HOSTED,
    stream=Stream(
        channels=(
            channel("$.delta.text", "content_block_delta"),
            channel("$.delta.thinking", "content_block_delta", signed=True),
            channel("$.delta.partial_json", "content_block_delta", json=True),
        ),
        keys=("index",),
        closing=frozenset({"content_block_stop"}),
        opening=("content_block_start", "content_block"),
        signature=paths("$.delta.signature")[0],
    ),
)

"""HuggingChat: lines of JSON, their pieces of text filled up with NULs to one length.

Source: huggingface/chat-ui at c100c16 (2026-08-21).
"""

from paravent.services.wire import Stream, Wire, channel, paths

_LENGTH = 16

WIRE = Wire(
    name="hf_chat",
    tells=paths("$.text"),
    keep=paths("$.id", "$.model", "$..type", "$.selectedMcpServerNames[*]"),
    stream=Stream(
        channels=(
            channel("$.token", "stream", padded=_LENGTH),
            channel("$.token", "reasoning", padded=_LENGTH),
        ),
        closing=frozenset({"finalAnswer"}),
    ),
)

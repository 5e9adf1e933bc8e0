"""Ollama's own API: lines of JSON, each with a piece of the answer.

Source: the ollama SDK 0.6.3 against a loopback service (2026-11-22).
"""

from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="ollama",
    says=paths("$.messages[*].content", "$.prompt", "$.input"),
    tells=paths("$.message.content"),
    keep=paths(
        "$.model", "$..role", "$..type", "$..function.name", "$..required[*]", "$.format",
        "$.keep_alive",
    ),
    stream=Stream(
        channels=(
            channel("$.message.content"),
            channel("$.message.thinking"),
            channel("$.response"),
            channel("$.thinking"),
        ),
        ends=paths("$.done"),
    ),
)  # fmt: skip

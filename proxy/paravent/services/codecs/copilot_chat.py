"""Microsoft Copilot for consumers: a WebSocket with an event a frame.

Source: wire/services.yaml (g4f 8.8.6, 2026-10).
"""

from paravent.services.wire import Stream, Wire, channel, paths

WIRE = Wire(
    name="copilot_chat",
    says=paths("$.content[*].text"),
    tells=paths("$.text"),
    keep=paths("$.event", "$..type", "$.conversationId", "$.mode", "$..url"),
    conversation="conversationId",
    stream=Stream(
        channels=(channel("$.text", "appendText"), channel("$.text", "chainOfThought")),
        kind="event",
        keys=("messageId", "partId"),
        closing=frozenset({"partCompleted", "done"}),
        snapshots=True,
    ),
)
